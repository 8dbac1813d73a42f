"""What is wrong with the content of a course, and what it lacks before it can be taught: one sentence each."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sanad.accompaniment.models import PlanItem
from sanad.courses.models import Course
from sanad.courses.queries.catalogue import INSTRUMENT
from sanad.diagnosis.queries.instrument_files import shipped as instruments
from sanad.foundation.policy import Text

HEAD = (
    "key",
    "version",
    "field",
    "licence",
    "level",
    "title",
    "about",
    "audience",
    "objectives",
    "outcomes",
    "prerequisites",
    "validity_months",
    "rule",
    "programme",
    "materials",
    "test",
    "feedback",
    "feedback_later",
    "lessons",
)
KEY = re.compile(r"[a-z][a-z0-9_-]{0,41}")
LONGEST_TITLE, LONGEST_TEXT, LONGEST_BODY = 200, 2_000, 20_000
MOST_ROWS, LEAST_CHOICES, MOST_CHOICES, LONGEST_MINUTES, MOST_MONTHS = 100, 2, 8, 600, 600
KINDS = ("scale", "choice", "text")
LANGUAGES = {"ar": _("the text in Arabic is missing"), "fr": _("the text in French is missing")}
Known = Callable[[str], list[str] | None]  # the key of a course → the keys of those before it, None when there is none


@dataclass(frozen=True)
class Defect:
    """What is wrong, and where; `is_lack`: only not written yet."""

    place: str
    reason: Text
    is_lack: bool = False

    def __str__(self) -> str:
        said = {"place": self.place, "reason": self.reason}
        return gettext("%(place)s: %(reason)s") % said if self.place else str(self.reason)


def defects(content: Any, known: Known) -> list[Defect]:
    """Everything that is wrong or lacking; `known` tells the courses that a prerequisite may name."""
    if not isinstance(content, dict):
        return [Defect("", _("This is not a course."))]
    return list(_all(content, known))


def lacks(content: dict[str, Any]) -> list[Defect]:
    """What a sound course still lacks before it can be taught."""
    return list(_lacking(content))


def _all(content: dict[str, Any], known: Known) -> Iterator[Defect]:
    missing = [name for name in HEAD if name not in content and name != "licence"]
    yield from (Defect(name, _("this part is missing")) for name in missing)
    yield from (Defect(str(name)[:42], _("nothing of this name is known here")) for name in content if name not in HEAD)
    if missing:
        return
    for name in ("objectives", "materials", "outcomes", "programme", "test", "feedback", "feedback_later", "lessons"):
        if isinstance(content[name], list) and len(content[name]) > MOST_ROWS:
            yield Defect(name, _("there are too many: %(most)s at most") % {"most": MOST_ROWS})
    yield from _head(content)
    for part, place in ((gettext("Objectives"), "objectives"), (gettext("Materials"), "materials")):
        for number, row in _numbered(content[place]):
            yield from _said(row, f"{part} · {number}")
    yield from _outcomes(content["outcomes"])
    yield from _prerequisites(content, known)
    for number, half in _rows(content["programme"]):
        yield from _half_day(half, gettext("Half-day %(number)s") % {"number": number}, number)
    yield from _keyed(content["test"], gettext("Question %(number)s"), _question)
    for part, words in (("feedback", gettext("Opinion")), ("feedback_later", gettext("Opinion, months later"))):
        yield from _keyed(content[part], words + " · %(number)s", _asked)
    yield from _keyed(content["lessons"], gettext("Lesson %(number)s"), _lesson)
    if all(isinstance(content[name], list) for name in ("programme", "test", "feedback", "objectives")):
        yield from _lacking(content)


def _lacking(content: dict[str, Any]) -> Iterator[Defect]:
    wanted = {
        "objectives": _("say what one learns"),
        "programme": _("write at least one half-day"),
        "test": _("write at least one question of the test"),
        "feedback": _("ask at least one question about the course"),
    }
    for name, words in (("about", gettext("What it is about")), ("audience", gettext("For whom"))):
        for language, reason in LANGUAGES.items():
            if isinstance(content[name], dict) and not content[name].get(language):
                yield Defect(words, reason, is_lack=True)
    yield from (Defect("", reason, is_lack=True) for name, reason in wanted.items() if not content[name])


def _head(content: dict[str, Any]) -> Iterator[Defect]:
    if not isinstance(content["key"], str) or not KEY.fullmatch(content["key"]):
        yield Defect("key", _("a short name in small Latin letters is expected here"))
    yield from _whole(content["version"], "version", 1, 9_999)
    for name, values in (("field", PlanItem.Field.values), ("level", Course.Level.values)):
        if content[name] not in values:
            yield Defect(name, _("this is none of those that are known"))
    yield from _said(content["title"], gettext("Title"), LONGEST_TITLE)
    for name, words in (("about", gettext("What it is about")), ("audience", gettext("For whom"))):
        yield from _said(content[name], words, is_lack=True)
    if content["validity_months"] is not None:
        yield from _whole(content["validity_months"], gettext("Validity"), 1, MOST_MONTHS)
    rule = content["rule"] if isinstance(content["rule"], dict) else {}
    for name in ("attendance_percent", "test_percent"):
        yield from _whole(rule.get(name), gettext("Rule of the certificate"), 0, 100)


def _whole(node: Any, place: str, least: int, most: int) -> Iterator[Defect]:
    if type(node) is not int or not least <= node <= most:
        yield Defect(
            place, _("a whole number from %(least)s to %(most)s is expected here") % {"least": least, "most": most}
        )


def _said(node: Any, place: str, longest: int = LONGEST_TEXT, *, is_lack: bool = False) -> Iterator[Defect]:
    """A text in both languages; what may come later is told by `_lacking`."""
    if not isinstance(node, dict) or not all(isinstance(text, str) for text in node.values()):
        yield Defect(place, _("a text in Arabic and in French is expected here"))
        return
    for language, reason in LANGUAGES.items():
        text = node.get(language, "")
        if not text.strip() and not is_lack:
            yield Defect(place, reason)
        if len(text) > longest or "\x00" in text:
            yield Defect(place, _("the text is too long: %(most)s signs at most") % {"most": longest})


def _numbered(node: Any) -> Iterator[tuple[int, Any]]:
    yield from enumerate(node[:MOST_ROWS] if isinstance(node, list) else [None], 1)


def _rows(node: Any) -> Iterator[tuple[int, dict[str, Any]]]:
    """The rows of a list with their numbers; what is no row is an empty one, whose parts are all missing."""
    for number, row in _numbered(node):
        yield number, row if isinstance(row, dict) else {}


def _keyed(node: Any, numbered: str, judge: Callable[[dict[str, Any], str], Iterator[Defect]]) -> Iterator[Defect]:
    """Rows with keys of their own, each judged."""
    keys: set[str] = set()
    for number, row in _rows(node):
        here, key = numbered % {"number": number}, row.get("key")
        if not isinstance(key, str) or not KEY.fullmatch(key):
            yield Defect(here, _("its key is missing"))
        elif key in keys:
            yield Defect(here, _("its key stands twice"))
        else:
            keys.add(key)
        yield from judge(row, here)


def _outcomes(node: Any) -> Iterator[Defect]:
    items, place = [item.key for item in instruments()[INSTRUMENT].items], gettext("What changes in the association")
    for number, row in _rows(node):
        here = f"{place} · {number}"
        yield from _said(row.get("text"), here)
        if row.get("item") not in items:
            yield Defect(here, _("the diagnosis has no such item"))


def _prerequisites(content: dict[str, Any], known: Known) -> Iterator[Defect]:
    place, named = gettext("Comes after"), content["prerequisites"]
    if not isinstance(named, list) or not all(isinstance(key, str) for key in named):
        yield Defect(place, _("this is none of those that are known"))
        return
    for key in named:
        if key != content["key"] and known(key) is None:
            yield Defect(place, _("a course that comes before is not known here"))
        elif _leads_to(key, content["key"], known):
            yield Defect(place, _("the courses come before each other in a circle"))


def _leads_to(start: str, goal: str, known: Known) -> bool:
    """Whether one comes from a course to another by what comes before it."""
    waiting, met = [start], {start}
    while waiting:
        if (key := waiting.pop()) == goal:
            return True
        more = set(known(key) or []) - met
        met |= more
        waiting += more
    return False


def _half_day(half: dict[str, Any], place: str, number: int) -> Iterator[Defect]:
    yield from _said(half.get("title"), place, LONGEST_TITLE)
    if half.get("half_day") != number:
        yield Defect(place, _("half-days are numbered from 1, each once"))
    steps = half.get("steps")
    if not isinstance(steps, list) or not steps:
        yield Defect(place, _("it has no step with minutes"))
        return
    for step_number, step in _rows(steps):
        here = f"{place} · {step_number}"
        yield from _said(step.get("title"), here, LONGEST_TITLE)
        yield from _said(step.get("method"), here, is_lack=True)
        yield from _minutes(step, here)


def _minutes(row: dict[str, Any], place: str) -> Iterator[Defect]:
    told = gettext("how many minutes")
    yield from _whole(row.get("minutes"), f"{place} · {told}", 1, LONGEST_MINUTES)


def _choices(row: dict[str, Any], place: str) -> Iterator[Defect]:
    keys = set()
    for number, choice in _rows(row.get("choices")):
        yield from _said(choice.get("text"), f"{place} · {number}")
        key = choice.get("key")
        if not isinstance(key, str) or not KEY.fullmatch(key) or key in keys:
            yield Defect(f"{place} · {number}", _("its key is missing or stands twice"))
        keys.add(str(key))
    if not LEAST_CHOICES <= len(keys) <= MOST_CHOICES:
        yield Defect(place, _("from 2 to %(most)s answers are expected") % {"most": MOST_CHOICES})


def _question(row: dict[str, Any], place: str) -> Iterator[Defect]:
    yield from _said(row.get("text"), place)
    yield from _choices(row, place)
    choices = row.get("choices") if isinstance(row.get("choices"), list) else []
    if row.get("answer") not in [choice.get("key") for choice in choices or [] if isinstance(choice, dict)]:
        yield Defect(place, _("it has no right answer"))


def _asked(row: dict[str, Any], place: str) -> Iterator[Defect]:
    yield from _said(row.get("text"), place)
    if row.get("kind") not in KINDS:
        yield Defect(place, _("this is none of those that are known"))
    if row.get("kind") == "choice":
        yield from _choices(row, place)


def _lesson(row: dict[str, Any], place: str) -> Iterator[Defect]:
    yield from _said(row.get("title"), place, LONGEST_TITLE)
    yield from _said(row.get("body"), place, LONGEST_BODY)
    yield from _minutes(row, place)
