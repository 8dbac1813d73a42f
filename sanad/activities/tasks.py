"""What the worker tells those who are expected at an activity, when something of it moved or it is called off."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from sanad.activities.models import Activity, Notice
from sanad.activities.queries.guests import untold
from sanad.activities.queries.letters import notice
from sanad.activities.queries.news import CANCELLED
from sanad.foundation.letters.post import AGAIN_AFTER, REFUSED, NotNow, hand_over

# Changes made one after the other are told together, once nothing was changed for this long.
QUIET = timedelta(minutes=10)
ASK_AGAIN = timedelta(days=1)  # while there is no mail server
TELLERS: list[Callable[[Activity], int]] = []  # who asks for letters to whom; higher slices have people of their own


def queue_changes(activity: Activity, *, at_once: bool = False) -> None:
    """Ask that everybody be told what changed, after a while of quiet; at once when it is called off."""
    tell_changes.using(run_after=None if at_once else timezone.now() + QUIET).enqueue(str(activity.pk), at_once)


@task()
def tell_changes(activity_id: str, at_once: bool) -> int:  # noqa: FBT001  tasks take plain values
    """Ask for a letter to each who has not been told what is true now; how many. The last of several does it for all."""
    later = DBTaskResult.objects.filter(status=TaskResultStatus.READY, task_path=tell_changes.module_path)
    if not at_once and later.filter(args_kwargs={"args": [activity_id, False], "kwargs": {}}).exists():
        return 0
    activity = Activity.objects.select_related("place", "host").get(pk=activity_id)
    if not settings.EMAIL_URL:
        # Whoever sets the mail server up tomorrow finds nothing forgotten.
        if activity.ends_at > timezone.now():
            tell_changes.using(run_after=timezone.now() + ASK_AGAIN).enqueue(activity_id, at_once)
        return 0
    return sum(tell(activity) for tell in TELLERS)


def _tell_guests(activity: Activity) -> int:
    keys = [str(guest.key) for guest, _news in untold(activity) if guest.email]
    for key in keys:
        send_notice.enqueue(str(activity.pk), key)
    return len(keys)


TELLERS.append(_tell_guests)


@task()
def send_notice(activity_id: str, guest_key: str) -> str:
    """Tell one guest what changed since they were told last, once; say how it went."""
    activity = Activity.objects.select_related("place", "host", "space").get(pk=activity_id)
    found = untold(activity, UUID(guest_key))
    if not settings.EMAIL_URL or not found or not found[0][0].email:
        return "nothing to tell"
    [(guest, new)] = found
    kind = Notice.Kind.CANCELLED if new.state == CANCELLED else Notice.Kind.CHANGED
    kept = {"space": activity.space, "activity": activity, "guest": guest.key, "kind": kind, "about": new.after}

    def claim() -> bool:
        _row, is_new = Notice.objects.get_or_create(**kept, defaults={"language": guest.language, "told": new.told})
        return is_new

    try:
        said = hand_over(notice(activity, guest, new), claim, Notice.objects.filter(**kept).delete)
    except NotNow as problem:
        send_notice.using(run_after=timezone.now() + AGAIN_AFTER).enqueue(activity_id, guest_key)
        return f"later: {problem}"
    if said.startswith(REFUSED):
        Notice.objects.filter(**kept).update(is_refused=True)
    return said
