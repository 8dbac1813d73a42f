"""What else happens to a signed agreement: pauses, its end, renewal, its committee, what is shown, its story."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from sanad.directory.commands import revoke_consent
from sanad.directory.models import Consent
from sanad.directory.policies import can_revoke_consent
from sanad.directory.policies import visible_to as visible_directory
from sanad.foundation import ui
from sanad.partnerships import commands, policies
from sanad.partnerships.forms import life as forms
from sanad.partnerships.models import Sharing, Suspension
from sanad.partnerships.policies import visible_to
from sanad.partnerships.queries.course import held_under, story
from sanad.partnerships.views.tabs import fetch, tab_page, to_agreement


def _to(tab: str) -> Any:
    return lambda row: to_agreement(row, tab)


def suspend(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = fetch(request, pk)
    return ui.sheet(
        request,
        forms.SuspendForm,
        commands.suspend_agreement,
        row,
        title=_("Suspend the agreement"),
        lead=row.title,
        initial={"from_on": timezone.localdate()},
        then=_to("story"),
    )


def lift(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = get_object_or_404(visible_to(request.actor, Suspension).select_related("agreement"), pk=pk)
    return ui.sheet(
        request,
        forms.LiftForm,
        commands.lift_suspension,
        row,
        title=_("Lift the suspension"),
        lead=row.reason,
        then=_to("story"),
    )


def terminate(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = fetch(request, pk)
    return ui.sheet(
        request,
        forms.TerminateForm,
        commands.terminate_agreement,
        row,
        title=_("Terminate the agreement"),
        lead=row.title,
        then=_to("story"),
    )


def renew(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = fetch(request, pk)
    return ui.sheet(
        request,
        forms.RenewForm,
        commands.renew_agreement,
        row,
        title=_("Renew the agreement"),
        lead=_("A new agreement with the same parties, articles and promises; it is drafted, agreed and signed anew."),
        then=to_agreement,
    )


def committee(request: HttpRequest, pk: UUID) -> HttpResponse:
    agreement = fetch(request, pk)
    partners = [party.organisation_id for party in agreement.parties.filter(withdrawn_at=None)]
    return tab_page(
        request,
        agreement,
        "committee",
        meetings=held_under(request.actor, agreement),
        partners=partners,
        can_link=policies.can_link_activity(request.actor, agreement),
    )


def link_activity(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = fetch(request, pk)
    return ui.sheet(
        request,
        forms.LinkForm,
        commands.link_activity,
        row,
        title=_("Put an activity under the agreement"),
        lead=row.title,
        form_kwargs={"agreement": row},
        then=_to("committee"),
    )


def sharing(request: HttpRequest, pk: UUID) -> HttpResponse:
    agreement, actor = fetch(request, pk), request.actor
    rows = (
        visible_to(actor, Sharing)
        .filter(agreement=agreement, withdrawn_at=None)
        .select_related("giver__organisation", "taker__organisation", "agreement", "consent__space")
    )
    shown = [
        {
            "row": row,
            "is_live": row.consent is not None and row.consent.is_live,
            "is_mine": row.giver.organisation.own_space_id == actor.space_id,
            "can_give": policies.can_give_sharing(actor, row),
            "can_revoke": row.consent is not None and can_revoke_consent(actor, row.consent),
        }
        for row in rows
    ]
    return tab_page(request, agreement, "sharing", shown=shown)


def agree_sharing(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = fetch(request, pk)
    return ui.sheet(
        request,
        forms.SharingForm,
        commands.agree_sharing,
        row,
        title=_("What one party shows another"),
        lead=_("The text says it; each party opens its own records itself, after signature."),
        form_kwargs={"agreement": row},
        then=_to("sharing"),
    )


def _sharing(request: HttpRequest, pk: UUID) -> Sharing:
    return get_object_or_404(visible_to(request.actor, Sharing).select_related("agreement"), pk=pk)


@require_POST
def withdraw_sharing(request: HttpRequest, pk: UUID) -> HttpResponse:
    return ui.act(request, commands.withdraw_sharing, _sharing(request, pk), then=_to("sharing"))


@require_POST
def give_sharing(request: HttpRequest, pk: UUID) -> HttpResponse:
    return ui.act(request, commands.give_sharing, _sharing(request, pk), then=_to("sharing"))


@require_POST
def revoke_sharing(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take the consent back, from the space that gave it."""
    row = _sharing(request, pk)
    consent = get_object_or_404(visible_directory(request.actor, Consent), pk=row.consent_id)
    return ui.act(request, revoke_consent, consent, then=reverse("partnerships:sharing", args=[row.agreement_id]))


def story_page(request: HttpRequest, pk: UUID) -> HttpResponse:
    agreement, actor = fetch(request, pk), request.actor
    pauses = agreement.suspensions.filter(withdrawn_at=None)
    return tab_page(
        request,
        agreement,
        "story",
        story=story(actor, agreement),
        pauses=[(row, policies.can_lift(actor, row)) for row in pauses],
        can_suspend=policies.can_suspend(actor, agreement),
        can_terminate=policies.can_terminate(actor, agreement),
        can_renew=policies.can_renew(actor, agreement),
        successors=visible_to(actor, type(agreement)).filter(predecessor=agreement),
    )
