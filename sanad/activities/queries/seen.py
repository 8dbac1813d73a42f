"""What two spaces see of each other because one takes part in activities of the other."""

from collections.abc import Iterator

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sanad.activities.models import Activity, TakingPart
from sanad.directory.queries import SEEN, Seen, seen_counts
from sanad.foundation.policy import Text
from sanad.foundation.spaces.actor import Actor

BODY = "organisation__own_space"


def activities(actor: Actor) -> Iterator[Seen]:
    """Whose organisation takes part reads the activity once it is convened, and all that was recorded of it."""
    every, why = reverse("activities:activities"), _("activities in which both take part")

    def told(count: int) -> Text:
        what = ngettext(
            "%(count)d activity: who came, what was said and decided, follow-ups, and the minutes once circulated",
            "%(count)d activities: who came, what was said and decided, follow-ups, and the minutes once circulated",
            count,
        )
        return what % {"count": count}

    seen = TakingPart.objects.standing().exclude(activity__state=Activity.State.PLANNED).order_by()
    ours = seen.filter(space=actor.space, organisation__own_space__isnull=False)
    for rows, space, is_ours in (
        (ours.exclude(organisation__own_space=actor.space), BODY, True),
        (seen.filter(organisation__own_space=actor.space).exclude(space=actor.space), "space", False),
    ):
        yield from seen_counts(rows, space, Count("activity", distinct=True), told, why, every, is_ours=is_ours)


SEEN.append(activities)
