"""`demo`: the case of the press report, on an empty database."""

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import translation

from sanad.demo.case import PASSWORD, load
from sanad.demo.publishing import publish
from sanad.demo.since import settle
from sanad.demo.training import teach
from sanad.foundation.spaces.models import Membership, User


class Command(BaseCommand):
    help = "Load the demo case into an empty database, and print the accounts."

    def handle(self, **_options) -> None:
        call_command("prepare")
        if not User.objects.exists():
            with translation.override("ar"), transaction.atomic():
                case = load()
                teach(case)
                settle(case)
                publish(case)
        self.stdout.write(f"\n{settings.PUBLIC_ADDRESS}   password of every demo account: {PASSWORD}\n")
        for row in Membership.objects.select_related("user", "space").order_by("since_on", "pk"):
            self.stdout.write(f"  {row.user.username:10} {row.role:18} {row.space.name_fr}")
