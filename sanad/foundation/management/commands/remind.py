"""`remind`: a round of reminders now, whatever the hour."""

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from sanad.foundation.management.commands.work import empties_the_queue
from sanad.foundation.reminders.rounds import queue_round


class Command(BaseCommand):
    help = "Send the reminders of today that were not sent; nothing is sent twice."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--queue", action="store_true", help="leave the sending to the worker")

    def handle(self, *, queue: bool, **_options) -> None:
        if not settings.EMAIL_URL:
            self.stdout.write("No mail server (SANAD_MAIL): reminders stand on the page only.")
            return
        queue_round(timezone.localdate())
        if not queue:
            empties_the_queue().run()
