"""A meeting to come, and the queue of the worker, as if the while of quiet had passed."""

from datetime import datetime, time, timedelta

from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from sanad.activities.models import Activity
from sanad.activities.programme.commands.activity import edit_activity, plan_activity
from sanad.directory.models import Organisation
from sanad.foundation.management.commands.work import empties_the_queue
from sanad.foundation.spaces.actor import Actor


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


def in_ten_days(world, **details) -> Activity:
    """A meeting of the support organisation from 15:00 to 17:00, in ten days."""
    begins = timezone.make_aware(datetime.combine(timezone.localdate() + timedelta(days=10), time(15)))
    return plan_activity(
        world.sg,
        kind="meeting",
        title="لقاء تواصلي",
        starts_at=begins,
        ends_at=begins + timedelta(hours=2),
        host=world.host,
        venue="دار الشباب",
        **details,
    )


def hold_with(actor: Actor, activity: Activity, *bodies: Organisation) -> Activity:
    """Let bodies take part in an activity, beside those that do already."""
    there = [row.organisation for row in activity.taking_part.standing()]
    return edit_activity(
        actor,
        activity,
        starts_at=activity.starts_at,
        ends_at=activity.ends_at,
        series=activity.series,
        partners=[*there, *bodies],
    )
