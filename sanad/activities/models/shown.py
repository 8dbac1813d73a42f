"""What slices above know of an activity that is a thing of their own, as a course is the session to which people register.

They declare it here, so that a list, the calendar and a card tell of it the state that its own page tells, and lead there.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from sanad.foundation.arabic.language import in_language
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.states import Toned


@dataclass(frozen=True)
class ShownAs:
    """`rows(actor)` are the things, each with its `activity` and a `state` of `states`; `page` is the address name of one.

    Without an actor they are all of them, for who shows what is public. `titles` are the columns of what a thing is called
    in Arabic and in French.
    """

    name: str
    rows: Callable[[Actor | None], QuerySet[Any]]
    states: type[Toned]
    page: str
    titles: tuple[str, str]


DECLARED: list[ShownAs] = []


def _things(source: ShownAs, actor: Actor | None) -> QuerySet[Any]:
    """The thing that the activity of the question is, if any, as this actor may see it."""
    return source.rows(actor).filter(space=OuterRef("space"), activity=OuterRef("pk")).order_by()


def columns_for(actor: Actor | None) -> dict[str, Any]:
    """Of each activity the thing that it is and where that stands, as this actor may see them."""
    found: dict[str, Any] = {}
    for source in DECLARED:
        here = _things(source, actor)
        found[f"as_{source.name}"] = Subquery(here.values("pk")[:1])
        found[f"as_{source.name}_state"] = Subquery(here.values("state")[:1])
        for language, title in zip(("ar", "fr"), source.titles, strict=True):
            found[f"as_{source.name}_{language}"] = Subquery(here.values(title)[:1])
    return found


def state_is(actor: Actor | None, state: str) -> Q:
    """The activities that are told in a state: their own, or that of the thing that they are."""
    told = Q(state=state)
    for source in DECLARED:
        told &= ~Q(Exists(_things(source, actor)))
    for source in DECLARED:
        if state in source.states.values:
            told |= Q(Exists(_things(source, actor).filter(state=state)))
    return told


def states_told(own: type[Toned]) -> list[tuple[str, Any]]:
    """Every state that a row may tell, each once: what is cancelled is, whatever it is."""
    return list(
        {value: label for states in (*(s.states for s in DECLARED), own) for value, label in states.choices}.items()
    )


def found_of(row: Any) -> tuple[ShownAs, Any, str] | None:
    """What the activity is shown as, with its key and its state; None when it is itself, or was read without that."""
    for source in DECLARED:
        if key := getattr(row, f"as_{source.name}", None):
            return source, key, getattr(row, f"as_{source.name}_state")
    return None


def title_of(row: Any) -> str:
    """What it is called: by the title of the thing in the language of the page, unless it was given one of its own."""
    for source in DECLARED:
        arabic, french = (getattr(row, f"as_{source.name}_{language}", None) or "" for language in ("ar", "fr"))
        if row.title in {arabic, french}:
            return in_language(arabic, french)
    return row.title
