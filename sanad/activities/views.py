"""What the pages of all parts need: the activity or the row that is asked for, and the tab that is shown."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from sanad.activities.models import Activity
from sanad.activities.policies import can_run, visible_to
from sanad.foundation import ui
from sanad.foundation.spaces.actor import Actor


def _shown(actor: Actor, model: type[Activity]) -> QuerySet[Activity]:
    return visible_to(actor, model).as_shown_to(actor)


fetch_activity = ui.fetching(_shown, Activity, "series", "host", "place", "space", "minutes")


def to_activity(row: Any, tab: str = "activity") -> str:
    """The page of the activity that a row belongs to."""
    return reverse(f"activities:{tab}", args=[getattr(row, "activity_id", row.pk)])


def tab_page(request: HttpRequest, activity: Activity, here: str, **context: Any) -> HttpResponse:
    """One tab of an activity."""
    page = {
        "title": activity.shown_title,
        "activity": activity,
        "here_tab": here,
        "can_run": can_run(request.actor, activity),
        "is_own": activity.space_id == request.actor.space_id,
        **context,
    }
    return render(request, f"activities/{here}.html", page)
