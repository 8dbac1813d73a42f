"""Numbered papers of activities, and secret calendar addresses."""

import hashlib
import secrets

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanad.activities.models import CalendarFeed
from sanad.activities.policies import can_issue_paper, can_keep_feed, can_revoke_feed
from sanad.foundation.command import command
from sanad.foundation.documents.models import IssuedDocument
from sanad.foundation.documents.papers import PAPERS, issue
from sanad.foundation.spaces.actor import Actor


@command(can_issue_paper, says=_("issued a paper"))
def issue_activity_paper(actor: Actor, subject: models.Model, *, kind: str, language: str) -> IssuedDocument:
    """Number, freeze and store a paper of an activity. Refused as the paper itself says."""
    before = IssuedDocument.objects.filter(
        space=actor.space, kind=kind, subject_id=subject.pk, language=language
    ).first()
    return issue(actor, PAPERS[kind], subject, language, replaces=before)


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


@command(can_revoke_feed, says=_("closed a calendar address"))
def close_feed(actor: Actor, feed: CalendarFeed) -> CalendarFeed:
    """Close the address; calendars that used it get nothing more."""
    feed.revoked_at = timezone.now()
    feed.save()
    return feed
