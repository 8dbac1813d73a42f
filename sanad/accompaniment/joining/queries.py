"""How a card and a space come together: the link to a card; who accompanies an association, and what one that asks says of itself."""

from datetime import timedelta
from typing import Any

from django.core.signing import BadSignature, TimestampSigner
from django.db.models import QuerySet

from sanad.accompaniment.joining.policies import can_open_association_space
from sanad.accompaniment.models import Engagement, JoinClaim
from sanad.accompaniment.policies import can_open_engagement, visible_to
from sanad.activities.models import Attendance
from sanad.directory.models import Organisation
from sanad.directory.queries import card_of, facts_of, head_of, is_of_a_head, likely_same
from sanad.foundation.spaces.actor import Actor, actor_of
from sanad.foundation.spaces.models import Space, User

LIFE = timedelta(days=14)
MOST_MET = 50
JOINING = TimestampSigner(sep="~", salt="sanad.accompaniment.joining")


def name_of_head(card: Organisation) -> str:
    """The president of a card that somebody keeps, else whoever was last met as one; "" when nobody was."""
    if head := head_of(card):
        return head.name
    met = Attendance.objects.present().filter(organisation=card).select_related("person").order_by("-created_at", "-pk")
    return next((row.who for row in met[:MOST_MET] if is_of_a_head(row.capacity)), "")


def joining_token(actor: Actor, card: Organisation) -> str:
    """The secret half of the link. Nothing is stored: it is bound to the card, and to who made it in their space."""
    return JOINING.sign_object([card.pk.hex, actor.user.pk.hex])


def card_to_join(token: str) -> Organisation | None:
    """The card that a link is about; None when it is none of ours, is over, or its maker may not make it now."""
    try:
        key, maker = JOINING.unsign_object(token, max_age=LIFE)
    except BadSignature:
        return None
    card = Organisation.objects.filter(pk=key).select_related("space").first()
    user = User.objects.filter(pk=maker, is_active=True).first()
    if card is None or user is None:
        return None
    actor = actor_of(user, card.space_id)
    may = actor is not None and (card.own_space_id is not None or can_open_association_space(actor, card))
    return card if may else None


def open_files_on(card: Organisation) -> QuerySet[Engagement]:
    """The open file that who keeps a card keeps on its association; there is one at most."""
    return Engagement.objects.open().filter(space=card.space_id, association=card)


def opens_file(actor: Actor, card: Organisation) -> bool:
    """Whether a file is opened with the space of an association: there is none, and the actor may."""
    return bool(can_open_engagement(actor)) and not open_files_on(card).exists()


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
