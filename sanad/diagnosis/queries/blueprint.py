"""The blueprint of an instrument: its domains, items and levels, read from its content and held to the rules."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from sanad.accompaniment.models import PlanItem
from sanad.diagnosis.models import Instrument
from sanad.diagnosis.models.scores import LEVELS

LANGUAGES = ("ar", "fr", "en")
LONGEST_TITLE, LONGEST_TEXT, LATEST_VERSION = 200, 1_500, 9_999
MOST_DOMAINS, MOST_ITEMS, MOST_KINDS, LONGEST_KEY = 40, 200, 200, 42
KEPT = 64  # blueprints in memory

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
_NO_SIGN = {"Cc", "Cs", "Co", "Cn"}  # controls, halves of signs, what no alphabet has
_NAME = re.compile(r"[a-z][a-z0-9-]{1,40}")
_KEY = re.compile(r"[a-z][a-z0-9_]{1,40}")


class Flaw(Exception):
    """What is wrong with the content of an instrument, and at which place in it (`domains[2].items[0].key`)."""

    def __init__(self, reason: str | Promise, place: str = "") -> None:
        super().__init__(reason, place)
        self.place, self.reason = place, reason


class Twice(dict[str, Any]):
    """A mapping of a file in which a key stands twice; `key` is the first such one."""

    key = ""


@dataclass(frozen=True)
class Said:
    """A text in the three languages; `str` gives it in the language of the page."""

    ar: str
    fr: str
    en: str

    def __str__(self) -> str:
        language = get_language() or "ar"
        return str(getattr(self, language if language in LANGUAGES else "en"))


@dataclass(frozen=True)
class Remedy:
    """What helps when an item stands low: a form of support, the field of a training, and its objective in words."""

    form: str
    field: str
    text: Said


@dataclass(frozen=True)
class Level:
    """What is seen at one level of an item, and the kinds of evidence that show it."""

    level: int
    text: Said
    evidence: tuple[str, ...]


@dataclass(frozen=True)
class Item:
    """One question: a title and a descriptor for each level."""

    key: str
    is_core: bool
    title: Said
    remedy: Remedy
    levels: tuple[Level, ...]


@dataclass(frozen=True)
class Domain:
    """A field of questions."""

    key: str
    title: Said
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Blueprint:
    """A whole instrument."""

    key: str
    version: int
    subject: str
    scale: str
    licence: str
    credit: Said
    title: Said
    about: Said
    levels: tuple[Said, ...]
    evidence_kinds: dict[str, Said]
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
        known = read(instrument.content)
        while len(_read_before) >= KEPT:
            _read_before.pop(next(iter(_read_before)))
        _read_before[instrument.sha256] = known
    return known


def read(content: Any) -> Blueprint:
    """Read a content whole. Raises `Flaw` with the place and the reason of the first thing that is wrong."""
    head = _mapping(content, "", HEAD)
    levels = _levels_named(head["levels"])
    kinds = _kinds(head["evidence_kinds"])
    taken: dict[str, str] = {}
    domains = tuple(
        _domain(node, f"domains[{number}]", kinds, taken)
        for number, node in enumerate(_list(head["domains"], "domains", MOST_DOMAINS))
    )
    if len(taken) - len(domains) > MOST_ITEMS:
        raise Flaw(_("There are too many: %(most)s at most.") % {"most": MOST_ITEMS}, "domains")
    return Blueprint(
        key=_matching(head["key"], "key", _NAME),
        version=_whole(head["version"], "version", LATEST_VERSION),
        subject=_one_of(head["subject"], "subject", Instrument.Subject.values),
        scale=_matching(head["scale"], "scale", _NAME),
        licence=_line(head["licence"], "licence", LONGEST_TITLE),
        credit=_said(head["credit"], "credit"),
        title=_said(head["title"], "title", LONGEST_TITLE),
        about=_said(head["about"], "about"),
        levels=levels,
        evidence_kinds=kinds,
        domains=domains,
    )


def _domain(node: Any, place: str, kinds: dict[str, Said], taken: dict[str, str]) -> Domain:
    found = _mapping(node, place, ("key", "title", "items"))
    key = _once(found["key"], place, taken)
    items = _list(found["items"], f"{place}.items", MOST_ITEMS)
    return Domain(
        key=key,
        title=_said(found["title"], f"{place}.title", LONGEST_TITLE),
        items=tuple(_item(item, f"{place}.items[{number}]", kinds, taken) for number, item in enumerate(items)),
    )


def _item(node: Any, place: str, kinds: dict[str, Said], taken: dict[str, str]) -> Item:
    found = _mapping(node, place, ("key", "core", "title", "remedy", "levels"))
    if not isinstance(found["core"], bool):
        raise Flaw(_("This must be true or false."), f"{place}.core")
    levels = _list(found["levels"], f"{place}.levels", len(LEVELS) * 2)
    read_levels = tuple(_level(level, f"{place}.levels[{number}]", kinds) for number, level in enumerate(levels))
    every_level([level.level for level in read_levels], f"{place}.levels")
    return Item(
        key=_once(found["key"], place, taken),
        is_core=found["core"],
        levels=read_levels,
        title=_said(found["title"], f"{place}.title", LONGEST_TITLE),
        remedy=_remedy(found["remedy"], f"{place}.remedy"),
    )


def _level(node: Any, place: str, kinds: dict[str, Said]) -> Level:
    found = _mapping(node, place, ("level", "text", "evidence"))
    evidence = _list(found["evidence"], f"{place}.evidence", MOST_KINDS, may_be_empty=True)
    for number, kind in enumerate(evidence):
        if not isinstance(kind, str) or kind not in kinds:
            raise Flaw(_("This kind of evidence is not described in the file."), f"{place}.evidence[{number}]")
        if kind in evidence[:number]:
            raise Flaw(_("This stands twice."), f"{place}.evidence[{number}]")
    return Level(
        _whole(found["level"], f"{place}.level", LEVELS[-1]), _said(found["text"], f"{place}.text"), tuple(evidence)
    )


def _remedy(node: Any, place: str) -> Remedy:
    found = _mapping(node, place, ("form", "field", "text"))
    form = _one_of(found["form"], f"{place}.form", PlanItem.Form.values)
    fields = PlanItem.Field.values if form == PlanItem.Form.TRAINING else [""]
    objective = _said(found["text"], f"{place}.text", PlanItem._meta.get_field("objective").max_length or LONGEST_TITLE)
    return Remedy(form, _one_of(found["field"], f"{place}.field", fields), objective)


def _levels_named(node: Any) -> tuple[Said, ...]:
    numbers, names = [], []
    for number, level in enumerate(_list(node, "levels", len(LEVELS) * 2)):
        found = _mapping(level, f"levels[{number}]", ("level", "name"))
        numbers.append(_whole(found["level"], f"levels[{number}].level", LEVELS[-1]))
        names.append(_said(found["name"], f"levels[{number}].name", LONGEST_TITLE))
    every_level(numbers, "levels")
    return tuple(names)


def every_level(numbers: list[Any], place: str) -> None:
    """The levels are those of the scale, from the lowest to the highest, each once (D1)."""
    if missing := [str(level) for level in LEVELS if level not in numbers]:
        raise Flaw(_("A level is missing: %(levels)s.") % {"levels": ", ".join(missing)}, place)
    if numbers != list(LEVELS):
        raise Flaw(_("The levels must stand once each, from 1 to 4."), place)


def _kinds(node: Any) -> dict[str, Said]:
    found = _mapping(node, "evidence_kinds", None)
    if len(found) > MOST_KINDS:
        raise Flaw(_("There are too many: %(most)s at most.") % {"most": MOST_KINDS}, "evidence_kinds")
    return {
        _matching(key, "evidence_kinds", _KEY): _said(text, f"evidence_kinds.{key}", LONGEST_TITLE)
        for key, text in found.items()
    }


def _mapping(node: Any, place: str, keys: tuple[str, ...] | None) -> dict[str, Any]:
    """A mapping with exactly these keys (with any, when None), each once."""
    if not isinstance(node, dict):
        raise Flaw(_("A group of named values is expected here."), place)
    if isinstance(node, Twice):
        raise Flaw(_("This stands twice."), _below(place, node.key))
    for key in keys or ():
        if key not in node:
            raise Flaw(_("This is missing."), _below(place, key))
    for key in node:
        if keys is not None and key not in keys:
            raise Flaw(_("Nothing of this name is known here."), _below(place, str(key)[:LONGEST_KEY]))
    return node


def _below(place: str, key: str) -> str:
    return f"{place}.{key}" if place else key


def _list(node: Any, place: str, most: int, *, may_be_empty: bool = False) -> list[Any]:
    if not isinstance(node, list):
        raise Flaw(_("A list is expected here."), place)
    if not node and not may_be_empty:
        raise Flaw(_("This is empty."), place)
    if len(node) > most:
        raise Flaw(_("There are too many: %(most)s at most.") % {"most": most}, place)
    return node


def _said(node: Any, place: str, longest: int = LONGEST_TEXT) -> Said:
    found = _mapping(node, place, LANGUAGES)
    return Said(*(_line(found[language], f"{place}.{language}", longest) for language in LANGUAGES))


def _line(node: Any, place: str, longest: int) -> str:
    if not isinstance(node, str) or not node.strip():
        raise Flaw(_("The text is missing."), place)
    if len(node) > longest:
        raise Flaw(_("The text is too long: %(most)s signs at most.") % {"most": longest}, place)
    if node != node.strip() or any(unicodedata.category(sign) in _NO_SIGN and sign != "\n" for sign in node):
        raise Flaw(_("The text has blanks around it, or signs that cannot be printed."), place)
    return node


def _matching(node: Any, place: str, pattern: re.Pattern[str]) -> str:
    if not isinstance(node, str) or not pattern.fullmatch(node):
        raise Flaw(_("A short name in small Latin letters is expected here."), place)
    return node


def _once(node: Any, place: str, taken: dict[str, str]) -> str:
    """A key that stands nowhere else in the file."""
    key = _matching(node, f"{place}.key", _KEY)
    if key in taken:
        raise Flaw(_("The key %(key)s stands twice.") % {"key": key}, f"{place}.key")
    taken[key] = place
    return key


def _one_of(node: Any, place: str, values: list[str]) -> str:
    if not isinstance(node, str) or node not in values:
        raise Flaw(_("One of these is expected here: %(values)s.") % {"values": ", ".join(values) or "—"}, place)
    return node


def _whole(node: Any, place: str, most: int) -> int:
    if type(node) is not int or not 1 <= node <= most:
        raise Flaw(_("A whole number from 1 to %(most)s is expected here.") % {"most": most}, place)
    return node
