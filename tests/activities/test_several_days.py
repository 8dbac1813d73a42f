"""An activity of several days stands in every month that it touches, with all its days."""

from datetime import date, datetime

import pytest
from django.utils import timezone

from sanad.activities.calendars.queries.month import activities_between
from sanad.activities.models import Activity
from sanad.activities.programme.commands.activity import plan_activity


def planned(world, title, begins, ends):
    moments = [timezone.make_aware(datetime.fromisoformat(text)) for text in (begins, ends)]
    return plan_activity(
        world.sg, kind="meeting", title=title, starts_at=moments[0], ends_at=moments[1], host=world.host
    )


@pytest.mark.parametrize(
    ("month", "stands"), [("2026-11", False), ("2026-12", True), ("2027-01", True), ("2027-02", False)]
)
def test_a_camp_over_the_new_year_stands_in_both_months(world, browse, month, stands):
    row = planned(world, "مخيم الشتاء", "2026-12-30T09:00", "2027-01-02T17:00")
    client = browse(world.sg)
    page = client.get(f"/activities/calendar/?month={month}").content.decode()
    assert ("مخيم الشتاء" in page) == stands
    days = "من 30 دجنبر 2026 إلى 2 يناير 2027"
    assert (days in page) == stands
    assert days in client.get(f"/activities/{row.pk}/").content.decode()


def test_a_night_belongs_to_the_evening_on_which_it_began(world):
    planned(world, "سهرة", "2026-12-31T21:30", "2027-01-01T00:30")
    rows = Activity.objects.filter(title="سهرة")
    assert [
        len(activities_between(rows, date(2026, 12, 1), date(2027, 1, 1))),
        len(activities_between(rows, date(2027, 1, 1), date(2027, 2, 1))),
    ] == [1, 0]
