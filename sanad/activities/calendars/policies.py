"""Who has a calendar address."""

from django.utils.translation import gettext_lazy as _

from sanad.activities.models import CalendarFeed
from sanad.foundation.policy import YES, Verdict, all_of, needs, no, owns
from sanad.foundation.spaces.actor import Actor


def can_keep_feed(actor: Actor) -> Verdict:
    """Ask for a calendar address."""
    return needs(actor, "space.read")


def can_revoke_feed(actor: Actor, feed: CalendarFeed) -> Verdict:
    """Close one's own calendar address."""
    mine = YES if feed.owner_id == actor.user.pk else no(_("This calendar address belongs to somebody else."))
    return all_of(owns(actor, feed), mine, YES if feed.revoked_at is None else no(_("This address is closed already.")))
