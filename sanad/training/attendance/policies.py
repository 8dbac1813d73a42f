"""Who takes attendance and who comes in, and when."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanad.foundation.policy import YES, Verdict, all_of, no, owns
from sanad.foundation.spaces.actor import Actor
from sanad.training.models import Session, Slot
from sanad.training.sessions.policies import is_under_way, teaches

DOOR_OPENS = timedelta(hours=1)  # before a half-day begins


def _stands(slot: Slot) -> Verdict:
    return no(_("This half-day was withdrawn.")) if not slot.is_standing else is_under_way(slot.session)


def _has_come(slot: Slot) -> Verdict:
    """Whether people may be there: from an hour before, on paper as at the door."""
    if timezone.now() >= slot.starts_at - DOOR_OPENS:
        return YES
    return no(_("This half-day has not come yet: who is there is written down from an hour before it begins."))


def can_take_attendance(actor: Actor, slot: Slot) -> Verdict:
    """Write down who is there, from when the door opens on."""
    return all_of(
        teaches(actor),
        owns(actor, slot),
        lambda: _stands(slot),
        lambda: _has_come(slot),
    )


def can_attach_sheet(actor: Actor, slot: Slot) -> Verdict:
    """Put the signed sheet with its half-day, also when the session is finished."""
    return all_of(teaches(actor), owns(actor, slot))


def can_add_late(actor: Actor, session: Session) -> Verdict:
    """Give a place to somebody who comes without one."""
    return all_of(teaches(actor), owns(actor, session), lambda: is_under_way(session))


def can_come_in(actor: Actor, slot: Slot) -> Verdict:
    """Say at the door that one is there: from an hour before the half-day until its end."""
    now = timezone.now()
    if not slot.is_standing or slot.session.state not in Session.ANNOUNCED:
        return no(_("This half-day does not take place."))
    if now < slot.starts_at - DOOR_OPENS:
        return no(_("The door is not open yet. It opens an hour before the half-day begins."))
    return all_of(owns(actor, slot), YES if now <= slot.ends_at else no(_("This half-day is over.")))


def can_count_again(actor: Actor, slot: Slot) -> Verdict:
    """Count again what the door counted: no person asks for it, the data about the clock did."""
    return owns(actor, slot)
