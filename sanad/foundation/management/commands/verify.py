"""`verify`: walk every chain, row, seal, paper, file and head that was kept elsewhere; name what does not hold."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from rich.progress import track

from sanad.foundation.backup import Unfit
from sanad.foundation.backup.restore import heads_in
from sanad.foundation.files.models import StoredFile
from sanad.foundation.files.store import NotAsKept, content_of
from sanad.foundation.history import anchors, chain, covers, seals
from sanad.foundation.history.covers import Fault
from sanad.foundation.history.labels import label_of
from sanad.foundation.naming.order import by_code_point
from sanad.foundation.spaces.models import Space


class Command(BaseCommand):
    help = "Check that nothing was changed past Sanad; exit 1 and name the first fault of each kind."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--anchor", help='a line from a paper or a letter, as "412 · 7f3a 91bc 02de"')
        parser.add_argument("--backup", type=Path, help="a backup: whether the histories go on from it")
        parser.add_argument("--all", action="store_true", help="name every fault, not only the first of each kind")

    def handle(self, *, anchor: str | None, backup: Path | None, **options) -> None:
        if anchor is not None:
            why = anchors.why_not(anchor)
            self.stdout.write(f"{anchor}: {why or 'the history still holds this line.'}")
            sys.exit(1 if why else 0)
        whole = options["all"]
        count = sum(
            [
                self._say("heads in the backup", anchors.check(_heads_in(backup)), whole=whole) if backup else 0,
                self._say("chains", self._chains(), whole=whole),
                self._say("heads kept elsewhere", anchors.check(anchors.kept()), whole=whole),
                *(
                    self._say(label_of(model), covers.faults_of(model), whole=whole, quietly=True)
                    for model in self._each(covers.covered_models(), "Rows")
                ),
                *(
                    self._say(f"seals of {label_of(seal.model)}", seals.broken(seal), whole=whole)
                    for seal in self._each(seals.SEALS, "Seals")
                ),
                self._say("files", self._files(), whole=whole),
            ]
        )
        if count:
            self.stdout.write(f"{count} faults.")
            sys.exit(1)
        self.stdout.write(
            f"Everything holds: {len(covers.covered_models())} tables of rows, {len(seals.SEALS)} kinds of seal."
        )

    def _say(self, what: str, faults: Iterable[Fault], *, whole: bool, quietly: bool = False) -> int:
        """Name the faults of one kind as they are found; how many there are."""
        count = 0
        for count, fault in enumerate(faults, 1):
            if whole or count == 1:
                self.stdout.write(f"{fault}")
        if count > 1 and not whole:
            self.stdout.write(f"  and {count - 1} more of {what} (--all names them)")
        if not count and not quietly:
            self.stdout.write(f"{what}: hold.")
        return count

    def _chains(self) -> Iterator[Fault]:
        first = anchors.first_kept()
        for space in self._each(Space.objects.order_by("pk"), "History"):
            count, broken = chain.verify(space.pk, signed_from=first.pop(space.pk, None))
            if broken is None:
                self.stdout.write(f"{space.name_ar}: {count} lines hold.")
            else:
                which = f"of {space.name_ar} ({space.pk}), line {broken.seq}"
                yield Fault("chain", which, f"{broken.reason} ({count} lines hold before it)")
        for space_id in first:
            yield Fault("chain", f"of the space {space_id}", "the space is gone")

    def _files(self) -> Iterator[Fault]:
        rows = StoredFile.objects.order_by("space", by_code_point("sha256")).iterator(chunk_size=1000)
        seen = None
        for row in self._each(rows, "Files", StoredFile.objects.count()):
            if seen == (row.space_id, row.sha256):
                continue
            seen = (row.space_id, row.sha256)
            try:
                content_of(row)
            except NotAsKept as problem:
                yield Fault("file", f"{row.pk} ({row.name}, {row.sha256})", str(problem))

    def _each(self, rows: Iterable, what: str, total: int | None = None) -> Iterable:
        return track(rows, what, total=total, transient=True, disable=not sys.stderr.isatty())


def _heads_in(backup: Path) -> list[anchors.Head]:
    try:
        return heads_in(backup)
    except Unfit as problem:
        raise CommandError(str(problem)) from problem
