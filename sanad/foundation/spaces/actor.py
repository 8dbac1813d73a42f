"""A person at work in one space."""

from dataclasses import dataclass
from functools import cached_property
from typing import cast
from uuid import UUID

from sanad.foundation.spaces.models import Membership, Space, User
from sanad.foundation.spaces.roles import CAPABILITIES, Role


@dataclass(frozen=True)
class Actor:
    """Who acts, in which space, in which role. Built once a request; given to every policy, query and command."""

    user: User
    space: Space
    role: str

    @cached_property
    def capabilities(self) -> frozenset[str]:
        """What the role allows in this space (`roles.CAPABILITIES`)."""
        return CAPABILITIES.get(self.role, frozenset())

    def may(self, capability: str) -> bool:
        """True if the role holds the capability in the actor's own space."""
        return capability in self.capabilities

    @property
    def role_name(self) -> str:
        """The role in words."""
        return str(Role(self.role).label)

    @property
    def space_id(self) -> UUID:
        """The id of the space, for filters."""
        return self.space.pk


def visitor(space: Space) -> Actor:
    """Somebody without an account, at a public page of that space: no capability, no name in the history.

    Only commands whose policy needs no capability can be given, and they write nobody down as their author.
    """
    return Actor(cast("User", None), space, "")


def live_memberships(user: User) -> list[Membership]:
    """The memberships that a person holds now, oldest first, with their spaces; those read with the request's user."""
    known = user.known_memberships
    return list(Membership.live.filter(user=user).select_related("space")) if known is None else known


def actor_of(user: User, space_id: UUID | str | None = None) -> Actor | None:
    """The actor of `user` in that space, in their first space when none is named, None without a live membership."""
    for membership in live_memberships(user):
        if space_id is None or str(membership.space_id) == str(space_id):
            return Actor(user, membership.space, membership.role)
    return None
