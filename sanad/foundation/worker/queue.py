"""What would stand in the queue for ever: the task that was cut off, and the one that failed.

Every task may run as often as one likes, so both are simply tried again, and neither without end: at once where the worker
lost its database, when it is sure that the worker is gone, and ever later what failed. Slices declare here
what else the worker sees to, now and then: a state that a task alone could end is ended when that task is gone.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import Error
from django.db.models import Q
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult, DBTaskResultQuerySet, get_date_max

from sanad.foundation.worker.presence import is_gone, sweep

PATIENCE = timedelta(minutes=10)  # no task takes longer: its worker is gone
AGAIN_AFTER = [timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2), timedelta(hours=8), timedelta(days=1)]
TRIES = 1 + len(AGAIN_AFTER)
AWAY = ("django.db.utils.OperationalError", "django.db.utils.InterfaceError")

Duty = Callable[[datetime], None]
_DUTIES: list[Duty] = []
_RENEWED: list[str] = []
# Where tasks stand now that older releases queued elsewhere.
MOVED: dict[str, str] = {}
logger = logging.getLogger(__name__)


def declare(duty: Duty) -> Duty:
    """Have the worker do this now and then; it may be done as often as one likes."""
    _DUTIES.append(duty)
    return duty


def renewed(task: Any) -> Any:
    """Every round asks for this task anew: it is not tried again by itself."""
    _RENEWED.append(task.module_path)
    return task


def moved(former: str, task: Any) -> None:
    """A task stands elsewhere since a release: what an older one queued is still done (`follow_moves`)."""
    MOVED[former] = task.module_path


def follow_moves() -> None:
    """Let what stands in the queue find its tasks; `prepare` does it, before a worker looks."""
    for former, present in MOVED.items():
        DBTaskResult.objects.filter(task_path=former).update(task_path=present)


def see_to(now: datetime) -> None:
    """Try again what is due to be, and do what was declared; one that fails does not stop the others."""
    sweep()
    _take_up(now)
    _try_again(now)
    for duty in _DUTIES:
        try:
            duty(now)
        except Error:
            raise  # the database is away: the worker looks again later
        except Exception:
            logger.exception("%s failed.", duty.__name__)


def put_back(worker_id: str, since: datetime) -> None:
    """Put back what this worker could not end because its database was away: it does one thing at a time, and now none.

    What failed of it a second time waits like everything that fails: the database may be there, and refuse just this.
    """
    began = DBTaskResult.objects.filter(started_at__gte=since)
    cut_off, failed = began.running(), began.failed().filter(exception_class_path__in=AWAY)
    for rows, tries in ((cut_off, TRIES), (failed, 2)):
        for row in rows:
            if row.worker_ids[-1:] == [worker_id] and len(row.worker_ids) < tries:
                _ready(rows.filter(pk=row.pk), timezone.now())


def is_at_work(task: Any, about: str, now: datetime, *, by_worker: bool = False) -> bool:
    """Whether a task about something (its first argument) waits, or is being done by a worker that lives.

    What waits for long while nothing is begun waits for nobody; unless it is a worker that asks, which will come to it.
    """
    since = now - PATIENCE
    rows = DBTaskResult.objects.filter(task_path=task.module_path, args_kwargs__args__0=about)
    waits = rows.filter(status=TaskResultStatus.READY)
    if not by_worker and not DBTaskResult.objects.filter(started_at__gte=since).exists():
        waits = waits.filter(Q(enqueued_at__gte=since) | Q(run_after__gte=since, run_after__lt=get_date_max()))
    return (waits | rows.filter(status=TaskResultStatus.RUNNING, started_at__gte=since)).exists()


def _take_up(now: datetime) -> None:
    """Of a worker that died in the middle: at once when it was one of this machine."""
    running = DBTaskResult.objects.running()
    left = [row for row in running if row.started_at < now - PATIENCE or any(map(is_gone, row.worker_ids[-1:]))]
    for row in left:
        same = DBTaskResult.objects.running().filter(pk=row.pk, started_at=row.started_at)
        if len(row.worker_ids) >= TRIES:
            same.update(status=TaskResultStatus.FAILED, finished_at=now)
            logger.error("Given up, as its workers died: %s %s", row.task_path, row.args_kwargs)
        else:
            _ready(same, now)


def _try_again(now: datetime) -> None:
    """What raised, whatever it was."""
    recent = DBTaskResult.objects.failed().filter(finished_at__gte=now - 2 * AGAIN_AFTER[-1])
    for row in recent.exclude(task_path__in=_RENEWED):
        tries = len(row.worker_ids)
        if 0 < tries < TRIES and row.finished_at and row.finished_at + AGAIN_AFTER[tries - 1] <= now:
            _ready(DBTaskResult.objects.failed().filter(pk=row.pk, finished_at=row.finished_at), now)


def _ready(rows: DBTaskResultQuerySet, now: datetime) -> None:
    rows.update(status=TaskResultStatus.READY, run_after=now, finished_at=None)
