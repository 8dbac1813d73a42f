"""Who takes attendance, answers tests, gives an opinion and reads results, and when."""

from datetime import datetime, timedelta

from django.db.models import prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanad.foundation.days import months_after
from sanad.foundation.policy import YES, Verdict, all_of, needs, no, owns
from sanad.foundation.spaces.actor import Actor
from sanad.training.models import Attempt, Feedback, Registration, Session, Slot
from sanad.training.policies.sessions import half_days

DOOR_OPENS = timedelta(hours=1)  # before a half-day begins
AFTER_TEST_STAYS = timedelta(days=14)
HOT_STAYS = timedelta(days=30)
COLD_STAYS = timedelta(days=365)
LATER_AFTER_MONTHS = 4  # when the second opinion is asked: domain practice is three to six months after


def teaches(actor: Actor) -> Verdict:
    """Teach, or run what is taught."""
    return needs(actor, "training.teach") or needs(actor, "training.run")


def _is_under_way(session: Session) -> Verdict:
    if session.state in Session.ANNOUNCED:
        return YES
    return no(_("This is done while the session is announced or under way."))


def _stands(slot: Slot) -> Verdict:
    return no(_("This half-day was withdrawn.")) if slot.withdrawn_at else _is_under_way(slot.session)


def can_teach(actor: Actor, session: Session) -> Verdict:
    """See who learned what in a session of one's own space."""
    return all_of(teaches(actor), owns(actor, session))


def can_take_attendance(actor: Actor, slot: Slot) -> Verdict:
    """Write down who is there, from the day of the half-day on."""
    today = timezone.localdate() >= timezone.localdate(slot.starts_at)
    return all_of(
        teaches(actor),
        owns(actor, slot),
        lambda: _stands(slot),
        YES if today else no(_("This half-day has not come yet.")),
    )


def can_attach_sheet(actor: Actor, slot: Slot) -> Verdict:
    """Put the signed sheet with its half-day, also when the session is finished."""
    return all_of(teaches(actor), owns(actor, slot))


def can_add_late(actor: Actor, session: Session) -> Verdict:
    """Give a place to somebody who comes without one."""
    return all_of(teaches(actor), owns(actor, session), lambda: _is_under_way(session))


def can_come_in(actor: Actor, slot: Slot) -> Verdict:
    """Say at the door that one is there: from an hour before the half-day until its end."""
    now = timezone.now()
    if slot.withdrawn_at or slot.session.state not in Session.ANNOUNCED:
        return no(_("This half-day does not take place."))
    if now < slot.starts_at - DOOR_OPENS:
        return no(_("The door is not open yet. It opens an hour before the half-day begins."))
    return all_of(owns(actor, slot), YES if now <= slot.ends_at else no(_("This half-day is over.")))


def can_count_again(actor: Actor, slot: Slot) -> Verdict:
    """Count again what the door counted: no person asks for it, the data about the clock did."""
    return owns(actor, slot)


def _slots(session: Session) -> list[Slot]:
    prefetch_related_objects([session], "slots")  # asked once, however many policies want to know
    return half_days(session)


def _has_place(registration: Registration) -> Verdict:
    confirmed = registration.state == Registration.State.CONFIRMED
    return YES if confirmed else no(_("This is for those who have a place."))


def _within(opens: datetime | None, closes: datetime, early: Verdict, late: Verdict) -> Verdict:
    now = timezone.now()
    if opens and now < opens:
        return early
    return YES if now <= closes else late


def is_test_open(registration: Registration, moment: str) -> Verdict:
    """Whether a test may be taken now: the first until the first half-day ends, the second from the last one on."""
    found = _slots(registration.session)
    if registration.session.course_id is None or not found:
        return no(_("There is no test here."))
    if moment == Attempt.Moment.BEFORE:
        return _within(None, found[0].ends_at, YES, no(_("The test before the course is over.")))
    early = no(_("The test after the course opens when the last half-day begins."))
    return _within(
        found[-1].starts_at, found[-1].ends_at + AFTER_TEST_STAYS, early, no(_("The test after the course is over."))
    )


def can_take_test(actor: Actor, registration: Registration, moment: str) -> Verdict:
    """Answer a test oneself, on one's own page."""
    return all_of(
        owns(actor, registration),
        lambda: _has_place(registration),
        lambda: _is_under_way_or_over(registration.session),
        lambda: is_test_open(registration, moment),
    )


def _is_under_way_or_over(session: Session) -> Verdict:
    if session.state in {*Session.ANNOUNCED, Session.State.CLOSED}:
        return YES
    return no(_("This session does not take place."))


def can_type_test(actor: Actor, registration: Registration, moment: str) -> Verdict:
    """Type in a test answered on paper."""
    return all_of(
        teaches(actor),
        owns(actor, registration),
        lambda: _has_place(registration),
        lambda: _is_under_way(registration.session),
        lambda: YES if registration.session.course_id else no(_("There is no test here.")),
    )


def second_opinion_opens(session: Session) -> datetime | None:
    """When the second opinion may be given first; None before any half-day is known."""
    found = _slots(session)
    return _later(found[-1].ends_at) if found else None


def _later(end: datetime) -> datetime:
    return end + (months_after(end.date(), LATER_AFTER_MONTHS) - end.date())


def is_feedback_open(session: Session, moment: str) -> Verdict:
    """Whether an opinion may be given now: right after for a month, the second one some months later."""
    found = _slots(session)
    if session.course_id is None or not found:
        return no(_("No opinion is asked here."))
    over = no(_("This opinion is no longer asked."))
    end = found[-1].ends_at
    if moment == Feedback.Moment.HOT:
        return _within(
            found[-1].starts_at, end + HOT_STAYS, no(_("Your opinion is asked when the last half-day begins.")), over
        )
    later = _later(end)
    early = no(_("The second opinion is asked some months after the end."))
    return _within(later, later + COLD_STAYS, early, over)


def can_give_feedback(actor: Actor, session: Session, moment: str) -> Verdict:
    """Say what one thinks of a session, without a name."""
    return all_of(
        owns(actor, session), lambda: _is_under_way_or_over(session), lambda: is_feedback_open(session, moment)
    )
