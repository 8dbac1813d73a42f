"""The heads of the histories on their way out of the installation: in the file now and then, by e-mail once a month.

Who keeps the letter can say later whether the history was cut or made anew, whoever keeps the server.
"""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext, override
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from sanad.foundation.arabic.bidi import isolate
from sanad.foundation.history import anchors
from sanad.foundation.letters.post import NotNow, hand_over, written
from sanad.foundation.letters.stops import stop_of_member
from sanad.foundation.reminders.models import SentReminder
from sanad.foundation.reminders.rounds import HEADS
from sanad.foundation.reminders.sources import Stage
from sanad.foundation.spaces.models import Membership, spoken
from sanad.foundation.spaces.roles import Role
from sanad.foundation.worker import queue

OFFICERS = (Role.PRESIDENT, Role.SECRETARY_GENERAL)
KEEP_EVERY = timedelta(minutes=10)
_kept: list[datetime] = []


@queue.declare
def keep_heads(now: datetime) -> None:
    """Write the heads that moved into the file."""
    if not _kept or not timedelta() <= now - _kept[-1] < KEEP_EVERY:
        anchors.keep()
        _kept[:] = [now]


def queue_heads(day: date) -> None:
    """Ask for the letters of the month, when an officer has none and they are not waiting already."""
    waiting = DBTaskResult.objects.filter(status=TaskResultStatus.READY, task_path=send_heads.module_path)
    if _untold(day.replace(day=1)).exists() and not waiting.exists():
        send_heads.enqueue(day.isoformat())


@task()
def send_heads(day: str) -> int:
    """Write to the officers of each space how far its history goes; how many letters. The others come with the next round."""
    month, count = date.fromisoformat(day).replace(day=1), 0
    for row in _untold(month) if settings.EMAIL_URL else ():
        head = anchors.head_of(row.space_id)
        note = {"space": row.space, "user": row.user, "key": f"{HEADS}:{month}", "told_on": month}
        kept = {"kind": HEADS, "subject_id": row.space_id, "due_on": month, "stage": Stage.TODAY}

        def claim(note: dict = note, kept: dict = kept) -> bool:
            return SentReminder.objects.get_or_create(**note, defaults=kept)[1]

        if head:
            try:
                hand_over(letter(row, head), claim, SentReminder.objects.filter(**note).delete)
            except NotNow:
                break
            count += 1
    return count


def _untold(month: date) -> QuerySet[Membership]:
    told = SentReminder.objects.filter(space=OuterRef("space"), user=OuterRef("user"), key=f"{HEADS}:{month}")
    officers = Membership.live.filter(role__in=OFFICERS, user__is_active=True, user__is_reminded=True)
    return officers.filter(~Exists(told), user__email__contains="@").select_related("user", "space")


def letter(row: Membership, head: str) -> EmailMessage:
    """The letter to one officer, in their language."""
    language = spoken(row.user.language)
    with override(language):
        space = isolate(" ".join(row.space.name.split()))
        return written(
            gettext("How far the history of %(space)s goes") % {"space": space},
            [
                gettext("Hello %(name)s,") % {"name": isolate(" ".join(row.user.name.split()))},
                "",
                gettext("the last line of the history of %(space)s, and how its seal begins:") % {"space": space},
                "",
                anchors.in_groups(head),
                "",
                gettext(
                    "Keep this letter. Should anybody remove lines or write the history anew, this line would be missing or another one."
                ),
                gettext("To see whether it still holds, the keeper of the installation types:"),
                "",
                f'sanad verify --anchor "{anchors.in_groups(head)}"',
                "",
                gettext("Such a letter comes once a month. Stop it together with the reminders:"),
                stop_of_member(row.user),
            ],
            row.user.email or "",
            language,
            stop_of_member(row.user),
        )
