"""The rounds of the worker, in the test's own transaction."""

from datetime import timedelta

from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from sanad.foundation.management.commands.work import empties_the_queue
from sanad.foundation.reminders.rounds import send_mail, send_reminders

TODAY = timezone.localdate()


def run(days: int = 0) -> list[str]:
    """A round on that day, to its end; what each letter came to."""
    send_reminders.call((TODAY + timedelta(days=days)).isoformat())
    return work()


def work() -> list[str]:
    """Empty the queue; what each letter came to."""
    before = set(DBTaskResult.objects.finished().values_list("pk", flat=True))
    empties_the_queue().run()
    done = DBTaskResult.objects.finished().exclude(pk__in=before).filter(task_path=send_mail.module_path)
    return [task.return_value or task.exception_class_path for task in done]


def body(letter) -> str:
    """The text of a letter as it was written."""
    return letter.get_content().replace("\r\n", "\n")
