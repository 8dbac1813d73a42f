"""The list of activities, one of them with its programme, and its series."""

from datetime import time
from typing import Any
from uuid import UUID

import django_filters
from django.db.models import Prefetch, QuerySet, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sanad.activities.models import Activity, FollowUp, ProgrammeItem, Series
from sanad.activities.models.activity import ActivityRows
from sanad.activities.models.shown import states_told
from sanad.activities.policies import visible_to
from sanad.activities.programme import forms, policies
from sanad.activities.programme.commands import activity as activity_commands
from sanad.activities.programme.commands import items as item_commands
from sanad.activities.programme.queries import expects_others
from sanad.activities.queries.phrases import enumerated
from sanad.activities.queries.series import carried_follow_ups, neighbours
from sanad.activities.telling.policies import can_tell_guests
from sanad.activities.telling.queries.guests import asked_guests, expected_guests
from sanad.activities.telling.queries.to_tell import count_to_tell, reached_of
from sanad.activities.views import fetch_activity, tab_page, to_activity
from sanad.directory.models import Organisation
from sanad.directory.policies import visible_to as visible_cards
from sanad.directory.queries import own_card
from sanad.foundation import ui
from sanad.foundation.arabic.bidi import isolate
from sanad.foundation.ids import as_uuid
from sanad.foundation.naming.models import worded_like
from sanad.foundation.spaces.actor import Actor

fetch_item = ui.fetching(visible_to, ProgrammeItem)
fetch_series = ui.fetching(visible_to, Series)


class ActivityFilters(django_filters.FilterSet):
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=Activity.Kind.choices)
    # Asked when a page is: slices above say of what else a row may tell.
    state = django_filters.ChoiceFilter(label=_("State"), choices=lambda: states_told(Activity.State), method="told_as")

    def told_as(self, rows: ActivityRows, _name: str, value: str) -> QuerySet:
        return rows.told_as(value, self.request.actor)


ACTIVITIES = ui.Listing(
    title=_("Activities"),
    lead=_("Meetings, visits, seminars, workshops, courses and trips."),
    columns=[
        ui.Column(_("Title"), "shown_title", "name"),
        ui.Column(_("Day"), "starts_at", "day"),
        ui.Column(_("Kind"), "get_kind_display"),
        ui.Column(_("Organiser"), "host.name", "name"),
        ui.Column(_("State"), "get_shown_display", "state"),
    ],
    link=lambda row: row.shown_at,
    search=worded_like,
    filterset=ActivityFilters,
    empty=_("No activity yet. Plan the first meeting."),
    file_name="activities",
    template="activities/activities.html",
)


def activities(request: HttpRequest) -> HttpResponseBase:
    rows = visible_to(request.actor, Activity).as_shown_to(request.actor).select_related("host")
    return ui.listing(request, ACTIVITIES, rows, can_plan=policies.can_plan(request.actor))


USUAL_HOURS = {"begins": time(10), "ends": time(12)}


def plan_activity(request: HttpRequest) -> HttpResponse:
    """A new activity; the next station of `?series=`, held with those of the one before, or `?title=` with `?partner=`.

    Of the `?first=` one of a space less is asked at once.
    """
    partners_asked = [key for text in request.GET.getlist("partner") if (key := as_uuid(text))]
    initial: dict[str, Any] = {
        "host": own_card(request.actor),
        "title": request.GET.get("title", ""),
        "partners": partners_asked,
        **USUAL_HOURS,
    }
    if row := _asked_series(request):
        before = row.activities.not_cancelled().order_by("starts_at").last()
        partners = before.taking_part.standing().values_list("organisation_id", flat=True) if before else []
        initial |= {"series": row, "partners": list(partners)}
    is_first = "first" in request.GET and "series" not in initial
    own = visible_cards(request.actor, Organisation).filter(space=request.actor.space)
    with_whom = enumerated([isolate(str(body)) for body in own.filter(pk__in=partners_asked)] if partners_asked else [])
    return ui.sheet(
        request,
        forms.FirstMeetingForm if is_first else forms.ActivityForm,
        activity_commands.plan_activity,
        title=_("Plan an activity"),
        lead=_("With %(bodies)s") % {"bodies": with_whom} if with_whom else "",
        initial=initial,
        template="activities/plan.html",
        then=lambda row: to_activity(row, "record" if "record" in request.POST else "activity"),
    )


def _asked_series(request: HttpRequest) -> Series | None:
    key = as_uuid(request.GET.get("series"))
    return visible_to(request.actor, Series).open().filter(pk=key).first() if key else None


def edit_activity(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = fetch_activity(request, pk)
    begins, ends = timezone.localtime(row.starts_at), timezone.localtime(row.ends_at)
    initial = {
        name: getattr(row, name) for name in ("kind", "title", "series", "purpose", "venue", "place", "host", "outcome")
    }
    last = row.last_day if row.last_day != row.held_on else None  # the hours alone say it
    initial |= {"day": begins.date(), "begins": begins.time(), "ends": ends.time(), "last_day": last}
    initial["partners"] = [part.organisation_id for part in row.taking_part.standing()]
    return ui.edit(
        request,
        forms.ActivityForm,
        activity_commands.edit_activity,
        row,
        title=_("Change the activity"),
        initial=initial,
        then=to_activity,
    )


def activity(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = fetch_activity(request, pk)
    actor = request.actor
    is_own = row.space_id == actor.space_id
    number, before, after = neighbours(row, None if is_own else visible_to(actor, Activity))
    carried = carried_follow_ups(row)
    programme = ProgrammeItem.objects.standing().select_related("speaker")
    prefetch_related_objects([row], Prefetch("programme", programme))
    step = ui.next_step(actor, row)
    return tab_page(
        request,
        row,
        "activity",
        number=number,
        before=before,
        after=after,
        partners=row.taking_part.standing().select_related("organisation"),
        programme=row.programme.all(),
        carried=carried if is_own else carried & visible_to(actor, FollowUp),
        can_convene=policies.can_convene(actor, row),
        can_record=policies.can_record(actor, row),
        can_cancel=policies.can_cancel(actor, row),
        can_unhold=policies.can_take_back_held(actor, row),
        onward=ui.onward(actor, row, step),
        next_step=step,
        to_tell=count_to_tell(row) if can_tell_guests(actor, row) else 0,
    )


def _partners(row: Activity) -> list[str]:
    """Who takes part beside the host."""
    partners = row.taking_part.standing().exclude(organisation=row.host_id).select_related("organisation")
    return [part.organisation.name for part in partners]


def ahead_of_convening(_actor: Actor, row: Activity) -> ui.Ahead:
    """Who sees it from then on, and who is asked to come, how."""
    asked = asked_guests(row, is_convened_now=True) if row.starts_at > timezone.now() else []
    announced = (
        _("“%(activity)s” on %(day)s is announced to those who take part.")
        if expects_others(row)
        else _(
            "“%(activity)s” on %(day)s stands as announced. Nobody is invited yet and no body takes part: nobody is told."
        )
    )
    return ui.Ahead(
        title=_("Convene?"),
        happens=[
            ui.tell(announced, activity=row, day=row.held_on),
            _("When its day, hours or place change from now on, those who are expected are told."),
        ],
        names=[
            (_("See it in their own space from now on, if they have one:"), _partners(row)),
            *reached_of(asked).names(),
        ],
        does=_("Convene"),
        for_good=_("This cannot be undone. It can still be changed, or cancelled with a reason."),
    )


def ahead_of_holding(_actor: Actor, row: Activity) -> ui.Ahead:
    """What is written down of it, and what is not possible any more."""
    return ui.Ahead(
        title=_("Did it take place?"),
        happens=[
            ui.tell(_("“%(activity)s” is recorded as held on %(day)s."), activity=row, day=row.held_on),
            _("Its minutes can be begun, and it cannot be cancelled any more."),
            _("Those to whom a consent shows the activities of this space see it from now on."),
        ],
        does=_("It took place"),
        undo=_("You can take it back today, as long as its minutes are not begun."),
    )


def ahead_of_cancelling(_actor: Actor, row: Activity) -> ui.Ahead:
    """Who is told that it does not take place."""
    return ui.Ahead(
        title=_("Cancel the activity"),
        happens=[
            ui.tell(
                _("“%(activity)s”, planned for %(day)s, is called off, with the sessions in it."),
                activity=row,
                day=row.held_on,
            ),
            _("Your reason stays in the history."),
        ],
        names=reached_of(expected_guests(row)).names(),
        for_good=_("This cannot be undone: if it takes place after all, it is planned anew."),
    )


def ahead_of_closing_series(_actor: Actor, row: Series) -> ui.Ahead:
    """What the series holds, and takes no more."""
    count = row.activities.not_cancelled().count()
    said = ngettext(
        "“%(series)s” has %(count)s station and takes no further one.",
        "“%(series)s” has %(count)s stations and takes no further one.",
        count,
    )
    return ui.Ahead(
        title=_("Close the series?"),
        happens=[ui.tell(said, series=row, count=count), _("Its stations stay as they are.")],
        does=_("Close the series"),
    )


def edit_item(request: HttpRequest, pk: UUID) -> HttpResponse:
    item = fetch_item(request, pk)
    initial = {name: getattr(item, name, "") for name in forms.ItemForm.base_fields}
    return ui.edit(
        request,
        forms.ItemForm,
        item_commands.edit_item,
        item,
        title=item.title,
        initial=initial,
        then=to_activity,
    )


def start_series(request: HttpRequest) -> HttpResponse:
    return ui.sheet(
        request,
        forms.SeriesForm,
        activity_commands.start_series,
        title=_("Begin a series"),
        then=to_series,
    )


def to_series(row: Series) -> str:
    """The page of a series."""
    return reverse("activities:series", args=[row.pk])


def series(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = fetch_series(request, pk)
    page = {
        "title": row.title,
        "series": row,
        "stations": row.activities.as_shown_to(request.actor).order_by("starts_at"),
        "can_plan": policies.can_plan(request.actor),
        "can_close": policies.can_close_series(request.actor, row),
    }
    return render(request, "activities/series.html", page)
