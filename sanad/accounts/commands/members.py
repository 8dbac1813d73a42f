"""Roles, and the end of a membership."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanad.accounts.commands.invitations import known_role
from sanad.accounts.policies import can_change_membership
from sanad.foundation.command import command
from sanad.foundation.policy import Refused
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.spaces.models import Membership, Space
from sanad.foundation.spaces.roles import CAPABILITIES

OFFICERS = [role for role, capabilities in CAPABILITIES.items() if "members.manage" in capabilities]


def _keep_an_officer(membership: Membership) -> None:
    """Hold the space and look: somebody else must still manage its members."""
    Space.objects.select_for_update(no_key=True).get(pk=membership.space_id)
    others = Membership.objects.filter(space=membership.space_id, ended_at=None, role__in=OFFICERS)
    if not others.exclude(pk=membership.pk).exists():
        raise Refused(_("A space keeps at least one officer who manages its members."))


@command(can_change_membership, says=_("changed a role"), formerly="foundation.accounts")
def change_role(actor: Actor, membership: Membership, *, role: str) -> Membership:
    """Give a member another role. Refused when no officer would remain."""
    membership.role = known_role(role)
    if role not in OFFICERS:
        _keep_an_officer(membership)
    membership.save()
    return membership


@command(can_change_membership, says=_("ended a membership"), formerly="foundation.accounts", is_final=True)
def end_membership(actor: Actor, membership: Membership) -> Membership:
    """Close the space to somebody, from now on; what they did stays in the history. Refused for the last officer."""
    _keep_an_officer(membership)
    membership.ended_at = timezone.now()
    membership.save()
    return membership
