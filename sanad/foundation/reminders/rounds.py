"""What the worker does: a round over everybody, and one letter at a time.

Both may run as often as one likes, and in several workers at once: a person is told nothing twice, and has at most one
letter a day from a space. What could not be sent is still due at the next round.
"""

import logging
from datetime import date
from uuid import UUID

from django.conf import settings
from django.db import Error, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import override
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from sanad.foundation.history.models import HistoryEntry
from sanad.foundation.letters.post import hand_over
from sanad.foundation.reminders.letters import digest
from sanad.foundation.reminders.models import SentReminder
from sanad.foundation.reminders.sources import Due, due_for
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.spaces.models import Membership, spoken
from sanad.foundation.worker.queue import moved, renewed

logger = logging.getLogger(__name__)
HEADS = "history"  # the kind of a letter about the history itself, which is no digest of a day (`heads`)


@renewed
@task()
def send_reminders(day: str) -> int:
    """Queue a letter for each member who has something to be told on that day; how many.

    Without a mail server nothing is told and nothing is noted. A day that has passed is left to the round of today: what
    fell due then is late now, and is told as late.
    """
    if not settings.EMAIL_URL or _has_passed(day):
        return 0
    waiting = [actor for actor in _readers() if _has_news(actor, date.fromisoformat(day))]
    for actor in waiting:
        send_mail.enqueue(str(actor.space_id), str(actor.user.pk), day)
    return len(waiting)


def _has_news(actor: Actor, day: date) -> bool:
    """Whether there is something to tell.

    What cannot be asked for one person does not stop the letters of the others: it shows when their own letter is written.
    """
    try:
        return bool(_untold(actor, day))
    except Error:
        raise  # the database is away, for everybody
    except Exception:
        logger.exception("What falls due for %s could not be asked.", actor.user.pk)
        return True


@renewed
@task()
def send_mail(space_id: str, user_id: str, day: str) -> str:
    """Write to one person what falls due for them in one space and was not told; say how it went.

    Read anew here, so that what was moved or done while the task waited is not told.
    """
    readers = [] if _has_passed(day) else _readers(space=space_id, user=user_id)
    if not readers:
        return "nobody to tell"
    [actor] = readers
    on = date.fromisoformat(day)
    with override(spoken(actor.user.language)):
        dues = _untold(actor, on)
    if not dues:
        return "nothing to tell"
    return hand_over(digest(actor, dues), lambda: _claim(actor, on, dues), _told(actor).filter(told_on=on).delete)


def queue_round(day: date) -> None:
    """Ask the worker for a round, unless one is waiting already."""
    waiting = DBTaskResult.objects.filter(status=TaskResultStatus.READY, task_path=send_reminders.module_path)
    if not waiting.filter(args_kwargs={"args": [day.isoformat()], "kwargs": {}}).exists():
        send_reminders.enqueue(day.isoformat())


def _has_passed(day: str) -> bool:
    return date.fromisoformat(day) < timezone.localdate()


def _readers(**only: str) -> list[Actor]:
    """Those who want reminders by e-mail and can have them, in each of their spaces."""
    rows = Membership.live.filter(user__is_active=True, user__is_reminded=True, user__email__contains="@", **only)
    return [Actor(row.user, row.space, row.role) for row in rows.select_related("user", "space")]


def _told(actor: Actor) -> QuerySet[SentReminder]:
    return SentReminder.objects.filter(space=actor.space, user=actor.user).exclude(kind=HEADS)


def _untold(actor: Actor, day: date) -> list[Due]:
    """What is due for the actor on that day and was not told as it stands; nothing when they had their letter of the day."""
    dues = due_for(actor, day)
    if not dues or _told(actor).filter(told_on=day).exists():
        return []
    known = _known(actor, {due.subject_id for due in dues})
    return [due for due in dues if due.key not in known]


def _known(actor: Actor, subjects: set[UUID]) -> set[str]:
    """The last word that somebody was told of each thing: what was moved and moved back, or reopened, is told again."""
    last = {
        (row.kind, row.subject_id): row
        for row in _told(actor).filter(subject_id__in=subjects).order_by("told_on", "pk")
    }
    told = {row.subject_id for row in last.values()}
    lines = HistoryEntry.objects.filter(space=actor.space, object_id__in=told, command__contains=".reopen_")
    reopened = dict(lines.order_by("seq").values_list("object_id", "at"))
    return {row.key for row in last.values() if reopened.get(row.subject_id, row.created_at) <= row.created_at}


def _claim(actor: Actor, day: date, dues: list[Due]) -> bool:
    """Note that these are told; False when another worker was faster, or the person no longer wants to be told."""
    with transaction.atomic():
        # Whoever holds the membership tells; another worker waits here, and then finds the letter of the day told.
        here = Membership.live.select_for_update(of=("self",), no_key=True).filter(space=actor.space, user=actor.user)
        if here.filter(user__is_reminded=True).first() is None or _told(actor).filter(told_on=day).exists():
            return False
        SentReminder.objects.bulk_create(
            SentReminder(
                space=actor.space,
                user=actor.user,
                key=due.key,
                kind=due.kind,
                subject_id=due.subject_id,
                due_on=due.due_on,
                stage=due.stage,
                told_on=day,
            )
            for due in dues
        )
        return True


moved("sanad.foundation.reminders.tasks.send_reminders", send_reminders)
moved("sanad.foundation.reminders.tasks.send_mail", send_mail)
