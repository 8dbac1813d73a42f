"""What the parties show each other."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from sanad.directory.commands.consents import revoke_consent
from sanad.directory.models import Consent
from sanad.directory.policies import can_revoke_consent
from sanad.directory.policies import visible_to as visible_directory
from sanad.directory.views import ahead_of_revoking
from sanad.foundation import ui
from sanad.partnerships.models import Sharing
from sanad.partnerships.policies import visible_to
from sanad.partnerships.sharing.policies import can_give_sharing
from sanad.partnerships.views import fetch, fetch_part, tab_page


def sharing(request: HttpRequest, pk: UUID) -> HttpResponse:
    agreement, actor = fetch(request, pk), request.actor
    rows = (
        visible_to(actor, Sharing)
        .standing()
        .filter(agreement=agreement)
        .select_related("giver__organisation", "taker__organisation", "agreement", "consent__space")
    )
    shown = [
        {
            "row": row,
            "is_live": row.consent is not None and row.consent.is_live,
            "is_mine": row.giver.organisation.own_space_id == actor.space_id,
            "can_give": can_give_sharing(actor, row),
            "can_revoke": row.consent is not None and can_revoke_consent(actor, row.consent),
        }
        for row in rows
    ]
    return tab_page(request, agreement, "sharing", shown=shown)


@ui.asks_first
def revoke_sharing(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take the consent back, from the space that gave it."""
    row = fetch_part(Sharing)(request, pk)
    consent = get_object_or_404(visible_directory(request.actor, Consent).select_related("grantee"), pk=row.consent_id)
    then = reverse("partnerships:sharing", args=[row.agreement_id])
    return ui.act(request, revoke_consent, consent, then=then, asks=ahead_of_revoking)
