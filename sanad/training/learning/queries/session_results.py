"""What one session came to: each person with attendance and tests, and what all of them think, together."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, Sum
from django.utils import timezone

from sanad.courses.queries.syllabus import Question
from sanad.foundation.naming.order import by_code_point
from sanad.foundation.naming.parts import unwithdrawn
from sanad.foundation.spaces.actor import Actor
from sanad.training.learning.queries.assessment import Taken, opinion_of
from sanad.training.learning.queries.disclosure import FEWEST
from sanad.training.learning.queries.figures import mark
from sanad.training.learning.queries.gain import mean_gain
from sanad.training.learning.queries.sums import Sums
from sanad.training.models import Attempt, Feedback, Registration, Session
from sanad.training.policies import half_days, visible_to


def people_of(
    actor: Actor, session: Session, now: datetime | None = None, only: Collection[UUID] | None = None
) -> list[Taken]:
    """Everybody with a place, in the order of the list, with minutes of the half-days that are over, and their tests.

    `only` names the registrations that are asked for, when it is not everybody.
    """
    moment = now or timezone.now()
    held = sum(slot.minutes for slot in half_days(session) if slot.ends_at <= moment)
    over = unwithdrawn("presences__slot") & Q(presences__slot__ends_at__lte=moment)
    seen: Any = visible_to(actor, Registration).filter(session=session)
    rows = seen.confirmed()
    rows = rows if only is None else rows.filter(pk__in=only)
    registrations = rows.annotate(minutes_there=Sum("presences__minutes", filter=over, default=0)).select_related(
        "organisation"
    )
    tests = {(row.registration_id, row.moment): row for row in visible_to(actor, Attempt).filter(registration__in=rows)}
    return [
        Taken(
            registration,
            registration.minutes_there,
            held,
            tests.get((registration.pk, "before")),
            tests.get((registration.pk, "after")),
        )
        for registration in registrations.order_by("number")
    ]


def summed(people: list[Taken]) -> Sums:
    """The same figures as the results of all sessions, for this one."""
    pairs = [
        (row.before.score, row.after.score, row.after.out_of)
        for row in people
        if row.before is not None and row.after is not None
    ]
    gains, gained = mean_gain(pairs), sum(before < most for before, _after, most in pairs)
    return Sums(
        registered=len(people),
        came=sum(row.minutes > 0 for row in people),
        minutes=sum(row.minutes for row in people),
        held=sum(row.held for row in people),
        pairs=len(pairs),
        before=sum(before / most for before, _after, most in pairs),
        after=sum(after / most for _before, after, most in pairs),
        gains=float((gains or 0) * gained),
        gained=gained,
    )


@dataclass(frozen=True)
class Said:
    """What was answered to one question: counts by choice or mark, the mean of marks, texts without their order."""

    question: Question
    counts: list[tuple[str, int]]
    mean: float | None
    texts: list[str]

    @property
    def mean_shown(self) -> str:
        """The mean as it is read; empty where there is none."""
        return "" if self.mean is None else mark(self.mean)

    @property
    def answered(self) -> int:
        """How many answered it."""
        return sum(count for _name, count in self.counts) + len(self.texts)


@dataclass(frozen=True)
class Opinions:
    """All opinions of one moment; the answers stay closed until enough people gave one."""

    moment: Feedback.Moment
    given: int
    said: list[Said]

    @property
    def is_open(self) -> bool:
        """Whether so many gave theirs that none can be told from the others."""
        return self.given >= FEWEST


def opinions_of(actor: Actor, session: Session) -> list[Opinions]:
    """The opinions right after, and those some months later."""
    rows = list(
        visible_to(actor, Feedback).filter(session=session).order_by(by_code_point("ticket"))
    )  # the ticket tells no order
    found = []
    for moment in Feedback.Moment:
        answers = [row.answers for row in rows if row.moment == moment]
        asked = opinion_of(session, moment)
        said = [
            _opinions_on(question, [one[question.key] for one in answers if question.key in one]) for question in asked
        ]
        found.append(Opinions(moment, len(answers), said if len(answers) >= FEWEST else []))
    return found


def _opinions_on(question: Question, answers: list[int | str]) -> Said:
    if question.kind == "text":
        return Said(question, [], None, [str(answer) for answer in answers])
    counted = Counter(answers)
    if question.kind == "scale":
        mean = sum(int(answer) for answer in answers) / len(answers) if answers else None
        return Said(question, [(str(mark), counted[mark]) for mark in range(1, 6)], mean, [])
    return Said(question, [(choice.text, counted[choice.key]) for choice in question.choices], None, [])
