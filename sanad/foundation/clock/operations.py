"""The migration operation that turns instants into hours on the wall."""

from datetime import UTC, datetime
from typing import Any

from django.db.migrations import RunPython
from django.db.models import Q

from sanad.foundation.clock.before import as_typed, zone_when_typed
from sanad.foundation.clock.fields import instant, on_the_wall

AT_ONCE = 500


def keep_as_typed(app: str, model: str, columns: list[str]) -> RunPython:
    """After columns became `WallTimeField`: what they hold are instants in UTC; put the hours that were typed there.

    When an hour was typed is told by the history, else by when the row was made.
    """

    def forward(apps: Any, _editor: Any) -> None:
        rows = apps.get_model(app, model).objects.only("pk", "created_at", *columns)
        for batch in _batches(rows):
            typed = _typed_at(apps, [row.pk for row in batch], columns)
            for row in batch:
                at = typed.get(row.pk, row.created_at)
                for name in columns:
                    setattr(row, name, instant(as_typed(on_the_wall(getattr(row, name)).replace(tzinfo=UTC), at)))
            rows.model.objects.bulk_update(batch, columns)

    def backward(apps: Any, _editor: Any) -> None:
        rows = apps.get_model(app, model).objects.only("pk", "created_at", *columns)
        for batch in _batches(rows):
            for row in batch:
                for name in columns:
                    wall = on_the_wall(getattr(row, name)).replace(tzinfo=zone_when_typed(row.created_at))
                    setattr(row, name, instant(wall.astimezone(UTC).replace(tzinfo=None)))
            rows.model.objects.bulk_update(batch, columns)

    return RunPython(forward, backward)


def _batches(rows: Any) -> Any:
    batch = []
    for row in rows.order_by("pk").iterator(chunk_size=AT_ONCE):
        batch.append(row)
        if len(batch) == AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch


def _typed_at(apps: Any, keys: list[Any], columns: list[str]) -> dict[Any, datetime]:
    """When each row's hours were last typed, as far as the history knows: in the row itself, or in a part of it."""
    lines = apps.get_model("foundation", "HistoryEntry").objects.filter(Q(object_id__in=keys) | Q(subject_id__in=keys))
    told = Q()
    for name in columns:
        told |= Q(**{f"changes__{name}__isnull": False})
    found: dict[Any, datetime] = {}
    for object_id, subject_id, at in lines.filter(told).order_by("at").values_list("object_id", "subject_id", "at"):
        found[object_id] = found[subject_id] = at
    return found
