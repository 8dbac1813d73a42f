"""The engagements, and one of them: the dossier."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import django_filters
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sanad.accompaniment.engagements import commands, forms, policies
from sanad.accompaniment.engagements.queries.dossier import (
    activities_of,
    engagements_with_counts,
    follow_ups_of,
    needs_with_ways,
    timeline,
)
from sanad.accompaniment.engagements.queries.next_step import Stand
from sanad.accompaniment.joining.policies import can_ask_accompanier, can_open_association_space
from sanad.accompaniment.joining.queries import asked_by
from sanad.accompaniment.models import Engagement, Need, PlanItem
from sanad.accompaniment.plan.policies import can_plan
from sanad.accompaniment.plan.queries.items import summary_of
from sanad.accompaniment.policies import can_open_engagement, can_voice_need, visible_to
from sanad.accompaniment.views import fetch_engagement, to_engagement
from sanad.activities.models import FollowUp
from sanad.directory.models import Organisation
from sanad.foundation import ui
from sanad.foundation.ids import as_uuid
from sanad.foundation.naming.models import refers_to
from sanad.foundation.spaces.actor import Actor

FIRST = 5  # of the late, and of the plan, that the dossier shows; the rest is behind a link


class EngagementFilters(django_filters.FilterSet):
    stage = django_filters.ChoiceFilter(label=_("Stage"), choices=Engagement.Stage.choices)


ENGAGEMENTS = ui.Listing(
    title=_("Accompaniment"),
    lead=_("One file for each association that is accompanied."),
    columns=[
        ui.Column(_("Association"), "association.name", "name"),
        ui.Column(_("Stage"), "get_stage_display"),
        ui.Column(_("Referent"), lambda row: row.referent.name if row.referent else "", "name"),
        ui.Column(_("Needs"), "need_count", "count"),
        ui.Column(_("Plan items"), "plan_count", "count"),
        ui.Column(_("Opened"), "opened_on", "day"),
    ],
    link=lambda row: reverse("accompaniment:engagement", args=[row.pk]),
    search=lambda rows, text: rows.filter(refers_to(Organisation, "association_id", text)),
    filterset=EngagementFilters,
    empty=_("No file yet. Open one after the first contact with an association."),
    file_name="accompaniment",
    template="accompaniment/engagements.html",
)


OF_ASSOCIATION = replace(
    ENGAGEMENTS,
    title=_("Our file"),
    columns=[ui.Column(_("Who accompanies us"), "space.name", "name"), *ENGAGEMENTS.columns[1:]],
    lead=_("What we work on with those who accompany us: our needs, the plan, and what has changed."),
    empty=_("Nobody accompanies us yet. Say which support organisation does, or ask one: its yes opens the file."),
)


def engagements(request: HttpRequest) -> HttpResponseBase:
    """The files; an association that has one, as most have, is led into it."""
    is_support = request.actor.space.is_support
    files = [] if is_support or request.GET else list(visible_to(request.actor, Engagement).order_by("pk")[:2])
    if len(files) == 1:
        return redirect(to_engagement(files[0]))
    return ui.listing(
        request,
        ENGAGEMENTS if is_support else OF_ASSOCIATION,
        engagements_with_counts(request.actor),
        can_open=can_open_engagement(request.actor),
        can_ask=can_ask_accompanier(request.actor),
        asked=[] if is_support else list(asked_by(request.actor)),
    )


def engagement(request: HttpRequest, pk: UUID) -> HttpResponse:
    row, actor = fetch_engagement(request, pk), request.actor
    needs, plan = needs_with_ways(actor, row), summary_of(actor, row, FIRST)
    activities = list(activities_of(actor, row))
    follow_ups = list(follow_ups_of(actor, activities))
    late_tasks = [task for task in follow_ups if task.is_late]
    voiced: dict[UUID | None, list[Need]] = {}
    for need, _ways in needs:
        voiced.setdefault(need.voiced_at_id, []).append(need)
    told = timeline(row, activities, [need for need, _ways in needs], plan.days)
    page = {
        "title": row.association.name,
        "engagement": row,
        "stages": [
            (stage.value, stage.label)
            for stage in Engagement.Stage
            if stage != Engagement.Stage.PAUSED or row.stage == Engagement.Stage.PAUSED
        ],
        "capacity_needs": [line for line in needs if line[0].kind == Need.Kind.CAPACITY],
        "resident_needs": [line for line in needs if line[0].kind == Need.Kind.RESIDENTS],
        "need_total": len(needs),
        "plan": plan,
        "late_rows": _by_day(plan.late_items, late_tasks[:FIRST]),
        "late": plan.late + len(late_tasks),
        "follow_ups": follow_ups,
        "story": [(moment, [] if moment.kind == "plan" else voiced.get(moment.row.pk, [])) for moment in told],
        "first": FIRST,
        "next_step": ui.next_step(actor, row, stand=Stand(activities, bool(needs), plan)),
        "can_run": policies.can_run(actor, row),
        "can_voice": can_voice_need(actor, row),
        "can_plan": can_plan(actor, row),
        "is_keeper": row.space_id == actor.space_id,
        "can_open_room": can_open_association_space(actor, row.association),
    }
    return render(request, "accompaniment/engagement.html", page)


def _by_day(items: list[PlanItem], tasks: list[FollowUp]) -> list[tuple[PlanItem | FollowUp, str, date | None]]:
    """What is late, the oldest first, each with where it is looked at and since when."""
    found: list[tuple[PlanItem | FollowUp, str, date | None]] = [
        (item, reverse("accompaniment:item", args=[item.pk]), item.due) for item in items
    ]
    found += [(task, reverse("activities:outcome", args=[task.activity_id]), task.due_on) for task in tasks]
    return sorted(found, key=lambda late: late[2] or date.max)


def open_engagement(request: HttpRequest) -> HttpResponse:
    """A new file; `?association=` fills the form in."""
    return ui.sheet(
        request,
        forms.EngagementForm,
        commands.open_engagement,
        title=_("Open a file"),
        initial={"association": as_uuid(request.GET.get("association"))},
        then=to_engagement,
    )


def ahead_of_closing(_actor: Actor, row: Engagement) -> ui.Ahead:
    """Whose accompaniment ends."""
    return ui.Ahead(
        title=_("Close the accompaniment"),
        happens=[
            ui.tell(
                _("The accompaniment of %(association)s, begun on %(day)s, ends."),
                association=row.association,
                day=row.opened_on,
            ),
            _("Its file stays to be read, with how it ended and why."),
        ],
        for_good=_("This cannot be undone: if you accompany them again, a new file is opened."),
    )
