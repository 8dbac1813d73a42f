"""`first_visit`: where the first space of an empty installation is made, and the code for it."""

from django.core.management.base import BaseCommand

from sanad.accounts.first import first_address
from sanad.foundation.spaces.models import User


class Command(BaseCommand):
    help = "Say where the first space is made, with its code; nothing once there is one."

    def handle(self, **_options) -> None:
        if not User.objects.exists():
            self.stdout.write(f"The first space is made here: {first_address()}")
