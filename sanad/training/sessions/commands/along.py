"""The sessions of an activity that moves or is called off go along."""

from django.utils.translation import gettext_lazy as _

from sanad.activities.models import Activity
from sanad.activities.programme.commands.along import CANCELLERS, MOVERS, Hours
from sanad.foundation.clock.fields import instant, on_the_wall
from sanad.foundation.policy import Refused
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.states import take_step
from sanad.training.models import Session, Slot
from sanad.training.policies import half_days
from sanad.training.sessions.commands.slots import reminding
from sanad.training.sessions.policies import NOT_CHANGED


def move_sessions(activity: Activity, before: Hours) -> None:
    """Move the half-days of the sessions in an activity as far as it moved. Those of a session called off stay."""
    for session in activity.sessions.exclude(state=Session.State.CANCELLED):
        slots = half_days(session)
        hours = [_moved(slot, activity, before) for slot in slots]
        if session.item_id is None and slots:
            hours = _of_all(activity, hours)
        if hours == [(slot.starts_at, slot.ends_at) for slot in slots]:
            continue
        if session.state == Session.State.CLOSED:
            raise Refused(NOT_CHANGED[Session.State.CLOSED], "starts_at")
        if any(slot.presences.exists() for slot in slots):
            raise Refused(
                _("Attendance was taken in it. Move the half-days that are still to come, one by one."), "starts_at"
            )
        with reminding(session):
            for slot, (starts_at, ends_at) in zip(slots, hours, strict=True):
                slot.starts_at, slot.ends_at = starts_at, ends_at
                slot.save()


def _moved(slot: Slot, activity: Activity, before: Hours) -> Hours:
    """As far on the wall as the activity: nine o'clock stays nine, whatever the clock did in between."""
    by = on_the_wall(activity.starts_at) - on_the_wall(before[0])
    return instant(on_the_wall(slot.starts_at) + by), instant(on_the_wall(slot.ends_at) + by)


def _of_all(activity: Activity, hours: list[Hours]) -> list[Hours]:
    """The half-days of a session that is the whole activity: the only one has its hours; several say how long it is."""
    stands = activity.starts_at, activity.ends_at
    if len(hours) == 1 and stands[0] < stands[1]:
        return [stands]
    if stands != (min(hours)[0], max(ends for _starts, ends in hours)):
        raise Refused(_("It begins and ends with its half-days. Change those in the session."), "ends_at")
    return hours


def cancel_sessions(actor: Actor, activity: Activity, reason: str) -> None:
    """Call off what people register for in an activity that is called off."""
    for session in activity.sessions.all():
        if session.state != Session.State.CLOSED and Session.STATES.allows(session.state, Session.State.CANCELLED):
            take_step(actor, session, Session.State.CANCELLED, reason)


MOVERS.append(move_sessions)
CANCELLERS.append(cancel_sessions)
