"""The dossier: where we stand, what was promised, what is late, and the story in time."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from sanad.accompaniment.models import Engagement, Need, PlanItem
from sanad.accompaniment.plan.queries.items import Proposed
from sanad.accompaniment.policies import visible_to
from sanad.accompaniment.queries.together import shared_activities
from sanad.activities.models import Activity, FollowUp
from sanad.activities.policies import visible_to as visible_activities
from sanad.foundation.naming.models import TenantRow
from sanad.foundation.spaces.actor import Actor


@dataclass(frozen=True)
class Moment:
    """One thing that happened, for the timeline: `kind` is activity, need, step, or plan (the items of one day)."""

    day: date
    kind: str
    row: Any


def needs_with_ways(actor: Actor, engagement: Engagement) -> list[tuple[Need, list[str]]]:
    """The needs of an engagement, each with its ways forward, in one question: a line a way."""
    rows = visible_to(actor, Need).filter(engagement=engagement).annotate(way=F("ways__text"))
    found: dict[Any, tuple[Need, list[str]]] = {}
    for row in rows.order_by("priority", "created_at", "pk", "ways__created_at", "ways__pk"):
        found.setdefault(row.pk, (row, []))[1].extend([row.way] if row.way else [])
    return list(found.values())


def activities_of(actor: Actor, engagement: Engagement) -> QuerySet[Activity]:
    """What both do together, in order of time, as the actor sees it."""
    seen: Any = visible_activities(actor, Activity)
    return shared_activities(seen.as_shown_to(actor).not_cancelled(), engagement).order_by("starts_at")


def follow_ups_of(actor: Actor, activities: list[Activity]) -> QuerySet[FollowUp]:
    """The open follow-ups of these activities."""
    rows = (visible_activities(actor, FollowUp) & FollowUp.objects.open()).filter(activity__in=activities)
    return rows.select_related("owner", "body", "activity")


def timeline(
    engagement: Engagement, activities: list[Activity], needs: list[Need], plan: list[Proposed]
) -> list[Moment]:
    """What happened in order of time; needs stand under the activity at which they were voiced, the plan by day."""
    loose = [need for need in needs if need.voiced_at_id is None]
    moments = [Moment(row.held_on, "activity", row) for row in activities]
    moments += [Moment(_day(row), "need", row) for row in loose]
    moments += [Moment(proposed.day, "plan", proposed) for proposed in plan]
    moments += [Moment(_day(row), "step", row) for row in engagement.steps.select_related("by")]
    return sorted(moments, key=lambda moment: moment.day)


def _day(row: TenantRow) -> date:
    return timezone.localtime(row.created_at).date()


def engagements_with_counts(actor: Actor) -> QuerySet[Engagement]:
    """The engagements, each with its counts of needs and plan items."""
    rows = visible_to(actor, Engagement).select_related("association", "association__seat_place", "referent", "space")
    return rows.annotate(need_count=_count(Need), plan_count=_count(PlanItem)).order_by("-opened_on", "-pk")


def _count(parts: type[Need | PlanItem]) -> Coalesce:
    """How many parts an engagement has, asked of each that is shown: to group them would put all into one order."""
    every = parts._default_manager.filter(engagement=OuterRef("pk")).order_by().values("engagement")
    return Coalesce(Subquery(every.annotate(total=Count("pk")).values("total")), 0)


def accompanied_by(actor: Actor) -> QuerySet[Any]:
    """The support organisations that accompany, or accompanied, the actor's association."""
    return Engagement.objects.filter(association_space=actor.space).values("space")
