"""`restore`: put a backup back."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from sanad.foundation.backup import Unfit
from sanad.foundation.backup.restore import restored


class Command(BaseCommand):
    help = "Put back what `backup` wrote into FILE, where nothing is; nothing changes unless all of it can be."

    def add_arguments(self, parser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--replace", action="store_true", help="in the place of what is here, which is kept aside")

    def handle(self, *, file: Path, replace: bool, **_options) -> None:
        try:
            done = restored(file, replace=replace)
        except Unfit as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(
            f"Put back as of {done.made_at}: {done.spaces} spaces with their history, {done.files} files."
        )
        self.stdout.write("Everybody signs in again. Letters that were sent since may be sent once more.")
        for name in done.lost:
            self.stderr.write(f"The backup did not have the file {name}.")
        if not done.has_the_key:
            self.stderr.write(
                "The key of the installation is not the one that was backed up: set SANAD_SECRET_KEY as it was."
                " Without it nothing that was signed or sealed with it can be used."
            )
        if done.before:
            self.stdout.write(f"What was here before: {done.before}")
        self.stdout.write("`sanad serve` brings it up to date and starts it.")
