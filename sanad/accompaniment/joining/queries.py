"""The link by which an association that has a space says that a card of another space is its own."""

from datetime import timedelta

from django.core.signing import BadSignature, TimestampSigner

from sanad.accompaniment.joining.policies import can_open_association_space
from sanad.accompaniment.models import Engagement
from sanad.accompaniment.policies import can_open_engagement
from sanad.directory.models import Organisation
from sanad.foundation.spaces.actor import Actor, actor_of
from sanad.foundation.spaces.models import User

LIFE = timedelta(days=14)
JOINING = TimestampSigner(sep="~", salt="sanad.accompaniment.joining")


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


def opens_file(actor: Actor, card: Organisation) -> bool:
    """Whether a file is opened with the space of an association: there is none, and the actor may."""
    has_file = Engagement.objects.open().filter(space=actor.space, association=card).exists()
    return bool(can_open_engagement(actor)) and not has_file
