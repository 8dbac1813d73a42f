"""`serve`: the web server, for one machine."""

import multiprocessing
import os
from multiprocessing.process import BaseProcess

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

FORK = multiprocessing.get_context("fork")
THREADS = 8  # each holds one database connection


class Command(BaseCommand):
    help = "Bring the database up to date and serve on 127.0.0.1 (PORT, default 8000)."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--demo", action="store_true", help="with the demo case, and print its accounts")
        parser.add_argument("--no-worker", action="store_false", dest="worker", help="without the background worker")

    def handle(self, *, port: int, host: str, demo: bool, worker: bool, **_options) -> None:
        from granian import Granian  # noqa: PLC0415  the server alone needs it
        from granian.constants import Interfaces  # noqa: PLC0415  only the server needs it

        self._prepare("demo" if demo else "prepare")
        self.stdout.write(f"Sanad: http://{host}:{port}  ({settings.PUBLIC_ADDRESS})")
        background = self._worker() if worker else None
        server = Granian(
            "sanad.config.wsgi:application",
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            workers=1,
            blocking_threads=THREADS,
            backpressure=2 * THREADS,
            websockets=False,
            log_access=False,
        )
        try:
            server.serve()
        finally:
            if background:
                background.terminate()
                background.join()

    def _worker(self) -> BaseProcess:
        """The background worker beside the server; without it the site goes on, and reminders stay on the page."""
        child = FORK.Process(target=call_command, args=("work",), kwargs={"beside": os.getpid()}, daemon=True)
        child.start()
        return child

    def _prepare(self, name: str) -> None:
        """Prepare in a process of its own.

        The server forks, and neither the typesetter's threads nor an open database outlive a fork: a paper asked of a
        server that had set one before would never come.
        """
        child = FORK.Process(target=call_command, args=(name,))
        child.start()
        child.join()
        if child.exitcode:
            message = f"{name} failed."
            raise CommandError(message)
