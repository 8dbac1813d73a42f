"""Progress in the lessons."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from sanad.courses.queries.catalogue import Seen, seen
from sanad.foundation.command import command
from sanad.foundation.policy import Refused
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.spaces.models import User
from sanad.training.learning.policies.lessons import can_read_lessons, can_read_own_lessons
from sanad.training.learning.queries.taught import taught_in
from sanad.training.models import LessonRead, Registration


@command(can_read_lessons, says=_("finished reading a lesson"))
def finish_lesson(actor: Actor, *, course: str, lesson: str) -> LessonRead:
    """Remember that the person of an account read a lesson to its end. Refused for a lesson that they cannot see."""
    return _read(seen(actor, course), actor.space_id, lesson, user=actor.user)


@command(can_read_own_lessons, says=_("finished reading a lesson"))
def finish_own_lesson(actor: Actor, registration: Registration, *, lesson: str) -> LessonRead:
    """Remember that the person of a registration read a lesson to its end. Refused for a lesson of another course."""
    return _read(taught_in(registration), registration.space_id, lesson, registration=registration)


def _read(
    course: Seen | None, space_id: UUID, key: str, user: User | None = None, registration: Registration | None = None
) -> LessonRead:
    lesson = course.text.lesson(key) if course else None
    if course is None or lesson is None:
        raise Refused(_("This lesson does not exist."))
    row = write_lesson_read(space_id, user=user, registration=registration, course_key=course.key, lesson=key)
    row.title = lesson.title
    return row


def write_lesson_read(
    space_id: UUID, *, user: User | None = None, registration: Registration | None = None, course_key: str, lesson: str
) -> LessonRead:
    """Write down, once, that somebody read a lesson: with an account, or by the secret address of a registration."""
    row, _made = LessonRead.objects.get_or_create(
        space_id=space_id, user=user, registration=registration, course_key=course_key, lesson=lesson
    )
    return row
