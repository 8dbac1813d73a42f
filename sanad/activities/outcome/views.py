"""Decisions and follow-ups."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _

from sanad.activities.models import Decision, FollowUp
from sanad.activities.outcome import policies
from sanad.activities.policies import visible_to
from sanad.activities.views import fetch_activity, tab_page, to_activity
from sanad.foundation import ui
from sanad.foundation.naming.models import worded_like
from sanad.foundation.naming.order import by_code_point


def to_outcome(row: object) -> str:
    """The decisions and follow-ups of the activity that a row belongs to."""
    return to_activity(row, "outcome")


FOLLOW_UPS = ui.Listing(
    title=_("Follow-ups"),
    columns=[
        ui.Column(_("What is to be done"), "text", "name"),
        ui.Column(_("Owner"), "who.name", "name"),
        ui.Column(_("Due"), "due_on", "day"),
        ui.Column(_("State"), "get_state_display", "state"),
        ui.Column(_("Late"), lambda row: _("Yes") if row.is_late else ""),
        ui.Column(_("Activity"), "activity.title", "name"),
    ],
    link=to_outcome,
    search=worded_like,
    empty=_("No follow-up is open."),
    file_name="follow-ups",
)


def follow_ups(request: HttpRequest) -> HttpResponseBase:
    rows = (
        visible_to(request.actor, FollowUp)
        .meant()
        .select_related("owner", "body", "activity")
        .order_by(by_code_point("state").desc(), "due_on")
    )
    return ui.listing(request, FOLLOW_UPS, rows)


def outcome(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = fetch_activity(request, pk)
    mine = visible_to(request.actor, FollowUp).meant().filter(activity=row).select_related("owner", "body", "decision")
    return tab_page(
        request,
        row,
        "outcome",
        decisions=visible_to(request.actor, Decision).standing().filter(activity=row),
        follow_ups=[
            (
                item,
                policies.can_close_follow_up(request.actor, item),
                policies.can_reopen_follow_up(request.actor, item),
            )
            for item in mine
        ],
    )
