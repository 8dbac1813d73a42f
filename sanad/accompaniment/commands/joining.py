"""A space that an association opened by itself, and the card that another space keeps of it, become one."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanad.accompaniment.models import Engagement, JoinClaim
from sanad.accompaniment.policies import can_accept_claim, can_answer_claim, can_claim_card, can_compare_cards
from sanad.directory.commands import bring_people, edit_organisation
from sanad.directory.models import Organisation
from sanad.directory.queries import differences, own_card
from sanad.foundation.command import command
from sanad.foundation.spaces.actor import Actor


def show_files(_actor: Actor, card: Organisation) -> None:
    """Inside a command that gave a card the files of another: its association sees what is open from its own space."""
    files = Engagement.objects.open().filter(association=card, association_space=None)
    files.update(association_space=card.own_space_id)


ANSWERED_WITHIN = timedelta(days=7)


@command(can_claim_card, says=_("asked to join their own space to a card"))
def claim_card(actor: Actor, card: Organisation) -> JoinClaim:
    """Say that the card which another space keeps is that of the actor's association. It waits for that space's yes."""
    return JoinClaim.objects.create(
        space=card.space,
        card=card,
        association_space=actor.space,
        by=actor.user,
        due_on=timezone.localdate() + ANSWERED_WITHIN,
    )


@command(
    can_accept_claim,
    says=_("joined a card to the association's own space"),
    once_called="connect_space",
    is_final=True,
)
def accept_claim(actor: Actor, claim: JoinClaim) -> JoinClaim:
    """Say yes: the card leads to the space that asked, and its open file is seen there. Other claims to it are refused."""
    card = Organisation.objects.select_for_update(no_key=True).get(claims=claim)
    card.own_space = claim.association_space
    card.save()
    files = Engagement.objects.open().filter(space=actor.space, association=card)
    files.update(association_space=claim.association_space)
    others = JoinClaim.objects.waiting().filter(space=actor.space, card=card).exclude(pk=claim.pk)
    others.update(state=JoinClaim.State.REFUSED, answered_at=timezone.now(), answered_by=actor.user)
    claim.answer(JoinClaim.State.ACCEPTED, actor.user)
    claim.due_on = timezone.localdate() + ANSWERED_WITHIN  # by when the association compares the two
    claim.save()
    return claim


@command(can_answer_claim, says=_("refused to join a card to a space"))
def refuse_claim(actor: Actor, claim: JoinClaim) -> JoinClaim:
    """Say no: whoever asked learns that, and nothing more."""
    claim.answer(JoinClaim.State.REFUSED, actor.user)
    claim.save()
    return claim


@command(can_compare_cards, says=_("compared both cards"))
def compare_cards(actor: Actor, claim: JoinClaim) -> JoinClaim:
    """Note that the association has seen what the other card says."""
    claim.compared_at = timezone.now()
    claim.save()
    return claim


@transaction.atomic
def take_over(
    actor: Actor, claim: JoinClaim, *, taken: list[str], people: bool = False, key: UUID | None = None
) -> JoinClaim:
    """Take over what one chose of what the joined card says; the rest of one's own card stays as it is."""
    compared = compare_cards(actor, claim, key=key)
    ours, card = own_card(actor), compared.card
    if ours is not None and card is not None:
        told = {each.name: each.theirs for each in differences(ours, card) if each.name in taken}
        if told:
            edit_organisation(actor, ours, **told)
        if people:
            bring_people(actor, ours, card)
    return compared
