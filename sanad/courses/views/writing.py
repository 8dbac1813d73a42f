"""Writing courses: beginning one, its parts, bringing one in, taking one out as a file."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from sanad.courses import policies
from sanad.courses.commands import writing as commands
from sanad.courses.forms import courses as forms
from sanad.courses.forms.parts import FORMS
from sanad.courses.models import Course
from sanad.courses.queries.catalogue import Seen
from sanad.courses.queries.drafts import LISTS, NEW, WHOLE, draft_of, names_in, value_at
from sanad.courses.queries.syllabus import said
from sanad.courses.queries.validation import missing_before_teaching
from sanad.courses.views.courses import catalogue_page, course_page, fetch_course
from sanad.foundation import ui
from sanad.foundation.content.files import to_json
from sanad.foundation.policy import Text

LONGEST_VERSION = 10  # digits
PARTS: dict[str, Text] = {
    "programme": _("Half-days"),
    "test": _("Questions of the test"),
    "feedback": _("Opinion right after"),
    "feedback_later": _("Opinion some months later"),
    "lessons": _("Lessons"),
}
TITLES: dict[str, Text] = {
    "card": _("The card of the course"),
    "aims": _("What one learns, and what changes"),
    "programme": _("A half-day"),
    "test": _("A question of the test"),
    "feedback": _("A question about the course"),
    "feedback_later": _("A question some months later"),
    "lessons": _("A lesson"),
}
ADD: dict[str, Text] = {
    "programme": _("Add a half-day"),
    "test": _("Add a question"),
    "feedback": _("Add a question"),
    "feedback_later": _("Add a question"),
    "lessons": _("Add a lesson"),
}


def to_writing(row: Course) -> str:
    """The page on which the parts of a course are written."""
    return reverse("courses:write_course", args=[row.key])


def begin(request: HttpRequest) -> HttpResponse:
    """A course of one's own, from a copy or from nothing."""
    return ui.sheet(
        request,
        forms.BeginCourseForm,
        commands.begin_course,
        title=_("Write a course"),
        submit=_("Begin"),
        initial={"source": request.GET.get("source", "")},
        then=to_writing,
    )


@ui.takes_files
def bring_in(request: HttpRequest) -> HttpResponse:
    return ui.sheet(
        request,
        forms.ImportCourseForm,
        commands.import_course,
        title=_("Bring a course in"),
        submit=_("Bring it in"),
        lead=_("The whole file is read first; when anything is wrong in it, nothing is taken."),
        then=lambda row: course_page(row.key),
    )


def export(request: HttpRequest, key: str) -> HttpResponse:
    """The version that is looked at, as a file; with the right answers, so for who writes courses only."""
    found = fetch_course(request, key)
    if not found.is_own or not policies.can_keep_courses(request.actor):
        raise Http404
    response = HttpResponse(to_json(found.content), content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="{key}-{found.version}.json"'
    return response


def _draft(request: HttpRequest, key: str) -> Seen:
    found = draft_of(request.actor, key)
    if found is None:
        raise Http404
    return found


def write(request: HttpRequest, key: str) -> HttpResponse:
    """All parts of a course, each with what leads to its form."""
    found = _draft(request, key)
    page = {
        "title": found.text.title,
        "course": found,
        "catalogue": catalogue_page(),
        "course_page": course_page(key),
        "can_write": policies.can_keep_courses(request.actor),
        "lacks": missing_before_teaching(found.content),
        "wholes": [(part, TITLES[part]) for part in WHOLE],
        "parts": [(part, PARTS[part], ADD[part], _named(found, part)) for part in LISTS],
    }
    return render(request, "courses/write_course.html", page)


def _named(course: Seen, part: str) -> list[tuple[str, str]]:
    """(name, what it says) of the rows of a part."""
    texts = [said(row.get("title") or row.get("text", {})) for row in course.content[part]]
    return list(zip(names_in(course.content, part), texts, strict=True))


def write_whole(request: HttpRequest, key: str, part: str) -> HttpResponse:
    """The card, or what one learns."""
    found = _draft(request, key)
    form: Any = {"card": forms.CardForm, "aims": forms.AimsForm}[part]
    return _sheet(request, found, form, (part, ""), form.shown(found.content), found.content)


def write_row(request: HttpRequest, key: str, part: str, name: str) -> HttpResponse:
    """One row of a part; `new` for one more."""
    found = _draft(request, key)
    row = {} if name == NEW else value_at(found.content, part, name)
    if row is None and request.method != "POST":  # what was typed into a row that is gone comes back with the form
        raise Http404
    row = row or {}
    names, form = names_in(found.content, part), FORMS[part]
    place = names.index(name) + 1 if name in names else len(names) + 1
    return _sheet(request, found, form, (part, name), {**form.shown(row), "place": place}, row)


def _sheet(
    request: HttpRequest, course: Seen, form: Any, at: tuple[str, str], shown: dict[str, Any], row: dict[str, Any]
) -> HttpResponse:
    part, name = at
    stale = request.method == "POST" and request.POST.get("base_version") != str(course.version)
    return (ui.edit if row else ui.sheet)(
        request,
        form,
        commands.edit_course,
        course.key,
        part,
        name,
        title=TITLES[part],
        lead=course.text.title,
        form_kwargs={"row": row},
        initial={**shown, "base_version": course.version},
        then=to_writing,
        template="courses/write_part.html",
        context={
            "course": course,
            "part": part,
            "name": name,
            "is_row": part in LISTS and name != NEW,
            "base": f"?base={course.version}",
            "theirs": _readable(request, form, row, shown) if stale else [],
        },
    )


def _readable(request: HttpRequest, form: Any, row: dict[str, Any], shown: dict[str, Any]) -> list[tuple[Any, Any]]:
    """(label, what stands there now) of a part, to be compared with what was typed."""
    fields = form(actor=request.actor, row=row).fields
    found = []
    for name, value in shown.items():
        if name in fields and value not in (None, "", []):
            choices = dict(getattr(fields[name], "choices", None) or {})
            lines = value if isinstance(value, list) else [value]
            found.append((fields[name].label, "\n".join(str(choices.get(line, line)) for line in lines)))
    return found


@require_POST
def remove_row(request: HttpRequest, key: str, part: str, name: str) -> HttpResponse:
    found = _draft(request, key)
    base = request.GET.get("base", "")
    is_version = base.isascii() and base.isdigit() and len(base) < LONGEST_VERSION
    return ui.act(
        request,
        commands.remove_course_part,
        key,
        part,
        name,
        then=to_writing,
        base_version=int(base) if is_version else found.version,
    )
