"""What must not be lost: the database, the histories, the files, and the backup of all of it."""

import sqlite3
from collections.abc import Iterator
from datetime import timedelta

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sanad.foundation.arabic.bidi import isolate, isolate_ltr
from sanad.foundation.backup.take import last_taken
from sanad.foundation.files import orphans
from sanad.foundation.health import Finding, Level
from sanad.foundation.health.schema import Migration, schema
from sanad.foundation.health.whole import Each, kinds
from sanad.foundation.history import anchors
from sanad.foundation.spaces.models import Space

OLD, TOO_OLD = timedelta(days=2), timedelta(days=14)  # of the last backup


def answers() -> bool:
    """Whether the database can be asked; raises what it says when it cannot."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchone())


def tables() -> Iterator[Finding]:
    """Whether the tables are those of this version."""
    about, there = _("Database"), schema()
    if there.unknown:
        yield Finding(
            Level.FAIL,
            about,
            _("its tables are of a newer Sanad (%(names)s)") % {"names": _named(there.unknown)},
            _("Install the newer version again, or restore the backup of before (docs/operate.md)."),
        )
    if there.pending:
        count = ngettext("%(count)d migration waits", "%(count)d migrations wait", len(there.pending))
        yield Finding(
            Level.FAIL,
            about,
            f"{count % {'count': len(there.pending)}}: {_named(there.pending)}",
            _("Start Sanad again: `sanad serve` brings the tables up to date."),
        )
    if not there.unknown and not there.pending:
        found = _("%(server)s, with the tables of this version") % {"server": isolate_ltr(_server())}
        yield Finding(Level.OK, about, found)


def _server() -> str:
    if connection.vendor == "sqlite":
        return f"SQLite {sqlite3.sqlite_version}"
    connection.ensure_connection()
    number = connection.connection.info.server_version
    return f"PostgreSQL {number // 10000}.{number % 10000}"


def _named(migrations: list[Migration]) -> str:
    shown = ", ".join(f"{app}.{name}" for app, name in migrations[:3])
    return isolate_ltr(shown + (", …" if len(migrations) > 3 else ""))  # noqa: PLR2004  those that stand there


def histories() -> Iterator[Finding]:
    """Whether the histories still hold the last lines that were kept outside of the database."""
    about, faults = _("Histories"), list(anchors.check(anchors.newest()))
    if faults:
        yield Finding(
            Level.FAIL,
            about,
            _("not as they were kept: %(fault)s") % {"fault": isolate_ltr(faults[0])},
            _(
                "Somebody changed the database, or another one was put in its place: `sanad verify --all` names all of it."
            ),
        )
    else:
        yield Finding(Level.OK, about, _("they go on from what was kept of them (`--deep` walks all of them)"))


def everything(each: Each) -> Iterator[Finding]:
    """What `sanad verify` walks: every line, row, seal and file. Takes minutes where there is much."""
    about, found = _("Histories, rows, seals, files"), [fault for _kind, faults in kinds(each) for fault in faults]
    if not found:
        yield Finding(Level.OK, about, _("everything holds"))
        return
    said = ngettext("%(count)d fault: %(fault)s", "%(count)d faults, the first: %(fault)s", len(found))
    yield Finding(
        Level.FAIL,
        about,
        said % {"count": len(found), "fault": isolate(str(found[0]))},
        _("`sanad verify --all` names all of them."),
    )


def files() -> Iterator[Finding]:
    """Rows without a file, files without a row."""
    about, found = _("Files"), orphans.find()
    if found.rows:
        count = ngettext("%(count)d file is not there", "%(count)d files are not there", len(found.rows))
        yield Finding(
            Level.FAIL,
            about,
            count % {"count": len(found.rows)},
            _("`sanad verify --all` names them; they can be taken out of a backup (docs/operate.md)."),
        )
    if found.files:
        count = ngettext(
            "%(count)d file that no row names lies there since yesterday",
            "%(count)d files that no row names lie there since yesterday",
            len(found.files),
        )
        yield Finding(
            Level.WARN,
            about,
            count % {"count": len(found.files)},
            _("The worker removes them once a day: is there one?"),
        )
    if not found.rows and not found.files:
        yield Finding(Level.OK, about, _("every row has its file, every file its row"))


def backup() -> Iterator[Finding]:
    """How old the last backup is."""
    about, last = _("Backup"), last_taken()
    remedy = _("Take one now: `sanad backup FILE`; and let a timer do it each night (docs/operate.md).")
    if last is None:
        if Space.objects.exists():
            yield Finding(Level.WARN, about, _("none was ever taken from here"), remedy)
        return
    age = timezone.now() - last.at
    level = Level.FAIL if age > TOO_OLD else Level.WARN if age > OLD else Level.OK
    count = ngettext("the last one is %(count)d day old", "the last one is %(count)d days old", age.days)
    found = f"{count % {'count': age.days}}: {isolate(last.file)}"
    yield Finding(level, about, found, "" if level is Level.OK else remedy)
