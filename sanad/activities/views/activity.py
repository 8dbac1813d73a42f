"""Lists, the calendar, one activity and its programme."""

from datetime import date
from typing import Any
from uuid import UUID

import django_filters
from django.db.models import Prefetch, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from sanad.activities import commands, forms, policies
from sanad.activities.models import Activity, CalendarFeed, FollowUp, ProgrammeItem, Series
from sanad.activities.policies import visible_to
from sanad.activities.queries import carried_follow_ups, month_of, neighbours
from sanad.activities.queries.to_tell import guests_to_tell
from sanad.directory.queries import own_card
from sanad.foundation import ui
from sanad.foundation.ids import as_uuid
from sanad.foundation.naming.models import worded_like


class ActivityFilters(django_filters.FilterSet):
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=Activity.Kind.choices)
    state = django_filters.ChoiceFilter(label=_("State"), choices=Activity.State.choices)


ACTIVITIES = ui.Listing(
    title=_("Activities"),
    lead=_("Meetings, visits, seminars, workshops, courses and trips."),
    columns=[
        ui.Column(_("Title"), "title", "name"),
        ui.Column(_("Day"), "starts_at", "day"),
        ui.Column(_("Kind"), "get_kind_display"),
        ui.Column(_("Organiser"), "host.name", "name"),
        ui.Column(_("State"), "get_state_display", "state"),
    ],
    link=lambda row: reverse("activities:activity", args=[row.pk]),
    search=worded_like,
    filterset=ActivityFilters,
    empty=_("No activity yet. Plan the first meeting."),
    file_name="activities",
    template="activities/activities.html",
)


def to_activity(row: Any, tab: str = "activity") -> str:
    """The page of the activity that a row belongs to."""
    return reverse(f"activities:{tab}", args=[getattr(row, "activity_id", row.pk)])


def fetch(request: HttpRequest, pk: UUID) -> Activity:
    """The activity, if the actor may see it; 404 otherwise."""
    return get_object_or_404(
        visible_to(request.actor, Activity).select_related("series", "host", "place", "space", "minutes"), pk=pk
    )


def tab_page(request: HttpRequest, activity: Activity, here: str, **context: Any) -> HttpResponse:
    """One tab of an activity."""
    page = {
        "title": activity.title,
        "activity": activity,
        "here_tab": here,
        "can_run": policies.can_run(request.actor, activity),
        "is_own": activity.space_id == request.actor.space_id,
        **context,
    }
    return render(request, f"activities/{here}.html", page)


def activities(request: HttpRequest) -> HttpResponseBase:
    rows = visible_to(request.actor, Activity).select_related("host")
    return ui.listing(request, ACTIVITIES, rows, can_plan=policies.can_plan(request.actor))


def calendar(request: HttpRequest) -> HttpResponse:
    """One month, as a list by day."""
    today = timezone.localdate()
    try:
        first = date.fromisoformat(f"{request.GET.get('month', '')}-01")
    except ValueError:
        first = today.replace(day=1)
    if not ui.FIRST_DAY <= first <= ui.LAST_DAY:
        first = today.replace(day=1)
    after = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    before = date(first.year - (first.month == 1), (first.month - 2) % 12 + 1, 1)
    page = {
        "title": _("Calendar"),
        "first": first,
        "before": before,
        "after": after,
        "rows": month_of(visible_to(request.actor, Activity), first, after),
        "feeds": visible_to(request.actor, CalendarFeed).filter(owner=request.user, revoked_at=None),
        "feed_link": request.session.pop("feed", None),
    }
    return render(request, "activities/calendar.html", page)


def plan_activity(request: HttpRequest) -> HttpResponse:
    """A new activity; the next station of `?series=`, held with those of the one before, or `?title=` with `?partner=`."""
    partners_asked = [key for text in request.GET.getlist("partner") if (key := as_uuid(text))]
    initial: dict[str, Any] = {
        "host": own_card(request.actor),
        "title": request.GET.get("title", ""),
        "partners": partners_asked,
    }
    if row := _asked_series(request):
        before = row.activities.exclude(state=Activity.State.CANCELLED).order_by("starts_at").last()
        partners = (
            before.taking_part.filter(withdrawn_at=None).values_list("organisation_id", flat=True) if before else []
        )
        initial |= {"series": row, "partners": list(partners)}
    return ui.sheet(
        request,
        forms.ActivityForm,
        commands.plan_activity,
        title=_("Plan an activity"),
        initial=initial,
        then=to_activity,
    )


def _asked_series(request: HttpRequest) -> Series | None:
    key = as_uuid(request.GET.get("series"))
    return visible_to(request.actor, Series).filter(pk=key, closed_at=None).first() if key else None


def edit_activity(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = fetch(request, pk)
    begins, ends = timezone.localtime(row.starts_at), timezone.localtime(row.ends_at)
    initial = {
        name: getattr(row, name) for name in ("kind", "title", "series", "purpose", "venue", "place", "host", "outcome")
    }
    last = row.last_day if row.last_day != row.held_on else None  # the hours alone say it
    initial |= {"day": begins.date(), "begins": begins.time(), "ends": ends.time(), "last_day": last}
    initial["partners"] = [part.organisation_id for part in row.taking_part.filter(withdrawn_at=None)]
    return ui.edit(
        request,
        forms.ActivityForm,
        commands.edit_activity,
        row,
        title=_("Change the activity"),
        initial=initial,
        then=to_activity,
    )


def activity(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = fetch(request, pk)
    actor = request.actor
    is_own = row.space_id == actor.space_id
    number, before, after = neighbours(row, None if is_own else visible_to(actor, Activity))
    carried = carried_follow_ups(row)
    standing = ProgrammeItem.objects.filter(withdrawn_at=None).select_related("speaker")
    prefetch_related_objects([row], Prefetch("programme", standing))
    return tab_page(
        request,
        row,
        "activity",
        number=number,
        before=before,
        after=after,
        partners=row.taking_part.filter(withdrawn_at=None).select_related("organisation"),
        programme=row.programme.all(),
        carried=carried if is_own else carried & visible_to(actor, FollowUp),
        can_convene=policies.can_convene(actor, row),
        can_hold=policies.can_hold(actor, row),
        can_cancel=policies.can_cancel(actor, row),
        onward=ui.onward(actor, row),
        to_tell=guests_to_tell(row) if policies.can_tell_guests(actor, row) else [],
    )


@require_POST
def convene(request: HttpRequest, pk: UUID) -> HttpResponse:
    return ui.act(request, commands.convene_activity, fetch(request, pk), then=to_activity)


@require_POST
def hold(request: HttpRequest, pk: UUID) -> HttpResponse:
    return ui.act(request, commands.hold_activity, fetch(request, pk), then=to_activity)


def cancel(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = fetch(request, pk)
    return ui.sheet(
        request,
        forms.CancelForm,
        commands.cancel_activity,
        row,
        title=_("Cancel the activity"),
        lead=row.title,
        then=to_activity,
    )


def add_item(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = fetch(request, pk)
    return ui.sheet(
        request, forms.ItemForm, commands.add_item, row, title=_("Add a point"), lead=row.title, then=to_activity
    )


def edit_item(request: HttpRequest, pk: UUID) -> HttpResponse:
    item = get_object_or_404(visible_to(request.actor, ProgrammeItem), pk=pk)
    initial = {name: getattr(item, name) for name in forms.ItemForm.base_fields}
    return ui.edit(
        request,
        forms.ItemForm,
        commands.edit_item,
        item,
        title=item.title,
        initial=initial,
        then=to_activity,
    )


@require_POST
def withdraw_item(request: HttpRequest, pk: UUID) -> HttpResponse:
    item = get_object_or_404(visible_to(request.actor, ProgrammeItem), pk=pk)
    return ui.act(request, commands.withdraw_item, item, then=to_activity)


@require_POST
def move_item(request: HttpRequest, pk: UUID) -> HttpResponse:
    item = get_object_or_404(visible_to(request.actor, ProgrammeItem), pk=pk)
    return ui.act(request, commands.move_item_up, item, then=to_activity)


def start_series(request: HttpRequest) -> HttpResponse:
    return ui.sheet(
        request,
        forms.SeriesForm,
        commands.start_series,
        title=_("Begin a series"),
        then=lambda row: reverse("activities:series", args=[row.pk]),
    )


def series(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = get_object_or_404(visible_to(request.actor, Series), pk=pk)
    page = {
        "title": row.title,
        "series": row,
        "stations": row.activities.order_by("starts_at"),
        "can_close": policies.can_close_series(request.actor, row),
    }
    return render(request, "activities/series.html", page)


@require_POST
def close_series(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = get_object_or_404(visible_to(request.actor, Series), pk=pk)
    return ui.act(request, commands.close_series, row, then=reverse("activities:series", args=[row.pk]))
