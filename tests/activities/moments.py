"""The queue of the worker, as if the while of quiet had passed."""

from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from sanad.foundation.management.commands.work import empties_the_queue


def after_a_while() -> None:
    """Do what waits, also what waits for a time of quiet, in the order in which it was asked for."""
    DBTaskResult.objects.filter(status="READY", run_after__gt=timezone.now()).filter(
        task_path__endswith="tell_changes"
    ).update(run_after=timezone.now())
    empties_the_queue().run()


def text(letter) -> str:
    """The text of a letter without the marks that keep runs in their own order."""
    body = letter.get_content().replace("\r\n", "\n")
    return body.translate(dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069")))
