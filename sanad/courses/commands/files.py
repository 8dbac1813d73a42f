"""Pictures and papers of lessons."""

import re

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from sanad.courses.models import CourseFile
from sanad.courses.policies import can_keep_courses, can_withdraw_course_file
from sanad.courses.queries.catalogue import seen
from sanad.foundation.command import command
from sanad.foundation.files.store import keep_upload
from sanad.foundation.policy import Refused
from sanad.foundation.spaces.actor import Actor

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}")


@command(can_keep_courses, says=_("added a file to the lessons of a course"), formerly="training")
def add_course_file(actor: Actor, course: str, *, upload: UploadedFile, title: str, name: str = "") -> CourseFile:
    """Keep a picture or a paper of the lessons of a course, under a name that is made when none is given.

    Refused for a course that is not the space's, for a name that is taken, and for what `keep_upload` refuses.
    """
    found = seen(actor, course)
    if found is None or not found.is_own:
        raise Refused(_("This course does not exist."))
    taken = set(
        CourseFile.objects.standing().filter(space=actor.space, course_key=course).values_list("name", flat=True)
    )
    if name and not _NAME.fullmatch(name):
        raise Refused(_("Small Latin letters, digits and strokes, such as plan-1."), "name")
    if name in taken:
        raise Refused(_("This name is taken in this course. Choose another one."), "name")
    stored = keep_upload(actor.space_id, upload)
    kind = "picture" if stored.media_type.startswith("image/") else "paper"
    free = name or next(each for each in (f"{kind}-{n}" for n in range(1, len(taken) + 2)) if each not in taken)
    return CourseFile.objects.create(space=actor.space, course_key=course, name=free, title=title, file=stored)


@command(can_withdraw_course_file, says=_("took a file out of the lessons of a course"), formerly="training")
def withdraw_course_file(actor: Actor, row: CourseFile) -> CourseFile:
    """Take a file out of the lessons: it opens no more. Refused when it is out already."""
    if not row.is_standing:
        raise Refused(_("This was withdrawn already."))
    row.withdraw()
    return row
