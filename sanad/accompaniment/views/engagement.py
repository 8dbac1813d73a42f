"""The engagements, and one of them: the dossier."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import wraps
from typing import Any
from uuid import UUID

import django_filters
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sanad.accompaniment import forms, policies
from sanad.accompaniment.commands import engagement as commands
from sanad.accompaniment.models import Engagement, Need, PlanItem
from sanad.accompaniment.policies import visible_to
from sanad.accompaniment.queries.dossier import (
    activities_of,
    engagements_with_counts,
    follow_ups_of,
    needs_with_ways,
    opens_file,
    timeline,
)
from sanad.accompaniment.queries.joining import card_to_join, joining_token
from sanad.accompaniment.queries.next_step import Stand
from sanad.accompaniment.queries.plan import summary_of
from sanad.accounts import throttle
from sanad.accounts.views import handed_over, letter_page
from sanad.activities.models import FollowUp
from sanad.directory.models import Mandate, Organisation
from sanad.directory.queries import differences, head_of, own_card
from sanad.directory.views import fetch_organisation
from sanad.foundation import ui
from sanad.foundation.ids import as_uuid
from sanad.foundation.naming.models import refers_to
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.spaces.models import Space, User

MOST_NAMED = 20
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


def to_engagement(row: Any) -> str:
    """The dossier that a row belongs to."""
    return reverse("accompaniment:engagement", args=[getattr(row, "engagement_id", row.pk)])


def fetch_engagement(request: HttpRequest, pk: UUID) -> Engagement:
    """The engagement of an address, with whom it is between. 404 for strangers."""
    rows = visible_to(request.actor, Engagement).select_related(
        "association__seat_place", "referent", "space", "association_space"
    )
    return get_object_or_404(rows, pk=pk)


OF_ASSOCIATION = replace(
    ENGAGEMENTS,
    title=_("Our file"),
    columns=[ui.Column(_("Who accompanies us"), "space.name", "name"), *ENGAGEMENTS.columns[1:]],
    lead=_("What we work on with those who accompany us: our needs, the plan, and what has changed."),
    empty=_("Nobody accompanies us yet. A support organisation opens the file, and connects our space to it."),
)


def engagements(request: HttpRequest) -> HttpResponseBase:
    is_support = request.actor.space.kind == Space.Kind.SUPPORT
    return ui.listing(
        request,
        ENGAGEMENTS if is_support else OF_ASSOCIATION,
        engagements_with_counts(request.actor),
        can_open=policies.can_open_engagement(request.actor),
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
        "can_voice": policies.can_voice_need(actor, row),
        "can_plan": policies.can_plan(actor, row),
        "is_keeper": row.space_id == actor.space_id,
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


def open_room(request: HttpRequest, pk: UUID) -> HttpResponse:
    """From the card of an association to its own room: its president is known, and so is the phone."""
    card = fetch_organisation(request, pk)
    head = head_of(card)
    return ui.sheet(
        request,
        forms.RoomForm,
        commands.open_room,
        card,
        title=_("Open its own space"),
        lead=card.name,
        submit=_("Make the invitation"),
        form_kwargs={"opens_file": opens_file(request.actor, card)},
        initial={"president_name": head.name if head else "", "contact": (head and head.phone) or card.phone},
        then=lambda letter: letter_page(request, letter, back=reverse("directory:organisation", args=[card.pk])),
    )


def offer_card(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The link for an association that has a space already: its president says that this card is theirs."""
    card = fetch_organisation(request, pk)
    verdict = policies.can_open_room(request.actor, card)
    page = {"title": _("It has a space already"), "card": card, "verdict": verdict}
    if verdict:
        head = head_of(card)
        link = settings.PUBLIC_ADDRESS + reverse("accompaniment:join_card", args=[joining_token(request.actor, card)])
        words = gettext(
            "Hello, %(name)s of %(space)s keeps a file on %(association)s on Sanad. Sign in and open this link to join it to your space: %(link)s"
        )
        said = {"name": request.user.name, "space": request.actor.space.name, "association": card.name, "link": link}
        page |= handed_over(link, words % said, (head and head.phone) or card.phone)
    return render(request, "accompaniment/offer_card.html", page)


def join_card(request: HttpRequest, token: str) -> HttpResponse:
    """What such a link opens: both cards side by side, and what joining does."""
    found = card_to_join(token)
    if found is None:
        if refusal := throttle.too_often(request, "guess"):
            return refusal
        raise Http404
    card, maker = found
    actor, ours = request.actor, own_card(request.actor)
    if card.own_space_id == actor.space_id:
        messages.success(request, gettext("This card and your space are one already."))
        return redirect("accompaniment:engagements")
    people = Mandate.objects.valid_on(timezone.localdate()).filter(organisation=card).select_related("person")
    may = policies.can_join_card(actor, card)
    return ui.sheet(
        request,
        forms.JoinForm,
        _taking_over(commands.join_card),
        card,
        title=_("Is this your association?"),
        lead=card.name,
        submit=_("Yes, join it to our space"),
        form_kwargs={
            "found": differences(ours, card) if may and ours else [],
            "people": [f"{row.person.name} ({row.capacity})" for row in people[:MOST_NAMED]] if may else [],
        },
        context={"ahead": ahead_of_joining(card, maker, actor.space)},
        then=reverse("accompaniment:engagements"),
    )


def _taking_over(command: Callable[..., Organisation]) -> Callable[..., Organisation]:
    """The command, and after it what was chosen for the own card."""

    @wraps(command)
    def run(actor: Actor, card: Organisation, **said: Any) -> Organisation:
        return commands.take_up_card(actor, card, **said)

    return run


def ahead_of_joining(card: Organisation, maker: User, ours: Space) -> ui.Ahead:
    """What they and we see of each other from then on."""
    return ui.Ahead(
        title="",
        happens=[
            ui.tell(
                _("%(space)s keeps this card. %(name)s asks you to join it to your space."),
                space=card.space.name,
                name=maker.name,
            ),
            ui.tell(_("The card says: %(card)s. Your space is: %(ours)s."), card=card.name, ours=ours.name),
            _("You then see the file that they keep on you, and write in it what you need."),
            _("They see nothing of your space but what you show them later."),
            _(
                "Where the two cards differ, choose below what yours says from now on. Their card stays as they wrote it."
            ),
        ],
        for_good=_("The card and your space stay joined."),
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
