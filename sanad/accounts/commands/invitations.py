"""Letters of admission."""

import hashlib
import secrets
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanad.accounts.policies import can_invite, can_open_space, can_revoke
from sanad.foundation.command import command
from sanad.foundation.policy import Refused
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.spaces.models import Invitation, Space
from sanad.foundation.spaces.roles import Role

INVITATION_LIFE = timedelta(days=14)


# Slices above that keep people write the letter of whom they know by what was chosen or typed as a name; None for others.
BY_CARD: list[Callable[..., Invitation | None]] = []


def token_hash(token: str) -> str:
    """Only the hash of a secret link is stored."""
    return hashlib.sha256(token.encode()).hexdigest()


def known_role(role: str) -> str:
    """The role. Refused for one that is none."""
    if role not in Role.values:
        raise Refused(_("This choice does not exist."), "role")
    return role


def write_letter(actor: Actor, space: Space, *, name: str, contact: str, role: str) -> Invitation:
    """A letter of admission to a space, inside a command; its secret stands once in `.token`."""
    token = secrets.token_urlsafe(18)
    invitation = Invitation.objects.create(
        space=space,
        name=name,
        contact=contact,
        role=role,
        token_hash=token_hash(token),
        invited_by=actor.user,
        expires_at=timezone.now() + INVITATION_LIFE,
    )
    invitation.token = token  # type: ignore[attr-defined]  # shown once, never stored
    return invitation


@command(can_invite, says=_("invited somebody"), formerly="foundation.accounts")
def invite_member(actor: Actor, *, name: Any, role: str, contact: str = "", is_new: bool = False) -> Invitation:
    """Write a letter of admission; its secret stands once in `.token`.

    `name` is typed, or the card of somebody. Who has a card is invited by it, unless `is_new` says that it is another's.
    """
    for invite in BY_CARD:
        if (letter := invite(actor, name, role=role, contact=contact, is_new=is_new)) is not None:
            return letter
    return write_letter(actor, actor.space, name=name, contact=contact, role=known_role(role))


@command(can_open_space, says=_("opened a space for an association"), formerly="foundation.accounts")
def open_space(actor: Actor, *, name_ar: str, president_name: str, name_fr: str = "", contact: str = "") -> Invitation:
    """Open an association's own room and invite its president to take it in charge."""
    return begin_space(actor, name_ar=name_ar, name_fr=name_fr, president_name=president_name, contact=contact)


def begin_space(actor: Actor, *, name_ar: str, name_fr: str, president_name: str, contact: str) -> Invitation:
    """An association's own room and the letter to its president, inside a command."""
    space = Space.objects.create(kind=Space.Kind.ASSOCIATION, name_ar=name_ar, name_fr=name_fr)
    return write_letter(actor, space, name=president_name, contact=contact, role=Role.PRESIDENT)


@command(can_revoke, says=_("sent an invitation again"), formerly="foundation.accounts")
def renew_invitation(actor: Actor, invitation: Invitation) -> Invitation:
    """Give the letter a new link and a new term; the old link opens nothing any more."""
    token = secrets.token_urlsafe(18)
    invitation.token_hash, invitation.invited_by = token_hash(token), actor.user
    invitation.expires_at = timezone.now() + INVITATION_LIFE
    invitation.save()
    invitation.token = token  # type: ignore[attr-defined]  # shown once, never stored
    return invitation


@command(can_revoke, says=_("revoked an invitation"), formerly="foundation.accounts", is_final=True)
def revoke_invitation(actor: Actor, invitation: Invitation) -> Invitation:
    """Close a letter that nobody used."""
    invitation.revoked_at = timezone.now()
    invitation.save()
    return invitation
