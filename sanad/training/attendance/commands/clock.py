"""What is counted and queued by the clock, put right when the data about it changed."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from sanad.foundation.clock.follow import FOLLOWERS
from sanad.foundation.command import command
from sanad.foundation.spaces.actor import Actor, visitor
from sanad.training.attendance.commands.attendance import minutes_left
from sanad.training.attendance.policies import can_count_again
from sanad.training.models import Presence, Session, Slot
from sanad.training.registrations.commands.letters import queue_soon


@command(can_count_again, says=_("counted by the right clock who came in at the door"))
def count_door_again(actor: Actor, slot: Slot) -> Slot:
    """Count anew, from the moment at which each came in, what the door counted. What a trainer wrote down stays."""
    rows = list(slot.presences.filter(method=Presence.Method.DOOR))
    for row in rows:
        row.minutes = minutes_left(slot, row.created_at)
    Presence.objects.bulk_update(rows, ["minutes"])
    return slot


def follow_clock(begin: datetime, end: datetime) -> int:
    """Look again at the half-days of a time in which the clock is another one; how many."""
    slots = Slot.objects.standing().filter(starts_at__gte=begin, starts_at__lt=end)
    counted = [slot for slot in slots.select_related("session", "space") if _differs(slot)]
    for slot in counted:
        count_door_again(visitor(slot.space), slot)
    coming = Session.objects.announced().filter(slots__in=slots).distinct()
    for session in coming:
        queue_soon(session)
    return len(counted)


def _differs(slot: Slot) -> bool:
    rows = slot.presences.filter(method=Presence.Method.DOOR)
    return any(row.minutes != minutes_left(slot, row.created_at) for row in rows)


FOLLOWERS.append(follow_clock)
