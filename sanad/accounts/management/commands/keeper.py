"""`keeper`: who answers those who ask for a space on this installation."""

from django.core.management.base import BaseCommand, CommandError

from sanad.accounts.commands.keepers import end_keeper, name_keeper
from sanad.foundation.spaces.models import Keeper, User


class Command(BaseCommand):
    help = "Say who keeps this installation: they answer requests for a space, on a page of their account."

    def add_arguments(self, parser) -> None:
        parser.add_argument("username", nargs="?", help="from now on this account keeps it too")
        parser.add_argument("--end", action="store_true", help="this account keeps it no more")

    def handle(self, *, username: str | None, end: bool, **_options) -> None:
        if username:
            user = User.objects.filter(username__iexact=username, is_active=True).first()
            if user is None:
                message = f"No account has the user name {username}."
                raise CommandError(message)
            (end_keeper if end else name_keeper)(user)
        named = Keeper.objects.select_related("user").order_by("named_at")
        said = ", ".join(f"{keeper.user.username} ({keeper.user.name})" for keeper in named)
        self.stdout.write(f"Requests for a space are answered by: {said or 'nobody'}")
