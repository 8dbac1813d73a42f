"""Sessions, read: the list with who has a place, the half-days."""

from dataclasses import dataclass

from django.db.models import Max, Min, QuerySet

from sanad.foundation.naming.parts import unwithdrawn
from sanad.foundation.spaces.actor import Actor
from sanad.training.models import Registration, Session, Slot
from sanad.training.policies import half_days, visible_to
from sanad.training.registrations.queries.people import registrations_of

STANDING = unwithdrawn("slots")


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
