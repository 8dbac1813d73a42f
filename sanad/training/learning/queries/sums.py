"""What the database adds up for the results: a line for each session, or for each answer to a question about people."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import (
    Case,
    Count,
    DurationField,
    ExpressionWrapper,
    F,
    FilteredRelation,
    FloatField,
    Min,
    Q,
    QuerySet,
    Sum,
    When,
)
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import get_language

from sanad.foundation.spaces.actor import Actor
from sanad.training.models import Feedback, Presence, Registration, Session, Slot

# What is asked about a registration: given the path that leads to it, the expression that answers.
Question = Callable[[str], Any]


def column(name: str) -> Question:
    """What stands in a column."""
    return lambda path: F(path + name)


def home(path: str) -> Coalesce:
    """The place somebody comes from, else the seat of the organisation for which they come."""
    return Coalesce(f"{path}place_id", f"{path}organisation__seat_place_id")


SESSION = column("session_id")
NOT_HELD = (Session.State.DRAFT, Session.State.CANCELLED)


@dataclass
class Sums:
    """Sums that may be added: of people, of minutes, of tests taken twice by the same person, of opinions.

    `before` and `after` are sums of the shares of right answers; `gains` is the sum of the gains of the `gained` people
    who had something to learn (T4).
    """

    registered: int = 0
    came: int = 0
    minutes: int = 0
    held: int = 0
    pairs: int = 0
    before: float = 0
    after: float = 0
    gains: float = 0
    gained: int = 0
    opinions: int = 0
    points: int = 0
    points_of: int = 0

    def add(self, other: "Sums") -> None:
        """Count the others too."""
        mine, theirs = vars(self), vars(other)
        for name, value in theirs.items():
            if value:
                mine[name] += value

    @property
    def share(self) -> float | None:
        """Minutes present of the minutes of the half-days held, over everybody with a place."""
        return self.minutes / self.held if self.held else None

    @property
    def mean_before(self) -> float | None:
        return self.before / self.pairs if self.pairs else None

    @property
    def mean_after(self) -> float | None:
        return self.after / self.pairs if self.pairs else None

    @property
    def mean_gain(self) -> float | None:
        return self.gains / self.gained if self.gained else None

    @property
    def mark(self) -> float | None:
        """The mean of the marks from 1 to 5."""
        return self.points / self.points_of if self.points_of else None


@dataclass(frozen=True)
class Held:
    """A session of which at least one half-day is over: its name, the minutes held, the day on which it began."""

    pk: UUID
    name: str
    minutes: int
    begins: datetime


def _over(actor: Actor, now: datetime) -> QuerySet[Slot]:
    """The half-days of the space that are over and stand."""
    rows = Slot.objects if actor.may("space.read") else Slot.objects.none()
    over = rows.standing().filter(space=actor.space, ends_at__lte=now)
    return over.exclude(session__state__in=NOT_HELD).order_by()


def held_sessions(actor: Actor, now: datetime) -> dict[UUID, Held]:
    """The sessions of the space of which at least one half-day is over, by key."""
    title = "title_ar" if get_language() == "ar" else "title_fr"
    length = ExpressionWrapper(F("ends_at") - F("starts_at"), output_field=DurationField())
    rows = (
        _over(actor, now)
        .values_list("session_id", Coalesce(f"session__course__{title}", "session__activity__title"))
        .annotate(time_held=Sum(length), begins=Min("starts_at"))
    )
    return {pk: Held(pk, name, int(held.total_seconds() // 60), begins) for pk, name, held, begins in rows}


def sums_of(actor: Actor, held: dict[UUID, Held], asked: Question, now: datetime) -> dict[Any, Sums]:
    """The sums by what is asked about registrations, over the sessions in `held`.

    The database groups by that alone; only how many have a place is asked by session as well, because the
    minutes held are those of each session for everybody in it.
    """
    found: dict[Any, Sums] = defaultdict(Sums)
    registrations = Registration.objects.confirmed().filter(space=actor.space)
    for answer, session, registered in (
        registrations.values_list(asked(""), "session_id").annotate(n=Count("pk")).order_by()
    ):
        if session in held:
            line = found[answer]
            line.registered, line.held = line.registered + registered, line.held + registered * held[session].minutes
    for answer, came, minutes in _presences(actor, asked, now):
        found[answer].came, found[answer].minutes = came, minutes
    taken = registrations.filter(session__in=_over(actor, now).values("session_id"))
    for answer, pairs, before, after, gained, gains in _pairs(taken, asked):
        line = found[answer]
        line.pairs, line.before, line.after, line.gained, line.gains = pairs, before, after, gained, gains or 0
    if asked is SESSION:
        _opinions(actor, held, found)
    return found


def _presences(actor: Actor, asked: Question, now: datetime) -> QuerySet[Any, Any]:
    rows = Presence.objects.filter(
        space=actor.space,
        minutes__gt=0,
        registration__state=Registration.State.CONFIRMED,
        slot__in=_over(actor, now).values("pk"),
    )
    return (
        rows.values_list(asked("registration__"))
        .annotate(came=Count("registration", distinct=True), sum_minutes=Sum("minutes"))
        .order_by()
    )


def _pairs(registrations: QuerySet[Registration], asked: Question) -> QuerySet[Any, Any]:
    """Only people who took both tests; the gain as `queries.gain` defines it."""
    first, second = (
        FilteredRelation("attempts", condition=Q(attempts__moment=moment)) for moment in ("before", "after")
    )

    def real(name: str) -> Cast:
        return Cast(F(name), FloatField())

    learned = Cast(F("second__score") - F("first__score"), FloatField())
    room = Cast(F("second__out_of") - F("first__score"), FloatField())
    could_learn = Q(first__score__lt=F("second__out_of"))
    return (
        registrations.alias(first=first, second=second)
        .filter(first__isnull=False, second__out_of=F("first__out_of"))
        .values_list(asked(""))
        .annotate(
            pairs=Count("pk"),
            before=Sum(real("first__score") / real("first__out_of")),
            after=Sum(real("second__score") / real("second__out_of")),
            gained=Count("pk", filter=could_learn),
            gains=Sum(Case(When(could_learn, then=learned / room))),
        )
        .order_by()
    )


def _opinions(actor: Actor, held: dict[UUID, Held], found: dict[Any, Sums]) -> None:
    """Opinions right after; they belong to a session and to nobody in it."""
    rows = Feedback.objects.filter(space=actor.space, moment=Feedback.Moment.HOT).values_list("session_id")
    added = rows.annotate(n=Count("pk"), sum_points=Sum("points"), sum_of=Sum("points_of"))
    for session, opinions, points, points_of in added.order_by():
        if session in held:
            line = found[session]
            line.opinions, line.points, line.points_of = opinions, points, points_of
