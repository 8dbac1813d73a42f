"""Decisions and follow-ups."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from sanad.activities import commands, forms, policies
from sanad.activities.models import Decision, FollowUp
from sanad.activities.policies import visible_to
from sanad.activities.views.activity import fetch, tab_page, to_activity
from sanad.foundation import ui
from sanad.foundation.naming.models import worded_like
from sanad.foundation.naming.order import by_code_point

FOLLOW_UPS = ui.Listing(
    title=_("Follow-ups"),
    columns=[
        ui.Column(_("What is to be done"), "text", "name"),
        ui.Column(_("Owner"), "owner.name", "name"),
        ui.Column(_("Due"), "due_on", "day"),
        ui.Column(_("State"), "get_state_display", "state"),
        ui.Column(_("Late"), lambda row: _("late") if row.is_late else ""),
        ui.Column(_("From"), "activity.title", "name"),
    ],
    link=lambda row: to_activity(row, "outcome"),
    search=worded_like,
    empty=_("No follow-up is open."),
    file_name="follow-ups",
)


def _to_outcome(row: object) -> str:
    return to_activity(row, "outcome")


def follow_ups(request: HttpRequest) -> HttpResponseBase:
    rows = (
        visible_to(request.actor, FollowUp)
        .select_related("owner", "activity")
        .order_by(by_code_point("state").desc(), "due_on")
    )
    return ui.listing(request, FOLLOW_UPS, rows)


def outcome(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = fetch(request, pk)
    mine = visible_to(request.actor, FollowUp).filter(activity=row).select_related("owner", "decision")
    return tab_page(
        request,
        row,
        "outcome",
        decisions=visible_to(request.actor, Decision).filter(activity=row, withdrawn_at=None),
        follow_ups=[
            (
                item,
                policies.can_close_follow_up(request.actor, item),
                policies.can_reopen_follow_up(request.actor, item),
            )
            for item in mine
        ],
    )


def record_decision(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = fetch(request, pk)
    return ui.sheet(
        request,
        forms.DecisionForm,
        commands.record_decision,
        row,
        title=_("Record a decision"),
        lead=row.title,
        then=_to_outcome,
    )


@require_POST
def withdraw_decision(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = get_object_or_404(visible_to(request.actor, Decision), pk=pk)
    return ui.act(request, commands.withdraw_decision, row, then=_to_outcome)


def assign_follow_up(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = fetch(request, pk)
    return ui.sheet(
        request,
        forms.FollowUpForm,
        commands.assign_follow_up,
        row,
        title=_("Assign a follow-up"),
        lead=row.title,
        form_kwargs={"activity": row},
        then=_to_outcome,
    )


def finish_follow_up(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = get_object_or_404(visible_to(request.actor, FollowUp).select_related("owner"), pk=pk)
    return ui.sheet(
        request, forms.NoteForm, commands.finish_follow_up, row, title=_("It is done"), lead=row.text, then=_to_outcome
    )


def drop_follow_up(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = get_object_or_404(visible_to(request.actor, FollowUp).select_related("owner"), pk=pk)
    return ui.sheet(
        request,
        forms.ReasonedNoteForm,
        commands.drop_follow_up,
        row,
        title=_("It will not be done"),
        lead=row.text,
        then=_to_outcome,
    )


@require_POST
def reopen_follow_up(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = get_object_or_404(visible_to(request.actor, FollowUp), pk=pk)
    return ui.act(request, commands.reopen_follow_up, row, then=reverse("activities:outcome", args=[row.activity_id]))
