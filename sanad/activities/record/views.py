"""A meeting on one page."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sanad.activities.minutes.views import to_minutes, to_text
from sanad.activities.models import Activity
from sanad.activities.record.commands import record_meeting
from sanad.activities.record.forms import RecordForm
from sanad.activities.views import fetch_activity, to_activity
from sanad.foundation import ui


def record(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Who was there, what was said and decided, what is to be done: one form, and the minutes open from it."""
    activity = fetch_activity(request, pk)
    minutes, home = getattr(activity, "minutes", None), reverse("activities:activity", args=[activity.pk])
    is_held = activity.state == Activity.State.HELD

    def then(row: Activity) -> str:
        written = getattr(row, "minutes", None) if "minutes" in request.POST else None
        return to_text(written) if written else to_activity(row, "people")

    return ui.edit(
        request,
        RecordForm,
        record_meeting,
        activity,
        title=_("Record what took place"),
        lead=activity.title,
        form_kwargs={"activity": activity},
        template="activities/record.html",
        context={
            "activity": activity,
            "is_held": is_held,
            "home": home,
            "back": home,
            "instead": (to_minutes(activity), _("Read the minutes")) if minutes else None,
            "can_write": request.actor.may("minutes.write"),
        },
        then=then,
    )
