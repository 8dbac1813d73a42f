"""Activities that follow one another: the station that each is, its neighbours, what they leave to be done."""

from django.db.models import OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from sanad.activities.models import Activity, FollowUp, FollowUpStep


def stations(activity: Activity) -> list[Activity]:
    """The activities of the series in order of time, cancelled ones left out; the activity alone without a series."""
    if activity.series_id is None:
        return [activity]
    rows = Activity.objects.filter(space_id=activity.space_id, series_id=activity.series_id)
    return list(rows.not_cancelled().order_by("starts_at", "pk"))


def neighbours(
    activity: Activity, shown: QuerySet[Activity] | None = None
) -> tuple[int, Activity | None, Activity | None]:
    """(number of the station from 1, the one before, the one after); neighbours that are not `shown` are None."""
    row = stations(activity)
    position = next((i for i, other in enumerate(row) if other.pk == activity.pk), 0)
    before, after = row[position - 1] if position else None, row[position + 1] if position + 1 < len(row) else None
    if shown is not None:
        known = set(shown.filter(pk__in=[other.pk for other in (before, after) if other]).values_list("pk", flat=True))
        before, after = (other if other and other.pk in known else None for other in (before, after))
    return position + 1, before, after


def carried_follow_ups(activity: Activity) -> QuerySet[FollowUp]:
    """The follow-ups of earlier stations of the series that were open when this one began (M5)."""
    if activity.series_id is None:
        return FollowUp.objects.none()
    earlier = Activity.objects.filter(
        space_id=activity.space_id, series_id=activity.series_id, starts_at__lt=activity.starts_at
    ).not_cancelled()
    before = FollowUpStep.objects.filter(follow_up=OuterRef("pk"), created_at__lte=activity.starts_at)
    stood = before.order_by("-created_at", "-pk").values("after")[:1]
    return (
        FollowUp.objects.alias(stood=Coalesce(Subquery(stood), Value(FollowUp.STATES.initial)))
        .filter(stood=FollowUp.State.OPEN, space_id=activity.space_id, activity__in=earlier)
        .select_related("owner", "body", "activity")
    )
