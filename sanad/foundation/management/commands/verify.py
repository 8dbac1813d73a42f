"""`verify`: walk every chain, row, seal, paper, file and head that was kept elsewhere; name what does not hold."""

import sys
from collections.abc import Iterable
from itertools import chain
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sanad.foundation.backup.restore import heads_in
from sanad.foundation.health.whole import kinds
from sanad.foundation.history import anchors, covers, seals
from sanad.foundation.history.covers import Fault
from sanad.foundation.history.labels import label_of
from sanad.foundation.management.keeper import KeeperCommand, passphrase_from, progress, take_a_passphrase

QUIETLY = {label_of(model) for model in covers.covered_models()}  # that all is well is said of all at once


class Command(KeeperCommand):
    help = "Check that nothing was changed past Sanad; exit 1 and name the first fault of each kind."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--anchor", help='a line from a paper or a letter, as "412 · 7f3a 91bc 02de"')
        parser.add_argument("--backup", type=Path, help="a backup: whether the histories go on from it")
        parser.add_argument("--all", action="store_true", help="name every fault, not only the first of each kind")
        take_a_passphrase(parser)

    def handle(self, *, anchor: str | None, backup: Path | None, passphrase_file: Path | None, **options) -> None:
        if anchor is not None:
            why = anchors.why_not(anchor)
            said = why or _("the history still holds this line.")
            self.stdout.write(_("%(line)s: %(said)s") % {"line": anchor, "said": said})
            sys.exit(1 if why else 0)
        looked_at = kinds(progress)
        if backup is not None:
            heads = heads_in(backup, passphrase_from(passphrase_file))
            looked_at = chain([(_("heads in the backup"), anchors.check(heads))], looked_at)
        count = sum(self._say(what, faults, whole=options["all"]) for what, faults in looked_at)
        if count:
            self.stdout.write(ngettext("%(count)d fault.", "%(count)d faults.", count) % {"count": count})
            sys.exit(1)
        what = {"tables": len(covers.covered_models()), "seals": len(seals.SEALS)}
        self.stdout.write(_("Everything holds. Tables of rows: %(tables)d. Kinds of seal: %(seals)d.") % what)

    def _say(self, what: str, faults: Iterable[Fault], *, whole: bool) -> int:
        """Name the faults of one kind as they are found; how many there are."""
        count = 0
        for count, fault in enumerate(faults, 1):
            if whole or count == 1:
                self.stdout.write(f"{fault}")
        if count > 1 and not whole:
            more = ngettext(
                "and %(count)d more of %(what)s (--all names them)",
                "and %(count)d more of %(what)s (--all names them)",
                count - 1,
            )
            self.stdout.write("  " + more % {"count": count - 1, "what": what})
        if not count and what not in QUIETLY:
            self.stdout.write(_("%(what)s: hold.") % {"what": what})
        return count
