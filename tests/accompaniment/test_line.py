"""The time line as a line: what has a day stands on it, in the direction of reading, and today too."""

import re
from datetime import date

from django.utils import timezone

from sanad.accompaniment.models import Engagement, PlanItem
from sanad.accompaniment.plan.commands.agreement import agree_item
from sanad.accompaniment.plan.commands.items import finish_item
from sanad.accompaniment.plan.queries.items import by_month, with_days
from sanad.accompaniment.plan.queries.line import MOST_STACKED, WIDTH, legend_of, line_of
from tests.properties import proposed

TODAY = date(2026, 3, 10)


def item(day: date | None, state: str = "proposed") -> PlanItem:
    return PlanItem(objective="بند", due_on=day, state=state)


def drawn(*items: PlanItem, from_right: bool = False) -> str:
    return line_of(items, TODAY, told="<قيل>", now="اليوم", from_right=from_right)


def circles(svg: str) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)"', svg)]


def test_items_stand_in_the_direction_of_reading():
    early, late = date(2026, 4, 2), date(2026, 9, 20)
    left = circles(drawn(item(early), item(late)))
    right = circles(drawn(item(early), item(late), from_right=True))
    assert left[0][0] < left[1][0]
    assert [round(WIDTH - x, 1) for x, _y in right] == [x for x, _y in left]


def test_states_are_told_apart_without_colour():
    svg = drawn(
        item(date(2020, 1, 5), "agreed"),  # late, and years away
        item(date(2026, 12, 1), "running"),
        item(date(2026, 12, 1), "done"),
        item(date(2026, 12, 1)),
        item(date(2026, 12, 1), "cancelled"),
        item(None),
    )
    assert [svg.count(shape) for shape in ("<path", "<rect", "<circle")] == [1, 1, 2]
    assert ">2020<" in svg
    assert ">2026<" in svg
    assert 'aria-label="&lt;قيل&gt;"' in svg


def test_the_legend_tells_what_is_drawn_and_no_other():
    done, agreed = item(TODAY, "done"), item(date(2099, 1, 1), "agreed")
    assert legend_of([agreed, done]) == ["promised", "done"]
    assert legend_of([item(TODAY), item(date(2020, 1, 5), "agreed")]) == ["late", "proposed"]
    assert legend_of([item(None, "done"), item(TODAY, "cancelled")]) == []
    let_go = item(TODAY, "agreed")
    let_go.stands = "cancelled"  # as the promise that repeats it says
    assert legend_of([let_go]) == []
    assert drawn(let_go) == ""


def test_what_is_done_stands_on_the_day_it_was_done(world, browse):
    file = Engagement.objects.get(association=world.association)
    early = proposed(world.sg, file)
    agree_item(world.sg, early)
    agree_item(world.president, early)
    finish_item(world.sg, early)
    (row,) = with_days(list(PlanItem.objects.with_standing().filter(pk=early.pk)))
    assert (row.due, row.day, row.done_on) == (None, timezone.localdate(), timezone.localdate())
    (month,) = by_month([row])
    assert (month.begins, month.signed) == (timezone.localdate().replace(day=1), [("done", row)])
    page = browse(world.sg).get(f"/accompaniment/{file.pk}/plan/time/").content.decode()
    assert '<span class="is-done">' in page
    assert '<li class="is-done">' in page


def test_what_falls_on_one_day_is_stacked_up_to_a_height():
    heights = [y for _x, y in circles(drawn(*[item(date(2026, 5, 1)) for _number in range(MOST_STACKED + 3)]))]
    assert len(set(heights)) == MOST_STACKED + 1


def test_months_are_numbered_in_a_short_plan():
    svg = drawn(item(date(2027, 1, 20)))
    assert all(f">{month}</text>" in svg for month in (3, 12, 1))
    assert ">2027<" in svg


def test_nothing_is_drawn_of_nothing(world, browse):
    assert drawn() == drawn(item(None)) == drawn(item(TODAY, "cancelled")) == ""
