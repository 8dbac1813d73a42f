"""What covers the rows: a digest of every column, kept with the line of the command that wrote the row."""

import logging
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from functools import cache
from itertools import islice
from typing import Any, TypeVar
from uuid import UUID

from django.apps import apps
from django.db import connection, models, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from sanad.foundation.clock.fields import WallTimeField, on_the_wall
from sanad.foundation.history.digests import digest_of
from sanad.foundation.history.labels import label_of
from sanad.foundation.history.models import CoveredColumns, HistoryEntry, RowCover
from sanad.foundation.written import Covered, Written

logger = logging.getLogger(__name__)
T = TypeVar("T")
M = TypeVar("M", bound=models.Model)
AT_ONCE = 500  # rows in one question
Found = tuple[UUID, str]  # a row, and its digest before a command changed it


@dataclass(frozen=True)
class Fault:
    """Something that does not hold: what it is, which one, and why, in words for the keeper of the installation."""

    kind: str
    which: str
    why: str

    def __str__(self) -> str:
        return _("%(kind)s %(which)s: %(why)s") % vars(self)


def covered_models() -> list[type[Covered]]:
    """Every model whose rows are covered."""
    return [model for model in apps.get_models() if issubclass(model, Covered) and not model.why_not_covered]


@cache
def columns_of(model: type[models.Model]) -> tuple[str, ...]:
    """The columns that a cover of this model covers: all but those it names."""
    left: set[str] = set().union(*(vars(base).get("columns_not_covered", ()) for base in model.__mro__))
    return tuple(sorted(field.attname for field in model._meta.concrete_fields if field.name not in left))


@cache
def key_of(model: type[models.Model]) -> str:
    """What these columns are called in a cover."""
    return digest_of([label_of(model), columns_of(model)])[:16]


def digest_of_row(row: models.Model, columns: Sequence[str] | None = None) -> str:
    """The digest of the row as the database gave it, the same on every database."""
    known = {field.attname: field for field in row._meta.concrete_fields}
    return digest_of(
        [
            label_of(row),
            [[name, _plain_value(known[name], row)] for name in columns or columns_of(type(row))],
        ]
    )


def _plain_value(field: models.Field, row: models.Model) -> Any:
    value = field.value_from_object(row)
    if isinstance(value, datetime):
        moment = on_the_wall(value) if isinstance(field, WallTimeField) else value.astimezone(UTC)
        return moment.isoformat(timespec="microseconds")
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value) if isinstance(value, UUID | Decimal) else value


def in_parts(things: Iterable[T], size: int = AT_ONCE) -> Iterator[list[T]]:
    """The things, so many at a time."""
    rest = iter(things)
    while part := list(islice(rest, size)):
        yield part


def latest() -> QuerySet[RowCover]:
    """The last cover of each row, of those that belong to a line."""
    newer = RowCover.objects.filter(
        object_id=OuterRef("object_id"), model=OuterRef("model"), number__gt=OuterRef("number"), entry__seq__gt=0
    )
    return RowCover.objects.filter(~Exists(newer), entry__seq__gt=0)


# `latest()`, of some rows.
_LAST_COVERS = """
    SELECT cover.* FROM foundation_rowcover cover
    JOIN foundation_historyentry line ON line.id = cover.entry_id AND line.seq > 0
    WHERE cover.object_id IN ({keys}) AND NOT EXISTS (
        SELECT 1 FROM foundation_rowcover newer JOIN foundation_historyentry later ON later.id = newer.entry_id AND later.seq > 0
        WHERE newer.object_id = cover.object_id AND newer.model = cover.model AND newer.number > cover.number
    )
"""


def last_covers(keys: Iterable[UUID], model: str = "") -> dict[tuple[str, UUID], RowCover]:
    """The last cover of each of these rows, by model and key; of rows of one model alone, if it is named."""
    found = (row for part in in_parts(keys) for row in _asked(RowCover, _LAST_COVERS, part))
    return {(row.model, row.object_id): row for row in found if not model or row.model == model}


def _asked(model: type[M], question: str, keys: list[UUID]) -> Iterable[M]:
    """Rows by their keys, by a question that stands written: each command asks two, which Django takes longer to write than to ask."""
    marks = ", ".join(["%s"] * len(keys))
    as_kept = models.UUIDField().get_db_prep_value
    return model._base_manager.raw(question.format(keys=marks), [as_kept(key, connection) for key in keys])


def covers_for(entry: HistoryEntry, written: Written, found: Found | None = None) -> list[RowCover]:
    """The covers of the rows that were written, read back as the database keeps them; rows that did not change have theirs.

    `found` is what the command found in the place of the row that it changed.
    """
    earlier = last_covers(key for keys in written.values() for key in keys)
    rows = []
    for model, keys in written.items():
        label, columns, now = label_of(model), key_of(model), _digests(model, keys)
        for key in sorted(keys):
            last, digest = earlier.get((label, key)), now.get(key, "")
            before = _before(last, columns, found if found and found[0] == key else None)
            is_same = last is not None and (last.columns, last.digest) == (columns, digest)
            if (is_same and not before) or (last is None and not digest):
                continue
            number = last.number + 1 if last else 1
            rows.append(
                RowCover(
                    entry=entry,
                    model=label,
                    object_id=key,
                    number=number,
                    columns=columns,
                    digest=digest,
                    before=before,
                )
            )
    return rows


def _digests(model: type[models.Model], keys: Iterable[UUID]) -> dict[UUID, str]:
    question = f'SELECT * FROM "{model._meta.db_table}" WHERE id IN ({{keys}})'  # noqa: S608  a table of ours
    rows = (row for part in in_parts(keys) for row in _asked(model, question, part))
    return {row.pk: digest_of_row(row) for row in rows}


def _before(last: RowCover | None, columns: str, found: Found | None) -> str:
    """What a command found instead of what was covered, "" when it found that."""
    if last is None or found is None or last.columns != columns or last.digest == found[1]:
        return ""
    logger.error("%s %s was changed past Sanad before a command changed it.", last.model, last.object_id)
    return found[1]


def seal_of(covers: Iterable[RowCover]) -> str:
    """What a line holds of its covers; "" of none."""
    parts = sorted([row.model, str(row.object_id), row.number, row.columns, row.digest, row.before] for row in covers)
    return digest_of(parts) if parts else ""


_written_down: set[str] = set()


def write_down_columns(covered: Collection[type[models.Model]]) -> None:
    """Keep which columns the covers of these models cover, so that they can be checked when there are others."""
    new = {key_of(model): model for model in covered if key_of(model) not in _written_down}
    if not new:
        return
    CoveredColumns.objects.bulk_create(
        [CoveredColumns(key=key, model=label_of(model), columns=list(columns_of(model))) for key, model in new.items()],
        ignore_conflicts=True,
    )
    transaction.on_commit(lambda: _written_down.update(new))


def faults_of(model: type[Covered]) -> Iterator[Fault]:
    """The rows of a model that are not as their covers say, those that none covers, and those that are gone."""
    label, shapes = label_of(model), shapes_of(model)
    for part in in_parts(model._base_manager.order_by("pk").iterator(chunk_size=AT_ONCE)):
        covers = last_covers([row.pk for row in part], model=label)
        for row in part:
            if why := why_not(row, covers.get((label, row.pk)), shapes):
                yield Fault(label, str(row.pk), why)
    yield from _gone(model)
    for cover in RowCover.objects.filter(model=label).exclude(before="").select_related("entry"):
        yield Fault(
            label,
            str(cover.object_id),
            _("had been changed past Sanad before line %(line)s") % {"line": cover.entry.seq},
        )


def why_not(row: models.Model, cover: RowCover | None, shapes: dict[str, list[str]] | None = None) -> str:
    """Why a row is not as it was written by a command; "" when it is."""
    if cover is None:
        return _("was not written by Sanad: no line covers it")
    if not cover.digest:
        return _("was removed by Sanad, and is there again")
    columns = (shapes_of(type(row)) if shapes is None else shapes).get(cover.columns)
    if columns is None or not set(columns) <= {field.attname for field in row._meta.concrete_fields}:
        return _("is covered in columns that are no more; `sanad prepare` covers it anew")
    return "" if digest_of_row(row, columns) == cover.digest else _("is not as it was written")


def shapes_of(model: type[models.Model]) -> dict[str, list[str]]:
    """The columns of this release and of those before, each checked by its key."""
    label = label_of(model)
    kept = CoveredColumns.objects.filter(model=label).values_list("key", "columns")
    sound = {key: columns for key, columns in kept if digest_of([label, columns])[:16] == key}
    return {**sound, key_of(model): list(columns_of(model))}


def _gone(model: type[Covered]) -> Iterator[Fault]:
    label, there = label_of(model), model._base_manager.filter(pk=OuterRef("object_id"))
    lost = latest().filter(~Exists(there), model=label).exclude(digest="").select_related("entry")
    for cover in lost.iterator(chunk_size=AT_ONCE):
        why = _("is gone, and no command removed it (written last in line %(line)s)") % {"line": cover.entry.seq}
        yield Fault(label, str(cover.object_id), why)
