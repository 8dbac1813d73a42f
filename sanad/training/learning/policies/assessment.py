"""Who answers the tests, and when."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanad.foundation.policy import YES, Verdict, all_of, no, owns
from sanad.foundation.spaces.actor import Actor
from sanad.training.models import Attempt, Registration, Session
from sanad.training.registrations.policies.opinions import is_under_way_or_over, is_within, slots_of
from sanad.training.sessions.policies import is_under_way, teaches

AFTER_TEST_STAYS = timedelta(days=14)


def _has_registration(registration: Registration) -> Verdict:
    confirmed = registration.state == Registration.State.CONFIRMED
    return YES if confirmed else no(_("This is for those who have a place."))


def is_test_open(registration: Registration, moment: str) -> Verdict:
    """Whether a test may be taken now: the first until the first half-day ends, the second from the last one on."""
    found = slots_of(registration.session)
    if registration.session.course_id is None or not found:
        return no(_("There is no test here."))
    if moment == Attempt.Moment.BEFORE:
        return is_within(None, found[0].ends_at, YES, no(_("The test before the course is over.")))
    early = no(_("The test after the course opens when the last half-day begins."))
    return is_within(
        found[-1].starts_at, found[-1].ends_at + AFTER_TEST_STAYS, early, no(_("The test after the course is over."))
    )


def can_take_test(actor: Actor, registration: Registration, moment: str) -> Verdict:
    """Answer a test oneself, on one's own page."""
    return all_of(
        owns(actor, registration),
        lambda: _has_registration(registration),
        lambda: is_under_way_or_over(registration.session),
        lambda: is_test_open(registration, moment),
    )


def can_type_test(actor: Actor, registration: Registration, moment: str) -> Verdict:
    """Type in a test answered on paper."""
    return all_of(
        teaches(actor),
        owns(actor, registration),
        lambda: _has_registration(registration),
        lambda: is_under_way(registration.session),
        lambda: _could_be_answered(registration, moment),
    )


def has_come_to_its_end(session: Session) -> bool:
    """True once the last half-day has begun, in which the test after the course is answered."""
    found = slots_of(session)
    return bool(found) and found[-1].starts_at <= timezone.now()


def _could_be_answered(registration: Registration, moment: str) -> Verdict:
    """On paper it may be late, never before its time: the test after the course has to have begun."""
    if registration.session.course_id is None:
        return no(_("There is no test here."))
    if moment != Attempt.Moment.AFTER or has_come_to_its_end(registration.session):
        return YES
    return no(_("The test after the course opens when the last half-day begins."))
