"""Sessions, read: the list with who has a place, the half-days, what one can plan."""

from dataclasses import dataclass

from django.db.models import Count, Max, Min, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from sanad.foundation.naming.parts import unwithdrawn
from sanad.foundation.spaces.actor import Actor
from sanad.training.models import Registration, Session, Slot
from sanad.training.policies import visible_to
from sanad.training.sessions.policies.sessions import half_days

STANDING = unwithdrawn("slots")


def registrations_of(state: str) -> Coalesce:
    """How many registrations of a session stand in a state, as a column."""
    return counted(Registration.objects.filter(state=state))


def counted(rows: QuerySet[Registration]) -> Coalesce:
    """How many of these registrations a session has, each once, as a column."""
    here = rows.filter(session=OuterRef("pk")).order_by().values("session")
    return Coalesce(Subquery(here.annotate(total=Count("pk", distinct=True)).values("total")), 0)


def listed(actor: Actor) -> QuerySet[Session]:
    """The sessions that the actor sees, the latest first: its own, and those announced by who accompanies it."""
    rows = visible_to(actor, Session).select_related("space", "activity__place", "activity__host", "course")
    rows = rows.defer("course__content").annotate(
        confirmed=registrations_of(Registration.State.CONFIRMED), waiting=registrations_of(Registration.State.WAITING)
    )
    return rows.order_by("-activity__starts_at", "-pk")


@dataclass(frozen=True)
class Span:
    """From when to when a session is, in half-days."""

    first: Slot
    last: Slot
    count: int


def span_of(session: Session) -> Span | None:
    """The first and the last half-day; None before any is known."""
    slots = half_days(session)
    return Span(slots[0], slots[-1], len(slots)) if slots else None


def with_span(rows: QuerySet[Session]) -> QuerySet[Session]:
    """The sessions with `first_at` and `last_at`, the begin and the end of their half-days."""
    return rows.annotate(
        first_at=Min("slots__starts_at", filter=STANDING), last_at=Max("slots__ends_at", filter=STANDING)
    )


def waiting_rank(registration: Registration) -> int:
    """The place in the waiting list, from 1."""
    before = registration.session.registrations.waiting().filter(number__lt=registration.number)
    return before.count() + 1
