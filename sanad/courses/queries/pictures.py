"""Where the pictures and papers of a lesson are served: drawings that come with Sanad, files of the course."""

from collections.abc import Callable
from functools import cache

from django.urls import reverse
from django.utils.translation import get_language

from sanad.courses.models import CourseFile
from sanad.courses.queries.catalogue import Seen
from sanad.courses.queries.reading import FILE, PICTURE, Address, Light
from sanad.courses.queries.syllabus import DATA
from sanad.foundation.files.store import is_shown


@cache
def _drawings() -> dict[str, str]:
    """The drawings that come with Sanad, by `name.language`."""
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted((DATA / "pictures").glob("*.svg"))}


def drawing(name: str, language: str) -> str | None:
    """A drawing in a language."""
    return _drawings().get(f"{name}.{language}")


def files_of(course: Seen) -> dict[str, CourseFile]:
    """The files of a course that are not withdrawn, by name."""
    rows = CourseFile.objects.standing().filter(space_id=course.space_id, course_key=course.key)
    return {row.name: row for row in rows.select_related("file")}


def addresses_of(course: Seen, file_address: Callable[[str], str]) -> Address:
    """Turns `picture:name` and `file:name` into addresses; `file_address` says where the files of the course are."""
    language = "ar" if get_language() == "ar" else "fr"
    files = files_of(course)

    def address(target: str) -> str | None:
        if target.startswith(PICTURE):
            name = target.removeprefix(PICTURE)
            return reverse("courses:picture", args=[name, language]) if drawing(name, language) else None
        name = target.removeprefix(FILE)
        return file_address(name) if target.startswith(FILE) and name in files else None

    return address


def light_ones_of(course: Seen) -> Light:
    """Says of `file:name` whether a telephone can hold the picture beside the text; drawings that come with Sanad are."""
    files = cache(lambda: files_of(course))  # a lesson without a picture asks nothing

    def is_light(target: str) -> bool:
        row = files().get(target.removeprefix(FILE)) if target.startswith(FILE) else None
        return row is None or is_shown(row.file)

    return is_light
