"""The questions of the tests and of the opinions of a session, in the language of the page; results; who took what."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from sanad.courses.queries.syllabus import Question, syllabus
from sanad.training.learning.queries.figures import percent
from sanad.training.learning.queries.gain import gain
from sanad.training.models import Attempt, Feedback, Registration, Session

UNKNOWN = "unknown"  # "I do not know": better than a guess, and never right
SCALE = range(1, 6)
LONGEST_TEXT = 1000


def questions_of(session: Session) -> list[Question]:
    """The questions of the test before and after; none without a course."""
    return syllabus(session.course.content).test if session.course else []


def opinion_of(session: Session, moment: str) -> list[Question]:
    """What is asked right after (`hot`) or some months later (`cold`)."""
    if session.course is None:
        return []
    text = syllabus(session.course.content)
    return text.feedback if moment == Feedback.Moment.HOT else text.feedback_later


def score_of(questions: list[Question], answers: Mapping[str, str]) -> int:
    """How many answers are right."""
    return sum(answers.get(question.key) == question.answer for question in questions)


@dataclass(frozen=True)
class Marked:
    """A question as it was answered: the right choice and the one that was taken, in words."""

    question: Question
    right: str
    taken: str
    is_right: bool


def marked(questions: list[Question], answers: Mapping[str, str]) -> list[Marked]:
    """The questions with what was answered and what is right."""
    found = []
    for question in questions:
        words = {choice.key: choice.text for choice in question.choices}
        taken = answers.get(question.key, "")
        found.append(Marked(question, words[question.answer], words.get(taken, ""), is_right=taken == question.answer))
    return found


@dataclass(frozen=True)
class Taken:
    """What a person came to and reached: minutes of those held, the two tests, the gain."""

    registration: Registration
    minutes: int
    held: int
    before: Attempt | None
    after: Attempt | None

    @property
    def share(self) -> Fraction | None:
        """The part of the half-days held at which they were."""
        return Fraction(self.minutes, self.held) if self.held else None

    @property
    def gain(self) -> Fraction | None:
        """What was learned, when both tests were taken and something was left to learn."""
        if self.before is None or self.after is None:
            return None
        return gain(self.before.score, self.after.score, self.after.out_of)

    @property
    def share_shown(self) -> str:
        """The share as it is read."""
        return percent(self.share)

    @property
    def gain_shown(self) -> str:
        """The gain as it is read."""
        return percent(self.gain)


def attempts_of(registration: Registration) -> dict[str, Attempt]:
    """The tests a person took, by moment."""
    return {row.moment: row for row in registration.attempts.all()}


def plain_answers(questions: list[Question], answers: Mapping[str, Any]) -> bool:
    """True when every answer belongs to a question and is one of its choices, or says that one does not know."""
    choices = {question.key: {choice.key for choice in question.choices} | {UNKNOWN} for question in questions}
    return all(key in choices and value in choices[key] for key, value in answers.items())
