"""What leads on from one's own page to the lessons, the tests and the opinions, while they are open or there is a result to see."""

from functools import partial

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext_lazy as _

from sanad.foundation.spaces.actor import visitor
from sanad.training.learning.policies.assessment import can_take_test
from sanad.training.learning.policies.lessons import can_read_own_lessons
from sanad.training.models import Attempt, Feedback, Registration
from sanad.training.registrations.policies.opinions import has_opinion
from sanad.training.registrations.queries.own_page import Part

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


def _has_lessons(registration: Registration) -> bool:
    course = registration.session.course
    return bool(
        course and course.content.get("lessons") and can_read_own_lessons(visitor(registration.space), registration)
    )


OWN_PARTS = [
    Part(_("Lessons"), "training:own_lessons", _has_lessons),
    *(
        Part(TITLES[moment], f"training:own_test_{moment}", partial(_has_test, moment))
        for moment in Attempt.Moment.values
    ),
    *(
        Part(TITLES[moment], f"training:own_opinion_{moment}", partial(has_opinion, moment))
        for moment in Feedback.Moment.values
    ),
]
