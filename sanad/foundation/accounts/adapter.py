"""What the sign-in library asks us about our people."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from sanad.foundation.accounts.middleware import keep_language
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
        """A device on which nobody chose a language takes the person's own."""
        response = super().post_login(request, user, **kwargs)
        if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
            keep_language(response, user.language)
        return response

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
