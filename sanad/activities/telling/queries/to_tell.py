"""Who does not know yet what changed in an activity, with the message ready."""

from collections.abc import Collection
from uuid import UUID

from django.urls import reverse

from sanad.activities.models import Activity, Notice
from sanad.activities.telling.queries.guests import untold
from sanad.activities.telling.queries.letters import notice_text
from sanad.activities.telling.queries.news import CANCELLED
from sanad.foundation.letters.by_hand import ToTell, goes_by_mail


def guests_to_tell(activity: Activity, unasked: Collection[UUID] = ()) -> list[ToTell]:
    """Those who are expected and do not know, each with what to tell them.

    Left out are those who do not even know that they are asked: they are told that (`invited`), with the days as they stand.
    """
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
