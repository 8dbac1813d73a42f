"""What leads on from one's own page to the tests and the opinions, while they are open or there is a result to see."""

from functools import partial

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext_lazy as _

from sanad.foundation.spaces.actor import visitor
from sanad.training.models import Attempt, Feedback, Registration
from sanad.training.policies import can_give_feedback, can_read_own_lessons, can_take_test
from sanad.training.queries.certificates import has_live
from sanad.training.queries.own_page import PARTS, Part

TITLES = {
    Attempt.Moment.BEFORE.value: _("Test before the course"),
    Attempt.Moment.AFTER.value: _("Test after the course"),
    Feedback.Moment.HOT.value: _("Your opinion"),
    Feedback.Moment.COLD.value: _("Your opinion, some months later"),
}


def _has_test(moment: str, registration: Registration) -> bool:
    prefetch_related_objects([registration], "attempts")
    taken = any(row.moment == moment for row in registration.attempts.all())
    return taken or bool(can_take_test(visitor(registration.space), registration, moment))


def has_opinion(moment: str, registration: Registration) -> bool:
    """Whether somebody who has a place may give that opinion now."""
    confirmed = registration.state == Registration.State.CONFIRMED
    return confirmed and bool(can_give_feedback(visitor(registration.space), registration.session, moment))


def _has_lessons(registration: Registration) -> bool:
    course = registration.session.course
    return bool(
        course and course.content.get("lessons") and can_read_own_lessons(visitor(registration.space), registration)
    )


PARTS.append(Part(_("My certificate"), "training:own_certificate", has_live))
PARTS.append(Part(_("Lessons"), "training:own_lessons", _has_lessons))
PARTS.extend(
    Part(TITLES[moment], f"training:own_test_{moment}", partial(_has_test, moment)) for moment in Attempt.Moment.values
)
PARTS.extend(
    Part(TITLES[moment], f"training:own_opinion_{moment}", partial(has_opinion, moment))
    for moment in Feedback.Moment.values
)
