"""Databases that tests begin with, made once and copied: `empty` has tables and no rows, `case` the case of the press report.

On top of the case, a third one holds what the slices tell of every address (`tests/grounds.py`).

They are kept in `build/worlds` under the fingerprint of all that they are made from, and of the day, on which the case is
told. On SQLite a world is a file, copied into the memory in which tests have their database; on PostgreSQL a database of
the server, from which that of the tests begins, and a dump of it for the next server. Beside them lies a state folder that is
`prepared`, for the servers of the journeys.
"""

import contextlib
import fcntl
import hashlib
import os
import pickle
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.test.utils import setup_databases, teardown_databases
from django.utils import timezone, translation

from scripts.pg import find_binaries

ROOT = Path(__file__).resolve().parents[1]
WORLDS = ROOT / "build" / "worlds"
EMPTY, CASE, GROUND = "empty", "case", "ground"
KEPT_FOR = 2 * 24 * 3600  # seconds, since a world was last begun with


@cache
def fingerprint() -> str:
    """Of the source, the catalogues, the locked libraries, the key of this installation, and the day."""
    if given := os.environ.get(
        "SANAD_WORLD"
    ):  # of `make mutants`: a changed source begins with the world of the true one
        return given
    found = hashlib.sha256(f"{sys.version} {settings.SECRET_KEY} {timezone.localdate()}".encode())
    sources = [path for path in (ROOT / "sanad").rglob("*") if path.is_file() and path.suffix not in {".pyc", ".po"}]
    for path in [*sorted(sources), ROOT / "requirements" / "dev.txt", Path(__file__), ROOT / "tests" / "conftest.py"]:
        found.update(str(path.relative_to(ROOT)).encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return found.hexdigest()[:16]


@cache
def ground_world() -> str:
    """The name of the third world, of the files that tests share: what is told stands in some of them."""
    shared = [path for path in sorted((ROOT / "tests").rglob("*.py")) if not path.name.startswith("test_")]
    found = hashlib.sha256(b"".join(hashlib.sha256(path.read_bytes()).digest() for path in shared))
    return f"{GROUND}_{found.hexdigest()[:8]}"


class Files:
    """The worlds of SQLite."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def has(self, world: str) -> bool:
        return self.path(world).exists()

    def path(self, world: str) -> Path:
        return self.folder / f"{world}.sqlite3"

    def copy(self, world: str, name: str | Path) -> None:
        """A database of that name begins as that world."""
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(self.path(world), name)

    def keep(self, world: str) -> None:
        """The database of the tests, as it is, from now on is that world."""
        beside = self.path(f"{world}.new")
        beside.unlink(missing_ok=True)
        connection.ensure_connection()
        with contextlib.closing(sqlite3.connect(beside)) as file:
            connection.connection.backup(file)
        beside.rename(self.path(world))

    def enter(self, world: str) -> None:
        """The database of the tests is as that world was."""
        connection.ensure_connection()
        with contextlib.closing(sqlite3.connect(f"file:{self.path(world)}?mode=ro", uri=True)) as file:
            file.backup(connection.connection)


class Databases:
    """The worlds of PostgreSQL."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def has(self, world: str) -> bool:
        with _server() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [self.name(world)])
            if cursor.fetchone():
                return True
        if not self._dump(world).exists():
            return False
        self._begin(self.name(f"{world}_new"), "template1")
        self._run(
            "pg_restore", "--jobs=2", "--exit-on-error", f"--dbname={self.name(f'{world}_new')}", self._dump(world)
        )
        with _server() as cursor:
            cursor.execute(f"ALTER DATABASE {self.name(f'{world}_new')} RENAME TO {self.name(world)}")
        return True

    def copy(self, world: str, name: str | Path) -> None:
        """A database of that name begins as that world."""
        self._begin(str(name), self.name(world))

    def name(self, world: str) -> str:
        return f"world_{world}_{fingerprint()}"

    def keep(self, world: str) -> None:
        """The database of the tests, as it is, from now on is that world."""
        beside = self.folder / f"{world}.new"
        self._run("pg_dump", "--format=custom", f"--file={beside}", f"--dbname={connection.settings_dict['NAME']}")
        beside.rename(self._dump(world))
        self._begin(self.name(world), connection.settings_dict["NAME"])

    def enter(self, world: str) -> None:
        """The database of the tests is as that world was."""
        self.copy(world, connection.settings_dict["NAME"])

    def _dump(self, world: str) -> Path:
        return self.folder / f"{world}.dump"

    def _begin(self, name: str, like: str) -> None:
        connection.close()
        with _server() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{like}"')

    def _run(self, program: str, *words: str | Path) -> None:
        known = connection.settings_dict
        where = [
            f"--{word}={known[key]}"
            for word, key in (("host", "HOST"), ("port", "PORT"), ("username", "USER"))
            if known[key]
        ]
        subprocess.run([find_binaries() / program, *where, "--no-password", *words], check=True)


@contextlib.contextmanager
def _server() -> Iterator[Any]:
    with connection._nodb_cursor() as cursor:
        yield cursor


def worlds() -> Files | Databases:
    """Those of the database that the tests run on."""
    folder = WORLDS / f"{connection.vendor}-{fingerprint()}"
    return Databases(folder) if connection.vendor == "postgresql" else Files(folder)


@contextlib.contextmanager
def begun() -> Iterator[None]:
    """The database of the tests, empty. What no process has made yet is made; files and keys of the case lie ready."""
    from sanad.foundation.history import covers

    there, creation = worlds(), connection.creation
    make = creation.create_test_db

    def begin(*_args: Any, **_options: Any) -> str:
        connection.close()
        connection.settings_dict["NAME"] = creation._get_test_db_name()
        there.enter(EMPTY)
        return connection.settings_dict["NAME"]

    there.folder.mkdir(parents=True, exist_ok=True)
    with (there.folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not ((there.folder / "case.pickle").exists() and there.has(EMPTY) and there.has(CASE)):
            creation.create_test_db = lambda *args, **options: _build(there, make, *args, **options)
        else:
            creation.create_test_db = begin
        made = setup_databases(verbosity=0, interactive=False)
    # A process says once which columns are covered; here it would be with each command, since each test is taken back.
    covers._written_down.update(map(covers.key_of, covers.covered_models()))
    _forget_old_ones(there.folder)
    shutil.copytree(there.folder / "state", settings.FILES_ROOT.parent, dirs_exist_ok=True)
    yield
    teardown_databases(made, verbosity=0)


def _build(there: Files | Databases, make: Any, *args: Any, **options: Any) -> str:
    """The database of the tests is made by the migrations, and the case told in it."""
    from sanad.demo.case import load
    from sanad.foundation.history import covers
    from sanad.territory.loader import load as load_territory

    name = make(*args, **{**options, "serialize": False})
    covers.write_down_columns(covers.covered_models())
    there.keep(EMPTY)
    with translation.override("ar"):
        load_territory(regions={"03", "09"})
        case = load()
    there.keep(CASE)
    _keep_files(there.folder / "state")
    (there.folder / "case.pickle").write_bytes(pickle.dumps(case))
    there.enter(EMPTY)
    caches["default"].clear()
    return name


def _keep_files(state: Path) -> None:
    for folder in (settings.FILES_ROOT, settings.KEYS_ROOT):
        shutil.copytree(folder, state / folder.name, dirs_exist_ok=True)


def prepared() -> Path:
    """A state folder as `sanad prepare` leaves it, for servers that begin from a copy of it."""
    folder = WORLDS / f"state-{fingerprint()}"
    folder.mkdir(parents=True, exist_ok=True)
    state, beside = folder / "prepared", folder / "new"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not state.exists():
            shutil.rmtree(beside, ignore_errors=True)
            environment = {**os.environ, "SANAD_STATE": str(beside)}
            environment.pop("SANAD_DATABASE", None)
            subprocess.run([sys.executable, "-m", "sanad", "prepare"], cwd=ROOT, env=environment, check=True)
            beside.rename(state)
    _forget_old_ones(folder)
    return state


def enter_case() -> Any:
    """The database of the tests holds the case from now on; gives its `Case`."""
    there = worlds()
    there.enter(CASE)
    return pickle.loads((there.folder / "case.pickle").read_bytes())


def enter_ground() -> Any:
    """The database of the tests holds what stands behind every address from now on; gives its `Ground`."""
    there, world = worlds(), ground_world()
    kept, state = there.folder / f"{world}.pickle", there.folder / world
    with (there.folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (kept.exists() and there.has(world)):
            _tell(there, world, kept, state)
    there.enter(world)
    shutil.copytree(state, settings.FILES_ROOT.parent, dirs_exist_ok=True)
    return pickle.loads(kept.read_bytes())


def _tell(there: Files | Databases, world: str, kept: Path, state: Path) -> None:
    from tests import grounds

    case = enter_case()
    with translation.override("ar"):
        ground = grounds.told(case)
    there.keep(world)
    _keep_files(state)
    kept.write_bytes(pickle.dumps(ground))
    caches["default"].clear()


def _forget_old_ones(ours: Path) -> None:
    (ours / "used").touch()
    for folder in WORLDS.iterdir():
        used = folder / "used"
        if folder != ours and used.exists() and used.stat().st_mtime < time.time() - KEPT_FOR:
            shutil.rmtree(folder, ignore_errors=True)
