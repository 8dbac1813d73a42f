"""What two spaces see of each other's diagnoses."""

from collections.abc import Iterator

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sanad.diagnosis.models import Diagnosis
from sanad.directory.queries import SEEN, Seen, seen_counts
from sanad.foundation.policy import Text
from sanad.foundation.spaces.actor import Actor

ABOUT = "engagement__association_space"


def diagnoses(actor: Actor) -> Iterator[Seen]:
    """A diagnosis is the keeper's, and is read by the association that it is about."""
    every, why = reverse("diagnosis:diagnoses"), _("diagnoses of the accompaniment")

    def told(count: int) -> Text:
        what = ngettext(
            "%(count)d diagnosis, with its answers and results",
            "%(count)d diagnoses, with their answers and results",
            count,
        )
        return what % {"count": count}

    for rows, space, is_ours in (
        (Diagnosis.objects.filter(space=actor.space, engagement__association_space__isnull=False), ABOUT, True),
        (Diagnosis.objects.filter(engagement__association_space=actor.space), "space", False),
    ):
        yield from seen_counts(rows, space, Count("pk"), told, why, every, is_ours=is_ours)


SEEN.append(diagnoses)
