"""After a release: covers for rows that no release before covered, or covered in other columns.

Only for rows that hold by what covered them before, so that an upgrade makes no forged row good. Where no row was ever covered,
what is there on the day of the upgrade is trusted, and the lines of that day say so.
"""

import logging
from collections import defaultdict
from collections.abc import Iterator, Sequence
from uuid import UUID

from django.db import models, transaction

from sanad.foundation.history import anchors
from sanad.foundation.history.chain import append
from sanad.foundation.history.covers import (
    columns_of,
    covered_models,
    digest_of_row,
    in_parts,
    key_of,
    last_covers,
    shapes_of,
    write_down_columns,
)
from sanad.foundation.history.labels import label_of
from sanad.foundation.history.models import CoveredColumns, RowCover
from sanad.foundation.history.operations import CHANGED
from sanad.foundation.spaces.models import Membership, Space, User
from sanad.foundation.written import Covered

logger = logging.getLogger(__name__)
COMMAND = "foundation.take_over"


def take_over() -> int:
    """Cover what is not covered in the columns of this release, a line for every 500 rows; how many rows. Quick when all is."""
    kept = set(CoveredColumns.objects.values_list("key", "model"))
    keys, labels = {key for key, _label in kept}, {label for _key, label in kept}
    if not kept and anchors.first_kept():
        logger.error("The histories were kept before, and nothing covers their rows any more: nothing is taken over.")
        return 0
    new = [model for model in covered_models() if key_of(model) not in keys or label_of(model) in CHANGED]
    count = sum(_take(model, is_new=label_of(model) not in labels) for model in new)
    write_down_columns(new)
    CHANGED.clear()
    return count


def _take(model: type[Covered], *, is_new: bool) -> int:
    count, shapes = 0, shapes_of(model)
    for part in in_parts(model._base_manager.order_by("pk").iterator(chunk_size=500)):
        last = last_covers([row.pk for row in part], model=label_of(model))
        taken = [row for row in part if _may_be_taken(row, last.get((label_of(row), row.pk)), shapes, is_new=is_new)]
        for space_id, rows in _by_space(taken):
            with transaction.atomic():
                _cover(space_id, model, rows)
        count += len(taken)
    return count


def _may_be_taken(row: models.Model, cover: RowCover | None, shapes: dict[str, list[str]], *, is_new: bool) -> bool:
    """Whether a row holds by what covered it, or nothing could cover it before."""
    if cover is None:
        return is_new
    changed = CHANGED.get(label_of(row))
    if changed is not None and cover.digest and row.pk not in changed.faulty:
        return True
    columns = shapes.get(cover.columns)
    if cover.columns == key_of(type(row)) or columns is None or not cover.digest:
        return False
    there = {field.attname for field in row._meta.concrete_fields}
    # What was covered in columns that are no more cannot be compared: the line says that it was taken over.
    return not set(columns) <= there or digest_of_row(row, columns) == cover.digest


def _by_space(rows: Sequence[models.Model]) -> Iterator[tuple[UUID, list[models.Model]]]:
    found: dict[UUID, list[models.Model]] = defaultdict(list)
    for row in rows:
        space_id = getattr(row, "space_id", None) or (_space_of(row) if isinstance(row, User) else None)
        if space_id is not None:
            found[space_id].append(row)
    yield from sorted(found.items())


def _space_of(user: User) -> UUID | None:
    """The first space in which somebody has a role, else the first there is."""
    first = Membership.objects.filter(user=user).order_by("since_on", "pk").values_list("space_id", flat=True).first()
    return first or Space.objects.order_by("pk").values_list("pk", flat=True).first()


def _cover(space_id: UUID, model: type[models.Model], rows: list[models.Model]) -> None:
    label = label_of(model)
    why = CHANGED[label].why if label in CHANGED else ""
    append(
        space_id,
        user=None,
        actor_space=Space.objects.get(pk=space_id),
        command=COMMAND,
        object_type="foundation.space",
        object_id=space_id,
        subject_id=space_id,
        label=f"{label} · {len(rows)} {why}".strip()[:200],
        changes={"columns": [None, list(columns_of(model))]},
        key=None,
        digest="",
        written={model: {row.pk for row in rows}},
    )
