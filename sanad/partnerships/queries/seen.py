"""What two spaces see of each other's agreements."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db.models import Count, F
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sanad.directory.models import Consent
from sanad.directory.queries import CONSENT_SOURCES, SEEN, Seen, seen_counts
from sanad.foundation.naming.parts import unwithdrawn
from sanad.foundation.policy import Text
from sanad.foundation.spaces.actor import Actor
from sanad.partnerships.models import Agreement, Party, Sharing
from sanad.partnerships.policies import visible_to


def agreements(actor: Actor) -> Iterator[Seen]:
    """A party reads the agreement from the negotiation on."""
    every, why = reverse("partnerships:agreements"), _("agreements to which both are parties")

    def told(count: int) -> Text:
        what = ngettext(
            "%(count)d agreement: the text, the remarks, the signatures and what was kept of it",
            "%(count)d agreements: the text, the remarks, the signatures and what was kept of it",
            count,
        )
        return what % {"count": count}

    shown = Agreement.objects.shown_to_parties().order_by()
    ours = shown.filter(unwithdrawn("parties"), space=actor.space, parties__organisation__own_space__isnull=False)
    ours = ours.annotate(body=F("parties__organisation__own_space")).exclude(body=actor.space_id)
    seats = Party.objects.of_space(actor.space).exclude(space=actor.space).order_by()
    for rows, space, is_ours in (
        (ours, "body", True),
        (shown.filter(pk__in=seats.values("agreement")), "space", False),
    ):
        yield from seen_counts(rows, space, Count("pk", distinct=True), told, why, every, is_ours=is_ours)


def sharings(actor: Actor, consents: list[Consent]) -> dict[UUID, str]:
    """The agreement in which it was said that this is shown."""
    rows: Any = visible_to(actor, Sharing)
    return {
        consent: reverse("partnerships:agreement", args=[agreement])
        for consent, agreement in rows.standing().filter(consent__in=consents).values_list("consent", "agreement")
    }


SEEN.append(agreements)
CONSENT_SOURCES.append(sharings)
