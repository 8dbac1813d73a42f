"""What an association learned: the sessions in which its people had a place."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from sanad.accompaniment.models import Engagement
from sanad.foundation.spaces.actor import Actor
from sanad.training.models import Certificate, Registration, Session
from sanad.training.policies import visible_to
from sanad.training.registrations.queries.people import counted


def sessions_of_engagement(actor: Actor, engagement: Engagement) -> QuerySet[Session]:
    """The sessions that the actor may see in which its people have a place, the latest first.

    Each has how many of its people have a place (`people`), came (`came`), and hold a certificate that stands
    (`certified`).
    """
    theirs = Q(organisation=engagement.association) | Q(plan_item__engagement=engagement)
    if engagement.association_space_id is not None:
        theirs |= Q(asking_space=engagement.association_space_id)
    people: Any = visible_to(actor, Registration)
    people = people.confirmed().filter(theirs)
    stands = Exists(Certificate.objects.live().filter(registration=OuterRef("pk")))
    rows = visible_to(actor, Session).filter(pk__in=people.values("session"))
    rows = rows.select_related("activity__place", "course").defer("course__content")
    rows = rows.annotate(
        people=counted(people),
        came=counted(people.filter(presences__minutes__gt=0)),
        certified=counted(people.filter(stands)),
    )
    return rows.order_by("-activity__starts_at", "-pk")
