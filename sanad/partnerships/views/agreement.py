"""The list of agreements, and one agreement from its idea to its agreed text."""

from typing import Any
from uuid import UUID

import django_filters
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from sanad.accompaniment.models import Engagement
from sanad.accompaniment.policies import visible_to as visible_files
from sanad.accompaniment.views.engagement import fetch_engagement
from sanad.foundation import ui
from sanad.foundation.naming.models import worded_like
from sanad.partnerships import commands, forms, policies
from sanad.partnerships.models import Agreement, Party
from sanad.partnerships.policies import visible_to
from sanad.partnerships.queries.standing import life_of, standing, with_life
from sanad.partnerships.views.tabs import fetch, tab_page, to_agreement


def _standing(row: Agreement) -> Any:
    """Where it stands today; before it is signed, how far it came."""
    where = standing(life_of(row), timezone.localdate())
    return where.label if where else row.get_state_display()


class AgreementFilters(django_filters.FilterSet):
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=Agreement.Kind.choices)
    state = django_filters.ChoiceFilter(label=_("State"), choices=Agreement.State.choices)


AGREEMENTS = ui.Listing(
    title=_("Agreements"),
    lead=_("Every promise between two or more parties, from the first idea to the last day."),
    columns=[
        ui.Column(_("Title"), "title", "name"),
        ui.Column(_("Kind"), "get_kind_display"),
        ui.Column(_("From"), "starts_on", "day"),
        ui.Column(_("To"), "ends_on", "day"),
        ui.Column(_("Budget"), "budget", "amount"),
        ui.Column(_("State"), _standing),
    ],
    link=lambda row: reverse("partnerships:agreement", args=[row.pk]),
    search=worded_like,
    filterset=AgreementFilters,
    empty=(_("No agreement yet."), _("Begin with a template: its articles are ready, you fill in the promises.")),
    file_name="agreements",
    template="partnerships/agreements.html",
)
STAGES = [Agreement.State(state) for state in ("idea", "negotiating", "ready", "out", "signed")]


def agreements(request: HttpRequest) -> HttpResponseBase:
    rows = with_life(visible_to(request.actor, Agreement))
    return ui.listing(request, AGREEMENTS, rows, can_start=policies.can_start(request.actor))


def of_file(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The agreements of one file of accompaniment, as a part of the file."""
    engagement = fetch_engagement(request, pk)
    found = with_life(visible_to(request.actor, Agreement).filter(engagement=engagement))
    spec = ui.Listing(
        title=engagement.association.name,
        columns=AGREEMENTS.columns,
        link=AGREEMENTS.link,
        empty=AGREEMENTS.empty,
        file_name="agreements",
        template="partnerships/of_file.html",
    )
    return ui.listing(request, spec, found, engagement=engagement, can_start=policies.can_start(request.actor))


def start(request: HttpRequest) -> HttpResponse:
    """Begin one; the file may be named in the address, and then its plan is offered."""
    engagement = _named_file(request)
    return ui.sheet(
        request,
        forms.StartForm,
        commands.start_agreement,
        title=_("Begin an agreement"),
        submit=_("Begin"),
        lead=_("A template brings its articles; the parties, promises and the budget are filled in as you write them."),
        form_kwargs={"engagement": engagement},
        initial={"engagement": engagement},
        then=to_agreement,
    )


def _named_file(request: HttpRequest) -> Engagement | None:
    try:
        key = UUID(request.GET.get("file", ""))
    except ValueError:
        return None
    return visible_files(request.actor, Engagement).filter(pk=key, space=request.actor.space).first()


def agreement(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Where it stands, what frames it, who has signed, and what can be done next."""
    row, actor = fetch(request, pk), request.actor
    return tab_page(
        request,
        row,
        "agreement",
        stages=STAGES,
        parties=visible_to(actor, Party).filter(agreement=row, withdrawn_at=None).select_related("organisation"),
        can_negotiate=policies.can_negotiate(actor, row),
        can_settle=policies.can_settle(actor, row),
        can_reopen=policies.can_reopen(actor, row),
        can_send_out=policies.can_send_out(actor, row),
        can_take_back=policies.can_take_back(actor, row),
        can_abandon=policies.can_abandon(actor, row),
    )


def edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = fetch(request, pk)
    initial = {name: getattr(row, name) for name in forms.FrameForm.base_fields}
    return ui.edit(
        request,
        forms.FrameForm,
        commands.edit_agreement,
        row,
        title=_("Change the frame"),
        lead=row.title,
        form_kwargs={"agreement": row},
        initial=initial,
        then=to_agreement,
    )


@require_POST
def negotiate(request: HttpRequest, pk: UUID) -> HttpResponse:
    return ui.act(request, commands.open_negotiation, fetch(request, pk), then=to_agreement)


@require_POST
def settle(request: HttpRequest, pk: UUID) -> HttpResponse:
    return ui.act(request, commands.settle_text, fetch(request, pk), then=to_agreement)


def reopen(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = fetch(request, pk)
    return ui.sheet(
        request,
        forms.ReasonForm,
        commands.reopen_text,
        row,
        title=_("Open the text again"),
        lead=row.title,
        then=to_agreement,
    )


def abandon(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = fetch(request, pk)
    return ui.sheet(
        request,
        forms.ReasonForm,
        commands.abandon_agreement,
        row,
        title=_("Give the agreement up"),
        lead=row.title,
        then=to_agreement,
    )
