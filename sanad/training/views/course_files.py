"""The files of a course: shown in its lessons, sent to who may see it."""

from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from sanad.foundation import ui
from sanad.foundation.ui.download import serve
from sanad.training import commands, policies
from sanad.training.forms.courses import CourseFileForm
from sanad.training.models import CourseFile
from sanad.training.policies import visible_to
from sanad.training.queries.catalogue import Seen, taught_in
from sanad.training.queries.drafts import draft_of
from sanad.training.queries.pictures import files_of
from sanad.training.views.catalogue import fetch_course
from sanad.training.views.own_page import fetch_own


def _sent(course: Seen, name: str) -> HttpResponseBase:
    row = files_of(course).get(name)
    if row is None:
        raise Http404
    return serve(row.file, inline=row.file.media_type.startswith("image/"))


def course_file(request: HttpRequest, key: str, name: str) -> HttpResponseBase:
    """A file of a course, to who may see the course."""
    return _sent(fetch_course(request, key), name)


@login_not_required
def own_file(request: HttpRequest, pk: UUID, token: str, name: str) -> HttpResponseBase:
    """A file of the course in which one has a place."""
    registration = fetch_own(request, pk, token)
    course = taught_in(registration)
    if course is None or not policies.can_read_own_lessons(request.actor, registration):
        raise Http404
    response = _sent(course, name)
    response["X-Robots-Tag"] = "noindex"
    return response


def _to_files(row: CourseFile) -> str:
    return reverse("training:course", args=[row.course_key]) + "#files"


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
