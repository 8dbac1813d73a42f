"""What the sign-in library asks us about our people."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.usersessions.adapter import DefaultUserSessionsAdapter
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from sanad.accounts.commands.own import remember_language
from sanad.accounts.devices import count_attempt, remember_device
from sanad.accounts.letters import NEWS, send_reset, tell
from sanad.accounts.middleware import CHOSEN, keep_language
from sanad.foundation.phones import known_number, phone_number
from sanad.foundation.spaces.models import User
from sanad.foundation.ui.fields import KnownPhoneField

_WRONG = _("The name and the password do not belong together. Check both and try again.")
_OFTEN = _("Too many attempts. Wait five minutes, then try again.")


class AccountAdapter(DefaultAccountAdapter):
    """No sign-up without an invitation; a phone number in any usual spelling finds its owner.

    A refused sign-in says the same thing whether or not the account exists.
    """

    error_messages = DefaultAccountAdapter.error_messages | {
        "invalid_login": _WRONG,
        "email_password_mismatch": _WRONG,
        "phone_password_mismatch": _WRONG,
        "username_password_mismatch": _WRONG,
        "too_many_login_attempts": _OFTEN,
        "rate_limited": _OFTEN,
    }

    def is_open_for_signup(self, request: Any) -> bool:  # noqa: ARG002  the library's signature
        return False

    def post_login(self, request: Any, user: Any, **kwargs: Any) -> Any:
        """Who chose a language at the door keeps it; a device on which nobody chose one takes the person's own.

        Theirs is, until they choose another, the one in which they read the door when they came in first.
        """
        response = super().post_login(request, user, **kwargs)
        remember_device(request, response, user)
        if (chosen := request.COOKIES.get(CHOSEN)) in dict(settings.LANGUAGES):
            remember_language(user, chosen)
            response.delete_cookie(CHOSEN, samesite="Lax")
        elif not user.language:
            remember_language(user, get_language() or "ar")
        elif settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
            keep_language(response, user.language)
        return response

    def pre_authenticate(self, request: Any, **credentials: Any) -> None:
        """Slow down who guesses, and nobody else: see `devices`."""
        typed = next((credentials[name] for name in ("username", "email", "phone") if credentials.get(name)), "")
        self._login_failed_rl_usage = count_attempt(request, typed)
        if self._login_failed_rl_usage is None:
            raise self.validation_error("too_many_login_attempts")  # noqa: EM101  the library's name of a sentence

    def send_password_reset_mail(self, user: User, email: str, context: Any) -> None:  # noqa: ARG002  the library's signature
        """By the worker, to the confirmed address, with our own address in the link."""
        if user.email and user.email.lower() == email.lower():
            send_reset(user)

    def send_notification_mail(self, template_prefix: str, user: User, *_args: Any, **_kwargs: Any) -> None:
        """What the library changed of an account is told as everything else is."""
        if template_prefix in NEWS:
            tell(user, template_prefix)

    def phone_form_field(self, **kwargs: Any) -> Any:
        return KnownPhoneField(**kwargs)

    def get_phone(self, user: User) -> tuple[str, bool] | None:
        return (user.phone, True) if user.phone else None

    def set_phone(self, user: User, phone: str, verified: bool) -> None:  # noqa: ARG002, FBT001  the library's signature
        user.phone = phone_number(phone) or phone
        user.save(update_fields=["phone"])

    def set_phone_verified(self, user: User, phone: str) -> None:
        """Numbers are given by the person or an officer; no message is sent to prove them."""

    def get_user_by_phone(self, phone: str) -> User | None:
        number = known_number(phone)
        return User.objects.filter(phone=number).first() if number else None


class SessionsAdapter(DefaultUserSessionsAdapter):
    """Signing other devices out is told."""

    def end_sessions(self, sessions: Any) -> None:
        ended = list(sessions)
        super().end_sessions(ended)
        if ended:
            tell(ended[0].user, "sessions")
