"""Who opens a space for an association, and who joins one to a card."""

from django.utils.translation import gettext_lazy as _

from sanad.accompaniment.models import Engagement, JoinClaim
from sanad.accompaniment.policies import ACCOMPANIED, can_open_engagement
from sanad.accounts.policies import can_open_space
from sanad.directory.models import Organisation
from sanad.foundation.policy import YES, Text, Verdict, all_of, needs, no, owns
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.spaces.models import Space


def can_open_association_space(actor: Actor, card: Organisation) -> Verdict:
    """A support organisation opens the room of an association whose card it keeps, once."""
    is_body = card.kind in ACCOMPANIED
    return all_of(
        can_open_space(actor),
        owns(actor, card),
        YES if is_body else no(_("Only an association gets a space of its own.")),
        YES if card.own_space_id is None else no(_("It has a space of its own already.")),
    )


def can_claim_card(actor: Actor, card: Organisation) -> Verdict:
    """Who decides for an association says that a card which another space keeps is its own, once."""
    is_body = actor.space.is_association and card.space_id != actor.space_id
    claims = JoinClaim.objects.filter(space=card.space_id, card=card, association_space=actor.space)
    return all_of(
        needs(actor, "consent.give"),
        YES if is_body else no(_("Only an association joins its space to the card that another keeps of it.")),
        lambda: no(_("You have asked for this already.")) if claims.exists() else YES,
        _is_free(card, actor.space),
    )


def _is_free(card: Organisation, association_space: Space) -> Verdict:
    """The card is nobody's, and the space is known by no other card there."""
    is_known = Organisation.objects.filter(space=card.space_id, own_space=association_space)
    return all_of(
        YES if card.own_space_id is None else no(_("This card belongs to a space already.")),
        lambda: no(_("They know your space by another card already.")) if is_known.exists() else YES,
    )


def keeps_card(card: Organisation, kept: Organisation) -> Text:
    """Why a card is not joined to another: nobody keeps a file on oneself, and one file on an association is open."""
    files = Engagement.objects.filter(association=card)
    if kept.own_space_id == kept.space_id and files.exists():
        return _("A file of accompaniment is kept on it: it is not your own organisation.")
    is_open_twice = files.open().exists() and Engagement.objects.open().filter(association=kept).exists()
    return _("A file on each of the two is open: close one of them first.") if is_open_twice else ""


def can_answer_claim(actor: Actor, claim: JoinClaim) -> Verdict:
    """Who keeps the card says whether the space that asks is that of the association, once."""
    return all_of(
        needs(actor, "engagement.run"),
        owns(actor, claim),
        YES if claim.is_waiting else no(_("This was answered already.")),
    )


def can_accept_claim(actor: Actor, claim: JoinClaim) -> Verdict:
    """Say yes: the card is still free, and the space is not known by another one."""
    return all_of(
        can_answer_claim(actor, claim),
        lambda: (
            _is_free(claim.card, claim.association_space)
            if claim.card is not None
            else no(_("It asks to be accompanied: say which card is theirs."))
        ),
    )


def can_compare_cards(actor: Actor, claim: JoinClaim) -> Verdict:
    """The association takes over what it likes of a card that was joined to its space."""
    is_ours = (
        claim.association_space_id == actor.space_id
        and claim.card is not None
        and claim.card.own_space_id == actor.space_id
    )
    return all_of(
        needs(actor, "consent.give"),
        YES if is_ours else no(_("This belongs to another space.")),
        YES if claim.state == JoinClaim.State.ACCEPTED else no(_("They have not said yes to it.")),
    )


def can_ask_accompanier(actor: Actor) -> Verdict:
    """Who decides for an association asks a support organisation to accompany it."""
    is_association = actor.space.is_association
    return all_of(
        needs(actor, "consent.give"),
        YES if is_association else no(_("Only an association asks to be accompanied.")),
    )


def can_accompany_association(actor: Actor, claim: JoinClaim) -> Verdict:
    """Say yes to an association that asks to be accompanied."""
    return all_of(
        can_answer_claim(actor, claim),
        can_open_engagement(actor),
        YES if claim.card_id is None else no(_("It asks for a card of yours: answer that.")),
    )
