"""Who a session belongs to."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from sanad.foundation.spaces.models import Membership, User


class Backend(AuthenticationBackend):
    """Sign-in by phone, e-mail or user name; each request then reads the person and their spaces with one question."""

    def get_user(self, user_id: Any) -> User | None:
        """The person with their live memberships as `known_memberships`; None when they may not sign in."""
        rows = list(Membership.live.filter(user_id=user_id).select_related("user", "space"))
        user = rows[0].user if rows else super().get_user(user_id)
        if user is None or not self.user_can_authenticate(user):
            return None
        user.known_memberships = rows
        return user
