"""Who does not know yet what changed in an activity, with the message ready."""

from django.urls import reverse

from sanad.activities.models import Activity, Notice
from sanad.activities.telling.queries.guests import untold
from sanad.activities.telling.queries.invited import uninvited
from sanad.activities.telling.queries.letters import notice_text
from sanad.activities.telling.queries.news import CANCELLED
from sanad.foundation.letters.by_hand import ToTell, goes_by_mail


def guests_to_tell(activity: Activity) -> list[ToTell]:
    """Those who are expected and do not know, each with what to tell them.

    Who does not even know that they are asked is told that (`invited`), with the days as they stand now.
    """
    unasked = {guest.key for guest, _by_mail in uninvited(activity)}
    refused = set(activity.notices.filter(is_refused=True).values_list("guest", "about"))
    return [
        ToTell(
            guest.name,
            guest.phone,
            Notice.Kind.CANCELLED.label if new.state == CANCELLED else Notice.Kind.CHANGED.label,
            notice_text(activity, guest, new),
            f"{reverse('activities:guest_told', args=[activity.pk, new.digest])}?guest={guest.key}",
            goes_by_mail(guest.email, is_refused=(guest.key, new.after) in refused),
        )
        for guest, new in untold(activity)
        if guest.key not in unasked
    ]
