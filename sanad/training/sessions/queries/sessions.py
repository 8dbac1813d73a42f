"""Sessions, read: the list with who has a place."""

from django.db.models import QuerySet

from sanad.foundation.spaces.actor import Actor
from sanad.training.models import Registration, Session
from sanad.training.policies import visible_to
from sanad.training.registrations.queries.people import registrations_of


def listed(actor: Actor) -> QuerySet[Session]:
    """The sessions that the actor sees, the latest first: its own, and those announced by who accompanies it."""
    rows = visible_to(actor, Session).select_related("space", "activity__place", "activity__host", "course")
    rows = rows.defer("course__content").annotate(
        confirmed=registrations_of(Registration.State.CONFIRMED), waiting=registrations_of(Registration.State.WAITING)
    )
    return rows.order_by("-activity__starts_at", "-pk")
