"""What leads on from the page of a row to higher slices, which the slice of that page does not know."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from sanad.foundation.policy import Text
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.ui.next_step import NextStep


@dataclass(frozen=True)
class Lead:
    """A way on: its words, where it goes, what tells it apart from others; a step is something to do there."""

    label: Text
    address: str
    hint: Text = ""
    is_step: bool = False


Source = Callable[[Actor, Any], Iterable[Lead]]
_SOURCES: dict[type[Model], list[tuple[Text, Source]]] = {}


@dataclass(frozen=True)
class Onward:
    """The ways on to one higher slice: what is there already, and what can be begun."""

    heading: Text
    links: list[Lead]
    steps: list[Lead]


def lead_on(model: type[Model], heading: Text, source: Source) -> None:
    """Declare what leads on from the page of a row; `source` gives what this actor may see and do, in few questions."""
    _SOURCES.setdefault(model, []).append((heading, source))


def onward(actor: Actor, row: Model, beside: NextStep | None = None) -> list[Onward]:
    """What leads on from the page of a row, by slice; a slice with nothing to say is left out, and so is what comes next."""
    found, said = [], beside.urls if beside else set()
    for heading, source in _SOURCES.get(type(row), []):
        leads = [lead for lead in source(actor, row) if not (lead.is_step and lead.address in said)]
        if leads:
            found.append(
                Onward(heading, [one for one in leads if not one.is_step], [one for one in leads if one.is_step])
            )
    return found
