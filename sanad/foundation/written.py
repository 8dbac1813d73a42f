"""What is written while a command works, so that its line in the history can cover every row of it."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any
from uuid import UUID

from django.db import models

Written = dict[type[models.Model], set[UUID]]

_at_hand: ContextVar[Written | None] = ContextVar("written", default=None)


@contextmanager
def gathering() -> Iterator[Written]:
    """Gather the covered rows that are written inside, whichever way: one by one or many at once."""
    found: Written = defaultdict(set)
    token = _at_hand.set(found)
    try:
        yield found
    finally:
        _at_hand.reset(token)


def note(*rows: models.Model) -> None:
    """These rows are written by what is at hand; also said of rows made just before it, as an account before it joins."""
    for row in rows:
        _note(type(row), [row.pk])


def _note(model: type[models.Model], keys: Any) -> None:
    found = _at_hand.get()
    if found is not None and issubclass(model, Covered) and not model.why_not_covered:
        found[model].update(keys)


class CoveredRows(models.QuerySet):
    """Rows of which is known which ones were written, also when they are written many at once."""

    def update(self, **kwargs: Any) -> int:
        """As Django's; asks first which rows they are."""
        if _at_hand.get() is not None and issubclass(self.model, Covered) and not self.model.why_not_covered:
            _note(self.model, list(self.order_by().values_list("pk", flat=True)))
        return super().update(**kwargs)

    def bulk_create(self, objs: Any, *args: Any, **kwargs: Any) -> Any:
        """As Django's."""
        made = super().bulk_create(objs, *args, **kwargs)
        _note(self.model, [row.pk for row in made])
        return made

    def delete(self) -> tuple[int, dict[str, int]]:
        """As Django's; asks first which rows they are."""
        if _at_hand.get() is not None:
            _note(self.model, list(self.order_by().values_list("pk", flat=True)))
        return super().delete()


CoveredManager = models.Manager.from_queryset(CoveredRows)


class Covered(models.Model):
    """A row whose every column is covered by the line of the command that writes it (`history.covers`).

    `why_not_covered` says why a whole table is left out; `columns_not_covered` names columns that are: derived ones, and those
    that change outside of commands.
    """

    why_not_covered = ""
    columns_not_covered: frozenset[str] = frozenset()

    objects = CoveredManager()

    class Meta:
        abstract = True

    def save_base(self, *args: Any, **kwargs: Any) -> None:
        """As Django's, whichever way it is stored."""
        super().save_base(*args, **kwargs)
        note(self)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """As Django's; the key is gone afterwards."""
        note(self)
        return super().delete(*args, **kwargs)
