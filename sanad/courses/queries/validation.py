"""What is wrong with the content of a course, and what it lacks before it can be taught: one sentence each."""

import re
from collections.abc import Callable, Collection, Iterator
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sanad.accompaniment.models import PlanItem
from sanad.courses.models import Course
from sanad.courses.queries.catalogue import INSTRUMENT
from sanad.diagnosis.instruments.queries.shipped import shipped_instruments
from sanad.foundation.content.parts import Flaw, Part
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
BOTH = ("ar", "fr")
LACKING = {"ar": _("the text in Arabic is missing"), "fr": _("the text in French is missing")}
Known = Callable[[str], list[str] | None]  # the key of a course → the keys of those before it, None when there is none


def defects(content: Any, known: Known) -> list[Flaw]:
    """Everything that is wrong or lacking; `known` tells the courses that a prerequisite may name."""
    if not isinstance(content, dict):
        return [Flaw(_("This is not a course."))]
    flaws: list[Flaw] = []
    course = Part(content, flaws=flaws, in_words=True).group(*HEAD, optional={"licence"})
    if any(not part.is_there for name, part in course.items() if name != "licence"):
        return flaws
    _head(course)
    for name, words in (("objectives", gettext("Objectives")), ("materials", gettext("Materials"))):
        for row in course[name].called(words).rows(MOST_ROWS, may_be_empty=True):
            _words(row)
    _outcomes(course["outcomes"].called(gettext("What changes in the association")))
    _prerequisites(course["prerequisites"].called(gettext("Comes after")), content["key"], known)
    for number, half in enumerate(_rows(course["programme"], gettext("Half-day %(number)s")), 1):
        _half_day(half, number)
    _keyed(course["test"], gettext("Question %(number)s"), _question)
    for name, words in (("feedback", gettext("Opinion")), ("feedback_later", gettext("Opinion, months later"))):
        _keyed(course[name], f"{words} · %(number)s", _opinion)
    _keyed(course["lessons"], gettext("Lesson %(number)s"), _lesson)
    if all(isinstance(content[name], list) for name in ("programme", "test", "feedback", "objectives")):
        flaws += _lacking(content)
    return flaws


def missing_before_teaching(content: dict[str, Any]) -> list[Flaw]:
    """What a sound course still lacks before it can be taught."""
    return list(_lacking(content))


def _lacking(content: dict[str, Any]) -> Iterator[Flaw]:
    wanted = {
        "objectives": _("say what one learns"),
        "programme": _("write at least one half-day"),
        "test": _("write at least one question of the test"),
        "feedback": _("ask at least one question about the course"),
    }
    for name, words in (("about", gettext("What it is about")), ("audience", gettext("For whom"))):
        for language, reason in LACKING.items():
            if isinstance(content[name], dict) and not content[name].get(language):
                yield Flaw(reason, words, is_lack=True)
    yield from (Flaw(reason, is_lack=True) for name, reason in wanted.items() if not content[name])


def _head(course: dict[str, Part]) -> None:
    course["key"].key(KEY)
    course["version"].whole(9_999)
    course["field"].one_of(PlanItem.Field.values)
    course["level"].one_of(Course.Level.values)
    _words(course["title"].called(gettext("Title")), LONGEST_TITLE)
    for name, words in (("about", gettext("What it is about")), ("audience", gettext("For whom"))):
        _words(course[name].called(words), may_be_empty=True)  # what is not written yet is told by `_lacking`
    if course["validity_months"].value is not None:
        course["validity_months"].called(gettext("Validity")).whole(MOST_MONTHS)
    rule = course["rule"].called(gettext("Rule of the certificate"))
    for percent in rule.group("attendance_percent", "test_percent", is_closed=False).values():
        percent.whole(100, 0)


def _words(part: Part, longest: int = LONGEST_TEXT, *, may_be_empty: bool = False) -> None:
    part.words(longest, BOTH, may_be_empty=may_be_empty, is_bare=False)


def _rows(part: Part, called: str = "") -> list[Part]:
    return part.rows(MOST_ROWS, may_be_empty=True, called=called)


def _keyed(part: Part, called: str, judge: Callable[[Part], None]) -> None:
    """Rows with keys of their own, each judged."""
    taken: set[str] = set()
    for row in _rows(part, called):
        row.group("key", is_closed=False)["key"].key(KEY, taken)
        if isinstance(row.value, dict):
            judge(row)


def _outcomes(part: Part) -> None:
    items = {item.key for item in shipped_instruments()[INSTRUMENT].items}
    for row in _rows(part):
        outcome = row.group("text", "item", is_closed=False)
        _words(outcome["text"])
        _among(outcome["item"], items, _("The diagnosis has no such item."))


def _among(part: Part, values: Collection[Any], otherwise: Text) -> None:
    if part.is_there and not (isinstance(part.value, str) and part.value in values):
        part.tell(otherwise)


def _prerequisites(part: Part, course: str, known: Known) -> None:
    for row in _rows(part):
        if not isinstance(row.value, str):
            part.tell(_("This is none of those that are known."))
        elif row.value != course and known(row.value) is None:
            part.tell(_("A course that comes before is not known here."))
        elif _leads_to(row.value, course, known):
            part.tell(_("The courses come before each other in a circle."))


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


def _half_day(part: Part, number: int) -> None:
    half = part.group("title", "half_day", "steps", is_closed=False)
    _words(half["title"], LONGEST_TITLE)
    if half["half_day"].is_there and half["half_day"].value != number:
        part.tell(_("Half-days are numbered from 1, each once."))
    if half["steps"].value in (None, []):
        part.tell(_("It has no step with minutes."))
        return
    for row in _rows(half["steps"]):
        step = row.group("title", "method", "minutes", is_closed=False)
        _words(step["title"], LONGEST_TITLE)
        _words(step["method"], may_be_empty=True)
        _minutes(step["minutes"])


def _minutes(part: Part) -> None:
    part.called(f"{part.place} · {gettext('how many minutes')}").whole(LONGEST_MINUTES)


def _choices(part: Part) -> set[str]:
    """The keys of the answers that there are to choose from."""
    rows, taken = _rows(part), set[str]()
    for row in rows:
        choice = row.group("key", "text", is_closed=False)
        _words(choice["text"])
        choice["key"].key(KEY, taken)
    if not LEAST_CHOICES <= len(rows) <= MOST_CHOICES:
        part.tell(_("From 2 to %(most)s answers are expected.") % {"most": MOST_CHOICES})
    return taken


def _question(part: Part) -> None:
    question = part.group("text", "choices", "answer", is_closed=False)
    _words(question["text"])
    _among(question["answer"], _choices(question["choices"]), _("It has no right answer."))


def _opinion(part: Part) -> None:
    question = part.group("text", "kind", "choices", is_closed=False)
    _words(question["text"])
    if question["kind"].one_of(KINDS) == "choice":
        _choices(question["choices"])


def _lesson(part: Part) -> None:
    lesson = part.group("title", "body", "minutes", is_closed=False)
    _words(lesson["title"], LONGEST_TITLE)
    _words(lesson["body"], LONGEST_BODY)
    _minutes(lesson["minutes"])
