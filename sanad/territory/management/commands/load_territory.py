"""`load_territory`: bring the census units in, once per release of the data."""

from django.core.management.base import BaseCommand
from rich.progress import Progress

from sanad.territory.loader import is_current, load


class Command(BaseCommand):
    help = "Load the regions, provinces, cercles and communes of Morocco (HCP census) unless they are current."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--force", action="store_true", help="load again even when current")

    def handle(self, *, force: bool, **_options) -> None:
        if is_current() and not force:
            return
        with Progress(transient=True) as bar:
            task = bar.add_task("Territory", total=None)
            count = load(progress=lambda written: bar.advance(task, written))
        self.stdout.write(f"Territory: {count} units.")
