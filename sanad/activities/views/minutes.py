"""Writing, circulating, approving and correcting minutes."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from sanad.activities import commands, forms, policies
from sanad.activities.models import Minutes, MinutesRevision
from sanad.activities.policies import visible_to
from sanad.activities.queries import facts_of
from sanad.activities.queries.first_draft import first_draft
from sanad.activities.views.activity import fetch, tab_page, to_activity
from sanad.foundation import ui


def _to_minutes(row: object) -> str:
    return to_activity(row, "minutes")


def minutes(request: HttpRequest, pk: UUID) -> HttpResponse:
    activity = fetch(request, pk)
    row = visible_to(request.actor, Minutes).filter(activity=activity).select_related("edited_by").first()
    context: dict[str, Any] = {"minutes": row, "can_begin": policies.can_begin_minutes(request.actor, activity)}
    if row:
        actor = request.actor
        context |= {
            "revisions": visible_to(actor, MinutesRevision).filter(minutes=row).select_related("approved_by"),
            "can_write": policies.can_write_minutes(actor, row),
            "can_circulate": policies.can_circulate(actor, row),
            "can_take_back": policies.can_take_back(actor, row),
            "can_approve": policies.can_approve(actor, row),
            "can_correct": policies.can_correct(actor, row),
        }
    return tab_page(request, activity, "minutes", **context)


@require_POST
def begin(request: HttpRequest, pk: UUID) -> HttpResponse:
    activity = fetch(request, pk)
    return ui.act(request, commands.begin_minutes, activity, then=_to_minutes(activity))


def write(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The text; when somebody else saved in between, both texts."""
    row = get_object_or_404(visible_to(request.actor, Minutes).select_related("activity"), pk=pk)
    body = row.body or first_draft(facts_of(row.activity), get_language() or "ar")
    return ui.sheet(
        request,
        forms.MinutesForm,
        commands.save_minutes,
        row,
        title=_("Text of the minutes"),
        lead=row.activity.title,
        initial={"body": body, "base_version": row.version},
        template="activities/write_minutes.html",
        context={"minutes": row, "stale": _is_stale(request, row)},
        then=_to_minutes,
    )


def _is_stale(request: HttpRequest, row: Minutes) -> bool:
    return request.method == "POST" and request.POST.get("base_version") != str(row.version)


@require_POST
def circulate(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = get_object_or_404(visible_to(request.actor, Minutes), pk=pk)
    return ui.act(request, commands.circulate_minutes, row, then=_to_minutes(row))


@require_POST
def take_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = get_object_or_404(visible_to(request.actor, Minutes), pk=pk)
    return ui.act(request, commands.take_back_minutes, row, then=_to_minutes(row))


@require_POST
def approve(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = get_object_or_404(visible_to(request.actor, Minutes), pk=pk)
    return ui.act(request, commands.approve_minutes, row, then=_to_minutes(row))


def correct(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = get_object_or_404(visible_to(request.actor, Minutes), pk=pk)
    return ui.sheet(
        request,
        forms.ReasonForm,
        commands.correct_minutes,
        row,
        title=_("Open a correction"),
        lead=_("The approved revision stays as it is; your correction becomes the next one."),
        then=_to_minutes,
    )


def revision(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = get_object_or_404(
        visible_to(request.actor, MinutesRevision).select_related("minutes__activity", "approved_by"), pk=pk
    )
    activity = fetch(request, row.minutes.activity_id)
    return tab_page(request, activity, "revision", revision=row)
