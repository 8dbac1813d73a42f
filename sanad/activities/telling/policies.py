"""Who tells those who are expected at an activity."""

from sanad.activities.models import Activity
from sanad.foundation.policy import Verdict, all_of, needs, owns
from sanad.foundation.spaces.actor import Actor


def can_tell_guests(actor: Actor, activity: Activity) -> Verdict:
    """Tell those who are expected what changed, and that it is called off."""
    return all_of(needs(actor, "activities.run"), owns(actor, activity))
