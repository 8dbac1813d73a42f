"""Ways back in: a new password by the link of an officer, an account that is taken back."""

from uuid import UUID

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanad.accounts.letters import tell
from sanad.accounts.links import closed_spans, offer_of, offered_token, undo_of
from sanad.accounts.policies import can_edit_account, can_offer_password_link
from sanad.foundation.command import command
from sanad.foundation.policy import Refused
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.spaces.models import Membership, User

CLOSED = _("This link is no longer open")


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
