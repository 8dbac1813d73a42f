"""Secret calendar addresses."""

import hashlib
import secrets

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanad.activities.calendars.policies import can_keep_feed, can_revoke_feed
from sanad.activities.models import CalendarFeed
from sanad.foundation.command import command
from sanad.foundation.spaces.actor import Actor


def feed_hash(token: str) -> str:
    """Only the hash of a calendar address is stored."""
    return hashlib.sha256(token.encode()).hexdigest()


@command(can_keep_feed, says=_("made a calendar address"))
def open_feed(actor: Actor, *, is_personal: bool) -> CalendarFeed:
    """Make a secret calendar address; it stands once in `.token`."""
    token = secrets.token_urlsafe(24)
    feed = CalendarFeed.objects.create(
        space=actor.space, owner=actor.user, is_personal=is_personal, token_hash=feed_hash(token)
    )
    feed.token = token  # type: ignore[attr-defined]  # shown once, never stored
    return feed


@command(can_revoke_feed, says=_("closed a calendar address"), is_final=True)
def close_feed(actor: Actor, feed: CalendarFeed) -> CalendarFeed:
    """Close the address; calendars that used it get nothing more."""
    feed.revoked_at = timezone.now()
    feed.save()
    return feed
