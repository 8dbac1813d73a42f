"""`entry`: a letter of entry for who forgot the password, when no officer can make one."""

from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db.models import Q
from django.urls import reverse

from sanad.accounts.links import ResetLinks
from sanad.foundation.phones import known_number
from sanad.foundation.spaces.models import User


class Command(BaseCommand):
    help = (
        "Print a link with which somebody whom you know chooses a new password: once, within 48 hours, and only while "
        "nothing of the account changes. Keys and contacts stay (for a stolen account: give_back)."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("who", help="the user name, phone or e-mail of the account")

    def handle(self, *, who: str, **_options) -> None:
        known = Q(username__iexact=who) | Q(email__iexact=who) | Q(phone=known_number(who) or who)
        user = User.objects.filter(known, is_active=True).order_by("pk").first()
        if user is None:
            message = f"No account has the user name, phone or e-mail {who}."
            raise CommandError(message)
        key = f"{user_pk_to_url_str(user)}-{ResetLinks().make_token(user)}"
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
        self.stdout.write(f"{user.name} ({user.username}): {settings.PUBLIC_ADDRESS}{path.replace('UID-KEY', key)}")
