"""Who tells those who are expected at an activity."""

from django.utils.translation import gettext_lazy as _

from sanad.activities.models import Activity, Minutes
from sanad.foundation.policy import YES, Verdict, all_of, needs, no, owns
from sanad.foundation.spaces.actor import Actor


def can_tell_guests(actor: Actor, activity: Activity) -> Verdict:
    """Tell those who are expected what changed, and that it is called off."""
    return all_of(needs(actor, "activities.run"), owns(actor, activity))


def can_tell_readers(actor: Actor, minutes: Minutes) -> Verdict:
    """Tell those who were present of the minutes, once they go round."""
    goes_round = YES if minutes.state == Minutes.State.CIRCULATED else no(_("The minutes are not being circulated."))
    return all_of(needs(actor, "minutes.write"), owns(actor, minutes), goes_round)
