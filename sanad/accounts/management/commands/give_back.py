"""`give_back`: a link by which somebody takes their account back, when no officer can make one."""

from datetime import timedelta

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse
from django.utils import timezone

from sanad.accounts.links import undo_token
from sanad.foundation.spaces.models import User


class Command(BaseCommand):
    help = (
        "Print a link that gives an account back to its owner, whom you know: it signs every device out, puts these "
        "contacts in place, removes the keys that were added in the last days, and asks for a new password. Within a week."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("username")
        parser.add_argument("--email", help="the address of its owner (else the one it has)")
        parser.add_argument("--phone", help="the number of its owner, as +212612345678 (else the one it has)")
        parser.add_argument("--days", type=int, default=30, help="how far back keys are removed (default: 30)")

    def handle(self, *, username: str, email: str | None, phone: str | None, days: int, **_options) -> None:
        user = User.objects.filter(username=username, is_active=True).first()
        if user is None:
            message = f"No account has the user name {username}."
            raise CommandError(message)
        since = timezone.now() - timedelta(days=days)
        email, phone = (known if said is None else said for said, known in ((email, user.email), (phone, user.phone)))
        token = undo_token(user, email=email or "", phone=phone or "", since=since.isoformat())
        self.stdout.write(settings.PUBLIC_ADDRESS + reverse("accounts:take_back", args=[token]))
