"""Writing and checking the chain."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone

from sanad.foundation.history.models import HistoryEntry
from sanad.foundation.spaces.models import Space

GENESIS = "0" * 64
HASHED = (
    "space_id", "seq", "at", "user_id", "actor_space_id", "command", "object_type", "object_id", "subject_id",
    "label", "changes", "key", "digest", "previous_hash",
)  # fmt: skip


def canonical(value: Any) -> str:
    """JSON with sorted keys and no spaces: the same text on every machine and database."""
    return json.dumps(value, cls=DjangoJSONEncoder, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def digest_of(value: Any) -> str:
    """SHA-256 of the canonical text, in hexadecimal."""
    return hashlib.sha256(canonical(value).encode()).hexdigest()


def _hash(entry: HistoryEntry) -> str:
    fields = {name: getattr(entry, name) for name in HASHED}
    fields["at"] = entry.at.timestamp().hex()  # exact, and the same whatever the time zone of the connection
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


def append(space_id: UUID, **fields: Any) -> HistoryEntry:
    """Write the next line of the space's chain. Must run in a transaction: it locks the space's row."""
    Space.objects.select_for_update().values_list("pk").get(pk=space_id)
    last = HistoryEntry.objects.filter(space_id=space_id).order_by("-seq").first()
    entry = HistoryEntry(
        space_id=space_id,
        seq=last.seq + 1 if last else 1,
        at=timezone.now(),
        previous_hash=last.hash if last else GENESIS,
        **fields,
    )
    entry.hash = _hash(entry)
    entry.save(force_insert=True)
    return entry


@dataclass(frozen=True)
class Break:
    """The first line of a chain that does not hold, and why."""

    space_id: UUID
    seq: int
    reason: str


def verify(space_id: UUID) -> tuple[int, Break | None]:
    """Walk one chain; return how many lines hold and the first that does not."""
    expected, previous = 1, GENESIS
    for entry in _lines(space_id):
        if entry.seq != expected:
            return expected - 1, Break(space_id, expected, "missing")
        if entry.previous_hash != previous:
            return expected - 1, Break(space_id, entry.seq, "does not follow the line before it")
        if _hash(entry) != entry.hash:
            return expected - 1, Break(space_id, entry.seq, "content differs from its seal")
        expected, previous = expected + 1, entry.hash
    return expected - 1, None


def _lines(space_id: UUID) -> Iterator[HistoryEntry]:
    return HistoryEntry.objects.filter(space_id=space_id).order_by("seq").iterator(chunk_size=1000)
