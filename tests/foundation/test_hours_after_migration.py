"""A database of the tree before, entered on a machine with old time zones: its hours are those that were typed."""

import contextlib
import json
import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from sanad.foundation.clock.before import OLD

ROOT = Path(__file__).parents[2]
pytestmark = [pytest.mark.slow, pytest.mark.both]


@pytest.fixture
def database(tmp_path):
    """The address of an empty database of the kind that the tests run on."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{tmp_path / 'before.sqlite3'}"
        return
    known = settings.DATABASES["default"]
    server = {
        "host": known["HOST"],
        "port": known["PORT"] or None,
        "user": known["USER"],
        "password": known["PASSWORD"] or None,
    }
    name = f"before_{os.getpid()}"
    with psycopg.connect(dbname="postgres", autocommit=True, **server) as admin:
        admin.execute(f"CREATE DATABASE {name}")
    yield f"postgresql://{known['USER']}@/{name}?host={known['HOST']}"
    with contextlib.suppress(psycopg.Error), psycopg.connect(dbname="postgres", autocommit=True, **server) as admin:
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def old_machine(tmp_path):
    """A folder of zones in which Casablanca is an hour wrong."""
    folder = tmp_path / "zones" / "Africa"
    folder.mkdir(parents=True)
    (folder / "Casablanca").write_bytes(OLD.read_bytes())
    return str(folder.parent)


def test_hours_are_those_that_were_typed(database, old_machine, tmp_path):
    """What pages, papers and calendars say of such hours is asked where they are made."""
    environment = {
        **os.environ,
        "SANAD_DATABASE": database,
        "SANAD_STATE": str(tmp_path / "state"),
        "PYTHONTZPATH": old_machine,
        "PYTHONPATH": str(ROOT),
    }
    command = [sys.executable, "tests/foundation/before/hours.py"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    hours = json.loads(done.stdout.splitlines()[-1])
    assert hours["activities_activity"] == [
        ["2023-11-12 10:00", "2023-11-12 13:00"],
        ["2023-12-24 10:00", "2023-12-24 12:30"],
        ["2026-06-29 09:00", "2026-06-30 17:30"],
        ["2026-11-14 09:00", "2026-11-15 17:30"],
        ["2026-12-12 09:00", "2026-12-13 12:30"],
        ["2026-12-28 09:00", "2026-12-28 17:30"],
    ]
    assert len(hours["training_slot"]) == 14
    slots = {tuple(moment[11:] for moment in slot) for slot in hours["training_slot"]}
    assert slots == {("10:00", "11:00"), ("09:00", "12:30"), ("14:30", "17:30")}
