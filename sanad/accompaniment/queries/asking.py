"""Who accompanies an association, as far as its own space knows; and what an association that asks for it says of itself."""

from typing import Any

from django.db.models import QuerySet

from sanad.accompaniment.models import Engagement, JoinClaim
from sanad.accompaniment.policies import visible_to
from sanad.directory.models import Organisation
from sanad.directory.queries import card_of, facts_of, likely_same
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.spaces.models import Space


def accompaniers_of(actor: Actor) -> dict[str, QuerySet[Any]]:
    """By how they are known: a file with the actor's space, one that was asked and has not said no, the card of one."""
    asked = JoinClaim.objects.filter(association_space=actor.space).exclude(state=JoinClaim.State.REFUSED)
    cards = Organisation.objects.standing().filter(space=actor.space, kind=Organisation.Kind.SUPPORT)
    return {
        "file": Engagement.objects.filter(association_space=actor.space),
        "asked": asked,
        "supporter": cards.exclude(own_space=actor.space),
    }


def asked_by(actor: Actor) -> QuerySet[JoinClaim]:
    """Whom the actor's association asked to accompany it, and who has not answered."""
    rows = visible_to(actor, JoinClaim).waiting().to_be_accompanied().filter(association_space=actor.space)
    return rows.select_related("space").order_by("-created_at")


def told_by(space: Space) -> dict[str, Any]:
    """What the card that an association keeps of itself says, for the card that whoever accompanies it writes."""
    card = card_of(space.pk)
    if card is None:
        return {"name_ar": space.name_ar, "name_fr": space.name_fr}
    return {"name_ar": card.name_ar, "name_fr": card.name_fr, **facts_of(card)}


def meant_by_asking(actor: Actor, space: Space) -> list[Organisation]:
    """The cards of the actor's space that are perhaps of the association which asks."""
    found = likely_same(actor, Organisation, space.name_ar, space.name_fr)
    return [card for card in found if card.space_id == actor.space_id and card.own_space_id is None]
