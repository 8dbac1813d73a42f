"""The head of each chain, kept where who has the database cannot reach: in a file, on papers, in letters, in backups.

A chain that was cut at its end, that is gone, or that was made anew holds by itself. It does not agree with a head that was kept
elsewhere: the number of the last line and its hash, signed and dated.
"""

import fcntl
import json
import logging
import os
import re
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from sanad.foundation.history.covers import Fault, in_parts
from sanad.foundation.history.digests import canonical
from sanad.foundation.history.keys import is_signed, sign
from sanad.foundation.history.models import HistoryEntry
from sanad.foundation.spaces.models import Space

logger = logging.getLogger(__name__)
Head = dict[str, Any]
SHOWN = 12  # hexadecimal signs of the hash on a paper: 48 bits
_PRINTED = re.compile(r"(?:^|\D)(\d{1,18})\W+((?:[0-9a-f]\W*){12})", re.IGNORECASE)


def heads(spaces: QuerySet[Space] | None = None) -> list[Head]:
    """The last line of each chain as it is now, dated and signed."""
    return [_signed(line) for line in _last_lines(spaces)]


def signed(space_id: str, seq: int, hash_: str) -> Head:
    """The head of a chain whose last line is this one, dated and signed."""
    head = {"space": space_id, "seq": seq, "hash": hash_, "at": timezone.now().isoformat()}
    return {**head, "signature": sign(canonical(head))}


def _last_lines(spaces: QuerySet[Space] | None = None) -> list[HistoryEntry]:
    last = HistoryEntry.objects.filter(space=OuterRef("pk")).order_by("-seq").values("pk")[:1]
    rows = (Space.objects.all() if spaces is None else spaces).order_by("pk").annotate(last=Subquery(last))
    keys = [key for key in rows.values_list("last", flat=True) if key]
    return [line for part in in_parts(keys) for line in HistoryEntry.objects.filter(pk__in=part)]


def _signed(line: HistoryEntry) -> Head:
    return signed(str(line.space_id), line.seq, line.hash)


def keep(space_id: UUID | None = None) -> int:
    """Write the heads that moved since they were kept last at the end of the file; how many."""
    spaces = Space.objects.all() if space_id is None else Space.objects.filter(pk=space_id)
    known = _index.of(Path(settings.ANCHORS))
    moved = [line for line in _last_lines(spaces) if _is_new(line, known.get(str(line.space_id)))]
    if moved:
        _append(Path(settings.ANCHORS), [_signed(line) for line in moved])
    return len(moved)


def keep_soon(space_id: UUID) -> None:
    """Keep the head of a space once what is written now is written for good."""
    transaction.on_commit(partial(keep, space_id), robust=True)


def _is_new(line: HistoryEntry, known: Head | None) -> bool:
    """Of a chain that was cut no head is kept: what is known of it says more."""
    return known is None or line.seq > known["seq"]


def _append(path: Path, found: list[Head]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600), "r+b") as out:
        fcntl.flock(out, fcntl.LOCK_EX)
        size = out.seek(0, os.SEEK_END)
        if size and os.pread(out.fileno(), 1, size - 1) != b"\n":
            out.write(b"\n")  # the line before was cut off by a crash
        out.write("".join(f"{canonical(head)}\n" for head in found).encode())
        out.flush()
        os.fsync(out.fileno())


def kept(path: Path | None = None) -> Iterator[Head]:
    """The heads in the file, oldest first. A line that a crash cut off is none."""
    try:
        with (path or Path(settings.ANCHORS)).open("rb") as lines:
            yield from filter(None, map(_read, lines))
    except FileNotFoundError:
        return


def _read(line: bytes) -> Head | None:
    try:
        head = json.loads(line)
        return head if {"space", "seq", "hash", "at", "signature"} <= head.keys() else None
    except (ValueError, AttributeError):
        return None


class _Index:
    """The last head of each space in the file, read on from where it was read to."""

    def __init__(self) -> None:
        self.path, self.read, self.found = Path(), 0, dict[str, Head]()

    def of(self, path: Path) -> dict[str, Head]:
        size = path.stat().st_size if path.exists() else 0
        if path != self.path or size < self.read:
            self.path, self.read, self.found = path, 0, {}
        if size > self.read:
            with path.open("rb") as lines:
                lines.seek(self.read)
                for line in lines:
                    if line.endswith(b"\n"):
                        self.read += len(line)
                        head = _read(line)
                        if head:
                            self.found[head["space"]] = head
        return self.found


_index = _Index()


def last_kept(space_id: UUID) -> Head | None:
    """The head of a space that was kept last in the file."""
    return _index.of(Path(settings.ANCHORS)).get(str(space_id))


def newest() -> list[Head]:
    """The last head of each space in the file."""
    return list(_index.of(Path(settings.ANCHORS)).values())


def first_kept() -> dict[UUID, int]:
    """From which line on each chain was kept elsewhere; every line from there on is signed."""
    found: dict[UUID, int] = {}
    for head in kept():
        found.setdefault(UUID(head["space"]), head["seq"])
    return found


def check(found: Iterable[Head]) -> Iterator[Fault]:
    """The heads that the chains of today do not agree with."""
    for part in in_parts(found):
        by_space = sorted(part, key=lambda head: str(head["space"]))
        for space, group in groupby(by_space, key=lambda head: str(head["space"])):
            yield from _check(space, list(group))


def _check(space: str, found: list[Head]) -> Iterator[Fault]:
    lines = dict(
        HistoryEntry.objects.filter(space=UUID(space), seq__in=[head["seq"] for head in found]).values_list(
            "seq", "hash"
        )
    )
    for head in found:
        names = {"at": head["at"][:16], "line": head["seq"], "space": space}
        which = _("of %(at)s (line %(line)s of the space %(space)s)") % names
        said = {name: value for name, value in head.items() if name != "signature"}
        if not is_signed(canonical(said), head["signature"]):
            yield Fault(_("anchor"), which, _("is not signed by this installation"))
        elif head["seq"] not in lines:
            yield Fault(_("anchor"), which, _("the history was cut: this line is gone"))
        elif lines[head["seq"]] != head["hash"]:
            yield Fault(_("anchor"), which, _("the history was made anew: this line was another one"))


def head_of(space_id: UUID) -> str:
    """The last line as it is printed and written: its number, and how its hash begins; "" in a space without any."""
    last = HistoryEntry.objects.filter(space_id=space_id).order_by("-seq").values_list("seq", "hash").first()
    return f"{last[0]} {last[1][:SHOWN]}" if last else ""


def in_groups(head: str) -> str:
    """The same as people read it: 412 · 7f3a 91bc 02de."""
    number, _blank, signs = head.partition(" ")
    return f"{number} · {signs[:4]} {signs[4:8]} {signs[8:]}" if signs else ""


def why_not(text: str, space_id: UUID | None = None) -> str:
    """Why a head from a paper or a letter does not agree with the history of a space, or with any; "" when it does."""
    match = _PRINTED.search(text)
    if match is None:
        return _("is no number of a line followed by twelve signs, as 412 · 7f3a 91bc 02de")
    number, signs = int(match[1]), re.sub(r"\W", "", match[2]).lower()
    lines = HistoryEntry.objects.filter(seq=number)
    lines = lines if space_id is None else lines.filter(space=space_id)
    found = list(lines.values_list("hash", flat=True))
    if any(line.startswith(signs) for line in found):
        return ""
    if found:
        return _("the history was made anew: this line was another one")
    return _("the history was cut: this line is gone")
