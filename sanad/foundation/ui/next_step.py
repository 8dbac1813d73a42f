"""What comes next for a row, on its page: the one step, and the ways to take it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.db.models import Model
from django.urls import reverse

from sanad.foundation.policy import YES, Text, Verdict
from sanad.foundation.spaces.actor import Actor


@dataclass(frozen=True)
class Way:
    """One way to take a step: a page, or a button (`is_act`). Whom the verdict refuses reads why, and who may."""

    label: Text
    address: str
    which: tuple[Any, ...] = ()
    may: Verdict = YES
    is_act: bool = False
    asked: Mapping[str, Any] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """Where it leads."""
        asked = f"?{urlencode(self.asked)}" if self.asked else ""
        return reverse(self.address, args=self.which) + asked


@dataclass(frozen=True)
class NextStep:
    """What is to be done now, in a sentence or two; the first of its ways is the step, others stand quietly beside it.

    A step without a way is somebody else's: the sentence says whose. Without a sentence it is none, and falsy.
    """

    text: Text
    ways: tuple[Way, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.text)

    @property
    def offered(self) -> set[str]:
        """The addresses of its ways, which the page need not offer a second time."""
        return {way.address for way in self.ways}

    @property
    def urls(self) -> set[str]:
        """Where its ways lead, which the ways on need not repeat."""
        return {way.url for way in self.ways}


Source = Callable[..., NextStep | None]
_SOURCES: dict[type[Model], list[tuple[int, Source]]] = {}


def comes_next(model: type[Model], source: Source, *, rank: int) -> None:
    """Declare what may come next for a row: of those who have something to say, the lowest rank is heard.

    So a slice or a part speaks of what it knows; a source gives None where nothing of its own is to be done.
    """
    sources = _SOURCES.setdefault(model, [])
    sources.append((rank, source))
    sources.sort(key=lambda ranked: ranked[0])


def next_step(actor: Actor, row: Model, **read: Any) -> NextStep:
    """What comes next for a row, as this actor may do it or wait for it; a page gives along what it has `read` already."""
    said = (source(actor, row, **read) for _rank, source in _SOURCES.get(type(row), []))
    return next((step for step in said if step is not None), NextStep(""))
