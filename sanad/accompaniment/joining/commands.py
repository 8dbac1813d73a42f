"""A space that an association opened by itself, and the card that another space keeps of it, become one."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanad.accompaniment.joining.policies import (
    can_accept_claim,
    can_accompany_association,
    can_answer_claim,
    can_ask_accompanier,
    can_claim_card,
    can_compare_cards,
    can_open_association_space,
)
from sanad.accompaniment.joining.queries import open_files_on, opens_file, told_by
from sanad.accompaniment.models import Engagement, JoinClaim
from sanad.accompaniment.policies import ACCOMPANIED
from sanad.accounts.commands.invitations import begin_space
from sanad.directory.commands.arrival import bring_people
from sanad.directory.commands.names import hold_standing
from sanad.directory.commands.organisations import edit_organisation
from sanad.directory.models import Organisation
from sanad.directory.queries import differences, own_card
from sanad.foundation.command import command
from sanad.foundation.policy import Refused
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.spaces.models import Invitation, Space

ANSWERED_WITHIN = timedelta(days=7)


def show_files(_actor: Actor, card: Organisation) -> None:
    """Inside a command that gave a card the files of another: its association sees what is open from its own space."""
    open_files_on(card).filter(association_space=None).update(association_space=card.own_space_id)


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
    open_files_on(card).update(association_space=claim.association_space)
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


@command(can_open_association_space, says=_("opened a space for an association"), once_called="open_room")
def open_association_space(
    actor: Actor, organisation: Organisation, *, president_name: str, contact: str = ""
) -> Invitation:
    """Open the room of an association whose card one keeps, and write the letter to its president.

    Its card leads there from now on, and its file is seen from there: one is opened where there is none. Who moves in
    finds what the card says.
    """
    names = {"name_ar": organisation.name_ar or organisation.name_fr, "name_fr": organisation.name_fr}
    letter = begin_space(actor, **names, president_name=president_name, contact=contact)
    organisation.own_space = letter.space
    organisation.save()
    if opens_file(actor, organisation):
        Engagement.objects.create(
            space=actor.space,
            association=organisation,
            association_space=letter.space,
            opened_on=timezone.localdate(),
        )
    else:
        open_files_on(organisation).update(association_space=letter.space)
    return letter


@command(can_ask_accompanier, says=_("asked to be accompanied"))
def ask_accompanier(actor: Actor, *, supporter: Space) -> JoinClaim:
    """Ask a support organisation to accompany the own association; it answers. Refused twice, and while it does already."""
    if not supporter.is_support:
        raise Refused(_("This choice does not exist."), "name")
    if Engagement.objects.open().filter(space=supporter, association_space=actor.space).exists():
        raise Refused(_("They accompany you already."), "name")
    if JoinClaim.objects.waiting().to_be_accompanied().filter(space=supporter, association_space=actor.space).exists():
        raise Refused(_("You have asked them already. They have not answered yet."), "name")
    return JoinClaim.objects.create(
        space=supporter, association_space=actor.space, by=actor.user, due_on=timezone.localdate() + ANSWERED_WITHIN
    )


@command(can_accompany_association, says=_("said yes to an association that asked to be accompanied"), is_final=True)
def accompany_association(actor: Actor, claim: JoinClaim, *, card: Organisation | None = None) -> JoinClaim:
    """Say yes: the card leads to the space that asks, and a file is open that is seen there.

    A new card says what that of the association says; one by which the space is known already is the one. Refused for a
    card that is another's.
    """
    theirs, is_new = claim.association_space, card is None
    known = Organisation.objects.filter(space=actor.space, own_space=theirs).first()
    card = (
        known or _free(card) or Organisation(space=actor.space, kind=Organisation.Kind.ASSOCIATION, **told_by(theirs))
    )
    card.own_space = theirs
    card.save()
    if not open_files_on(card).update(association_space=theirs):
        hold_standing(card, "card")
        Engagement.objects.create(space=actor.space, association=card, association_space=theirs)
    # What one card was asked for is asked for once: a claim to it by its link says so already.
    if not JoinClaim.objects.filter(space=actor.space, card=card, association_space=theirs).exists():
        claim.card = card
    claim.answer(JoinClaim.State.ACCEPTED, actor.user)
    claim.due_on = timezone.localdate() + ANSWERED_WITHIN
    claim.compared_at = timezone.now() if is_new or known else None  # else the association compares the two
    claim.save()
    return claim


def _free(card: Organisation | None) -> Organisation | None:
    """The chosen card as it is now. Refused when it is another's, or no association's."""
    if card is None:
        return None
    held = Organisation.objects.select_for_update(of=("self",), no_key=True).get(pk=card.pk)
    if not held.is_standing or held.own_space_id is not None or held.kind not in ACCOMPANIED:
        raise Refused(_("This choice does not exist."), "card")
    return held
