"""What the database adds up for the results: a line for each session and each answer to one question about people."""

from collections import defaultdict
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
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
from django.db.models.functions import Cast
from django.utils import timezone

from sanad.foundation.spaces.actor import Actor
from sanad.training.models import Feedback, Presence, Registration, Session
from sanad.training.policies import visible_to

Key = tuple[UUID, Any]  # the session, and the answer (None when nothing is asked)


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
        for field in fields(self):
            setattr(self, field.name, getattr(self, field.name) + getattr(other, field.name))

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


def held_sessions(actor: Actor, now: datetime | None = None) -> QuerySet[Session]:
    """The sessions of the space of which at least one half-day is over, with the time held and their first day."""
    over = Q(slots__withdrawn_at=None, slots__ends_at__lte=now or timezone.now())
    length = ExpressionWrapper(F("slots__ends_at") - F("slots__starts_at"), output_field=DurationField())
    rows = visible_to(actor, Session).filter(space=actor.space).exclude(state__in=["draft", "cancelled"])
    return rows.filter(over).annotate(time_held=Sum(length), begins=Min("slots__starts_at"))


def sums_of(
    actor: Actor, held: dict[UUID, int], key: str | None = None, now: datetime | None = None
) -> dict[Key, Sums]:
    """The sums by session and by `key` (a column of the registration), of the sessions in `held` (their minutes)."""
    found: dict[Key, Sums] = defaultdict(Sums)
    places = Registration.objects.filter(space=actor.space, state=Registration.State.CONFIRMED)
    by = ["session_id", *([key] if key else [])]
    for session, *answer, registered in places.values_list(*by).annotate(n=Count("pk")).order_by():
        line = found[session, answer[0] if answer else None]
        line.registered, line.held = registered, registered * held.get(session, 0)
    for session, *answer, came, minutes in _presences(actor, by, now or timezone.now()):
        line = found[session, answer[0] if answer else None]
        line.came, line.minutes = came, minutes
    for session, *answer, pairs, before, after, gained, gains in _pairs(places, by):
        line = found[session, answer[0] if answer else None]
        line.pairs, line.before, line.after, line.gained, line.gains = pairs, before, after, gained, gains or 0
    if key is None:
        _opinions(actor, found)
    return {(session, answer): line for (session, answer), line in found.items() if session in held}


def _presences(actor: Actor, by: list[str], now: datetime) -> QuerySet[Any, Any]:
    rows = Presence.objects.filter(
        space=actor.space, minutes__gt=0, registration__state=Registration.State.CONFIRMED, slot__withdrawn_at=None,
        slot__ends_at__lte=now,
    )  # fmt: skip
    return (
        rows.values_list(*(f"registration__{name}" for name in by))
        .annotate(came=Count("registration", distinct=True), sum_minutes=Sum("minutes"))
        .order_by()
    )


def _pairs(places: QuerySet[Registration], by: list[str]) -> QuerySet[Any, Any]:
    """Only people who took both tests; the gain as `queries.gain` defines it."""
    first, second = (
        FilteredRelation("attempts", condition=Q(attempts__moment=moment)) for moment in ("before", "after")
    )

    def real(name: str) -> Cast:
        return Cast(F(name), FloatField())

    room = F("second__out_of") - F("first__score")
    return (
        places.alias(first=first, second=second)
        .filter(first__isnull=False, second__out_of=F("first__out_of"))
        .values_list(*by)
        .annotate(
            pairs=Count("pk"),
            before=Sum(real("first__score") / real("first__out_of")),
            after=Sum(real("second__score") / real("second__out_of")),
            gained=Count("pk", filter=Q(first__score__lt=F("second__out_of"))),
            gains=Sum(
                Case(
                    When(
                        first__score__lt=F("second__out_of"),
                        then=Cast(F("second__score") - F("first__score"), FloatField()) / Cast(room, FloatField()),
                    )
                )
            ),
        )
        .order_by()
    )


def _opinions(actor: Actor, found: dict[Key, Sums]) -> None:
    """Opinions right after; they belong to a session and to nobody in it."""
    rows = Feedback.objects.filter(space=actor.space, moment=Feedback.Moment.HOT).values_list("session_id")
    for session, opinions, points, points_of in rows.annotate(
        n=Count("pk"), sum_points=Sum("points"), sum_of=Sum("points_of")
    ).order_by():
        line = found[session, None]
        line.opinions, line.points, line.points_of = opinions, points, points_of


def minutes_in(length: timedelta | None) -> int:
    """A length of time in whole minutes."""
    return int(length.total_seconds() // 60) if length else 0
