"""What moves is kept as it stood, and told; who is told without e-mail is noted by hand."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from sanad.activities.models import Activity, Notice, ScheduleChange
from sanad.activities.policies import can_tell_guests
from sanad.activities.queries.guests import untold
from sanad.activities.queries.schedule import Block, plain, schedules
from sanad.activities.tasks import queue_changes
from sanad.foundation.command import command
from sanad.foundation.policy import Refused
from sanad.foundation.spaces.actor import Actor


@contextmanager
def moving(activity: Activity) -> Iterator[None]:
    """Within it, commands may change days, hours and places: how they stood is kept, and people are told."""
    before = schedules(activity)
    yield
    if _said(before) == _said(schedules(activity)):
        return
    kept = {part: plain(blocks) for part, blocks in before.items()}
    ScheduleChange.objects.create(space_id=activity.space_id, activity=activity, before=kept)
    queue_changes(activity)


def _said(parts: dict[str, list[Block]]) -> dict[str, list[tuple]]:
    return {part: [block.said for block in blocks] for part, blocks in parts.items()}


@command(can_tell_guests, says=_("told somebody of a change without e-mail"))
def note_guest_told(actor: Actor, activity: Activity, *, guest: UUID, digest: str) -> Notice:
    """Note that somebody was told. Refused when what was told is not what is true now."""
    found = untold(activity, guest)
    if not found:
        raise Refused(_("They know it already."))
    [(who, new)] = found
    if new.digest != digest:
        raise Refused(_("It changed again since. Read the message once more before you send it."))
    return Notice.objects.create(
        space_id=activity.space_id,
        activity=activity,
        guest=guest,
        kind=Notice.Kind.BY_HAND,
        about=new.after,
        told=new.told,
        language=who.language,
    )
