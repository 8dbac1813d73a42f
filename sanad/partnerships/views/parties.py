"""Who is at the table."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from sanad.foundation import ui
from sanad.partnerships import commands, forms, policies
from sanad.partnerships.models import Party
from sanad.partnerships.policies import visible_to
from sanad.partnerships.views.tabs import fetch, tab_page, to_agreement


def _to_parties(row: Any) -> str:
    return to_agreement(row, "parties")


def _parties(request: HttpRequest) -> Any:
    return visible_to(request.actor, Party).select_related(
        "agreement__space", "organisation__seat_place", "signatory", "mandate", "proof"
    )


def _party(request: HttpRequest, pk: UUID) -> Party:
    return get_object_or_404(_parties(request), pk=pk)


def parties(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = fetch(request, pk)
    rows = _parties(request).filter(agreement=row, withdrawn_at=None)
    found = [(party, policies.can_record_signature(request.actor, party)) for party in rows]
    return tab_page(request, row, "parties", parties=found)


def add_party(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = fetch(request, pk)
    return ui.sheet(
        request,
        forms.AddPartyForm,
        commands.add_party,
        row,
        title=_("Add a party"),
        lead=row.title,
        form_kwargs={"agreement": row},
        then=_to_parties,
    )


def edit_party(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = _party(request, pk)
    return ui.edit(
        request,
        forms.PartyForm,
        commands.edit_party,
        row,
        title=_("Who signs"),
        lead=row.organisation.name,
        form_kwargs={"party": row},
        initial={"part": row.part, "mandate": row.mandate_id},
        then=_to_parties,
    )


@ui.takes_files
def prove_mandate(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = _party(request, pk)
    return ui.sheet(
        request,
        forms.ProofForm,
        commands.prove_mandate,
        row,
        title=_("Proof of the mandate"),
        lead=row.organisation.name,
        then=_to_parties,
    )


@require_POST
def move_party(request: HttpRequest, pk: UUID) -> HttpResponse:
    return ui.act(request, commands.move_party_up, _party(request, pk), then=_to_parties)


@require_POST
def withdraw_party(request: HttpRequest, pk: UUID) -> HttpResponse:
    return ui.act(request, commands.withdraw_party, _party(request, pk), then=_to_parties)


def record_signature(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = _party(request, pk)
    return ui.sheet(
        request,
        forms.SignatureForm,
        commands.record_signature,
        row,
        title=_("Record the signature"),
        lead=row.organisation.name,
        then=_to_parties,
    )
