"""The activities of a month, as the calendar of the space shows them."""

from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import timezone

from sanad.activities.models import Activity


def activities_between(rows: QuerySet[Activity], first: date, after: date) -> list[Activity]:
    """The activities that have a day in [first, after)."""
    zone = timezone.get_current_timezone()
    begin = datetime(first.year, first.month, first.day, tzinfo=zone)
    end = datetime(after.year, after.month, after.day, tzinfo=zone)
    found = rows.filter(ends_at__gte=begin, starts_at__lt=end).order_by("starts_at")
    return [row for row in found if row.last_day >= first]
