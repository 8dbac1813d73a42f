"""The list of agreements, and one agreement from its idea to its agreed text."""

from uuid import UUID

import django_filters
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sanad.accompaniment.models import Engagement
from sanad.accompaniment.policies import visible_to as visible_engagements
from sanad.accompaniment.views import fetch_engagement
from sanad.foundation import ui
from sanad.foundation.naming.models import worded_like
from sanad.foundation.spaces.actor import Actor
from sanad.partnerships.drafting.commands.agreement import start_agreement
from sanad.partnerships.drafting.forms.agreement import StartForm
from sanad.partnerships.drafting.policies import can_abandon, can_negotiate, can_reopen, can_start
from sanad.partnerships.models import Agreement, Party
from sanad.partnerships.policies import visible_to
from sanad.partnerships.queries.standing import standing_today, with_life
from sanad.partnerships.signing.policies import can_take_back
from sanad.partnerships.views import fetch, its_parties, tab_page, to_agreement


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
        ui.Column(_("State"), standing_today),
    ],
    link=lambda row: reverse("partnerships:agreement", args=[row.pk]),
    search=worded_like,
    filterset=AgreementFilters,
    empty=(_("No agreement yet."), _("Begin with a template: its articles are ready, you fill in the promises.")),
    file_name="agreements",
    template="partnerships/agreements.html",
)


STAGES = [state for state in Agreement.State if state not in {Agreement.State.TERMINATED, Agreement.State.ABANDONED}]


def agreements(request: HttpRequest) -> HttpResponseBase:
    rows = with_life(visible_to(request.actor, Agreement))
    return ui.listing(request, AGREEMENTS, rows, can_start=can_start(request.actor))


def of_engagement(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The agreements of one file of accompaniment, as a part of the file."""
    engagement = fetch_engagement(request, pk)
    found = with_life(visible_to(request.actor, Agreement).filter(engagement=engagement))
    spec = ui.Listing(
        title=engagement.association.name,
        columns=AGREEMENTS.columns,
        link=AGREEMENTS.link,
        empty=AGREEMENTS.empty,
        file_name="agreements",
        template="partnerships/of_engagement.html",
    )
    return ui.listing(request, spec, found, engagement=engagement, can_start=can_start(request.actor))


def start(request: HttpRequest) -> HttpResponse:
    """Begin one; the file may be named in the address, and then its plan is offered."""
    engagement = _named_file(request)
    return ui.sheet(
        request,
        StartForm,
        start_agreement,
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
    return visible_engagements(request.actor, Engagement).filter(pk=key, space=request.actor.space).first()


def agreement(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Where it stands, what frames it, who has signed, and what can be done next."""
    row, actor = fetch(request, pk), request.actor
    return tab_page(
        request,
        row,
        "agreement",
        stages=STAGES,
        parties=visible_to(actor, Party).standing().filter(agreement=row).select_related("organisation"),
        can_negotiate=can_negotiate(actor, row),
        can_reopen=can_reopen(actor, row),
        can_take_back=can_take_back(actor, row),
        can_abandon=can_abandon(actor, row),
        next_step=ui.next_step(actor, row),
    )


def ahead_of_abandoning(_actor: Actor, row: Agreement) -> ui.Ahead:
    """Which agreement does not come about."""
    return ui.Ahead(
        title=_("Give the agreement up"),
        happens=[
            ui.tell(_("“%(agreement)s” does not come about; nothing in it is changed any more."), agreement=row.title),
            _("Its text stays to be read, with your reason."),
        ],
        names=its_parties(row),
    )
