"""Letters to people about their account: what they say, and the worker's task that writes them.

Nothing that opens an account lies in the queue: links are made when a letter leaves.
"""

from datetime import datetime, timedelta
from uuid import UUID

from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.formats import time_format
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from sanad.accounts.links import CONFIRM, ResetLinks, undo_token
from sanad.accounts.throttle import ENOUGH, Letters, tomorrow
from sanad.foundation.arabic import dates
from sanad.foundation.arabic.bidi import isolate
from sanad.foundation.ids import new_id
from sanad.foundation.letters.post import AGAIN_AFTER, NotNow, hand_over, written
from sanad.foundation.spaces.models import User, spoken

CONFIRMATION, RESET = "confirm", "reset"
# What is told of an account; each is told to the address that was confirmed before it.
NEWS = {
    "email": _("Another e-mail address was given. It counts once it is confirmed."),
    "email_gone": _("The e-mail address of the account was changed."),
    "phone": _("The phone number of the account was changed."),
    "link_made": _("An officer of your space made a link by which you choose a new password."),
    "link_used": _("A new password was chosen by the link that an officer made."),
    "taken_back": _("The account was taken back by the link of a letter, and a new password chosen."),
    "account/email/password_changed": _("The password was changed."),
    "account/email/password_set": _("The password was changed."),
    "account/email/password_reset": _("A new password was chosen by a link sent by e-mail."),
    "mfa/email/totp_activated": _("An app for codes was added as a second factor."),
    "mfa/email/totp_deactivated": _("The app for codes was removed; it is no second factor any more."),
    "mfa/email/recovery_codes_generated": _("New recovery codes were made; the old ones are over."),
    "mfa/email/webauthn_added": _("A key or passkey was added."),
    "mfa/email/webauthn_removed": _("A key or passkey was removed."),
    "codes_shown": _("The recovery codes were shown."),
    "sessions": _("Devices were signed out."),
}


def news_letter(user: User, to: str, kind: str, at: datetime, *, email: str, phone: str) -> EmailMessage:
    """What changed in an account; its link restores the contacts that it had, and ends every session."""
    language = spoken(user.language)
    with override(language):
        local = timezone.localtime(at)
        when = f"{dates.day(local.date(), language)} {time_format(local)}"
        token = undo_token(user, email=email, phone=phone, since=at.isoformat())
        lines = [
            gettext("Hello %(name)s,") % {"name": isolate(user.name)},
            "",
            gettext("in your account on Sanad, %(when)s:") % {"when": isolate(when)},
            str(NEWS[kind]),
            "",
            gettext("If it was you, there is nothing to do."),
            gettext(
                "If it was not you, open this link within seven days: it signs every device out, puts the contacts back, removes the keys that were added since, and lets you choose a new password."
            ),
            settings.PUBLIC_ADDRESS + reverse("accounts:take_back", args=[token]),
        ]
        return written(gettext("A change in your account on Sanad"), lines, to, language)


def confirmation_letter(user: User) -> EmailMessage:
    """Asks whether an address is theirs. It holds nothing that was typed: whoever reads it may be a stranger."""
    language = spoken(user.language)
    with override(language):
        lines = [
            gettext("Somebody gave this address as theirs on Sanad. If it was you, confirm it here:"),
            settings.PUBLIC_ADDRESS + reverse("accounts:confirm_email", args=[user.pk, CONFIRM.make_token(user)]),
            "",
            gettext("If it was not you, there is nothing to do: without it no more letters come."),
        ]
        return written(gettext("Is this your address?"), lines, user.new_email, language)


def reset_letter(user: User) -> EmailMessage:
    """A new password, for whoever reads the letters of the account."""
    language = spoken(user.language)
    key = f"{user_pk_to_url_str(user)}-{ResetLinks().make_token(user)}"
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"}).replace("UID-KEY", key)
    with override(language):
        lines = [
            gettext("Hello %(name)s,") % {"name": isolate(user.name)},
            "",
            gettext("somebody asked for a new password for your account on Sanad. If it was you, choose it here:"),
            settings.PUBLIC_ADDRESS + path,
            "",
            gettext("Your user name: %(name)s") % {"name": isolate(user.username)},
            gettext("If it was not you, there is nothing to do: your password stays as it is."),
        ]
        return written(gettext("A new password on Sanad"), lines, user.email or "", language)


KEPT = timedelta(days=30)


def tell(user: User, kind: str) -> None:
    """Have somebody told of a change in their account, at the address that it has now; nobody without one."""
    if user.email and settings.EMAIL_URL:
        write.enqueue(str(new_id()), str(user.pk), kind, user.email, timezone.now().isoformat(), user.phone or "")


def ask_to_confirm(user: User) -> None:
    """Have the new address asked whether it is theirs."""
    write.enqueue(str(new_id()), str(user.pk), CONFIRMATION, user.new_email, timezone.now().isoformat(), "")


def send_reset(user: User) -> None:
    """Have a link for a new password sent to the confirmed address."""
    write.enqueue(str(new_id()), str(user.pk), RESET, user.email or "", timezone.now().isoformat(), "")


@task()
def write(letter_id: str, user_id: str, kind: str, to: str, at: str, phone: str) -> str:
    """Write one letter, once; say how it went. Later, when the server is away."""
    user = User.objects.filter(pk=UUID(user_id), is_active=True).first()
    letter = _letter(user, kind, to, at, phone) if user is not None and settings.EMAIL_URL else None
    if letter is None:
        return "nothing to tell"
    letters = Letters(to, "account", is_sure=kind != CONFIRMATION)
    if letters.are_enough:
        write.using(run_after=tomorrow()).enqueue(letter_id, user_id, kind, to, at, phone)
        return ENOUGH
    sent = f"account_letter:{letter_id}"

    def claim() -> bool:
        is_new = cache.add(sent, 1, timeout=KEPT.total_seconds())
        if is_new:
            letters.count()
        return is_new

    def take_back() -> None:
        cache.delete(sent)
        letters.take_back()

    try:
        return hand_over(letter, claim, take_back)
    except NotNow as problem:
        write.using(run_after=timezone.now() + AGAIN_AFTER).enqueue(letter_id, user_id, kind, to, at, phone)
        return f"later: {problem}"


def _letter(user: User, kind: str, to: str, at: str, phone: str) -> EmailMessage | None:
    """The letter, if it is still true: an address that was changed again is asked nothing."""
    if kind == CONFIRMATION:
        return confirmation_letter(user) if user.new_email == to else None
    if kind == RESET:
        return reset_letter(user) if user.email == to else None
    moment = parse_datetime(at) or timezone.now()
    return news_letter(user, to, kind, moment, email=to, phone=phone)
