"""`backup`: everything that is kept, in one archive."""

import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from rich.progress import track

from sanad.foundation.backup import Unfit
from sanad.foundation.backup.take import taken


class Command(BaseCommand):
    help = "Write database, files and keys into FILE while people go on working, and read it again."

    def add_arguments(self, parser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *, file: Path, **_options) -> None:
        try:
            made = taken(file, _progress)
        except Unfit as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(
            f"{file}: {made.size:,} bytes, {made.spaces} spaces, {made.lines} lines of history, {made.files} files."
            " Read again: whole. It holds all data and keys in clear: keep it where nobody else can read it."
        )
        for name in made.lost:
            self.stderr.write(f"Not in the backup: the file {name} is missing or was changed on the disk.")
        if made.lost:
            sys.exit(1)


def _progress(things, label: str, total: int):
    return track(things, label, total=total, transient=True, disable=not sys.stderr.isatty())
