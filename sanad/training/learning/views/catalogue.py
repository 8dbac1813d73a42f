"""The catalogue, and one course."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from sanad.courses import policies as course_policies
from sanad.courses.queries import catalogue
from sanad.courses.queries.catalogue import FIELDS, LEVELS
from sanad.courses.queries.pictures import files_of
from sanad.courses.queries.validation import missing_before_teaching
from sanad.courses.views.courses import fetch_course
from sanad.training.learning.queries import taught
from sanad.training.learning.queries.read_lessons import lessons_read
from sanad.training.policies import can_plan_session


def courses(request: HttpRequest) -> HttpResponse:
    """All courses, by field."""
    page = {
        "title": _("Catalogue of courses"),
        "shelves": catalogue.entries(request.actor, taught.count_coming(request.actor)),
        "can_keep": course_policies.can_keep_courses(request.actor),
    }
    return render(request, "training/courses.html", page)


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
        "sessions": list(taught.sessions_of(actor, found)),
        "trainers": taught.trainers_for(actor, field) if found.is_own else [],
        "versions": list(taught.with_taught(catalogue.versions_of(actor, key))) if found.is_own else [],
        "read": lessons_read(actor.space_id, key, user=actor.user),
        "can_plan": can_plan_session(actor) if found.is_own and found.is_newest else None,
        "can_keep": course_policies.can_keep_courses(actor) if found.is_own else None,
        "lacks": missing_before_teaching(found.content) if found.is_own else [],
        "files": list(files_of(found).values()) if found.is_own else [],
    }
    page["read_count"] = sum(lesson.key in page["read"] for lesson in text.lessons)
    return render(request, "training/course.html", page)
