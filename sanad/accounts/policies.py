"""Who runs a space."""

from typing import TypeVar

from django.conf import settings
from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from sanad.foundation.policy import YES, Verdict, all_of, needs, no, owns
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.spaces.models import Invitation, Keeper, Membership, Space, SpaceRequest, User
from sanad.foundation.spaces.roles import Role

M = TypeVar("M", bound=Model)


def visible_to(actor: Actor, model: type[M]) -> QuerySet[M]:
    """Memberships of the actor's space; its invitations for those who manage members.

    A support organisation also keeps the invitations to the spaces it opened, until somebody has moved in; so does who keeps
    the installation. Requests for a space are seen by the latter alone.
    """
    if model is SpaceRequest:
        return model._default_manager.filter(Exists(Keeper.objects.able().filter(user=actor.user)))
    if model is not Invitation:
        return model._default_manager.filter(space=actor.space)
    seen = Q(space=actor.space) if actor.may("members.manage") else Q(pk__in=[])
    empty = ~Exists(Membership.objects.filter(space=OuterRef("space")))
    if can_open_space(actor):
        ours = Membership.objects.filter(space=actor.space).values("user")
        seen |= Q(empty, invited_by__among=ours)
    if is_keeper(actor.user):
        seen |= Q(empty, invited_by=actor.user)
    return model._default_manager.filter(seen)


def is_keeper(user: User) -> bool:
    """Whether somebody keeps this installation: who founded it, or was named (`sanad keeper`)."""
    return Keeper.objects.able().filter(user=user.pk).exists()


def keeper_of_no_space(user: User) -> Actor | None:
    """Who keeps the installation and belongs to no space: nobody's member, noted where the installation began."""
    first = Space.objects.order_by("pk").first() if is_keeper(user) else None
    return Actor(user, first, "") if first else None


def sign_up() -> str:
    """Who may open a space here, as the setting says. Where nobody is there to answer, nobody is asked."""
    if settings.SIGN_UP == "on_request" and not Keeper.objects.able().exists():
        return "nobody"
    return settings.SIGN_UP


def can_answer_request(actor: Actor, request: SpaceRequest) -> Verdict:
    """Whoever keeps the installation answers each request once."""
    return all_of(
        YES if is_keeper(actor.user) else no(_("Only who keeps this installation answers requests for a space.")),
        YES if request.answered_at is None else no(_("This request was answered already.")),
    )


def can_invite(actor: Actor) -> Verdict:
    """Admit somebody to the space."""
    return needs(actor, "members.manage")


def can_open_space(actor: Actor) -> Verdict:
    """A support organisation opens a room for an association that it accompanies."""
    support = actor.space.is_support
    return all_of(
        needs(actor, "engagement.run"), YES if support else no(_("Only a support organisation opens spaces."))
    )


def can_revoke(actor: Actor, invitation: Invitation) -> Verdict:
    """Take back an invitation that nobody used, or send it again."""
    seen = visible_to(actor, Invitation).filter(pk=invitation.pk).exists()
    return all_of(
        YES if seen else no(_("Your role in this space does not allow this.")),
        YES if invitation.accepted_at is None else no(_("This invitation was already used.")),
        YES if invitation.revoked_at is None else no(_("This invitation was revoked.")),
    )


def can_change_membership(actor: Actor, membership: Membership) -> Verdict:
    """Change or end a membership, except one's own."""
    live = YES if membership.ended_at is None else no(_("This membership has ended."))
    other = YES if membership.user_id != actor.user.pk else no(_("Ask another officer to change your own role."))
    return all_of(needs(actor, "members.manage"), owns(actor, membership), live, other)


def can_offer_password_link(actor: Actor, membership: Membership) -> Verdict:
    """Help a member who forgot the password; never somebody who also works elsewhere: the link opens every space."""
    elsewhere = Membership.objects.filter(user=membership.user_id, ended_at=None).exclude(space=actor.space)
    return all_of(
        can_change_membership(actor, membership),
        lambda: (
            no(_("This person also works in another space. Ask those who run this installation."))
            if elsewhere.exists()
            else YES
        ),
    )


def stands(invitation: Invitation) -> Verdict:
    """The letter is open, and whoever wrote it could write it today."""
    if not invitation.is_open or invitation.role not in Role.values:
        return no(_("This invitation is no longer open. Ask for a new one."))
    live = Membership.live.filter(user=invitation.invited_by, user__is_active=True).select_related("user", "space")
    actors = [Actor(row.user, row.space, row.role) for row in live]
    if any(actor.space_id == invitation.space_id and can_invite(actor) for actor in actors):
        return YES
    is_empty = not Membership.objects.filter(space=invitation.space_id).exists()
    if is_empty and (any(can_open_space(actor) for actor in actors) or is_keeper(invitation.invited_by)):
        return YES
    return no(_("Whoever invited you may not do so any more. Ask an officer for a new invitation."))


def takes_in_charge(invitation: Invitation) -> bool:
    """Whether the letter is for the first officer of a space in which nobody is yet."""
    is_officer = invitation.role in {Role.PRESIDENT, Role.SECRETARY_GENERAL}
    return is_officer and not Membership.objects.filter(space=invitation.space_id).exists()


def can_join(actor: Actor, invitation: Invitation) -> Verdict:
    """The letter stands, and the holder is not a member already."""
    verdict = stands(invitation)
    if not verdict:
        return verdict
    if Membership.objects.filter(space=invitation.space, user=actor.user, ended_at=None).exists():
        return no(_("You are already a member of this space."))
    return YES


def can_found(actor: Actor, space: Space) -> Verdict:
    """A space without any member can be taken in charge by the one who creates it."""
    return YES if not Membership.objects.filter(space=space).exists() else no(_("This space has members already."))


def can_edit_account(actor: Actor, user: User) -> Verdict:
    """Everybody keeps their own account."""
    return YES if user.pk == actor.user.pk else no(_("This is somebody else's account."))
