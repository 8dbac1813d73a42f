"""`check`: Django's own checks, and how old what Sanad knows of the world is."""

from typing import Any

from django.core.management.commands import check
from django.utils import timezone

from sanad.foundation.reference import REFERENCES


class Command(check.Command):
    help = "Django's own checks, and how old time zones, phone plans, territory and rules are; warns of old ones."

    def handle(self, *app_labels: Any, **options: Any) -> None:
        super().handle(*app_labels, **options)
        if app_labels or options["list_tags"]:
            return
        today = timezone.localdate()
        for known in REFERENCES:
            since = known.published_on
            age = f"{since}, {(today - since).days} days old" if since else "no date"
            self.stdout.write(f"{known.label}: {known.key} {known.installed()} ({age})")
            for warning in known.warnings(today):
                self.stdout.write(self.style.WARNING(f"  warning: {warning}"))
