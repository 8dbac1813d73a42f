"""`put-clock-right`: after the data about time zones changed."""

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from sanad.foundation.clock.follow import put_clock_right


class Command(BaseCommand):
    help = "Look again at what follows the clock: minutes counted at a door, letters that wait. Planned hours stay."

    def handle(self, *, verbosity: int, **_options) -> None:
        done, spans = put_clock_right()
        if not verbosity:
            return
        for begin, end in spans:
            days = " - ".join(f"{timezone.localtime(at):%Y-%m-%d %H:%M}" for at in (begin, end))
            self.stdout.write(f"{settings.TIME_ZONE}: another hour than before, {days}.")
        said = f"Put right: {done}." if spans else "The clock is the one known before."
        self.stdout.write(f"{said} Planned hours stay as typed.")
