"""Who waits for an answer about a card, and who was told yes."""

from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from sanad.accompaniment.models import JoinClaim
from sanad.accompaniment.policies import visible_to
from sanad.foundation.reminders.sources import Source, as_dues, declare
from sanad.foundation.spaces.actor import Actor


def _claims(actor: Actor, _on: date) -> QuerySet[JoinClaim]:
    """Who says that a card is theirs, to who keeps it, until they answer."""
    return as_dues(
        visible_to(actor, JoinClaim).waiting().to_a_card().filter(space=actor.space),
        on="due_on",
        title=("association_space__name_ar", "association_space__name_fr"),
        about=("card__name_ar", "card__name_fr"),
    )


def _asking(actor: Actor, _on: date) -> QuerySet[JoinClaim]:
    """Which associations ask to be accompanied, to whom they ask, until they answer."""
    return as_dues(
        visible_to(actor, JoinClaim).waiting().to_be_accompanied().filter(space=actor.space),
        on="due_on",
        title=("association_space__name_ar", "association_space__name_fr"),
    )


def _joined(actor: Actor, _on: date) -> QuerySet[JoinClaim]:
    """A yes to the association that asked, until it has compared the two cards."""
    accepted = (
        visible_to(actor, JoinClaim)
        .to_a_card()
        .filter(association_space=actor.space, state=JoinClaim.State.ACCEPTED, compared_at=None)
    )
    return as_dues(accepted, on="due_on", title=("card__name_ar", "card__name_fr"))


CLAIMS = declare(
    Source(
        "accompaniment.claim",
        _("Says that this card is theirs"),
        14,
        "engagement.run",
        "accompaniment:claim",
        _claims,
    )
)
ASKING = declare(
    Source(
        "accompaniment.asking",
        _("Asks you to accompany it"),
        14,
        "engagement.run",
        "accompaniment:claim",
        _asking,
    )
)
JOINED = declare(
    Source("accompaniment.joined", _("Your card was joined"), 14, "consent.give", "accompaniment:claim", _joined, 30)
)
