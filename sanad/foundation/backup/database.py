"""The database as it is at one moment, while people write, and a database made from that."""

import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Protocol

from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils.translation import gettext as _

from sanad.foundation.arabic.bidi import isolate
from sanad.foundation.backup import Unfit
from sanad.foundation.backup.archive import CHUNK
from sanad.foundation.tables import lay_down

FOLDER = "database/"
SQLITE_NAME = FOLDER + "sanad.sqlite3"
ENDING = ".copy"  # of a table of PostgreSQL, as its COPY writes it

# Sessions that were ended since would be open again, and what is remembered for a while is of no use later.
LEFT_OUT = frozenset({"django_session", "usersessions_usersession", "foundation_cache"})

LEAVES_WITHIN = 3  # seconds

Row = tuple[Any, ...]


class Moment(Protocol):
    """The database at one moment."""

    def rows(self, statement: str) -> Iterator[Row]:
        """What a statement reads."""
        ...

    def parts(self, folder: Path) -> Iterator[tuple[str, Path]]:
        """Files that together are the database, each made in `folder` when it is asked for, with its name in the archive."""
        ...


def is_embedded() -> bool:
    """Whether the database is SQLite."""
    return connection.vendor == "sqlite"


@contextmanager
def moment(folder: Path) -> Iterator[Moment]:
    """The database as it is now; `folder` is on a disk with room for a copy."""
    if is_embedded():
        with closing(sqlite3.connect(folder / "sanad.sqlite3", isolation_level=None)) as copy:
            _copy_to(copy)
            yield _Copy(copy, folder / "sanad.sqlite3")
    else:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield _Snapshot(cursor)


def _copy_to(copy: sqlite3.Connection) -> None:
    """All in one step: one reading, which sees one moment and lets others write."""
    connection.ensure_connection()
    connection.connection.backup(copy, pages=-1)
    copy.execute("PRAGMA journal_mode=DELETE")  # so that the copy is one file
    for table in LEFT_OUT & {name for (name,) in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}:
        copy.execute(f"DELETE FROM {table}")  # noqa: S608  our own names
    copy.execute("VACUUM")
    _examine(copy)


def _examine(copy: sqlite3.Connection) -> None:
    """Raises Unfit when the database is not whole."""
    (verdict,) = copy.execute("PRAGMA integrity_check(1)").fetchone()
    if verdict != "ok":
        raise Unfit(_("The database is damaged: %(why)s.") % {"why": isolate(verdict)})
    if (row := copy.execute("PRAGMA foreign_key_check").fetchone()) is not None:
        raise Unfit(
            _("The database is damaged: a row of %(table)s refers to one of %(other)s that is not there.")
            % {"table": isolate(row[0]), "other": isolate(row[2])}
        )


class _Copy:
    """A copy of the whole database of SQLite."""

    def __init__(self, copy: sqlite3.Connection, path: Path) -> None:
        self._copy, self._path = copy, path

    def rows(self, statement: str) -> Iterator[Row]:
        yield from self._copy.execute(statement)

    def parts(self, folder: Path) -> Iterator[tuple[str, Path]]:  # noqa: ARG002  it is there already
        yield SQLITE_NAME, self._path


class _Snapshot:
    """One transaction of PostgreSQL that sees one moment; needs no program beside it."""

    def __init__(self, cursor: Any) -> None:
        self._cursor = cursor

    def rows(self, statement: str) -> Iterator[Row]:
        self._cursor.execute(statement)
        while some := self._cursor.fetchmany(5000):
            yield from some

    def parts(self, folder: Path) -> Iterator[tuple[str, Path]]:
        path = folder / "table"
        for table in _tables():
            if table in LEFT_OUT:
                continue
            columns = ", ".join(_quoted(name) for name in _columns(self._cursor, table))
            with path.open("wb") as out, self._cursor.copy(f"COPY {_quoted(table)} ({columns}) TO STDOUT") as copy:
                out.write(columns.encode() + b"\n")
                for chunk in copy:
                    out.write(chunk)
            yield f"{FOLDER}{table}{ENDING}", path


def _tables() -> list[str]:
    return sorted(connection.introspection.table_names())


def _columns(cursor: Any, table: str) -> list[str]:
    cursor.execute(
        "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped"
        " AND attgenerated = '' ORDER BY attnum",
        [_quoted(table)],
    )
    return [name for (name,) in cursor.fetchall()]


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)


def examine(path: Path) -> None:
    """Raises Unfit when the file is no whole database of SQLite."""
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as copy:
            _examine(copy)
    except sqlite3.DatabaseError as problem:
        raise Unfit(_("The database in the archive cannot be read: %(why)s.") % {"why": isolate(problem)}) from problem


def bring_to(migrations: Sequence[Sequence[str]]) -> None:
    """The tables as they were when the archive was made. Raises Unfit when the database is at another place."""
    wanted = {(app, name) for app, name in migrations}
    if wanted >= set(MigrationLoader(None).disk_migrations):
        lay_down(connection)  # of this release: at once, where there are no tables yet
    applied = set(MigrationRecorder(connection).applied_migrations())
    if not applied <= wanted:
        raise Unfit(_("The tables of this database are newer than the backup. Restore into an empty database."))
    executor = MigrationExecutor(connection)
    if not set(executor.loader.graph.nodes) <= wanted:
        # Of an earlier release: by its own steps, not by what a new installation takes in the place of many of them.
        executor.loader = MigrationLoader(connection, replace_migrations=False)
        wanted -= set(executor.loader.replacements)
    graph = executor.loader.graph
    wanted &= set(graph.nodes)
    last = [key for key in wanted if not any(child.key in wanted for child in graph.node_map[key].children)]
    if plan := executor.migration_plan(last):
        executor.migrate(last, plan)


def fill(folder: Path) -> None:
    """Put the rows of the archive in the place of all that there are; inside the caller's transaction."""
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join(_quoted(table) for table in _tables())}")
        for path in sorted(folder.glob(f"*{ENDING}")):
            with path.open("rb") as source:
                columns = source.readline().decode().strip()
                statement = f"COPY {_quoted(path.name.removesuffix(ENDING))} ({columns}) FROM STDIN"
                with connection.wrap_database_errors, cursor.copy(statement) as copy:
                    while chunk := source.read(CHUNK):
                        copy.write(chunk)
        _count_on(cursor)


def _count_on(cursor: Any) -> None:
    """Numbers that the database gives go on after those that the rows have."""
    cursor.execute(
        "SELECT table_name, column_name FROM information_schema.columns"
        " WHERE table_schema = current_schema() AND is_identity = 'YES'"
    )
    for table, column in cursor.fetchall():
        cursor.execute(
            f"SELECT setval(pg_get_serial_sequence(%s, %s), coalesce(max({_quoted(column)}), 0) + 1, false)"  # noqa: S608  names of the database itself
            f" FROM {_quoted(table)}",
            [_quoted(table), column],
        )


def others() -> bool:
    """Whether somebody else is connected to the database, where it can tell; who just left is still on its list for a moment."""
    if is_embedded():
        return False
    until = time.monotonic() + LEAVES_WITHIN
    while (here := _others()) and time.monotonic() < until:
        time.sleep(0.1)
    return here


def _others() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) > 0 FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            " AND backend_type = 'client backend'"
        )
        return bool(cursor.fetchone()[0])
