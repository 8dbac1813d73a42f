"""The files of a course: shown in its lessons, sent to who may see it."""

from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from sanad.foundation.ui.download import serve
from sanad.training import policies
from sanad.training.queries.catalogue import Seen, taught_in
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
    place = fetch_own(request, pk, token)
    course = taught_in(place)
    if course is None or not policies.can_read_own_lessons(request.actor, place):
        raise Http404
    response = _sent(course, name)
    response["X-Robots-Tag"] = "noindex"
    return response
