"""The activities of a month, as the calendar of the space shows them: as a list and as a grid of days."""

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from sanad.activities.models import Activity

MOST_IN_A_DAY = 3  # that a cell of the grid names; the list below it has all


def activities_between(rows: QuerySet[Activity], first: date, after: date) -> list[Activity]:
    """The activities that have a day in [first, after)."""
    zone = timezone.get_current_timezone()
    begin = datetime(first.year, first.month, first.day, tzinfo=zone)
    end = datetime(after.year, after.month, after.day, tzinfo=zone)
    found = rows.filter(ends_at__gte=begin, starts_at__lt=end).order_by("starts_at")
    return [row for row in found if row.last_day >= first]


@dataclass(frozen=True)
class DayCell:
    """One day of the grid: whether it is of the month, whether it is today, what has a day there."""

    on: date
    is_inside: bool
    is_today: bool
    rows: Sequence[Activity]

    @property
    def named(self) -> Sequence[Activity]:
        """Those that the cell names."""
        return self.rows[:MOST_IN_A_DAY]

    @property
    def more(self) -> int:
        """How many others there are."""
        return len(self.rows) - len(self.named)


def weeks_of(rows: Sequence[Activity], first: date, today: date) -> list[list[DayCell]]:
    """The weeks of a month, from Monday; what lasts several days stands in each of them."""
    by_day: dict[date, list[Activity]] = {}
    last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
    for row in rows:
        begins, ends = max(row.held_on, first), min(row.last_day, last)
        for number in range((ends - begins).days + 1):
            by_day.setdefault(begins + timedelta(days=number), []).append(row)
    return [
        [DayCell(on, on.month == first.month, on == today, by_day.get(on, [])) for on in week]
        for week in calendar.Calendar().monthdatescalendar(first.year, first.month)
    ]
