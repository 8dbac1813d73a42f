"""`work`: the background worker."""

import logging
import os
import time
from datetime import datetime, timedelta

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import Error, close_old_connections
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from sanad.foundation.management.processes import end_with, known_at_work
from sanad.foundation.reminders.heads import queue_heads
from sanad.foundation.reminders.rounds import queue_round
from sanad.foundation.worker.on_duty import COMES, STAYS, say
from sanad.foundation.worker.presence import my_mark
from sanad.foundation.worker.queue import put_back, see_to

LOOK_EVERY = 2  # seconds; one small question each
SEE_EVERY = timedelta(minutes=1)  # what stands in the queue and would stand there for ever
ROUND_EVERY = timedelta(minutes=30)  # what could not be sent is tried again, what came up since is told
KEPT = timedelta(days=30)

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Do what waits in the queue, and see to the reminders of each day (SANAD_REMIND_AT, default 7)."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--once", action="store_true", help="do what waits now, and end")
        parser.add_argument(
            "--beside", type=int, default=0, help="the process that must be alive for this one to go on"
        )

    def handle(self, *, once: bool, beside: int, **_options) -> None:
        logging.getLogger("django_tasks_db").setLevel(logging.ERROR)  # that it was asked to end is no news
        worker = empties_the_queue(kind := COMES if once else STAYS)
        worker.configure_signals()
        if beside == os.getppid():
            end_with(beside)
        with known_at_work():
            self._work(worker, kind, once=once, beside=beside)

    def _work(self, worker: Worker, kind: str, *, once: bool, beside: int) -> None:
        last = seen = None
        since, has_begun = timezone.now(), False
        while worker.running and (not beside or beside == os.getppid()):
            try:
                say(kind)
                if has_begun:
                    put_back(worker.worker_id, since)
                    has_begun = False
                now = timezone.localtime()
                last = self._see_to_the_day(now, last)
                if seen is None or now - seen >= SEE_EVERY:
                    see_to(now)
                    seen = now
                # Asked with a reading, so that an idle worker never holds the one place of a writer in SQLite.
                if DBTaskResult.objects.ready().exists():
                    has_begun = True
                    worker.run()
            except Error:
                # The database is away, or locked for long: look again later.
                if once:
                    raise
                logger.exception("The worker could not reach the database.")
            if once:
                return
            time.sleep(LOOK_EVERY)
            close_old_connections()  # one that died is left, and a new one made

    def _see_to_the_day(self, now: datetime, last: datetime | None) -> datetime | None:
        """Queue a round from the hour on, again and again; when the last one was."""
        if now.hour < settings.REMIND_FROM_HOUR or (last is not None and now - last < ROUND_EVERY):
            return last
        DBTaskResult.objects.finished().filter(finished_at__lt=now - KEPT).delete()
        if settings.EMAIL_URL:
            queue_round(now.date())
            queue_heads(now.date())
        return now


class _Worker(Worker):
    """Says that it is on duty between two tasks too: there may be many."""

    kind = ""

    def run_task(self, db_task_result: DBTaskResult) -> None:
        if self.kind:
            say(self.kind)
        super().run_task(db_task_result)


def empties_the_queue(kind: str = "") -> Worker:
    """A worker whose `run()` ends when nothing is left to do; `kind`: what it says of itself, if it is on duty."""
    worker = _Worker(
        queue_names=["*"],
        excluded_queue_names=[],
        backend_name="default",
        worker_id=my_mark(),
        batch=True,
        interval=0,
        startup_delay=False,
        max_tasks=None,
    )
    worker.kind = kind
    return worker
