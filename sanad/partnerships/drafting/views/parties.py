"""Who is at the table."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from sanad.foundation import ui
from sanad.partnerships.drafting.commands.parties import prove_mandate as prove
from sanad.partnerships.drafting.forms.parties import ProofForm
from sanad.partnerships.models import Party
from sanad.partnerships.policies import visible_to
from sanad.partnerships.signing.policies import can_record_signature
from sanad.partnerships.views import fetch, fetch_part, tab_page, to_tab

fetch_party = fetch_part(Party, "organisation__seat_place", "signatory", "mandate", "proof")


def parties(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = fetch(request, pk)
    rows = visible_to(request.actor, Party).standing().filter(agreement=row)
    rows = rows.select_related("agreement__space", "organisation__seat_place", "signatory", "mandate", "proof")
    found = [(party, can_record_signature(request.actor, party)) for party in rows]
    return tab_page(request, row, "parties", parties=found)


@ui.takes_files
def prove_mandate(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = fetch_party(request, pk)
    return ui.sheet(
        request,
        ProofForm,
        prove,
        row,
        title=_("Proof of the mandate"),
        lead=row.organisation.name,
        then=to_tab("parties"),
    )
