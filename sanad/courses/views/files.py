"""The files of a course: shown in its lessons, sent to who may see it."""

from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from sanad.courses.commands import files as commands
from sanad.courses.forms.courses import CourseFileForm
from sanad.courses.models import CourseFile
from sanad.courses.policies import visible_to
from sanad.courses.queries.catalogue import Seen
from sanad.courses.queries.drafts import draft_of
from sanad.courses.queries.pictures import drawing, files_of
from sanad.courses.views.courses import course_page, fetch_course
from sanad.foundation import ui
from sanad.foundation.ui.download import serve

A_DAY = 86_400


def sent(course: Seen, name: str) -> HttpResponseBase:
    """A file of a course by its name; 404 for one that it has not, or not any more."""
    row = files_of(course).get(name)
    if row is None:
        raise Http404
    return serve(row.file, inline=row.file.media_type.startswith("image/"))


def course_file(request: HttpRequest, key: str, name: str) -> HttpResponseBase:
    """A file of a course, to who may see the course."""
    return sent(fetch_course(request, key), name)


def _to_files(row: CourseFile) -> str:
    return course_page(row.course_key) + "#files"


@ui.takes_files
def add_file(request: HttpRequest, key: str) -> HttpResponse:
    """A picture or a paper more for the lessons."""
    found = draft_of(request.actor, key)
    if found is None:
        raise Http404
    return ui.sheet(
        request,
        CourseFileForm,
        commands.add_course_file,
        key,
        title=_("Add a picture or a paper"),
        lead=found.text.title,
        then=_to_files,
    )


@require_POST
def withdraw_file(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = get_object_or_404(visible_to(request.actor, CourseFile), pk=pk)
    return ui.act(request, commands.withdraw_course_file, row, then=_to_files)


@login_not_required
def picture(_request: HttpRequest, name: str, language: str) -> HttpResponse:
    """A drawing that comes with Sanad. As an image it is only looked at: nothing in it can run."""
    svg = drawing(name, language)
    if svg is None:
        raise Http404
    response = HttpResponse(svg, content_type="image/svg+xml; charset=utf-8")
    response["Content-Security-Policy"] = "sandbox; default-src 'none'; style-src 'unsafe-inline'"
    response["Cache-Control"] = f"public, max-age={A_DAY}"
    return response
