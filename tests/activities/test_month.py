"""The calendar as a grid: weeks from Monday, what stands in a day, today."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from sanad.activities.calendars.queries.month import MOST_IN_A_DAY, weeks_of
from sanad.activities.models import Activity


def lasting(day: date, days: int = 1) -> Activity:
    begins = timezone.make_aware(datetime.combine(day, time(9)))
    return Activity(title="نشاط", starts_at=begins, ends_at=begins + timedelta(days=days - 1, hours=2))


def cells(*rows: Activity, first: date = date(2026, 12, 1), today: date = date(2026, 12, 3)) -> dict:
    return {cell.on: cell for week in weeks_of(rows, first, today) for cell in week}


def test_weeks_begin_on_monday_and_fill_the_month():
    weeks = weeks_of([], date(2026, 12, 1), date(2026, 12, 3))
    assert [week[0].on.weekday() for week in weeks] == [0] * 5
    assert weeks[0][0].on == date(2026, 11, 30)
    assert not weeks[0][0].is_inside
    assert [cell.on for week in weeks for cell in week if cell.is_today] == [date(2026, 12, 3)]


def test_what_lasts_several_days_stands_in_each_of_them_within_the_month():
    found = cells(lasting(date(2026, 11, 29), days=4), lasting(date(2026, 12, 30), days=4))
    assert [on.day for on, cell in found.items() if cell.rows] == [1, 2, 30, 31]


def test_a_cell_names_a_few_and_counts_the_others():
    cell = cells(*[lasting(date(2026, 12, 9)) for _number in range(MOST_IN_A_DAY + 2)])[date(2026, 12, 9)]
    assert (len(cell.named), cell.more) == (MOST_IN_A_DAY, 2)
    assert cells(lasting(date(2026, 12, 9)))[date(2026, 12, 9)].more == 0


def test_the_page_leads_to_the_months_beside_it_and_back_to_today(world, browse):
    client = browse(world.sg)
    page = client.get("/activities/calendar/?month=2023-12").content.decode()
    assert all(part in page for part in ("?month=2023-11", "?month=2024-01", 'href="/activities/calendar/"'))
    meeting = Activity.objects.get(space=world.sg.space, starts_at__date=date(2023, 12, 24))
    assert f'href="#a-{meeting.pk}"' in page
    assert page.count(f'id="a-{meeting.pk}"') == 1
