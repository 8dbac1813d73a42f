"""The seals that rows carry themselves: slices declare here which, and how each is checked."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models

from sanad.foundation.history.chain import GENESIS
from sanad.foundation.history.covers import Fault
from sanad.foundation.history.labels import label_of


@dataclass(frozen=True)
class Seal:
    """The seal of the rows of a model: `why_not(row)` says why that of a row does not hold, "" when it does."""

    model: type[models.Model]
    why_not: Callable[[Any], str]
    with_rows: tuple[str, ...] = ()  # what is read with each row


def is_next(row: Any, revisions: models.Manager) -> bool:
    """Whether a revision stands upon the one before it among its fellows; the first of them upon nothing."""
    before = revisions.filter(number=row.number - 1).values_list("hash", flat=True).first()
    return row.previous_hash == (before or GENESIS) and (row.number == 1) == (before is None)


SEALS: list[Seal] = []


def declare(seal: Seal) -> None:
    """Have a seal checked by `sanad verify` and on the check page of the papers about its rows."""
    SEALS.append(seal)


def broken(seal: Seal) -> Iterator[Fault]:
    """The rows whose seal does not hold."""
    rows = seal.model._base_manager.select_related(*seal.with_rows).order_by("pk")
    for row in rows.iterator(chunk_size=200):
        if why := seal.why_not(row):
            yield Fault(label_of(seal.model), str(row.pk), why)


def why_not(row: models.Model) -> str:
    """Why one of the seals of a row does not hold; "" when all do."""
    found = (seal.why_not(row) for seal in SEALS if isinstance(row, seal.model))
    return next((why for why in found if why), "")
