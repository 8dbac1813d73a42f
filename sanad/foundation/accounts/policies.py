"""Who runs a space."""

from typing import TypeVar

from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _

from sanad.foundation.policy import YES, Verdict, all_of, needs, no, owns
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.spaces.models import Invitation, Membership, Space, User

M = TypeVar("M", bound=Model)


def visible_to(actor: Actor, model: type[M]) -> QuerySet[M]:
    """Memberships of the actor's space; its invitations for those who manage members."""
    if model is Invitation and not actor.may("members.manage"):
        return model._default_manager.none()
    return model._default_manager.filter(space=actor.space)


def can_invite(actor: Actor) -> Verdict:
    """Admit somebody to the space."""
    return needs(actor, "members.manage")


def can_open_space(actor: Actor) -> Verdict:
    """A support organisation opens a room for an association that it accompanies."""
    support = actor.space.kind == Space.Kind.SUPPORT
    return all_of(needs(actor, "engagement.run"), YES if support else no(_("Only a support organisation opens spaces.")))


def can_revoke(actor: Actor, invitation: Invitation) -> Verdict:
    """Take back an invitation that nobody used."""
    unused = YES if invitation.accepted_at is None else no(_("This invitation was already used."))
    return all_of(needs(actor, "members.manage"), owns(actor, invitation), unused)


def can_change_membership(actor: Actor, membership: Membership) -> Verdict:
    """Change or end a membership; nobody ends or lowers their own, so a space never loses its last officer."""
    live = YES if membership.ended_at is None else no(_("This membership has ended."))
    other = YES if membership.user_id != actor.user.pk else no(_("Ask another officer to change your own role."))
    return all_of(needs(actor, "members.manage"), owns(actor, membership), live, other)


def can_join(actor: Actor, invitation: Invitation) -> Verdict:  # noqa: ARG001  whoever holds the letter may use it
    """The letter is open, and the holder is not a member already."""
    if not invitation.is_open:
        return no(_("This invitation is no longer open. Ask for a new one."))
    if Membership.objects.filter(space=invitation.space, user=actor.user, ended_at=None).exists():
        return no(_("You are already a member of this space."))
    return YES


def can_found(actor: Actor, space: Space) -> Verdict:  # noqa: ARG001  the founder has no role yet
    """A space without any member can be taken in charge by the one who creates it."""
    return YES if not Membership.objects.filter(space=space).exists() else no(_("This space has members already."))


def can_edit_account(actor: Actor, user: User) -> Verdict:
    """Everybody keeps their own account."""
    return YES if user.pk == actor.user.pk else no(_("This is somebody else's account."))
