"""What the pages of all parts need: the activity or the row that is asked for, and the tab that is shown."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from sanad.activities.models import Activity
from sanad.activities.policies import can_run, visible_to


def fetch_activity(request: HttpRequest, pk: UUID) -> Activity:
    """The activity, if the actor may see it; 404 otherwise."""
    return get_object_or_404(
        visible_to(request.actor, Activity).select_related("series", "host", "place", "space", "minutes"), pk=pk
    )


def fetching(model: type[Model], *related: str) -> Callable[[HttpRequest, UUID], Any]:
    """How a row of that model is fetched, with what it refers to: 404 when the actor may not see it."""

    def fetch(request: HttpRequest, pk: UUID) -> Any:
        return get_object_or_404(visible_to(request.actor, model).select_related(*related), pk=pk)

    return fetch


def to_activity(row: Any, tab: str = "activity") -> str:
    """The page of the activity that a row belongs to."""
    return reverse(f"activities:{tab}", args=[getattr(row, "activity_id", row.pk)])


def tab_page(request: HttpRequest, activity: Activity, here: str, **context: Any) -> HttpResponse:
    """One tab of an activity."""
    page = {
        "title": activity.title,
        "activity": activity,
        "here_tab": here,
        "can_run": can_run(request.actor, activity),
        "is_own": activity.space_id == request.actor.space_id,
        **context,
    }
    return render(request, f"activities/{here}.html", page)
