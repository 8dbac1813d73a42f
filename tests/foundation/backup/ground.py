"""Installations of which backups are taken, and into which they are put back, on the database that the tests run on."""

import contextlib
import os
from pathlib import Path

import psycopg
import pytest
from django.conf import settings as django_settings
from django.db import connection, connections, transaction

from sanad.foundation.backup.restore import restored
from sanad.foundation.files.store import keep_bytes
from sanad.foundation.history.chain import append
from sanad.foundation.spaces.models import Space, User

IS_EMBEDDED = django_settings.DATABASES["default"]["ENGINE"].endswith("sqlite3")


class Installation:
    """A state folder and a database of its own, in the place of those of the tests."""

    def __init__(self, state: Path, name: str) -> None:
        self.state, self.name = state, name

    def enter(self, patch: pytest.MonkeyPatch) -> None:
        """Be here: settings, folder and connection."""
        self.state.mkdir(parents=True, exist_ok=True)
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

    def contents(self) -> dict[str, bytes]:
        """Every file of the state folder but those of the database."""
        return {
            path.relative_to(self.state).as_posix(): path.read_bytes()
            for path in self.state.rglob("*")
            if path.is_file()
            and not path.name.startswith("sanad.sqlite3")
            and path.name not in {"in-use", "last_backup"}
        }


MADE: set[str] = set()  # databases of this module, whose connections may be closed


@contextlib.contextmanager
def empty_ones(folder: Path, count: int, kind: str, like: str = "template1"):
    """Installations of which nothing remains; on a server their databases begin as copies of the one named, which has tables."""
    names = [f"backup_{kind}_{os.getpid()}_{at}" for at in range(count)]
    if IS_EMBEDDED:
        names = [str(folder / f"state{at}" / "sanad.sqlite3") for at in range(count)]
    MADE.update(names)
    with contextlib.ExitStack() as stack:
        if not IS_EMBEDDED:
            known = django_settings.DATABASES["default"]
            server = {"host": known["HOST"], "port": known["PORT"] or None, "user": known["USER"]}
            admin = stack.enter_context(psycopg.connect(dbname="postgres", autocommit=True, **server))
            for name in names:
                admin.execute(f"CREATE DATABASE {name} TEMPLATE {like}")
                stack.callback(admin.execute, f"DROP DATABASE {name} WITH (FORCE)")
        yield [Installation(folder / f"state{at}", name) for at, name in enumerate(names)]


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
