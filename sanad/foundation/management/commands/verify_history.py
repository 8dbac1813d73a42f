"""`verify-history`: walk every chain; name the first line that does not hold."""

import sys

from django.core.management.base import BaseCommand
from rich.progress import track

from sanad.foundation.history.chain import verify
from sanad.foundation.spaces.models import Space


class Command(BaseCommand):
    help = "Check the hash-chained history of every space; exit 1 and name the first bad line of each."

    def handle(self, **_options) -> None:
        broken = 0
        for space in track(Space.objects.order_by("pk"), "History", transient=True, disable=not sys.stderr.isatty()):
            count, break_ = verify(space.pk)
            if break_ is None:
                self.stdout.write(f"{space.name_ar}: {count} lines hold.")
            else:
                broken += 1
                self.stdout.write(f"{space.name_ar}: line {break_.seq} {break_.reason} ({count} lines hold before it).")
        if broken:
            sys.exit(1)
