"""An installation of its own, whose processes are real: `Installation.sanad("work", "--once")`."""

import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import psycopg

from sanad.config.database import database_settings

ROOT = Path(__file__).resolve().parents[3]
# People of one space, each with an address, who are all to be told of the same consent that ends today.
PEOPLE = """
import sys
from django.core.management import call_command
from django.utils import timezone
from sanad.directory.models import Consent
from sanad.foundation.spaces.models import Membership, Space, User
call_command("migrate", verbosity=0)
today = timezone.localdate()
for name in sys.argv[1:]:
    space, other = (Space.objects.create(kind="association", name_ar=f"{name} {kind}") for kind in ("لنا", "لهم"))
    for number in range(6):
        mail = {"email": f"{name}{number}@example.org", "is_reminded": False}
        user = User.objects.create(username=f"{name}{number}", name=name, **mail)
        Membership.objects.create(space=space, user=user, role="president")
    Consent.objects.create(space=space, grantee=other, kind="directory", purpose=name, from_on=today, to_on=today)
"""
# What the script above put there is told to the history, as a command would.
COVER = """
from django.db import transaction
from sanad.foundation.spaces.actor import actor_of
from sanad.foundation.spaces.models import User
from tests.covering import cover_what_is_there
with transaction.atomic():
    cover_what_is_there(actor_of(User.objects.get(username="sg")))
"""
BEGIN = "import django; django.setup()\n"


def until(true: Callable[[], bool], seconds: float = 60) -> None:
    """Wait for what must come."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.05)


class Installation:
    """Its processes are ended by `end()`, whatever became of them; those that stay end when the tests are killed."""

    def __init__(self, state: Path, database: str) -> None:
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "sanad.config.settings",
            "SANAD_STATE": str(state),
            "SANAD_DATABASE": database,
            "SANAD_MAIL": "",
            "SANAD_REMIND_AT": "0",
        }
        self.state, self.processes = state, []

    def mail_to(self, port: int) -> None:
        self.environment["SANAD_MAIL"] = f"127.0.0.1:{port}"

    def start(self, *words: str) -> subprocess.Popen:
        """A process of Sanad; what it says goes to a file in the state folder."""
        with (self.state / f"{words[0]}.log").open("a") as log:
            beside = ["--beside", str(os.getpid())] if words[0] in {"serve", "work"} and "--beside" not in words else []
            command = [sys.executable, "-m", "sanad", *words, *beside]
            process = subprocess.Popen(command, cwd=ROOT, env=self.environment, stdout=log, stderr=log)
        self.processes.append(process)
        return process

    def end(self) -> None:
        for process in self.processes:
            process.terminate()
            process.wait(timeout=60)

    def sanad(self, *words: str) -> None:
        process = self.start(*words)
        assert process.wait(timeout=400) == 0, (self.state / f"{words[0]}.log").read_text()

    def people(self, *names: str) -> None:
        """Six people by each name who have something to be told; nobody is told before `wake`."""
        self._run(PEOPLE, *names)

    def cover(self) -> None:
        """In the demo: every row is one that the history knows."""
        self._run(COVER)

    def _run(self, script: str, *words: str) -> None:
        command = [sys.executable, "-c", BEGIN + script, *words]
        subprocess.run(command, cwd=ROOT, env=self.environment, check=True)

    def wake(self, name: str) -> set[str]:
        """The people by that name now want to be told; their addresses."""
        self.sql(f"UPDATE foundation_user SET is_reminded = true WHERE username LIKE '{name}%'")
        return {f"{name}{number}@example.org" for number in range(6)}

    def told(self) -> list[str]:
        """The addresses that are noted as told."""
        rows = self.sql("SELECT email FROM foundation_sentreminder JOIN foundation_user u ON u.id = user_id")
        return [address for (address,) in rows]

    def sql(self, text: str) -> list[tuple]:
        with closing(self._connect()) as database, database:
            found = database.execute(text)
            return found.fetchall() if found.description else []

    def _connect(self) -> sqlite3.Connection | psycopg.Connection:
        known = database_settings(self.environment["SANAD_DATABASE"])
        if "sqlite" in known["ENGINE"]:
            return sqlite3.connect(known["NAME"])
        at = {"host": known["HOST"], "port": known["PORT"] or None, "user": known["USER"]}
        return psycopg.connect(dbname=known["NAME"], password=known["PASSWORD"], **at)
