"""Writing and checking the chain."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection, models
from django.utils import timezone
from django.utils.translation import gettext as _

from sanad.foundation.history.covers import Found, covers_for, in_parts, seal_of, write_down_columns
from sanad.foundation.history.digests import canonical, digest_of
from sanad.foundation.history.keys import is_signed, sign
from sanad.foundation.history.models import HistoryEntry, RowCover
from sanad.foundation.spaces.models import Space
from sanad.foundation.written import Written

__all__ = ["GENESIS", "Break", "append", "canonical", "difference", "digest_of", "mask", "masked", "snapshot", "verify"]

GENESIS = "0" * 64
HASHED = (
    "space_id",
    "seq",
    "at",
    "user_id",
    "actor_space_id",
    "command",
    "object_type",
    "object_id",
    "subject_id",
    "label",
    "changes",
    "key",
    "digest",
    "previous_hash",
)


def _hash(entry: HistoryEntry) -> str:
    fields = {name: getattr(entry, name) for name in HASHED}
    fields["at"] = entry.at.timestamp().hex()  # exact, and the same whatever the time zone of the connection
    if entry.covers:  # lines of before there were any hold as they are
        fields["covers"] = entry.covers
    return digest_of(fields)


def snapshot(row: models.Model) -> dict[str, Any]:
    """The stored fields of a row as JSON values, without those its model hides from the history."""
    hidden: frozenset[str] = getattr(row, "history_hidden", frozenset())
    fields = [field for field in row._meta.concrete_fields if field.name not in hidden and not field.primary_key]
    return json.loads(canonical({field.attname: _kept(field, row) for field in fields}))


def _kept(field: models.Field, row: models.Model) -> Any:
    value = field.value_from_object(row)
    return value if _plain(value) else field.value_to_string(row)


def _plain(value: Any) -> bool:
    return value is None or isinstance(value, str | int | bool | list | dict)


def difference(before: dict[str, Any] | None, after: dict[str, Any]) -> dict[str, list[Any]]:
    """What changed, as {field: [old, new]}; a new row gives [None, value] for every field that has one."""
    old = before or {}
    empty: tuple[Any, ...] = (None, "", [], {})
    return {
        name: [old.get(name), value]
        for name, value in after.items()
        if (old[name] != value if name in old else value not in empty)
    }


def masked(row: models.Model, changes: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """The changes, with only the ends of what the model masks: the chain is never rewritten, so it keeps no address."""
    shown: frozenset[str] = getattr(row, "history_masked", frozenset())
    return {name: [mask(value) for value in pair] if name in shown else pair for name, pair in changes.items()}


def mask(value: str | None) -> str | None:
    """The ends of a phone number or an address: enough to recognise it, too little to use it."""
    return f"{value[:2]}…{value[-2:]}" if value and len(value) > 6 else value and "…"  # noqa: PLR2004  shorter ones would be whole


def append(
    space_id: UUID, *, written: Written | None = None, found: Found | None = None, **fields: Any
) -> HistoryEntry:
    """Write the next line of the space's chain. Must run in a transaction: it locks the space's row.

    The line covers the rows that were `written`, is sealed on top of the line before it, and signed by the installation.
    """
    if connection.features.has_select_for_update:  # SQLite has let in one writer only
        Space.objects.select_for_update(no_key=True).values_list("pk").get(pk=space_id)
    lines = HistoryEntry.objects.filter(space_id=space_id).order_by("-seq").values_list("seq", "hash")
    seq, previous = lines.first() or (0, GENESIS)
    entry = HistoryEntry(space_id=space_id, seq=seq + 1, at=timezone.now(), previous_hash=previous, **fields)
    covers = covers_for(entry, written, found) if written else []
    entry.covers = seal_of(covers)
    entry.hash = _hash(entry)
    entry.signature = sign(entry.hash)
    entry.save(force_insert=True)
    if covers and written:
        write_down_columns(written)
        RowCover.objects.bulk_create(covers, batch_size=1000)
    return entry


@dataclass(frozen=True)
class Break:
    """The first line of a chain that does not hold, and why."""

    space_id: UUID
    seq: int
    reason: str


def verify(space_id: UUID, *, signed_from: int | None = None) -> tuple[int, Break | None]:
    """Walk one chain; return how many lines hold and the first that does not.

    From the first signed line on, or from `signed_from` at the latest, every line is signed.
    """
    expected, previous = 1, GENESIS
    for part in in_parts(_lines(space_id), _LINES_AT_ONCE):
        covers = covers_of(part)
        for entry in part:
            if entry.seq != expected:
                return expected - 1, Break(space_id, expected, _("missing"))
            if entry.previous_hash != previous:
                return expected - 1, Break(space_id, entry.seq, _("does not follow the line before it"))
            if entry.signature and signed_from is None:
                signed_from = entry.seq
            is_old = signed_from is None or entry.seq < signed_from
            if why := why_not(entry, covers.get(entry.pk, []), is_old=is_old):
                return expected - 1, Break(space_id, entry.seq, why)
            expected, previous = expected + 1, entry.hash
    return expected - 1, None


def why_not(entry: HistoryEntry, covers: list[RowCover], *, is_old: bool = False) -> str:
    """Why a line does not hold; "" when it does. A line of before there were signatures `is_old`."""
    if _hash(entry) != entry.hash:
        return _("content differs from its seal")
    if seal_of(covers) != entry.covers:
        return _("what it covers differs from its seal")
    if is_old and not entry.signature:
        return ""
    return "" if is_signed(entry.hash, entry.signature) else _("is not signed by this installation")


def covers_of(lines: list[HistoryEntry]) -> dict[UUID, list[RowCover]]:
    """The covers of each of these lines."""
    found: dict[UUID, list[RowCover]] = {}
    for row in RowCover.objects.filter(entry__in=[line.pk for line in lines]).iterator(chunk_size=2000):
        found.setdefault(row.entry_id, []).append(row)
    return found


_LINES_AT_ONCE = 200


def _lines(space_id: UUID) -> Iterator[HistoryEntry]:
    return HistoryEntry.objects.filter(space_id=space_id).order_by("seq").iterator(chunk_size=1000)
