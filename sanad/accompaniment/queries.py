"""The dossier: where we stand, what was promised, what is late, and the story in time."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from sanad.accompaniment.models import Engagement, Need, PlanItem
from sanad.accompaniment.policies import visible_to
from sanad.activities.models import Activity, FollowUp
from sanad.activities.policies import visible_to as visible_activities
from sanad.foundation.spaces.actor import Actor


@dataclass(frozen=True)
class Moment:
    """One thing that happened, for the timeline: `kind` is activity, need, plan or step."""

    day: date
    kind: str
    row: Any


def needs_of(actor: Actor, engagement: Engagement) -> QuerySet[Need]:
    """The needs of a file with their ways forward, the pressing ones first."""
    rows = visible_to(actor, Need).filter(engagement=engagement)
    return rows.select_related("voiced_at", "voiced_by").prefetch_related("ways")


def plan_of(actor: Actor, engagement: Engagement) -> QuerySet[PlanItem]:
    """The plan items of a file with the needs that they answer."""
    return visible_to(actor, PlanItem).filter(engagement=engagement).prefetch_related("needs")


def activities_of(actor: Actor, engagement: Engagement) -> QuerySet[Activity]:
    """What both did together: activities in which the association takes part or which it hosts, by the same keeper."""
    both = Q(taking_part__organisation=engagement.association, taking_part__withdrawn_at=None)
    rows = visible_activities(actor, Activity).filter(both | Q(host=engagement.association), space=engagement.space_id)
    return rows.exclude(state=Activity.State.CANCELLED).distinct().order_by("starts_at")


def follow_ups_of(actor: Actor, activities: list[Activity]) -> QuerySet[FollowUp]:
    """The open follow-ups of these activities."""
    rows = visible_activities(actor, FollowUp).filter(activity__in=activities, state=FollowUp.State.OPEN)
    return rows.select_related("owner", "activity")


def story(engagement: Engagement, activities: list[Activity], needs: list[Need], plan: list[PlanItem]) -> list[Moment]:
    """What happened in order of time; needs stand under the activity at which they were voiced."""
    loose = [need for need in needs if need.voiced_at_id is None]
    moments = [Moment(row.held_on, "activity", row) for row in activities]
    moments += [Moment(timezone.localtime(row.created_at).date(), "need", row) for row in loose]
    moments += [Moment(timezone.localtime(row.created_at).date(), "plan", row) for row in plan]
    moments += [
        Moment(timezone.localtime(row.created_at).date(), "step", row) for row in engagement.steps.select_related("by")
    ]
    return sorted(moments, key=lambda moment: moment.day)


def engagements_with_counts(actor: Actor) -> QuerySet[Engagement]:
    """The files, each with its counts of needs and plan items."""
    rows = visible_to(actor, Engagement).select_related("association", "association__seat_place", "referent", "space")
    return rows.annotate(
        need_count=Count("needs", distinct=True), plan_count=Count("plan_items", distinct=True)
    ).order_by("-opened_on", "-pk")


def late_plan_items(actor: Actor) -> QuerySet[PlanItem]:
    """Promises whose day has passed, the oldest first."""
    rows = visible_to(actor, PlanItem).filter(state__in=["agreed", "running"], due_on__lt=timezone.localdate())
    return rows.select_related("engagement__association").order_by("due_on", "pk")
