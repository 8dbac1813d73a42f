"""What is said about each page: one topic for some addresses, in files of their own."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from sanad.foundation.content.files import contents_in
from sanad.foundation.content.parts import Part
from sanad.foundation.content.words import LANGUAGES, Words
from sanad.foundation.help.drawings import DRAWINGS

FOLDER = Path(__file__).parent / "data" / "topics"
# In the order in which they are read.
GROUPS: dict[str, Any] = {
    "begin": _("To begin"),
    "card": _("Cards, people and places"),
    "meet": _("Meetings and their papers"),
    "accompany": _("Needs, plan and evidence"),
    "measure": _("Diagnosis"),
    "promise": _("Agreements"),
    "learn": _("Training"),
    "prove": _("Papers and what lasts"),
}
LONGEST_TITLE, LONGEST_SENTENCE, MOST_STEPS, MOST_PAGES = 60, 400, 6, 40
_ADDRESS = re.compile(r"[a-z_]+(:[a-z_/<>]+)?\*?|[a-z_]+:\*")


@dataclass(frozen=True)
class Topic:
    """What one reads about some pages: what they are for, what to do first, what happens then, what cannot be taken back.

    `pages` are names of addresses; one that ends with a star is for all that begin so and have no topic of their own.
    """

    key: str
    group: str
    place: int
    since: date
    pages: tuple[str, ...]
    title: Words
    use: Words
    first: Words
    then: Words
    final: Words  # empty where all can be taken back
    steps: tuple[Words, ...]
    drawing: str

    @property
    def sentences(self) -> tuple[Words, ...]:
        """All that it says."""
        return (self.use, self.first, self.then, self.final, *self.steps)

    @property
    def steps_drawn(self) -> Sequence[Words]:
        """What its drawing shows, from the first to the last; nothing without one."""
        return DRAWINGS.get(self.drawing, ())


def read_topic(key: str, content: Any) -> Topic:
    """The topic of a file; raises `Flaw` for what is wrong in it."""
    names = ("group", "place", "since", "pages", "title", "use", "first", "then", "final", "steps", "drawing")
    parts = Part(content, key).group(*names, optional=("final", "steps", "drawing"))
    has = {name: part for name, part in parts.items() if part.is_there}
    return Topic(
        key=key,
        group=parts["group"].one_of(list(GROUPS)),
        place=parts["place"].whole(99),
        since=date.fromisoformat(parts["since"].text(10)),
        pages=tuple(page.key(_ADDRESS) for page in parts["pages"].rows(MOST_PAGES)),
        title=parts["title"].words(LONGEST_TITLE),
        use=parts["use"].words(LONGEST_SENTENCE, LANGUAGES),
        first=parts["first"].words(LONGEST_SENTENCE, LANGUAGES),
        then=parts["then"].words(LONGEST_SENTENCE, LANGUAGES),
        final=has["final"].words(LONGEST_SENTENCE, LANGUAGES) if "final" in has else Words("", ""),
        steps=tuple(step.words(LONGEST_SENTENCE) for step in has["steps"].rows(MOST_STEPS)) if "steps" in has else (),
        drawing=has["drawing"].one_of(list(DRAWINGS)) if "drawing" in has else "",
    )


@cache
def topics() -> dict[str, Topic]:
    """All of them by their key, in the order in which they are read."""
    found = [read_topic(key, content) for key, content in contents_in(FOLDER).items()]
    order = list(GROUPS)
    return {topic.key: topic for topic in sorted(found, key=lambda topic: (order.index(topic.group), topic.place))}


def shelves() -> list[tuple[Any, list[Topic]]]:
    """The topics by group."""
    return [(title, [topic for topic in topics().values() if topic.group == group]) for group, title in GROUPS.items()]


@cache
def _by_page() -> tuple[dict[str, Topic], list[tuple[str, Topic]]]:
    pages = [(page, topic) for topic in topics().values() for page in topic.pages]
    exact = {page: topic for page, topic in pages if not page.endswith("*")}
    begun = [(page[:-1], topic) for page, topic in pages if page.endswith("*")]
    return exact, sorted(begun, key=lambda pair: -len(pair[0]))


@cache
def topic_of(address: str) -> Topic | None:
    """What is said about the page of that name: its own topic, else that of the longest beginning."""
    exact, begun = _by_page()
    return exact.get(address) or next((topic for start, topic in begun if address.startswith(start)), None)
