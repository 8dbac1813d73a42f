"""The catalogue, and one course."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from sanad.foundation.ids import as_uuid
from sanad.training import policies
from sanad.training.queries import catalogue
from sanad.training.queries.catalogue import FIELDS, LEVELS, Seen
from sanad.training.queries.pictures import files_of
from sanad.training.queries.read_lessons import lessons_read
from sanad.training.queries.soundness import lacks


def courses(request: HttpRequest) -> HttpResponse:
    """All courses, by field."""
    page = {
        "title": _("Catalogue of courses"),
        "shelves": catalogue.entries(request.actor),
        "can_keep": policies.can_keep_courses(request.actor),
    }
    return render(request, "training/courses.html", page)


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


def course(request: HttpRequest, key: str) -> HttpResponse:
    """What is taught, to whom, by whom, when, and what it leads to."""
    found, actor = fetch_course(request, key), request.actor
    text, field = found.text, found.content["field"]
    page: dict[str, Any] = {
        "title": text.title,
        "course": found,
        "text": text,
        "field": FIELDS.get(field, ""),
        "level": LEVELS.get(found.content["level"], ""),
        "rule": found.content["rule"],
        "validity": found.content.get("validity_months"),
        "outcomes": catalogue.outcomes_of(text),
        "prerequisites": catalogue.prerequisites_of(actor, text),
        "sessions": list(catalogue.sessions_of(actor, found)),
        "trainers": catalogue.trainers_for(actor, field) if found.is_own else [],
        "versions": list(catalogue.versions_of(actor, key)) if found.is_own else [],
        "read": lessons_read(actor.space_id, key, user=actor.user),
        "can_plan": policies.can_plan_session(actor) if found.is_own and found.is_newest else None,
        "can_keep": policies.can_keep_courses(actor) if found.is_own else None,
        "lacks": lacks(found.content) if found.is_own else [],
        "files": list(files_of(found).values()) if found.is_own else [],
    }
    page["read_count"] = sum(lesson.key in page["read"] for lesson in text.lessons)
    return render(request, "training/course.html", page)
