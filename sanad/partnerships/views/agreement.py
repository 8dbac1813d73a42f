"""The list of agreements, and one agreement."""

from typing import Any
from uuid import UUID

import django_filters
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanad.foundation import ui
from sanad.foundation.naming.models import worded_like
from sanad.partnerships import policies
from sanad.partnerships.models import Agreement
from sanad.partnerships.policies import visible_to
from sanad.partnerships.queries.standing import life_of, standing, with_life
from sanad.partnerships.views.tabs import fetch, tab_page


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


def agreements(request: HttpRequest) -> HttpResponseBase:
    return ui.listing(
        request,
        AGREEMENTS,
        with_life(visible_to(request.actor, Agreement)),
        can_start=policies.can_start(request.actor),
    )


def agreement(request: HttpRequest, pk: UUID) -> HttpResponse:
    return tab_page(request, fetch(request, pk), "agreement")
