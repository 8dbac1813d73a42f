"""Courses of a space: taken from what comes with Sanad, or its own."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from sanad.courses.models import Course
from sanad.courses.queries.syllabus import shipped, syllabus
from sanad.courses.queries.validation import missing_before_teaching
from sanad.foundation.history.chain import digest_of
from sanad.foundation.policy import Refused
from sanad.foundation.spaces.models import Space


def alone(space_id: UUID) -> None:
    """Let nobody else write a course of the space until the transaction ends: versions follow one another."""
    Space.objects.select_for_update(no_key=True).values_list("pk").get(pk=space_id)


def course_named(space_id: UUID, key: str, field: str = "course") -> Course:
    """The newest version of a course in the space; one that comes with Sanad is taken over when it is first used.

    A newer shipped version is taken over too, unless the space has gone on with versions of its own. Refused for a key
    that is neither in the space nor shipped, and for a course that is not finished.
    """
    alone(space_id)
    own = Course.objects.filter(space_id=space_id, key=key).first()
    content = shipped().get(key)
    if content is not None and (own is None or own.version < content["version"]):
        return write_course(space_id, content)
    if own is None:
        raise Refused(_("This course does not exist."), field)
    if missing := missing_before_teaching(own.content):
        raise Refused(_("This course is not finished yet: %(lack)s.") % {"lack": missing[0]}, field)
    return own


def write_course(space_id: UUID, content: dict[str, Any]) -> Course:
    """Write a version of a course down, from content that was judged to be whole."""
    text = syllabus(content)
    return Course.objects.create(
        space_id=space_id,
        key=content["key"],
        version=content["version"],
        field=content["field"],
        level=content["level"],
        title_ar=content["title"]["ar"],
        title_fr=content["title"]["fr"],
        minutes=text.minutes,
        attendance_percent=content["rule"]["attendance_percent"],
        test_percent=content["rule"]["test_percent"],
        validity_months=content["validity_months"],
        content=content,
        sha256=digest_of(content),
    )
