"""What the sign-in library asks us about our people."""

from allauth.account.adapter import DefaultAccountAdapter

from sanad.foundation.spaces.models import User
from sanad.foundation.ui.fields import phone_number


class AccountAdapter(DefaultAccountAdapter):
    """No sign-up without an invitation; a phone number in any usual spelling finds its owner."""

    def is_open_for_signup(self, request) -> bool:  # noqa: ARG002  the library's signature
        return False

    def get_phone(self, user: User) -> tuple[str, bool] | None:
        return (user.phone, True) if user.phone else None

    def set_phone(self, user: User, phone: str, verified: bool) -> None:  # noqa: ARG002, FBT001  the library's signature
        user.phone = phone_number(phone)
        user.save(update_fields=["phone"])

    def set_phone_verified(self, user: User, phone: str) -> None:
        """Numbers are given by the person or an officer; no message is sent to prove them."""

    def get_user_by_phone(self, phone: str) -> User | None:
        number = phone_number(phone)
        return User.objects.filter(phone=number).first() if number else None
