"""Who needs which course: over all plans, and for one session; and which plan items a session answers."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from sanad.accompaniment.models import PlanItem
from sanad.accompaniment.policies import visible_to as visible_plans
from sanad.activities.people.commands import invite_guest
from sanad.directory.models import Organisation, Person
from sanad.directory.policies import visible_to as visible_cards
from sanad.foundation import ui
from sanad.foundation.ids import as_uuid
from sanad.training.demand import commands as answering
from sanad.training.demand.queries.demand import demand as demanded
from sanad.training.demand.queries.demand import given
from sanad.training.demand.queries.demand import proposed as proposed_for
from sanad.training.policies import can_plan_session
from sanad.training.registrations.commands import registration as commands
from sanad.training.registrations.policies import registration
from sanad.training.registrations.queries.own_page import invitation_link
from sanad.training.views import fetch, tab_page, to_session


def demand(request: HttpRequest) -> HttpResponse:
    """What the plans promise, by field and province, and the sessions that answer it."""
    groups = demanded(request.actor)
    is_association = request.actor.space.is_association
    page = {
        "title": _("The courses in our plan") if is_association else _("Who needs which course"),
        "is_association": is_association,
        "groups": groups,
        "given": given(request.actor),
        "can_plan": can_plan_session(request.actor),
        "total": sum(len(group.wanted) for group in groups),
    }
    return render(request, "training/demand.html", page)


def proposed(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Who was promised the course of this session: register their people with one tap, or invite them."""
    row = fetch(request, pk)
    found = proposed_for(request.actor, row) if row.space_id == request.actor.space_id else []
    return tab_page(
        request,
        row,
        "proposed",
        proposed=[(line, invitation_link(row, line.wanted.item)) for line in found],
        can_register=registration.can_register(request.actor, row),
    )


def to_proposed(row: Any) -> str:
    return to_session(row, "proposed")


@require_POST
def register_proposed(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One tap: this person of that association, by that point of its plan."""
    row = fetch(request, pk)
    person = get_object_or_404(visible_cards(request.actor, Person), pk=as_uuid(request.POST.get("person", "")))
    items = visible_plans(request.actor, PlanItem).select_related("engagement__association")
    item = get_object_or_404(items, pk=as_uuid(request.POST.get("item", "")))
    return ui.act(
        request,
        commands.register_person,
        row,
        person=person,
        plan_item=item,
        organisation=item.engagement.association,
        then=to_proposed,
    )


@require_POST
def invite(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Invite the association to the activity that the session is."""
    row = fetch(request, pk)
    cards = visible_cards(request.actor, Organisation).filter(space=request.actor.space)
    card = get_object_or_404(cards, pk=as_uuid(request.POST.get("organisation", "")))
    return ui.act(request, invite_guest, row.activity, organisation=card, then=to_session(row, "proposed"))


def _answering(request: HttpRequest, pk: UUID, item: UUID, command: Any) -> HttpResponse:
    row = get_object_or_404(visible_plans(request.actor, PlanItem).select_related("engagement"), pk=item)
    return ui.act(request, command, fetch(request, pk), item=row, then=to_session)


@require_POST
def answer_item(request: HttpRequest, pk: UUID, item: UUID) -> HttpResponse:
    """One tap: the session answers this plan item."""
    return _answering(request, pk, item, answering.answer_item)


@require_POST
def part_item(request: HttpRequest, pk: UUID, item: UUID) -> HttpResponse:
    """One tap: it does not."""
    return _answering(request, pk, item, answering.part_item)
