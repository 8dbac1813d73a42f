"""Courses of a space's own: begun, changed part by part, brought in as a file. Each save is the next version."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from sanad.courses.commands.courses import alone, write_course
from sanad.courses.models import Course, CourseFile
from sanad.courses.policies import can_keep_courses
from sanad.courses.queries.drafts import LISTS, begun, content_at, draft_of, known_to, value_at, with_value, without
from sanad.courses.queries.validation import defects
from sanad.foundation.command import command
from sanad.foundation.content.files import LARGEST_JSON, from_json
from sanad.foundation.content.parts import Flaw
from sanad.foundation.ids import new_id
from sanad.foundation.policy import Refused
from sanad.foundation.spaces.actor import Actor

MOST_SAID = 12  # sentences about one file


class Stale(Refused):
    """Somebody else changed the same part in between."""

    def __init__(self) -> None:
        super().__init__(_("Somebody else saved this part while you were writing. What it says now is shown above."))


@command(can_keep_courses, says=_("began a course"), formerly="training")
def begin_course(actor: Actor, *, title_ar: str, title_fr: str, field: str, level: str, source: str = "") -> Course:
    """Begin a course of one's own: a copy of `source` with its files, or an empty one with the usual questions.

    Refused for a source that is not in the space's catalogue.
    """
    found = draft_of(actor, source) if source else None
    if source and found is None:
        raise Refused(_("This course does not exist."), "source")
    key = f"own-{new_id().hex[-12:]}"
    card = {"title": {"ar": title_ar, "fr": title_fr}, "field": field, "level": level}
    row = write_course(actor.space_id, begun(key, found.content if found else None, **card))
    for file in CourseFile.objects.standing().filter(space=actor.space, course_key=source):  # none of no source
        CourseFile.objects.create(
            space=actor.space, course_key=key, name=file.name, title=file.title, file_id=file.file_id
        )
    return row


@command(can_keep_courses, says=_("changed a course"), formerly="training", is_quiet=True)
def edit_course(
    actor: Actor,
    course: str,
    part: str,
    name: str = "",
    *,
    base_version: int,
    value: dict[str, Any],
    place: int | None = None,
) -> Course:
    """Write a part of a course, or the row `name` of a part, as the next version.

    What others saved since version `base_version` in other parts stays. Raises `Stale` when it was this part; nothing
    is lost. Refused for what is not sound.
    """
    newest = _newest(actor, course)
    _refuse_stale(actor, course, newest, base_version, part, name)
    changed = with_value(newest, part, name, value, place)
    same = Course.objects.filter(space=actor.space, key=course, version=newest["version"]).first()
    return same if same is not None and changed == newest else _saved(actor, changed)


@command(can_keep_courses, says=_("took something out of a course"), formerly="training")
def remove_course_part(actor: Actor, course: str, part: str, name: str, *, base_version: int) -> Course:
    """Take a row out of a part of a course, as the next version. Refused when it is not there or was changed since."""
    newest = _newest(actor, course)
    if part not in LISTS or value_at(newest, part, name) is None:
        raise Refused(_("This is not there any more."))
    _refuse_stale(actor, course, newest, base_version, part, name)
    return _saved(actor, without(newest, part, name))


@command(can_keep_courses, says=_("brought a course in"), formerly="training")
def import_course(actor: Actor, *, upload: UploadedFile) -> Course:
    """Bring a whole course in from a JSON file, as the next version of its key.

    Refused with a sentence for each defect; nothing is half taken.
    """
    content, wrong = read_file(actor, upload)
    if wrong:
        raise Refused(" · ".join(wrong), "upload")
    alone(actor.space_id)
    found = draft_of(actor, content["key"])
    if found is None:
        return write_course(actor.space_id, {**content, "version": 1})
    if {**found.content, "version": 0} == {**content, "version": 0}:
        raise Refused(_("This course is already in your space."), "upload")
    return write_course(actor.space_id, {**content, "version": found.version + 1})


def read_file(actor: Actor, upload: UploadedFile) -> tuple[dict[str, Any], list[str]]:
    """The content of a file, and a sentence for each defect, the first ones of many."""
    upload.seek(0)
    if (upload.size or 0) > LARGEST_JSON:
        return {}, [str(_("This file is too large: 2 MB at most."))]
    try:
        content = from_json(upload.read())
    except Flaw as flaw:
        return {}, [str(flaw)]
    return content, [str(each) for each in defects(content, known_to(actor))][:MOST_SAID]


def _newest(actor: Actor, course: str) -> dict[str, Any]:
    alone(actor.space_id)
    found = draft_of(actor, course)
    if found is None:
        raise Refused(_("This course does not exist."))
    return found.content


def _refuse_stale(actor: Actor, course: str, newest: dict[str, Any], base: int, part: str, name: str) -> None:
    if newest["version"] == base:
        return
    before = content_at(actor, course, base)
    if before is None or value_at(before, part, name) != value_at(newest, part, name):
        raise Stale


def _saved(actor: Actor, content: dict[str, Any]) -> Course:
    content["version"] += 1
    wrong = [each for each in defects(content, known_to(actor)) if not each.is_lack]
    if wrong:
        raise Refused(" · ".join(str(each) for each in wrong[:MOST_SAID]))
    return write_course(actor.space_id, content)
