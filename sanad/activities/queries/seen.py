"""What two spaces see of each other because one takes part in activities of the other."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sanad.activities.models import Activity, TakingPart
from sanad.directory.queries import SEEN, Seen, seen_rows
from sanad.foundation.policy import Text
from sanad.foundation.spaces.actor import Actor

BODY = "organisation__own_space"


def activities(actor: Actor) -> Iterator[Seen]:
    """Whose organisation takes part reads the activity once it is convened, and all that was recorded of it."""
    every = reverse("activities:activities")

    def told(row: dict[str, Any]) -> tuple[Text, Text, str]:
        count = row["activities"]
        what = ngettext(
            "%(count)d activity: who came, what was said and decided, follow-ups, and the minutes once circulated",
            "%(count)d activities: who came, what was said and decided, follow-ups, and the minutes once circulated",
            count,
        )
        return what % {"count": count}, _("activities in which both take part"), every

    seen = TakingPart.objects.standing().exclude(activity__state=Activity.State.PLANNED).order_by()
    ours = seen.filter(space=actor.space, organisation__own_space__isnull=False)
    for rows, space, is_ours in (
        (ours.exclude(organisation__own_space=actor.space), BODY, True),
        (seen.filter(organisation__own_space=actor.space).exclude(space=actor.space), "space", False),
    ):
        counted = rows.values(space).annotate(activities=Count("activity", distinct=True)).order_by(space)
        yield from seen_rows(counted, space, told, every, is_ours=is_ours)


SEEN.append(activities)
