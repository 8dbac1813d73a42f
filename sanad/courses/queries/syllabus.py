"""A course as its file says it: the content of a `Course` row, or of a file that comes with Sanad, in one language."""

import json
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import get_language

DATA = Path(__file__).parents[1] / "data"


@dataclass(frozen=True)
class Step:
    """A part of a half-day: what, how, how long."""

    title: str
    method: str
    minutes: int


@dataclass(frozen=True)
class HalfDay:
    """A half-day of the programme."""

    number: int
    title: str
    steps: list[Step]

    @property
    def minutes(self) -> int:
        """How long its steps last together."""
        return sum(step.minutes for step in self.steps)


@dataclass(frozen=True)
class Choice:
    """One of the answers offered."""

    key: str
    text: str


@dataclass(frozen=True)
class Question:
    """A question of the test (`answer` is the key of the right choice) or of the feedback.

    `kind` is `choice`, `scale` (1 to 5) or `text`.
    """

    key: str
    text: str
    kind: str = "choice"
    choices: list[Choice] = field(default_factory=list)
    answer: str = ""


@dataclass(frozen=True)
class Outcome:
    """What changes in the association: an item of a diagnosis, by its key, and in words."""

    item: str
    text: str


@dataclass(frozen=True)
class Lesson:
    """Reading matter in Markdown."""

    key: str
    title: str
    minutes: int
    body: str


@dataclass(frozen=True)
class Syllabus:
    """The whole course in one language."""

    key: str
    version: int
    title: str
    about: str
    audience: str
    objectives: list[str]
    outcomes: list[Outcome]
    prerequisites: list[str]
    materials: list[str]
    programme: list[HalfDay]
    test: list[Question]
    feedback: list[Question]
    feedback_later: list[Question]
    lessons: list[Lesson]

    @property
    def minutes(self) -> int:
        """How long its half-days last together."""
        return sum(half.minutes for half in self.programme)

    def lesson(self, key: str) -> Lesson | None:
        """The lesson of that key."""
        return next((lesson for lesson in self.lessons if lesson.key == key), None)


def said(text: dict[str, str], language: str | None = None) -> str:
    """The text in the language of the page; English pages read the French one, and what is missing the other."""
    wanted = "ar" if (language or get_language()) == "ar" else "fr"
    return text.get(wanted) or next(iter(text.values()), "")


def syllabus(content: dict[str, Any], language: str | None = None) -> Syllabus:
    """The content in a language (that of the page when none is named)."""

    def words(node: dict[str, Any], name: str) -> str:
        return said(node.get(name, {}), language)

    def lines(name: str) -> list[str]:
        return [said(text, language) for text in content.get(name, [])]

    def questions(name: str) -> list[Question]:
        return [
            Question(
                row["key"],
                words(row, "text"),
                row.get("kind", "choice"),
                [Choice(choice["key"], words(choice, "text")) for choice in row.get("choices", [])],
                row.get("answer", ""),
            )
            for row in content.get(name, [])
        ]

    return Syllabus(
        key=content["key"],
        version=content["version"],
        title=words(content, "title"),
        about=words(content, "about"),
        audience=words(content, "audience"),
        objectives=lines("objectives"),
        outcomes=[Outcome(row["item"], words(row, "text")) for row in content.get("outcomes", [])],
        prerequisites=list(content.get("prerequisites", [])),
        materials=lines("materials"),
        programme=[
            HalfDay(
                half["half_day"],
                words(half, "title"),
                [Step(words(step, "title"), words(step, "method"), step["minutes"]) for step in half["steps"]],
            )
            for half in content.get("programme", [])
        ],
        test=questions("test"),
        feedback=questions("feedback"),
        feedback_later=questions("feedback_later"),
        lessons=[
            Lesson(row["key"], words(row, "title"), row["minutes"], words(row, "body"))
            for row in content.get("lessons", [])
        ],
    )


@cache
def shipped() -> dict[str, dict[str, Any]]:
    """The courses that come with Sanad, by key."""
    files = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(DATA.glob("*.json"))]
    return {content["key"]: content for content in files}
