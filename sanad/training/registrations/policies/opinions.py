"""When a session asks for opinions: right after it, and some months later."""

from datetime import datetime, timedelta

from django.db.models import prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanad.foundation.days import months_after
from sanad.foundation.policy import YES, Verdict, all_of, no, owns
from sanad.foundation.spaces.actor import Actor, visitor
from sanad.training.models import Feedback, Registration, Session, Slot
from sanad.training.policies import half_days

HOT_STAYS = timedelta(days=30)
COLD_STAYS = timedelta(days=365)
LATER_AFTER_MONTHS = 4  # when the second opinion is asked: domain practice is three to six months after


def slots_of(session: Session) -> list[Slot]:
    """The half-days that take place, brought along with the session for whoever asks next."""
    prefetch_related_objects([session], "slots")  # asked once, however many policies want to know
    return half_days(session)


def is_within(opens: datetime | None, closes: datetime, early: Verdict, late: Verdict) -> Verdict:
    """Yes between two moments, else `early` or `late`."""
    now = timezone.now()
    if opens and now < opens:
        return early
    return YES if now <= closes else late


def is_under_way_or_over(session: Session) -> Verdict:
    """Whether it is announced or finished: neither a draft nor cancelled."""
    if session.state in {*Session.ANNOUNCED, Session.State.CLOSED}:
        return YES
    return no(_("This session does not take place."))


def second_opinion_opens(session: Session) -> datetime | None:
    """When the second opinion may be given first; None before any half-day is known."""
    found = slots_of(session)
    return _later(found[-1].ends_at) if found else None


def _later(end: datetime) -> datetime:
    return end + (months_after(end.date(), LATER_AFTER_MONTHS) - end.date())


def is_feedback_open(session: Session, moment: str) -> Verdict:
    """Whether an opinion may be given now: right after for a month, the second one some months later."""
    found = slots_of(session)
    if session.course_id is None or not found:
        return no(_("No opinion is asked here."))
    over = no(_("This opinion is no longer asked."))
    end = found[-1].ends_at
    if moment == Feedback.Moment.HOT:
        return is_within(
            found[-1].starts_at, end + HOT_STAYS, no(_("Your opinion is asked when the last half-day begins.")), over
        )
    later = _later(end)
    early = no(_("The second opinion is asked some months after the end."))
    return is_within(later, later + COLD_STAYS, early, over)


def can_give_feedback(actor: Actor, session: Session, moment: str) -> Verdict:
    """Say what one thinks of a session, without a name."""
    return all_of(
        owns(actor, session), lambda: is_under_way_or_over(session), lambda: is_feedback_open(session, moment)
    )


def has_opinion(moment: str, registration: Registration) -> bool:
    """Whether somebody who has a place may give that opinion now."""
    confirmed = registration.state == Registration.State.CONFIRMED
    return confirmed and bool(can_give_feedback(visitor(registration.space), registration.session, moment))
