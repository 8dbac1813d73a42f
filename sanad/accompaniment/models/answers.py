"""What slices above know of plan items: the promise that repeats one, the session that answers one.

They declare it here, so that the plan tells one state of one thing: agreed when it was signed, done when it was kept or held,
late when that is late.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db.models import Q

NEVER = Q(pk__in=[])


def never() -> Q:
    """What no row meets."""
    return NEVER


@dataclass(frozen=True)
class Shown:
    """What shows that something was carried out: evidence on file, or what it is, where it is kept and since when."""

    title: str = ""
    kept_at: str = ""
    seen_on: date | None = None
    evidence: Any = None


def no_days(_keys: Collection[UUID]) -> Iterable[tuple[UUID, date]]:
    """Of a slice that knows no day."""
    return ()


def nothing(_item: Any) -> Iterable[Shown]:
    """Of a slice that keeps no evidence of it."""
    return ()


@dataclass(frozen=True)
class Answers:
    """Conditions on plan items, each made anew for each question.

    `agreed`: both sides promised it elsewhere. `under_way`: something of it was delivered and accepted. `delivered`: all of it was, and
    the other side has not answered yet. `owed`: that promise is not kept yet, and `due_on` says when it is due.
    `carried_out`: it was kept, or held. `dropped`: the side to which it was owed let it go. `shows`: what shows it.
    `done_on`: of these plan items, by key, those that were carried out, each with the day on which it was.
    """

    agreed: Callable[[], Q] = never
    under_way: Callable[[], Q] = never
    owed: Callable[[], Q] = never
    carried_out: Callable[[], Q] = never
    dropped: Callable[[], Q] = never
    due_on: list[Callable[[], Any]] = field(default_factory=list)
    shows: Callable[[Any], Iterable[Shown]] = nothing
    done_on: Callable[[Collection[UUID]], Iterable[tuple[UUID, date]]] = no_days
    delivered: Callable[[], Q] = never


_DECLARED: list[Answers] = []


def declare(answers: Answers) -> None:
    """Make known what a slice knows of plan items."""
    _DECLARED.append(answers)


def where(name: str) -> Q:
    """The plan items of which any slice says so."""
    return reduce(or_, (getattr(answers, name)() for answers in _DECLARED), NEVER)


def days_due() -> list[Any]:
    """The days on which it is due elsewhere."""
    return [due() for answers in _DECLARED for due in answers.due_on]


def days_done(keys: Collection[UUID]) -> dict[UUID, date]:
    """The day on which each of these was carried out, as far as one is known: the last, when several slices tell of it."""
    found: dict[UUID, date] = {}
    for answers in _DECLARED:
        for key, day in answers.done_on(keys):
            found[key] = max(day, found.get(key, day))
    return found


def shown_of(item: Any) -> list[Shown]:
    """What shows that an item was carried out, wherever it is known."""
    return [shown for answers in _DECLARED for shown in answers.shows(item)]
