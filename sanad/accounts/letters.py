"""Plain letters about an account: what changed and when, and how it is taken back."""

from datetime import datetime

from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from sanad.accounts.links import CONFIRM, ResetLinks, undo_token
from sanad.foundation.arabic import dates
from sanad.foundation.arabic.bidi import isolate
from sanad.foundation.reminders.post import written
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
