"""Installations of which backups are taken, and into which they are put back, on the database that the tests run on."""

import os
import shutil
from collections import defaultdict
from pathlib import Path

import psycopg
import pytest
from django.conf import settings as django_settings
from django.db import connection, connections, transaction

from sanad.foundation.backup.restore import restored
from sanad.foundation.history.chain import append
from sanad.foundation.spaces.models import Space, User
from tests.kept import keep_bytes

IS_EMBEDDED = django_settings.DATABASES["default"]["ENGINE"].endswith("sqlite3")


class Files:
    """Databases of SQLite: each a file in the state folder."""

    def begun(self, like: str, state: Path) -> str:
        name = state / "sanad.sqlite3"
        if like:
            shutil.copy(like, name)
        return str(name)

    def given_back(self, name: str, like: str) -> None:
        """It goes with its folder."""

    def drop_all(self) -> None:
        """They go with their folders."""


class Databases:
    """Databases of a server, each begun as a copy of another one; what a test left as it was serves the next one too."""

    def __init__(self) -> None:
        known = django_settings.DATABASES["default"]
        self._server = {"host": known["HOST"], "port": known["PORT"] or None, "user": known["USER"]}
        self._made: list[str] = []
        self._free: dict[str, list[str]] = defaultdict(list)
        self._rows: dict[str, dict[str, list[str]]] = {}

    def begun(self, like: str, _state: Path) -> str:
        if self._free[like]:
            return self._free[like].pop()
        name = f"backup_{os.getpid()}_{len(self._made)}"
        self._tell(f"CREATE DATABASE {name} TEMPLATE {like}")
        self._made.append(name)
        return name

    def given_back(self, name: str, like: str) -> None:
        if like not in self._rows:
            self._rows[like] = self._rows_of(like)
        if self._rows_of(name) == self._rows[like]:
            self._free[like].append(name)

    def drop_all(self) -> None:
        for name in self._made:
            self._tell(f"DROP DATABASE {name} WITH (FORCE)")

    def _tell(self, statement: str) -> None:
        with psycopg.connect(dbname="postgres", autocommit=True, **self._server) as admin:
            admin.execute(statement)

    def _rows_of(self, name: str) -> dict[str, list[str]]:
        with psycopg.connect(dbname=name, **self._server) as database:
            tables = database.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
            return {table: sorted(map(str, database.execute(f'SELECT * FROM "{table}"'))) for (table,) in tables}


class Installation:
    """A state folder and a database of its own, in the place of those of the tests; it is there once it was entered."""

    def __init__(self, state: Path, databases: Files | Databases, like: str) -> None:
        self.state, self._databases, self._like, self.name = state, databases, like, ""

    def enter(self, patch: pytest.MonkeyPatch) -> None:
        """Be here: settings, folder and connection."""
        self.state.mkdir(parents=True, exist_ok=True)
        self.name = self.name or self._databases.begun(self._like, self.state)
        MADE.add(self.name)
        for setting, value in (
            ("STATE", ""),
            ("FILES_ROOT", "files"),
            ("KEYS_ROOT", "keys"),
            ("ANCHORS", "anchors.jsonl"),
            ("STATIC_ROOT", "static"),
            ("PROCESSES_ROOT", "processes"),
            ("FIRST_VISIT", "first_visit"),
            ("LAST_BACKUP", "last_backup"),
        ):
            patch.setattr(django_settings, setting, self.state / value)
        known = {**connections.settings["default"], "NAME": self.name}
        patch.setitem(connections.settings, "default", known)
        patch.setattr(django_settings, "DATABASES", {"default": known})
        if connections["default"].settings_dict["NAME"] in MADE:
            connections["default"].close()
        connections["default"] = connections.create_connection("default")

    def give_back(self) -> None:
        """Nobody is connected to it any more."""
        if self.name:
            self._databases.given_back(self.name, self._like)

    def contents(self) -> dict[str, bytes]:
        """Every file of the state folder but those of the database."""
        return {
            path.relative_to(self.state).as_posix(): path.read_bytes()
            for path in self.state.rglob("*")
            if path.is_file()
            and not path.name.startswith("sanad.sqlite3")
            and path.name not in {"in-use", "last_backup"}
        }


MADE: set[str] = set()  # databases of these tests, whose connections may be closed


def plainly(things, _label, _total):
    return things


def put_back(archive: Path, *, replace: bool = False, passphrase: str = ""):
    return restored(archive, replace=replace, passphrase=lambda: passphrase)


def fill(state: Path) -> None:
    for name, text in (
        ("keys/one.pem", "a key"),
        ("secret_key", django_settings.SECRET_KEY),
        ("static/a.css", "made anew"),
        ("processes/one", "of this hour"),
        ("first_visit", "of this hour"),
    ):
        (state / name).parent.mkdir(exist_ok=True)
        (state / name).write_text(text)
    space = Space.objects.create(name_ar="جمعية الأمل", name_fr="Association Al Amal")
    user = User.objects.create_user("fatna", password="long enough 12")
    for _at in range(3):
        write_line(space, user)
    with transaction.atomic():
        keep_bytes(space.pk, PAPER, name="paper.pdf", media_type="application/pdf")


PAPER = b"%PDF-1.7 a paper"


def write_line(space: Space, user: User) -> int:
    """One more line of history, acknowledged when this returns."""
    with transaction.atomic():
        line = append(
            space.pk,
            user=user,
            actor_space=space,
            command="test.write",
            object_type="foundation.space",
            object_id=space.pk,
            subject_id=space.pk,
            label="tab\there \\ «é»\nnew \\N",
            changes={"a": [None, "x"]},
            key=None,
            digest="",
        )
    return line.seq


def rows() -> dict[str, list]:
    """Every row of every table, as the database gives it."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            found[table] = sorted(map(str, cursor.fetchall()))
    return found


def everything(installation: Installation) -> tuple:
    return rows(), installation.contents()
