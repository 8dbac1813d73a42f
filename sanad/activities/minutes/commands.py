"""The life of minutes: draft → circulated → approved, and corrections as new revisions."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanad.activities.minutes.policies import (
    can_approve,
    can_begin_minutes,
    can_circulate,
    can_correct,
    can_take_back,
    can_write_minutes,
)
from sanad.activities.minutes.queries import coming_revision
from sanad.activities.models import Activity, Minutes
from sanad.activities.telling.commands import queue_circulated
from sanad.foundation.command import command, stated
from sanad.foundation.policy import Refused
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.states import take_step


class Stale(Refused):
    """Somebody else saved in between; `current` is the text as it is now."""

    def __init__(self, minutes: Minutes) -> None:
        super().__init__(_("Somebody else saved this text while you were writing. Both texts are below."), "body")
        self.current = minutes


@command(can_begin_minutes, says=_("began the minutes"))
def begin_minutes(actor: Actor, activity: Activity) -> Minutes:
    """Open the minutes of an activity that took place; the same row when they are open already."""
    return open_minutes(activity)


def open_minutes(activity: Activity) -> Minutes:
    """The minutes of an activity, begun now when they are not, inside a command."""
    return Minutes.objects.get_or_create(activity=activity, defaults={"space_id": activity.space_id})[0]


@command(can_write_minutes, says=_("wrote the minutes"))
def save_minutes(actor: Actor, minutes: Minutes, *, body: str, base_version: int) -> Minutes:
    """Save the text. Raises `Stale` when it was changed since version `base_version` (nothing is lost: Y2)."""
    if body == minutes.body:
        return minutes
    if base_version != minutes.version:
        raise Stale(minutes)
    minutes.body, minutes.version = body, minutes.version + 1
    minutes.edited_by, minutes.edited_at = actor.user, timezone.now()
    minutes.save()
    return minutes


@command(can_circulate, says=_("circulated the minutes"), is_final=True)
def circulate_minutes(actor: Actor, minutes: Minutes) -> Minutes:
    """Send the draft round: partners see it, those present are told, nothing changes under their eyes."""
    row = take_step(actor, minutes, Minutes.State.CIRCULATED)
    queue_circulated(row)
    return row


@command(can_take_back, says=_("took the minutes back to draft"))
def take_back_minutes(actor: Actor, minutes: Minutes) -> Minutes:
    """Bring the text back to the desk."""
    return take_step(actor, minutes, Minutes.State.DRAFT)


@command(can_approve, says=_("approved the minutes"), is_final=True)
def approve_minutes(actor: Actor, minutes: Minutes) -> Minutes:
    """Freeze text and facts in a new revision chained to the last (M1). Refused when a speaker was not present (M3)."""
    activity = minutes.activity
    _refuse_absent_speakers(activity)
    last = minutes.revisions.order_by("-number").first()
    revision = coming_revision(minutes, last)
    revision.approved_by, revision.approved_at = actor.user, timezone.now()
    revision.seal_upon(last).save(force_insert=True)
    return take_step(actor, minutes, Minutes.State.APPROVED)


def _refuse_absent_speakers(activity: Activity) -> None:
    there = activity.attendance.present().values("person")
    absent = activity.programme.standing().filter(speaker__isnull=False).exclude(speaker__in=there).first()
    if absent is not None:
        raise Refused(
            _("%(name)s speaks in the programme but is not on the list of those present.")
            % {"name": str(absent.speaker)}
        )


@command(can_correct, says=_("opened a correction of the minutes"))
def correct_minutes(actor: Actor, minutes: Minutes, *, reason: str) -> Minutes:
    """Bring approved minutes back to draft for a new revision; the approved one stays as it is."""
    return take_step(actor, minutes, Minutes.State.DRAFT, stated(reason))
