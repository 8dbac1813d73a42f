"""Who closes follow-ups."""

from django.utils.translation import gettext_lazy as _

from sanad.activities.models import FollowUp
from sanad.activities.policies import can_run
from sanad.foundation.policy import YES, Verdict, all_of, needs, no, owns
from sanad.foundation.spaces.actor import Actor


def can_close_follow_up(actor: Actor, follow_up: FollowUp) -> Verdict:
    """Whoever owns it, or closes follow-ups in the space, says that it is done or dropped."""
    allowed = needs(actor, "followups.close") or needs(actor, "activities.run")
    mine = follow_up.owner is not None and follow_up.owner.user_id == actor.user.pk
    is_open = YES if follow_up.state == FollowUp.State.OPEN else no(_("This follow-up is already closed."))
    return all_of(owns(actor, follow_up), YES if mine else allowed, is_open)


def can_edit_follow_up(actor: Actor, follow_up: FollowUp) -> Verdict:
    """Correct it while it is open, and while the minutes that tell of it are a draft."""
    is_open = YES if follow_up.state == FollowUp.State.OPEN else no(_("This follow-up is already closed."))
    return all_of(can_run(actor, follow_up), is_open)


def can_reopen_follow_up(actor: Actor, follow_up: FollowUp) -> Verdict:
    """Take back that it was done or dropped."""
    closed = no(_("This follow-up is open.")) if follow_up.state == FollowUp.State.OPEN else YES
    return all_of(needs(actor, "activities.run"), owns(actor, follow_up), closed)
