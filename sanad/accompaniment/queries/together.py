"""What both sides do together."""

from django.db.models import Q, QuerySet

from sanad.accompaniment.models import Engagement
from sanad.activities.models import Activity, TakingPart


def shared_activities(activities: QuerySet[Activity], engagement: Engagement) -> QuerySet[Activity]:
    """Of these activities, those of the keeper in which the association takes part or which it hosts."""
    both = {"space": engagement.space_id, "organisation": engagement.association_id}
    takes_part = Q(pk__in=TakingPart.objects.standing().filter(**both).values("activity"))
    return activities.filter(takes_part | Q(host=engagement.association_id), space=engagement.space_id)


def held_together(engagement: Engagement) -> QuerySet[Activity]:
    """The activities that both held together, the latest first: at one of them the association may have agreed."""
    held = Activity.objects.filter(state=Activity.State.HELD)
    return shared_activities(held, engagement).order_by("-starts_at", "-pk")
