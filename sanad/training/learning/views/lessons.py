"""Lessons, read with an account or on one's own page; their pictures."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from sanad.courses.queries.catalogue import Seen
from sanad.courses.queries.pictures import addresses_of, light_ones_of
from sanad.courses.queries.reading import Page, page_of
from sanad.courses.views.courses import fetch_course
from sanad.courses.views.files import sent
from sanad.foundation import ui
from sanad.foundation.policy import Verdict
from sanad.training.learning.commands import lessons as commands
from sanad.training.learning.policies import lessons as policies
from sanad.training.learning.queries.read_lessons import lessons_read
from sanad.training.learning.queries.taught import taught_in
from sanad.training.models import Registration
from sanad.training.registrations.views.own_page import fetch_own, unlisted


def lesson(request: HttpRequest, key: str, lesson: str) -> HttpResponse:
    """One lesson, with the one before and the one after."""
    found = fetch_course(request, key)
    page = _page(found, lesson, lambda name: reverse("courses:course_file", args=[key, name]) + found.query)
    read = lessons_read(request.actor.space_id, key, user=request.actor.user)
    context = {
        "course": found,
        "text": found.text,
        "finish": reverse("training:finish_lesson", args=[key, lesson]) + found.query,
        "before": _link("training:lesson", page.before, found.query, key),
        "after": _link("training:lesson", page.after, found.query, key),
    }
    return render(request, "training/lesson.html", _shown(page, read) | context)


def _page(course: Seen, key: str, file_address: Any) -> Page:
    page = page_of(course.text, key, addresses_of(course, file_address), light_ones_of(course))
    if page is None:
        raise Http404
    return page


def _shown(page: Page, read: set[str]) -> dict[str, Any]:
    return {"title": page.lesson.title, "page": page, "is_read": page.lesson.key in read}


def _link(address: str, lesson: Any, query: str, *args: Any) -> tuple[str, str] | None:
    return (reverse(address, args=[*args, lesson.key]) + query, lesson.title) if lesson else None


@require_POST
def finish_lesson(request: HttpRequest, key: str, lesson: str) -> HttpResponse:
    found = fetch_course(request, key)
    page = _page(found, lesson, reverse)
    then = _link("training:lesson", page.after, found.query, key)
    return ui.act(
        request,
        commands.finish_lesson,
        course=key,
        lesson=lesson,
        then=then[0] if then else reverse("training:course", args=[key]) + found.query,
    )


def _own(request: HttpRequest, pk: UUID, token: str) -> tuple[Registration, Seen]:
    registration = fetch_own(request, pk, token)
    found = taught_in(registration)
    if found is None:
        raise Http404
    return registration, found


def _closed(request: HttpRequest, registration: Registration, token: str, verdict: Verdict) -> HttpResponse:
    page = {"title": str(registration.session), "registration": registration, "token": token, "verdict": verdict}
    return unlisted(render(request, "training/own_lessons.html", page, status=HTTPStatus.FORBIDDEN))


@login_not_required
def own_lessons(request: HttpRequest, pk: UUID, token: str) -> HttpResponse:
    """The lessons of the course in which one has a place."""
    registration, found = _own(request, pk, token)
    verdict = policies.can_read_own_lessons(request.actor, registration)
    if not verdict:
        return _closed(request, registration, token, verdict)
    read, lessons = lessons_read(registration.space_id, found.key, registration=registration), found.text.lessons
    page = {
        "title": _("Lessons"),
        "registration": registration,
        "token": token,
        "lessons": lessons,
        "read": read,
        "read_count": sum(each.key in read for each in lessons),
        "verdict": verdict,
    }
    return unlisted(render(request, "training/own_lessons.html", page))


@login_not_required
def own_lesson(request: HttpRequest, pk: UUID, token: str, lesson: str) -> HttpResponse:
    """One lesson, on the page of somebody without an account."""
    registration, found = _own(request, pk, token)
    verdict = policies.can_read_own_lessons(request.actor, registration)
    if not verdict:
        return _closed(request, registration, token, verdict)
    page = _page(found, lesson, lambda name: reverse("training:own_file", args=[pk, token, name]))
    read = lessons_read(registration.space_id, found.key, registration=registration)
    context = {
        "registration": registration,
        "token": token,
        "finish": reverse("training:finish_own_lesson", args=[pk, token, lesson]),
        "before": _link("training:own_lesson", page.before, "", pk, token),
        "after": _link("training:own_lesson", page.after, "", pk, token),
    }
    return unlisted(render(request, "training/own_lesson.html", _shown(page, read) | context))


@login_not_required
@require_POST
def finish_own_lesson(request: HttpRequest, pk: UUID, token: str, lesson: str) -> HttpResponse:
    registration, found = _own(request, pk, token)
    page = _page(found, lesson, reverse)
    then = _link("training:own_lesson", page.after, "", pk, token)
    address = then[0] if then else reverse("training:own_lessons", args=[pk, token])
    return unlisted(ui.act(request, commands.finish_own_lesson, registration, lesson=lesson, then=address))


@login_not_required
def own_file(request: HttpRequest, pk: UUID, token: str, name: str) -> HttpResponseBase:
    """A file of the course in which one has a place."""
    registration = fetch_own(request, pk, token)
    course = taught_in(registration)
    if course is None or not policies.can_read_own_lessons(request.actor, registration):
        raise Http404
    response = sent(course, name)
    response["X-Robots-Tag"] = "noindex"
    return response
