"""An association asks a support organisation to accompany it, and is answered."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanad.accompaniment.commands.engagement import open_engagement
from sanad.accompaniment.commands.joining import ANSWERED_WITHIN
from sanad.accompaniment.models import Engagement, JoinClaim
from sanad.accompaniment.policies import ACCOMPANIED, can_accompany_association, can_ask_accompanier
from sanad.accompaniment.queries.asking import told_by
from sanad.directory.models import Organisation
from sanad.foundation.command import command
from sanad.foundation.policy import Refused
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.spaces.models import Space


@command(can_ask_accompanier, says=_("asked to be accompanied"))
def ask_accompanier(actor: Actor, *, supporter: Space) -> JoinClaim:
    """Ask a support organisation to accompany the own association; it answers. Refused twice, and while it does already."""
    if supporter.kind != Space.Kind.SUPPORT:
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
    files = Engagement.objects.open().filter(space=actor.space, association=card)
    if not files.update(association_space=theirs):
        open_engagement(actor, association=card)
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
