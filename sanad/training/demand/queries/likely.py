"""Sessions and plan items that are alike, and perhaps one thing: proposed until somebody says yes or no."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from sanad.accompaniment.models import Engagement, PlanItem
from sanad.foundation.spaces.actor import Actor
from sanad.training.demand.queries.demand import OPEN
from sanad.training.models import OtherMatter, Registration, Session
from sanad.training.registrations.queries.people import active_people

HAPPENING = [Session.State.OPEN, Session.State.CONFIRMED, Session.State.CLOSED]
MOST = 20  # of either; more are proposed once these are answered


@dataclass(frozen=True)
class Likely:
    """A session that perhaps answers a plan item, and how many of the association have a place in it."""

    session: Session
    item: PlanItem
    people: int


def people_of(engagement: Engagement, space_id: Any) -> QuerySet[Registration]:
    """Whom the association of a file has in sessions of its keeper, without saying by which plan item."""
    theirs = Q(organisation=engagement.association_id)
    if engagement.association_space_id is not None:
        theirs |= Q(asking_space=engagement.association_space_id)
    return Registration.objects.active().filter(theirs, space=space_id, plan_item=None)


def likely_sessions(actor: Actor, item: PlanItem) -> list[Likely]:
    """The sessions on the field of an item that is still open, since the file was opened, in which its association has people."""
    is_open = item.form == PlanItem.Form.TRAINING and item.standing in OPEN and item.space_id == actor.space_id
    if not is_open:
        return []
    opened = timezone.make_aware(datetime.combine(item.engagement.opened_on, time.min))
    people = people_of(item.engagement, actor.space_id).filter(
        session__course__field=item.field, session__state__in=HAPPENING, session__activity__starts_at__gte=opened
    )
    people = people.exclude(session__in=OtherMatter.objects.filter(plan_item=item).values("session"))
    counted = Counter(people.values_list("session", flat=True))
    sessions = (
        Session.objects.filter(pk__in=list(counted)).select_related("activity", "course").defer("course__content")
    )
    latest = sessions.order_by("-activity__starts_at")[:MOST]
    return [Likely(session, item, counted[session.pk]) for session in latest]


def likely_items(actor: Actor, session: Session) -> list[Likely]:
    """The same, seen from the session."""
    if session.course is None or session.space_id != actor.space_id or session.state not in HAPPENING:
        return []
    people = [row for row in active_people(session) if row.plan_item_id is None]
    bodies = {row.organisation_id for row in people} - {None}
    spaces = {row.asking_space_id for row in people} - {None}
    if not bodies and not spaces:
        return []
    day = session.activity.held_on
    items = PlanItem.objects.standing_in(OPEN).filter(
        Q(engagement__association__in=bodies) | Q(engagement__association_space__in=spaces),
        space=actor.space,
        form=PlanItem.Form.TRAINING,
        field=session.course.field,
        engagement__opened_on__lte=day,
    )
    items = items.exclude(pk__in=session.other_matters.values("plan_item"))
    found = []
    for item in items.select_related("engagement__association").order_by("created_at", "pk")[:MOST]:
        file = item.engagement
        count = sum(
            row.organisation_id == file.association_id
            or (row.asking_space_id is not None and row.asking_space_id == file.association_space_id)
            for row in people
        )
        found.append(Likely(session, item, count))
    return found
