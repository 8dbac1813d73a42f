"""An installation as a release before made it, and everything that its rows say."""

import contextlib
import gzip
import os
import tarfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings

from tests.foundation.reminders.installation import Installation

Rows = dict[str, dict[Any, Any]]
"""The rows of one table: its primary key, and its columns by name."""

IS_EMBEDDED = settings.DATABASES["default"]["ENGINE"].endswith("sqlite3")
# Every column of every table and whether it may be empty, every index, bound and trigger. (What SQLite is told of a table stands
# in one text, in which columns come in the order in which they were added; and
# a condition of PostgreSQL is spelled in two ways, before and after a dump.)
SHAPE = (
    """
    SELECT tables.name, columns.name, "notnull" FROM sqlite_master tables, pragma_table_info(tables.name) columns
    WHERE tables.type = 'table'
    UNION SELECT tbl_name, name, sql FROM sqlite_master WHERE type IN ('index', 'trigger')
    UNION SELECT tables.name, keys."from", keys."table" FROM sqlite_master tables, pragma_foreign_key_list(tables.name) keys
    WHERE tables.type = 'table'
    """
    if IS_EMBEDDED
    else """
    SELECT table_name::text, column_name::text, concat(data_type, character_maximum_length, is_nullable)
    FROM information_schema.columns WHERE table_schema = 'public'
    UNION SELECT event_object_table::text, trigger_name::text, event_manipulation::text FROM information_schema.triggers
    UNION SELECT tablename::text, indexname::text, regexp_replace(indexdef, ' WHERE .*', ' WHERE') FROM pg_indexes WHERE schemaname = 'public'
    UNION SELECT conrelid::regclass::text, conname::text, contype::text FROM pg_constraint
    WHERE connamespace = 'public'::regnamespace AND conrelid <> 0
    """
)
KEPT = Path(__file__).parent
RELEASES = sorted(path.name for path in KEPT.iterdir() if (path / "sqlite.tar.gz").exists())


class Older(Installation):
    """The demo of a release before."""

    def __init__(self, state: Path, database: str, release: str) -> None:
        super().__init__(state, database)
        self.environment["SANAD_STATICFILES"] = "django.contrib.staticfiles.storage.StaticFilesStorage"  # soon gathered
        self.archive = KEPT / release / ("sqlite.tar.gz" if IS_EMBEDDED else "postgresql.tar.gz")
        self.tables_then = KEPT / release / "postgresql.sql.gz"

    def put_there(self) -> None:
        """The database, files and keys as they were when the release made them."""
        if not IS_EMBEDDED:
            self._make_tables()
        self.sanad("restore", str(self.archive))

    def _make_tables(self) -> None:
        """As they were then; with what was migrated, so that the restore finds them."""
        with tarfile.open(self.archive) as archive, closing(self._connect()) as database, database:
            rows = archive.extractfile("database/django_migrations.copy")
            columns = rows.readline().decode()
            database.execute(gzip.decompress(self.tables_then.read_bytes()).decode())
            with database.cursor() as cursor, cursor.copy(f"COPY django_migrations ({columns}) FROM STDIN") as copy:
                copy.write(rows.read())

    def everything(self) -> dict[str, Rows]:
        """Every row of every table that has a primary key of one column."""
        found = {}
        with closing(self._connect()) as database:
            for table in self._tables(database):
                cursor = database.execute(f'SELECT * FROM "{table}"')
                columns = [column[0] for column in cursor.description]
                key = columns.index("id") if "id" in columns else 0
                found[table] = {row[key]: dict(zip(columns, row, strict=True)) for row in cursor.fetchall()}
        return found

    def shape(self) -> set[tuple]:
        """Its tables, with what `SHAPE` tells of them."""
        with closing(self._connect()) as database:
            return set(database.execute(SHAPE).fetchall())

    def _tables(self, database: Any) -> list[str]:
        asked = (
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
            if IS_EMBEDDED
            else "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        )
        return sorted(name for (name,) in database.execute(asked).fetchall())


@contextlib.contextmanager
def older(folder: Path, release: str) -> Iterator[Older]:
    """An empty place for it, of the kind of database that the tests run on."""
    state = folder / "state"
    state.mkdir()
    if IS_EMBEDDED:
        yield Older(state, f"sqlite:///{state / 'sanad.sqlite3'}", release)
        return
    known, name = settings.DATABASES["default"], f"upgrade_{os.getpid()}"
    server = {
        "host": known["HOST"],
        "port": known["PORT"] or None,
        "user": known["USER"],
        "password": known["PASSWORD"],
    }
    with psycopg.connect(dbname="postgres", autocommit=True, **server) as admin:
        admin.execute(f"CREATE DATABASE {name}")
        try:
            yield Older(state, f"postgresql://{known['USER']}@/{name}?host={known['HOST']}", release)
        finally:
            admin.execute(f"DROP DATABASE {name} WITH (FORCE)")
