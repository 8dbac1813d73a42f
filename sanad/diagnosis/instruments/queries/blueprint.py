"""The blueprint of an instrument: its domains, items and levels, read from its content and held to the rules."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from sanad.accompaniment.models import PlanItem
from sanad.diagnosis.models import Instrument
from sanad.diagnosis.models.scores import LEVELS
from sanad.foundation.content.parts import Flaw, Part
from sanad.foundation.content.words import Words

LONGEST_TITLE, LONGEST_TEXT, LATEST_VERSION = 200, 1_500, 9_999
MOST_DOMAINS, MOST_ITEMS, MOST_KINDS = 40, 200, 200
KEPT = 64  # blueprints in memory
LONGEST_OBJECTIVE = PlanItem._meta.get_field("objective").max_length or LONGEST_TITLE

HEAD = (
    "key",
    "version",
    "subject",
    "scale",
    "licence",
    "credit",
    "title",
    "about",
    "levels",
    "evidence_kinds",
    "domains",
)
_NAME = re.compile(r"[a-z][a-z0-9-]{1,40}")
_KEY = re.compile(r"[a-z][a-z0-9_]{1,40}")


@dataclass(frozen=True)
class Remedy:
    """What helps when an item stands low: a form of support, the field of a training, and its objective in words."""

    form: str
    field: str
    text: Words


@dataclass(frozen=True)
class Level:
    """What is seen at one level of an item, and the kinds of evidence that show it."""

    level: int
    text: Words
    evidence: tuple[str, ...]


@dataclass(frozen=True)
class Item:
    """One question: a title and a descriptor for each level."""

    key: str
    is_core: bool
    title: Words
    remedy: Remedy
    levels: tuple[Level, ...]


@dataclass(frozen=True)
class Domain:
    """A field of questions."""

    key: str
    title: Words
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Blueprint:
    """A whole instrument."""

    key: str
    version: int
    subject: str
    scale: str
    licence: str
    credit: Words
    title: Words
    about: Words
    levels: tuple[Words, ...]
    evidence_kinds: dict[str, Words]
    domains: tuple[Domain, ...]

    @property
    def items(self) -> Iterator[Item]:
        """The items in the order in which they are asked."""
        return (item for domain in self.domains for item in domain.items)

    @property
    def core_count(self) -> int:
        """How many items a short first visit asks."""
        return sum(item.is_core for item in self.items)

    def asked(self, *, core_only: bool) -> tuple[Domain, ...]:
        """The domains that have something to ask, with what is asked."""
        chosen = (
            Domain(domain.key, domain.title, tuple(item for item in domain.items if item.is_core or not core_only))
            for domain in self.domains
        )
        return tuple(domain for domain in chosen if domain.items)


_read_before: dict[str, Blueprint] = {}


def blueprint_of(instrument: Instrument) -> Blueprint:
    """The blueprint of a stored instrument; read once for the same content."""
    known = _read_before.get(instrument.sha256)
    if known is None:
        known = read_blueprint(instrument.content)
        while len(_read_before) >= KEPT:
            _read_before.pop(next(iter(_read_before)))
        _read_before[instrument.sha256] = known
    return known


def read_blueprint(content: Any) -> Blueprint:
    """Read a content whole. Raises `Flaw` with the place and the reason of the first thing that is wrong."""
    head = Part(content).group(*HEAD)
    levels = _level_names(head["levels"])
    kinds = _evidence_kinds(head["evidence_kinds"])
    taken: set[str] = set()
    domains = tuple(_domain(part, kinds, taken) for part in head["domains"].rows(MOST_DOMAINS))
    if sum(len(domain.items) for domain in domains) > MOST_ITEMS:
        head["domains"].tell(_("There are too many: %(most)s at most.") % {"most": MOST_ITEMS})
    return Blueprint(
        key=head["key"].key(_NAME),
        version=head["version"].whole(LATEST_VERSION),
        subject=head["subject"].one_of(Instrument.Subject.values),
        scale=head["scale"].key(_NAME),
        licence=head["licence"].text(LONGEST_TITLE),
        credit=head["credit"].words(LONGEST_TEXT),
        title=head["title"].words(LONGEST_TITLE),
        about=head["about"].words(LONGEST_TEXT),
        levels=levels,
        evidence_kinds=kinds,
        domains=domains,
    )


def _domain(part: Part, kinds: dict[str, Words], taken: set[str]) -> Domain:
    found = part.group("key", "title", "items")
    return Domain(
        key=found["key"].key(_KEY, taken),
        title=found["title"].words(LONGEST_TITLE),
        items=tuple(_item(item, kinds, taken) for item in found["items"].rows(MOST_ITEMS)),
    )


def _item(part: Part, kinds: dict[str, Words], taken: set[str]) -> Item:
    found = part.group("key", "core", "title", "remedy", "levels")
    levels = tuple(_level(level, kinds) for level in found["levels"].rows(len(LEVELS) * 2))
    every_level([level.level for level in levels], found["levels"].place)
    return Item(
        key=found["key"].key(_KEY, taken),
        is_core=found["core"].flag(),
        title=found["title"].words(LONGEST_TITLE),
        remedy=_remedy(found["remedy"]),
        levels=levels,
    )


def _level(part: Part, kinds: dict[str, Words]) -> Level:
    found, evidence = part.group("level", "text", "evidence"), []
    for kind in found["evidence"].rows(MOST_KINDS, may_be_empty=True):
        if not isinstance(kind.value, str) or kind.value not in kinds:
            kind.tell(_("This kind of evidence is not described in the file."))
        if kind.value in evidence:
            kind.tell(_("This stands twice."))
        evidence.append(kind.value)
    return Level(found["level"].whole(LEVELS[-1]), found["text"].words(LONGEST_TEXT), tuple(evidence))


def _remedy(part: Part) -> Remedy:
    found = part.group("form", "field", "text")
    form = found["form"].one_of(PlanItem.Form.values)
    fields = PlanItem.Field.values if form == PlanItem.Form.TRAINING else [""]
    return Remedy(form, found["field"].one_of(fields), found["text"].words(LONGEST_OBJECTIVE))


def _level_names(part: Part) -> tuple[Words, ...]:
    found = [level.group("level", "name") for level in part.rows(len(LEVELS) * 2)]
    numbers = [level["level"].whole(LEVELS[-1]) for level in found]
    names = tuple(level["name"].words(LONGEST_TITLE) for level in found)
    every_level(numbers, part.place)
    return names


def every_level(numbers: list[Any], place: str) -> None:
    """The levels are those of the scale, from the lowest to the highest, each once (D1). Raises `Flaw`."""
    if missing := [str(level) for level in LEVELS if level not in numbers]:
        raise Flaw(_("A level is missing: %(levels)s.") % {"levels": ", ".join(missing)}, place)
    if numbers != list(LEVELS):
        raise Flaw(_("The levels must stand once each, from 1 to 4."), place)


def _evidence_kinds(part: Part) -> dict[str, Words]:
    return {kind: text.words(LONGEST_TITLE) for kind, text in part.entries(_KEY, MOST_KINDS).items()}
