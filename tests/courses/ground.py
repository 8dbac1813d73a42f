"""Addresses of the courses of a space (tests/grounds.py)."""

from sanad.courses.commands.files import add_course_file
from sanad.courses.commands.writing import begin_course
from sanad.courses.queries.drafts import LISTS
from sanad.courses.queries.syllabus import shipped
from tests.grounds import ANYBODY, at
from tests.partnerships.lives import scan


def rows(case) -> dict:
    """A course of the space's own, a copy of one that comes with Sanad."""
    content = shipped()["management"]
    own = begin_course(
        case.sg, title_ar="دورة لنا", title_fr="Notre cours", field="management", level="beginner", source="management"
    )
    file = add_course_file(case.sg, own.key, upload=scan(), title="ورقة", name="paper")
    parts = {part: "h1" if part == "programme" else content[part][0]["key"] for part in LISTS}
    return {
        "training/courses/<slug:key>/": at(key=own.key, name="paper"),
        **{f"training/courses/<slug:key>/write/{part}/": at(key=own.key, name=name) for part, name in parts.items()},
        "training/files/<uuid:pk>/": at(file),
        "training/pictures/": at(by=ANYBODY, name="assembly"),
    }
