"""An activity to which people register is told, wherever activities are listed, by the state of its session."""

from django.db.models import QuerySet

from sanad.activities.models.shown import DECLARED, ShownAs
from sanad.foundation.spaces.actor import Actor
from sanad.training.models import Session
from sanad.training.policies import visible_to


def whole_sessions(actor: Actor) -> QuerySet[Session]:
    """The sessions that are an activity of their own; a course inside a meeting leaves the meeting what it is."""
    return visible_to(actor, Session).filter(item=None)


DECLARED.append(ShownAs("session", whole_sessions, Session.State, "training:session"))
