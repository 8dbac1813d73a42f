"""An activity to which people register is told, wherever activities are listed, by the state of its session."""

from django.db.models import QuerySet

from sanad.activities.models.shown import DECLARED, ShownAs
from sanad.foundation.spaces.actor import Actor
from sanad.training.models import Session
from sanad.training.policies import visible_to


def whole_sessions(actor: Actor | None) -> QuerySet[Session]:
    """The sessions that are an activity of their own; a course inside a meeting leaves the meeting what it is."""
    rows = visible_to(actor, Session) if actor else Session.objects.all()
    return rows.filter(item=None)


DECLARED.append(
    ShownAs("session", whole_sessions, Session.State, "training:session", ("course__title_ar", "course__title_fr"))
)
