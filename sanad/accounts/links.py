"""Secret links to an account: what each is bound to (docs/adr/0010-doors.md has the table).

None is stored. Each is made from the key of the installation and from what was true when it was made; when any of it has
changed, the link opens nothing any more.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core.signing import BadSignature, TimestampSigner
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from sanad.accounts.policies import can_offer_password_link
from sanad.foundation.ids import as_uuid
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.spaces.models import Membership, User

UNDO_LIFE = timedelta(days=7)
UNDO = TimestampSigner(sep="~", salt="sanad.accounts.undo")


def _account(user: User) -> list[Any]:
    """What opens an account: password, last sign-in, contacts, second factors."""
    factors = Authenticator.objects.filter(user_id=user.pk).order_by("pk").values_list("pk", flat=True)
    return [
        user.pk,
        user.password,
        user.last_login and user.last_login.replace(microsecond=0, tzinfo=None),
        user.email,
        user.new_email,
        user.phone,
        user.is_active,
        list(factors),
    ]


class ResetLinks(PasswordResetTokenGenerator):
    """A new password, asked for by e-mail: ends with any change of the account."""

    key_salt = "sanad.accounts.reset"

    def _make_hash_value(self, user: Any, timestamp: int) -> str:
        return repr([*_account(user), timestamp])


@dataclass(frozen=True)
class Offer:
    """A link for a new password: for whom, and which officer made it."""

    membership: Membership
    officer: Membership

    @property
    def holds(self) -> bool:
        """Whether the officer is one still, and may do so now."""
        actor = Actor(self.officer.user, self.officer.space, self.officer.role)
        is_live = self.officer.ended_at is None and self.officer.user.is_active
        return bool(is_live and can_offer_password_link(actor, self.membership))


class _OfferedLinks(PasswordResetTokenGenerator):
    """Bound to the account, to every room that it opens, and to the office of who made it."""

    key_salt = "sanad.accounts.offer"

    def _make_hash_value(self, offer: Any, timestamp: int) -> str:
        user = offer.membership.user
        rooms = Membership.live.filter(user=user).values_list("pk", "role")
        officer = offer.officer
        return repr(
            [
                *_account(user),
                sorted(map(str, rooms)),
                offer.membership.link_turn,
                officer.pk,
                officer.role,
                officer.user_id,
                timestamp,
            ]
        )


_OFFERED = _OfferedLinks()


def offered_token(actor: Actor, membership: Membership) -> str:
    """The secret half of a link that an officer makes for a member."""
    officer = Membership.live.select_related("user", "space").get(user=actor.user, space=actor.space)
    return f"{officer.pk.hex}.{_OFFERED.make_token(cast('User', Offer(membership, officer)))}"


def offer_of(pk: UUID, token: str) -> Offer | None:
    """The offer that a link makes; None when it was never made, or something it was bound to has changed."""
    key, _dot, secret = token.partition(".")
    rows = Membership.objects.select_related("user", "space")
    membership, officer = rows.filter(pk=pk).first(), rows.filter(pk=as_uuid(key) or pk).first()
    if membership is None or officer is None:
        return None
    offer = Offer(membership, officer)
    return offer if _OFFERED.check_token(cast("User", offer), secret) and offer.holds else None


class _Confirmations(PasswordResetTokenGenerator):
    """An address that its owner confirms: ends with another one, and with a new password."""

    key_salt = "sanad.accounts.confirm"

    def _make_hash_value(self, user: Any, timestamp: int) -> str:
        return repr([user.pk, user.new_email, user.password, user.is_active, timestamp])


CONFIRM = _Confirmations()


@dataclass(frozen=True)
class Undo:
    """What the letter about a change offers: contacts as they were, and nothing that was added since."""

    user: User
    email: str
    phone: str
    since: datetime


def undo_token(user: User, *, email: str, phone: str, since: str) -> str:
    """The secret half of a link by which somebody takes their account back."""
    return UNDO.sign_object([user.pk.hex, email, phone, since])


def closed_spans(user: User) -> list[tuple[datetime, datetime]]:
    """From which change to which moment the account was taken back, each time that a link of today could be older than."""
    spans = [(datetime.fromisoformat(begun), datetime.fromisoformat(used)) for begun, used in user.taken_back]
    return [span for span in spans if span[1] > timezone.now() - UNDO_LIFE]


def undo_of(token: str) -> Undo | None:
    """What a link takes back; None when it is none of ours, is older than seven days, or the account was taken back from there.

    A link that was used ends itself and those of later changes, never one of an earlier change: whoever was told first
    was told at the address that was theirs before anybody changed it.
    """
    try:
        key, email, phone, since = UNDO.unsign_object(token, max_age=UNDO_LIFE)
    except BadSignature:
        return None
    user, moment = User.objects.filter(pk=key, is_active=True).first(), parse_datetime(since)
    if user is None or moment is None:
        return None
    if any(begun <= moment <= used for begun, used in closed_spans(user)):
        return None
    return Undo(user, email, phone, moment)
