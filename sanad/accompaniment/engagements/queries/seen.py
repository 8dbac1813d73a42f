"""What two spaces see of each other through an accompaniment."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from sanad.accompaniment.models import Engagement
from sanad.accompaniment.policies import visible_to
from sanad.directory.queries import SEEN, Seen, seen_rows
from sanad.foundation.policy import Text
from sanad.foundation.spaces.actor import Actor


def through(engagement: Engagement) -> str:
    """How an accompaniment is called where something is seen through it."""
    return _("the accompaniment of %(association)s") % {"association": engagement.association.name}


def files(actor: Actor) -> Iterator[Seen]:
    """The file of an accompaniment is the keeper's, and is read by the association that it is about."""

    def told(row: Engagement) -> tuple[Text, Text, str]:
        what = _("the file: needs, ways forward, the plan, evidence and what changed")
        return what, through(row), reverse("accompaniment:engagement", args=[row.pk])

    rows, every = visible_to(actor, Engagement).select_related("association"), reverse("accompaniment:engagements")
    kept = rows.filter(space=actor.space, association_space__isnull=False)
    yield from seen_rows(kept, "association_space_id", told, every, is_ours=True)
    yield from seen_rows(rows.filter(association_space=actor.space), "space_id", told, every, is_ours=False)


SEEN.append(files)
