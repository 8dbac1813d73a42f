"""Which lessons somebody has read."""

from typing import TypedDict, Unpack
from uuid import UUID

from sanad.foundation.spaces.models import User
from sanad.training.models import LessonRead, Registration


class Reader(TypedDict, total=False):
    """Who reads: somebody with an account, or the person of a registration."""

    user: User | None
    registration: Registration | None


def lessons_read(space_id: UUID, course_key: str, **reader: Unpack[Reader]) -> set[str]:
    """The keys of the lessons of a course that this reader finished."""
    rows = LessonRead.objects.filter(space_id=space_id, course_key=course_key, **reader)
    return set(rows.values_list("lesson", flat=True))
