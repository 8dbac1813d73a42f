"""`doctor`: how the installation is, line by line, with what to do about it."""

import sys
from collections.abc import Iterator
from functools import partial

from django.db import Error
from django.utils.translation import gettext as _

from sanad.foundation.arabic.bidi import isolate_ltr
from sanad.foundation.health import Finding, Level, Look, data, machine, work
from sanad.foundation.management.keeper import KeeperCommand, progress
from sanad.foundation.ui.away import is_away

ALWAYS: list[Look] = [machine.versions, machine.settings_hold, machine.disks, machine.knowledge, work.mail]
ASK_THE_DATABASE: list[Look] = [
    data.tables,
    machine.clock,
    work.worker,
    work.queue,
    data.histories,
    data.files,
    data.backup,
]


class Command(KeeperCommand):
    help = "Say how the installation is and what to do about it; exit 1 when something fails, warnings do not count."
    requires_system_checks = []  # it says itself what they find

    def add_arguments(self, parser) -> None:
        parser.add_argument(
            "--deep", action="store_true", help="walk every line, row, seal and file too, as `verify` does"
        )

    def handle(self, *, deep: bool, **_options) -> None:
        looks: list[Look] = [*ASK_THE_DATABASE, *([partial(data.everything, progress)] if deep else [])]
        found = [self._told(finding) for finding in _findings(looks)]
        failures, warnings = (sum(each.level is level for each in found) for level in (Level.FAIL, Level.WARN))
        self.stdout.write(
            _("Failures: %(failures)d. Warnings: %(warnings)d.") % {"failures": failures, "warnings": warnings}
        )
        if failures:
            sys.exit(1)

    def _told(self, finding: Finding) -> Finding:
        style = {Level.OK: self.style.SUCCESS, Level.WARN: self.style.WARNING, Level.FAIL: self.style.ERROR}
        level = style[finding.level](str(finding.level.value))
        said = _("%(about)s: %(found)s") % {"about": finding.about, "found": finding.found}
        self.stdout.write(f"{level} · {said}")
        if finding.remedy:
            self.stdout.write(f"    {finding.remedy}")
        return finding


def _findings(looks: list[Look]) -> Iterator[Finding]:
    """What each look finds. A database that cannot be asked is one failure, not one of every look."""
    for look in ALWAYS:
        yield from look()
    try:
        data.answers()
    except Error as problem:
        yield _away(problem)
        return
    for look in looks:
        try:
            yield from look()
        except Error as problem:
            yield _away(problem) if is_away(problem) else _strange(problem)
            return


def _strange(problem: Error) -> Finding:
    return Finding(
        Level.FAIL,
        _("Database"),
        _("it could not be asked: %(why)s") % {"why": isolate_ltr(str(problem).strip())},
        _("Its tables are not those of this version, see above; else it is damaged: restore a backup."),
    )


def _away(problem: Error) -> Finding:
    return Finding(
        Level.FAIL,
        _("Database"),
        _("it does not answer: %(why)s") % {"why": isolate_ltr(str(problem).strip())},
        _("Look whether it runs, and whether SANAD_DATABASE names it."),
    )
