"""For migrations: the derived columns of rows that are stored already, once the derivation has changed."""

from collections.abc import Callable
from typing import Any

from django.db.migrations import RunPython
from django.db.models import QuerySet

from sanad.foundation.naming.models import derived

BATCH = 200


def derive_again(app: str, columns_of: dict[str, Callable[[Any], dict[str, str]]]) -> RunPython:
    """An operation that derives the columns of every row of these models of an app: `{"Series": lambda row: {…}}`."""

    def write(apps: Any, _editor: Any) -> None:
        for name, derive in columns_of.items():
            rows = apps.get_model(app, name).objects
            keys = list(rows.values_list("pk", flat=True))
            for start in range(0, len(keys), BATCH):
                batch = list(with_aliases(rows.filter(pk__in=keys[start : start + BATCH])))
                found = [derive(row) for row in batch]
                for row, columns in zip(batch, found, strict=True):
                    vars(row).update(columns)
                rows.bulk_update(batch, list(found[0]))

    return RunPython(write, RunPython.noop)


def with_aliases(rows: QuerySet) -> QuerySet:
    """The rows, with their other names where they have any."""
    return rows.prefetch_related("aliases") if hasattr(rows.model, "aliases") else rows


def names_of(row: Any) -> dict[str, str]:
    """The columns of a row with names and aliases."""
    return derived(row.name_ar, row.name_fr, *(alias.text for alias in row.aliases.all()))
