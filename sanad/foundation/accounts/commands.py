"""Invitations, memberships, one's own account."""

import hashlib
import secrets
from datetime import timedelta

from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from sanad.foundation.accounts.policies import (
    can_change_membership,
    can_edit_account,
    can_found,
    can_invite,
    can_join,
    can_offer_password_link,
    can_open_space,
    can_revoke,
)
from sanad.foundation.command import command
from sanad.foundation.policy import Refused
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.spaces.models import Invitation, Membership, Space, User
from sanad.foundation.spaces.roles import CAPABILITIES, Role
from sanad.foundation.written import note

INVITATION_LIFE = timedelta(days=14)
OFFICERS = [role for role, capabilities in CAPABILITIES.items() if "members.manage" in capabilities]


def token_hash(token: str) -> str:
    """Only the hash of a secret link is stored."""
    return hashlib.sha256(token.encode()).hexdigest()


def _known(role: str) -> str:
    if role not in Role.values:
        raise Refused(_("This choice does not exist."), "role")
    return role


def _letter(actor: Actor, space: Space, *, name: str, contact: str, role: str) -> Invitation:
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


@command(can_invite, says=_("invited somebody"))
def invite_member(actor: Actor, *, name: str, role: str, contact: str = "") -> Invitation:
    """Write a letter of admission; its secret stands once in `.token`."""
    return _letter(actor, actor.space, name=name, contact=contact, role=_known(role))


@command(can_open_space, says=_("opened a space for an association"))
def open_space(actor: Actor, *, name_ar: str, president_name: str, name_fr: str = "", contact: str = "") -> Invitation:
    """Open an association's own room and invite its president to take it in charge."""
    space = Space.objects.create(kind=Space.Kind.ASSOCIATION, name_ar=name_ar, name_fr=name_fr)
    return _letter(actor, space, name=president_name, contact=contact, role=Role.PRESIDENT)


@command(can_revoke, says=_("sent an invitation again"))
def renew_invitation(actor: Actor, invitation: Invitation) -> Invitation:
    """Give the letter a new link and a new term; the old link opens nothing any more."""
    token = secrets.token_urlsafe(18)
    invitation.token_hash, invitation.invited_by = token_hash(token), actor.user
    invitation.expires_at = timezone.now() + INVITATION_LIFE
    invitation.save()
    invitation.token = token  # type: ignore[attr-defined]  # shown once, never stored
    return invitation


@command(can_revoke, says=_("revoked an invitation"))
def revoke_invitation(actor: Actor, invitation: Invitation) -> Invitation:
    """Close a letter that nobody used."""
    invitation.revoked_at = timezone.now()
    invitation.save()
    return invitation


@command(can_join, says=_("joined the space"))
def join_space(actor: Actor, invitation: Invitation) -> Membership:
    """Use a letter: the actor becomes a member in the role that it names; once."""
    invitation.accepted_at, invitation.accepted_by = timezone.now(), actor.user
    invitation.save()
    note(actor.user)  # made just before, when they are new
    return Membership.objects.create(space=invitation.space, user=actor.user, role=invitation.role)


@command(can_found, says=_("created the space"))
def found_space(actor: Actor, space: Space) -> Membership:
    """Make the actor the first officer of a new space."""
    note(actor.user, space)  # made just before
    return Membership.objects.create(space=space, user=actor.user, role=actor.role)


@transaction.atomic
def accept_as_newcomer(
    invitation: Invitation, *, username: str, password: str, phone: str = "", email: str = ""
) -> User:
    """Make the account of somebody who was invited, and join. Refused like `join_space`, and for a name in use."""
    user = new_user(username, password, name=invitation.name, phone=phone, email=email)
    join_space(Actor(user, invitation.space, invitation.role), invitation)
    return user


@transaction.atomic
def create_first_space(
    *, name_ar: str, name_fr: str, person: str, username: str, password: str, kind: str = Space.Kind.SUPPORT
) -> User:
    """Begin an installation: a space and its first officer. Refused when anybody has an account."""
    if User.objects.exists():
        raise Refused(_("This installation is already in use."))
    return new_space(name_ar=name_ar, name_fr=name_fr, person=person, username=username, password=password, kind=kind)


def new_space(*, name_ar: str, name_fr: str, person: str, username: str, password: str, kind: str) -> User:
    """A space with its first officer: a secretary general for a support organisation, else a president."""
    user = new_user(username, password, name=person)
    space = Space.objects.create(kind=kind, name_ar=name_ar, name_fr=name_fr)
    role = Role.SECRETARY_GENERAL if kind == Space.Kind.SUPPORT else Role.PRESIDENT
    found_space(Actor(user, space, role), space)
    return user


def new_user(username: str, password: str, *, name: str, phone: str = "", email: str = "") -> User:
    """An account; Refused at the field whose value somebody else uses."""
    for field, value in (("username", username), ("phone", phone), ("email", email)):
        if value and User.objects.filter(**{f"{field}__iexact": value}).exists():
            raise Refused(_("Somebody already uses this. Choose another."), field)
    return User.objects.create_user(
        username,
        password,
        name=name,
        phone=phone or None,
        email=email.lower() or None,
        language=get_language() or "ar",
    )


def _keep_an_officer(membership: Membership) -> None:
    """Hold the space and look: somebody else must still manage its members."""
    Space.objects.select_for_update().get(pk=membership.space_id)
    others = Membership.objects.filter(space=membership.space_id, ended_at=None, role__in=OFFICERS)
    if not others.exclude(pk=membership.pk).exists():
        raise Refused(_("A space keeps at least one officer who manages its members."))


@command(can_change_membership, says=_("changed a role"))
def change_role(actor: Actor, membership: Membership, *, role: str) -> Membership:
    """Give a member another role. Refused when no officer would remain."""
    membership.role = _known(role)
    if role not in OFFICERS:
        _keep_an_officer(membership)
    membership.save()
    return membership


@command(can_change_membership, says=_("ended a membership"))
def end_membership(actor: Actor, membership: Membership) -> Membership:
    """Close the space to somebody, from now on; what they did stays in the history. Refused for the last officer."""
    _keep_an_officer(membership)
    membership.ended_at = timezone.now()
    membership.save()
    return membership


@command(can_edit_account, says=_("changed their account"))
def update_account(
    actor: Actor, user: User, *, name: str, phone: str = "", email: str = "", is_reminded: bool = True
) -> User:
    """Change one's own name and contacts, and whether reminders come by e-mail too. Refused at the field whose value somebody else uses."""
    for field, value in (("phone", phone), ("email", email)):
        if value and User.objects.filter(**{f"{field}__iexact": value}).exclude(pk=user.pk).exists():
            raise Refused(_("Somebody already uses this. Choose another."), field)
    user.name, user.phone, user.email = name, phone or None, email.lower() or None
    user.is_reminded = is_reminded
    user.save()
    return user


@command(can_edit_account, says=_("said whether reminders come by e-mail"))
def choose_reminders(actor: Actor, user: User, *, is_reminded: bool) -> User:
    """Have reminders by e-mail, or no more."""
    user.is_reminded = is_reminded
    user.save()
    return user


@command(can_offer_password_link, says=_("made a link for a new password"))
def offer_password_link(actor: Actor, membership: Membership) -> Membership:
    """Help a member back in: a link that sets a new password, once, within 48 hours; it stands in `.token`."""
    membership.token = default_token_generator.make_token(membership.user)  # type: ignore[attr-defined]  # shown once, never stored
    return membership


@command(can_edit_account, says=_("chose a new password"), secret=frozenset({"password"}))
def choose_password(actor: Actor, user: User, *, password: str) -> User:
    """Set one's own new password; every session of the account ends."""
    user.set_password(password)
    user.save()
    return user


def remember_language(user: User, language: str) -> None:
    """Keep the language that a person reads; their own matter, so it stands in no space's history."""
    User.objects.filter(pk=user.pk).update(language=language)
