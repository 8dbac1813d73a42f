"""What two spaces see of each other's diagnoses."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sanad.diagnosis.models import Diagnosis
from sanad.directory.queries import SEEN, Seen, seen_rows
from sanad.foundation.policy import Text
from sanad.foundation.spaces.actor import Actor

ABOUT = "engagement__association_space"


def diagnoses(actor: Actor) -> Iterator[Seen]:
    """A diagnosis is the keeper's, and is read by the association that it is about."""
    every = reverse("diagnosis:diagnoses")

    def told(row: dict[str, Any]) -> tuple[Text, Text, str]:
        count = row["diagnoses"]
        what = ngettext(
            "%(count)d diagnosis, with its answers and results",
            "%(count)d diagnoses, with their answers and results",
            count,
        )
        return what % {"count": count}, _("diagnoses of the accompaniment"), every

    for rows, space, is_ours in (
        (Diagnosis.objects.filter(space=actor.space, engagement__association_space__isnull=False), ABOUT, True),
        (Diagnosis.objects.filter(engagement__association_space=actor.space), "space", False),
    ):
        counted = rows.order_by().values(space).annotate(diagnoses=Count("pk")).order_by(space)
        yield from seen_rows(counted, space, told, every, is_ours=is_ours)


SEEN.append(diagnoses)
