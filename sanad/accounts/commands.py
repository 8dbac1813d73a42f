"""Invitations, memberships, one's own account."""

import hashlib
import secrets
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from sanad.accounts.letters import ask_to_confirm, tell
from sanad.accounts.links import closed_spans, offer_of, offered_token, undo_of
from sanad.accounts.policies import (
    can_answer_request,
    can_change_membership,
    can_edit_account,
    can_found,
    can_invite,
    can_join,
    can_offer_password_link,
    can_open_space,
    can_revoke,
)
from sanad.foundation.arabic.fold import fold
from sanad.foundation.command import command, stated, tried
from sanad.foundation.ids import new_id
from sanad.foundation.policy import Refused
from sanad.foundation.spaces.actor import Actor, actor_of
from sanad.foundation.spaces.models import Beginning, Invitation, Keeper, Membership, Opening, Space, SpaceRequest, User
from sanad.foundation.spaces.roles import CAPABILITIES, Role
from sanad.foundation.written import note

INVITATION_LIFE = timedelta(days=14)
CLOSED = _("This link is no longer open")
TAKEN = _("Somebody already uses this. Choose another.")
# What slices above write down when somebody has entered a space, as its card; each is given the new member, and whether
# they said that they are a woman or a man.
ARRIVALS: list[Callable[[Actor, str], Any]] = []
# Slices above that keep people write the letter of whom they know by what was chosen or typed as a name; None for others.
BY_CARD: list[Callable[..., Invitation | None]] = []
OFFICERS = [role for role, capabilities in CAPABILITIES.items() if "members.manage" in capabilities]


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


@command(can_join, says=_("joined the space"), formerly="foundation.accounts")
def join_space(actor: Actor, invitation: Invitation) -> Membership:
    """Use a letter: the actor becomes a member in the role that it names; once."""
    # Held, so that no link for a new password is judged while one more room opens with it.
    User.objects.select_for_update(no_key=True).filter(pk=actor.user.pk).first()
    invitation.accepted_at, invitation.accepted_by = timezone.now(), actor.user
    invitation.save()
    note(actor.user)  # made just before, when they are new
    return Membership.objects.create(space=invitation.space, user=actor.user, role=invitation.role)


@command(can_found, says=_("created the space"), formerly="foundation.accounts")
def found_space(actor: Actor, space: Space) -> Membership:
    """Make the actor the first officer of a new space."""
    note(actor.user, space)  # made just before
    return Membership.objects.create(space=space, user=actor.user, role=actor.role)


def accept_as_newcomer(
    invitation: Invitation, *, username: str, password: str, phone: str = "", email: str = "", sex: str = ""
) -> User:
    """Make the account of somebody who was invited, and join. Refused like `join_space`, and for a name in use."""

    def once() -> User:
        with transaction.atomic():
            user = new_user(username, password, name=invitation.name, phone=phone)
            _refuse_taken(user, email=email)
            _give_email(user, email.lower())
            user.save()
            enter(user, invitation, sex=sex)
            return user

    return tried("accounts.accept_as_newcomer", once)


@transaction.atomic
def enter(user: User, invitation: Invitation, *, sex: str = "") -> None:
    """Join by a letter, and find there what is written down at an arrival. Refused like `join_space`."""
    actor = Actor(user, invitation.space, invitation.role)
    join_space(actor, invitation)
    _arrive(actor, sex)


def _arrive(actor: Actor, sex: str) -> None:
    for write_down in ARRIVALS:
        write_down(actor, sex)


@transaction.atomic
def create_first_space(
    *,
    name_ar: str,
    name_fr: str,
    person: str,
    username: str,
    password: str,
    kind: str = Space.Kind.SUPPORT,
    sex: str = "",
    key: UUID | None = None,
) -> User:
    """Begin an installation: a space and its first officer. Refused when anybody has an account.

    Of several who come at once the first writes the one row of `Beginning`; the others wait for it, and are refused.
    """
    in_use = Refused(_("This installation is already in use."))
    try:
        with transaction.atomic():
            Beginning.objects.create()
    except IntegrityError as problem:
        raise in_use from problem
    if User.objects.exists():
        raise in_use
    user = new_space(name_ar=name_ar, name_fr=name_fr, person=person, username=username, password=password, kind=kind)
    name_keeper(user)
    founder: Any = actor_of(user)  # who has just founded it
    _arrive(founder, sex)
    Opening.objects.create(key=key or new_id(), user=user, space=founder.space)
    return user


def new_space(
    *, name_ar: str, name_fr: str, person: str, username: str, password: str, kind: str, phone: str = ""
) -> User:
    """A space with its first officer, who has no account yet."""
    user = new_user(username, password, name=person, phone=phone)
    _found(user, kind=kind, name_ar=name_ar, name_fr=name_fr)
    return user


def _found(user: User, *, kind: str, name_ar: str, name_fr: str) -> Actor:
    space = Space.objects.create(kind=kind, name_ar=name_ar, name_fr=name_fr)
    actor = Actor(user, space, first_role(kind))
    found_space(actor, space)
    return actor


def first_role(kind: str) -> Role:
    """In which role a space is taken in charge: a support organisation by a secretary general, else by a president."""
    return Role.SECRETARY_GENERAL if kind == Space.Kind.SUPPORT else Role.PRESIDENT


def open_own_space(
    user: User | None,
    *,
    kind: str,
    name_ar: str,
    name_fr: str = "",
    person: str = "",
    username: str = "",
    password: str = "",
    phone: str = "",
    sex: str = "",
    is_new: bool = False,
    key: UUID | None = None,
) -> Actor:
    """Where everybody may: a space of one's own, and the account of who has none yet. The same `key` opens one.

    Refused for a user name or a phone in use, and while a space of that name was not said to be another's.
    """
    key = key or new_id()

    def once() -> Actor:
        with transaction.atomic():
            claimed = Opening.objects.filter(key=key).select_related("user", "space").first()
            if claimed is not None:
                return _opened_with(claimed, user, username, password, [kind, name_ar, name_fr])
            claim = Opening.objects.create(key=key)  # whoever sends the same waits here
            if not is_new and namesakes(name_ar).exists():
                raise Refused(
                    _(
                        "A space of this name is here already. If it is yours, ask its officers to invite you. If not, tick the box below."
                    ),
                    "is_new",
                )
            founder = user or new_user(username, password, name=person, phone=phone)
            actor = _found(founder, kind=kind, name_ar=name_ar, name_fr=name_fr)
            _arrive(actor, sex)
            claim.user, claim.space = founder, actor.space
            claim.save()
            return actor

    return tried("accounts.open_own_space", once)


def _opened_with(opening: Opening, user: User | None, username: str, password: str, said: list[str]) -> Actor:
    """What that form opened already, for who sent it: signed in as them, or with their user name and password."""
    space: Any = opening.space
    owner: Any = opening.user
    is_theirs = (user or begun_with(opening.key, username, password)) == owner
    actor = actor_of(owner, space.pk) if is_theirs else None
    if actor is None or [space.kind, space.name_ar, space.name_fr] != said:
        raise Refused(
            _("This form was already sent with another content. Read it again and send it once more."), "name_ar"
        )
    return actor


def namesakes(name_ar: str) -> Any:
    """The spaces that are called so, whatever the spelling."""
    return Space.objects.filter(folded=fold(name_ar)[:200])


BEGUN_FOR = timedelta(minutes=10)


def begun_with(key: UUID, username: str, password: str) -> User | None:
    """Whom that form made just now, for who says their user name and password: of one that was sent twice the second lets in, too."""
    lately = Opening.objects.filter(key=key, created_at__gt=timezone.now() - BEGUN_FOR)
    row = lately.filter(user__username__iexact=username, user__is_active=True).select_related("user").first()
    user = row and row.user
    return user if user and user.check_password(password) else None


MOST_AGAIN = 5


def ask_for_space(
    *, kind: str, name_ar: str, place: str, person: str, phone: str, name_fr: str = "", email: str = ""
) -> SpaceRequest:
    """Where one asks first: what whoever keeps the installation reads.

    Asked again before it is answered, it is one request, as it was written first: whoever knows name and phone may send
    it. What is said otherwise stands beside it.
    """

    def once() -> SpaceRequest:
        with transaction.atomic():
            said = {"name_ar": name_ar, "name_fr": name_fr, "place": place, "person": person, "email": email}
            known = {"folded": fold(name_ar)[:200], "kind": kind, "phone": phone}
            row = SpaceRequest.objects.waiting().select_for_update(no_key=True).filter(**known).first()
            if row is None:
                return SpaceRequest.objects.create(**said, kind=kind, phone=phone)
            other = {name: value for name, value in said.items() if value and value != getattr(row, name)}
            if other and other not in row.again:
                row.again = [*row.again, other][:MOST_AGAIN]
                row.save()
            return row

    return tried("accounts.ask_for_space", once)


@command(can_answer_request, says=_("opened a space that was asked for"), is_final=True)
def accept_request(actor: Actor, request: SpaceRequest) -> Invitation:
    """Open the space that somebody asked for, and write their letter of entry; its secret stands once in `.token`."""
    space = Space.objects.create(kind=request.kind, name_ar=request.name_ar, name_fr=request.name_fr)
    request.opened = space
    _answer(actor, request)
    return write_letter(actor, space, name=request.person, contact=request.phone, role=first_role(request.kind))


@command(can_answer_request, says=_("declined a request for a space"))
def decline_request(actor: Actor, request: SpaceRequest, *, reason: str) -> SpaceRequest:
    """Say no, with why; whoever asked may ask again."""
    request.reason = stated(reason)
    _answer(actor, request)
    return request


def _answer(actor: Actor, request: SpaceRequest) -> None:
    request.answered_at, request.answered_by = timezone.now(), actor.user
    request.save()


def name_keeper(user: User) -> Keeper:
    """From now on somebody keeps this installation, too."""
    return Keeper.objects.get_or_create(user=user)[0]


def end_keeper(user: User) -> None:
    """From now on somebody does not keep this installation any more."""
    Keeper.objects.filter(user=user).delete()


def new_user(username: str, password: str, *, name: str, phone: str = "", email: str = "") -> User:
    """An account; Refused at the field whose value somebody else uses. Who is as quick is met by `tried`, around it."""
    _refuse_taken(None, username=username, phone=phone, email=email)
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


@command(can_edit_account, says=_("changed their account"), formerly="foundation.accounts")
def update_account(
    actor: Actor,
    user: User,
    *,
    name: str,
    phone: str = "",
    email: str = "",
    is_reminded: bool = True,
    current_password: str = "",
) -> User:
    """Change one's own name and contacts, and whether reminders come by e-mail too.

    Other contacts ask for the password, are told to the address known before, and a new address counts once it is
    confirmed. Refused at the field whose value somebody else uses.
    """
    email = email.lower()
    is_other_phone, is_other_email = phone != (user.phone or ""), email != (user.new_email or user.email or "")
    if (is_other_phone or is_other_email) and not user.check_password(current_password):
        raise Refused(_("Write your password to change the phone or the e-mail."), "current_password")
    _refuse_taken(user, phone=phone, email=email)
    if is_other_phone:
        tell(user, "phone")
    if is_other_email:
        _give_email(user, email)
    user.name, user.phone, user.is_reminded = name, phone or None, is_reminded
    user.save()
    return user


def _refuse_taken(user: User | None, **contacts: str) -> None:
    others = User.objects.exclude(pk=user.pk) if user else User.objects
    for field, value in contacts.items():
        if value and others.filter(**{f"{field}__iexact": value}).exists():
            raise Refused(TAKEN, field)


def _give_email(user: User, email: str) -> None:
    """Note a new address; where letters can be sent, it is asked first whether it is theirs. The caller saves."""
    if email and email != user.email and settings.EMAIL_URL:
        tell(user, "email")
        user.new_email = email
        ask_to_confirm(user)
    else:
        _put_email(user, email or None)


def _put_email(user: User, email: str | None) -> None:
    """From now on this is the address; what the sign-in library knew of another one is forgotten."""
    if email != user.email:
        tell(user, "email_gone")
    user.email, user.new_email = email, ""
    EmailAddress.objects.filter(user_id=user.pk).delete()


@command(can_edit_account, says=_("confirmed their e-mail address"), formerly="foundation.accounts")
def confirm_email(actor: Actor, user: User) -> User:
    """Use the new address from now on; the old one is told. Refused when somebody else uses it by now."""
    _refuse_taken(user, email=user.new_email)
    _put_email(user, user.new_email or user.email)
    user.save()
    return user


@command(
    can_edit_account,
    says=_("took their account back"),
    formerly="foundation.accounts",
    secret=frozenset({"password", "token"}),
)
def take_back_account(actor: Actor, user: User, *, token: str, password: str) -> User:
    """By the link of a letter about a change: contacts as they were before it, no key that was added since, a new password.

    Every session ends, and so do this link and those of later changes (`links.undo_of`). Refused when the link is over.
    """
    undo = undo_of(token)
    if undo is None or undo.user.pk != user.pk:
        raise Refused(CLOSED)
    others = User.objects.exclude(pk=user.pk)
    user.email = None if others.filter(email__iexact=undo.email).exists() else undo.email
    user.phone = None if others.filter(phone=undo.phone).exists() else undo.phone or None
    spans = [*closed_spans(user), (undo.since, timezone.now())]
    user.new_email, user.taken_back = "", [[begun.isoformat(), used.isoformat()] for begun, used in spans]
    EmailAddress.objects.filter(user_id=user.pk).delete()
    Authenticator.objects.filter(user_id=user.pk, created_at__gte=undo.since).delete()
    user.set_password(password)
    user.save()
    tell(user, "taken_back")
    return user


@command(can_edit_account, says=_("said whether reminders come by e-mail"), formerly="foundation.accounts")
def choose_reminders(actor: Actor, user: User, *, is_reminded: bool) -> User:
    """Have reminders by e-mail, or no more."""
    user.is_reminded = is_reminded
    user.save()
    return user


@command(can_offer_password_link, says=_("made a link for a new password"), formerly="foundation.accounts")
def offer_password_link(actor: Actor, membership: Membership) -> Membership:
    """Help a member back in: a link that sets a new password, once, within 48 hours; it stands in `.token`.

    The link before it opens nothing any more, and the member is told.
    """
    membership.link_turn += 1
    membership.save()
    tell(membership.user, "link_made")
    membership.token = offered_token(actor, membership)  # type: ignore[attr-defined]  # shown once, never stored
    return membership


@command(can_offer_password_link, says=_("ended a link for a new password"), formerly="foundation.accounts")
def end_password_link(actor: Actor, membership: Membership) -> Membership:
    """Close a link that went astray."""
    membership.link_turn += 1
    membership.save()
    return membership


@command(
    can_edit_account,
    says=_("chose a new password"),
    formerly="foundation.accounts",
    secret=frozenset({"password", "token"}),
)
def use_password_link(actor: Actor, user: User, *, membership_id: UUID, token: str, password: str) -> User:
    """Set a new password by the link of an officer; every session ends. Refused when anything it was bound to has changed."""
    offer = offer_of(membership_id, token)
    if offer is None or offer.membership.user_id != user.pk:
        raise Refused(CLOSED)
    tell(user, "link_used")
    user.set_password(password)
    user.save()
    return user


def remember_language(user: User, language: str) -> None:
    """Keep the language that a person reads; their own matter, so it stands in no space's history."""
    User.objects.filter(pk=user.pk).update(language=language)
