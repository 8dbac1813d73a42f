"""`serve`: the web server and the worker, for one machine; started again when they end by themselves."""

import multiprocessing
import os
import sys
import time
from contextlib import nullcontext

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import Error

from sanad.foundation.management.processes import (
    WORKER,
    asked_to_end,
    door_at,
    end_with,
    kept_alive,
    web_behind,
)
from sanad.foundation.ui.away import is_away

FORK = multiprocessing.get_context("fork")
AWAY = 75  # EX_TEMPFAIL: it may go better next time
PATIENCE, AGAIN = 60, 1  # seconds that a database is waited for, and between two attempts


class Command(BaseCommand):
    help = "Bring the database up to date and serve on 127.0.0.1 (PORT, default 8000)."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--demo", action="store_true", help="with the demo case, and print its accounts")
        parser.add_argument("--no-worker", action="store_false", dest="worker", help="without the background worker")
        parser.add_argument(
            "--beside", type=int, default=0, help="the process that must be alive for this one to go on"
        )

    def handle(self, *, port: int, host: str, demo: bool, worker: bool, beside: int, **_options) -> None:
        if beside:
            end_with(beside)
        _lead_here(host, port)
        door_at(host, port).close()  # said at once: preparing takes its time
        self._prepare("demo" if demo else "prepare")
        with door_at(host, port) as door, asked_to_end() as is_over:
            self.stdout.write(f"Sanad: http://{host}:{port}  ({settings.PUBLIC_ADDRESS})")
            with kept_alive(web_behind(door)), kept_alive(WORKER) if worker else nullcontext():
                is_over.wait()

    def _prepare(self, name: str) -> None:
        """Prepare in a process of its own: this one only looks after the others, and needs no database.

        A database that does not answer yet, as after a power cut, is waited for.
        """
        until = time.monotonic() + PATIENCE
        while (code := _ended(name)) == AWAY and time.monotonic() < until:
            time.sleep(AGAIN)
        if code:
            message = "The database did not answer." if code == AWAY else f"{name} failed."
            raise CommandError(message)


def _lead_here(host: str, port: int) -> None:
    """Links in letters and QR codes lead to where it is served, unless SANAD_ADDRESS says where it is seen from."""
    if "SANAD_ADDRESS" not in os.environ:
        named = "127.0.0.1" if host in {"0.0.0.0", "::"} else host  # noqa: S104  compared, not opened
        os.environ["SANAD_ADDRESS"] = settings.PUBLIC_ADDRESS = f"http://{named}:{port}"


def _ended(name: str) -> int | None:
    """With which code the preparing ended."""
    child = FORK.Process(target=_beside, args=(os.getpid(), name))
    child.start()
    child.join()
    return child.exitcode


def _beside(parent: int, name: str) -> None:
    end_with(parent)
    try:
        call_command(name)
        call_command("first_visit")
    except CommandError as problem:
        sys.stderr.write(f"{problem}\n")
        sys.exit(1)
    except Error as problem:
        if not is_away(problem):
            raise
        sys.stderr.write(f"The database does not answer: {str(problem).strip()}\n")
        sys.exit(AWAY)
