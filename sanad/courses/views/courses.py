"""The course that an address names, and where it is read."""

from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest
from django.urls import reverse

from sanad.courses.queries import catalogue
from sanad.courses.queries.catalogue import Seen
from sanad.foundation.ids import as_uuid


def fetch_course(request: HttpRequest, key: str) -> Seen:
    """The course of the address, in the version that `?v=` names; 404 for who may not see it."""
    found = catalogue.seen(request.actor, key, _version(request))
    if found is None:
        raise Http404
    return found


def _version(request: HttpRequest) -> UUID | None:
    asked = request.GET.get("v")
    if asked and as_uuid(asked) is None:
        raise Http404
    return as_uuid(asked)


def course_page(key: str) -> str:
    """The page on which a course is read."""
    return reverse(settings.COURSE_PAGE, args=[key])


def catalogue_page() -> str:
    """The list of all courses."""
    return reverse(settings.CATALOGUE_PAGE)
