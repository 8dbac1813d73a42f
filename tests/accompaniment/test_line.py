"""The time line as a line: what has a day stands on it, in the direction of reading, and today too."""

import re
from datetime import date

from sanad.accompaniment.models import PlanItem
from sanad.accompaniment.plan.queries.line import MOST_STACKED, WIDTH, line_of

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


def test_what_falls_on_one_day_is_stacked_up_to_a_height():
    heights = [y for _x, y in circles(drawn(*[item(date(2026, 5, 1)) for _number in range(MOST_STACKED + 3)]))]
    assert len(set(heights)) == MOST_STACKED + 1


def test_months_are_numbered_in_a_short_plan():
    svg = drawn(item(date(2027, 1, 20)))
    assert all(f">{month}</text>" in svg for month in (3, 12, 1))
    assert ">2027<" in svg


def test_nothing_is_drawn_of_nothing(world, browse):
    assert drawn() == drawn(item(None)) == drawn(item(TODAY, "cancelled")) == ""
