"""Writing, circulating, approving and correcting minutes."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from sanad.activities.minutes import commands, forms, policies
from sanad.activities.minutes.queries import first_draft
from sanad.activities.models import Minutes, MinutesRevision
from sanad.activities.policies import visible_to
from sanad.activities.queries.facts import facts_of_activity
from sanad.activities.views import fetch_activity, tab_page, to_activity
from sanad.foundation import ui

fetch_minutes = ui.fetching(visible_to, Minutes, "activity")
fetch_revision = ui.fetching(visible_to, MinutesRevision, "minutes__activity", "approved_by")


def to_minutes(row: object) -> str:
    """The minutes of the activity that a row belongs to."""
    return to_activity(row, "minutes")


def to_text(row: Minutes) -> str:
    """Straight into the text, while it can be written."""
    return reverse("activities:write_minutes", args=[row.pk]) if row.state == Minutes.State.DRAFT else to_minutes(row)


def minutes(request: HttpRequest, pk: UUID) -> HttpResponse:
    activity = fetch_activity(request, pk)
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


def write(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The text; when somebody else saved in between, both texts."""
    row = fetch_minutes(request, pk)
    body = row.body or first_draft(facts_of_activity(row.activity), get_language() or "ar")
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
        then=to_minutes,
    )


def _is_stale(request: HttpRequest, row: Minutes) -> bool:
    return request.method == "POST" and request.POST.get("base_version") != str(row.version)


def revision(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = fetch_revision(request, pk)
    activity = fetch_activity(request, row.minutes.activity_id)
    return tab_page(request, activity, "revision", revision=row)
