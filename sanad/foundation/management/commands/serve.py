"""`serve`: the web server, for one machine."""

import multiprocessing
import os
import signal
from collections.abc import Callable
from contextlib import nullcontext, suppress
from functools import partial
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils.module_loading import import_string

from sanad.foundation.management.processes import GRACE, ask_for_address, end_with, kept_alive

FORK = multiprocessing.get_context("fork")
THREADS = 8  # each holds one database connection


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
        ask_for_address(host, port)
        self._prepare("demo" if demo else "prepare")
        ask_for_address(host, port)  # preparing takes its time
        self.stdout.write(f"Sanad: http://{host}:{port}  ({settings.PUBLIC_ADDRESS})")
        with kept_alive("work") if worker else nullcontext():
            was_asked_to_end = self._serve(host, port)
        if not was_asked_to_end:
            message = "The web server ended by itself."
            raise CommandError(message)

    def _serve(self, host: str, port: int) -> bool:
        """Serve until this process is asked to end, also by the terminal that closes; False when it was not asked."""
        from granian import Granian  # noqa: PLC0415  the server alone needs it
        from granian.constants import Interfaces  # noqa: PLC0415  only the server needs it
        from granian.log import LogLevels  # noqa: PLC0415  only the server needs it

        server = Granian(
            settings.WSGI_APPLICATION,
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            workers=1,
            blocking_threads=THREADS,
            backpressure=2 * THREADS,
            websockets=False,
            workers_kill_timeout=GRACE,
            log_access=False,
            log_level=LogLevels.error,  # we say ourselves that we serve, and know how many threads we ask for
        )
        is_left_alone = signal.getsignal(signal.SIGHUP) == signal.SIG_IGN

        @server.on_startup
        def _close_with_the_terminal() -> None:
            signal.signal(signal.SIGHUP, signal.SIG_IGN if is_left_alone else server.signal_handler_interrupt)

        with suppress(SystemExit):  # of a web child that was killed; the caller says so
            server.serve(target_loader=partial(_application, os.getpid()), wrap_loader=False)
        return server.interrupt_signal

    def _prepare(self, name: str) -> None:
        """Prepare in a process of its own.

        The server forks, and neither the typesetter's threads nor an open database outlive a fork: a paper asked of a
        server that had set one before would never come.
        """
        child = FORK.Process(target=_beside, args=(os.getpid(), name))
        child.start()
        child.join()
        if child.exitcode:
            message = f"{name} failed."
            raise CommandError(message)


def _beside(parent: int, name: str) -> None:
    end_with(parent)
    call_command(name)
    call_command("first_visit")


def _application(parent: int) -> Callable[..., Any]:
    """What the web child serves, as long as its parent is alive."""
    end_with(parent)
    return import_string(settings.WSGI_APPLICATION)
