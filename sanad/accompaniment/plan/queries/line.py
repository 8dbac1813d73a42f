"""The time line of a plan as a line, drawn on the server: months in the direction of reading, a mark for each item."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from sanad.accompaniment.models import PlanItem
from sanad.foundation.ui.svg import BLUE, DEEP, INK, RED, SOFT, drawing, words

WIDTH, EDGE, STACK, FOOT, HEAD = 340, 14, 13, 32, 24
MOST_STACKED, MONTHS_IN_FULL = 6, 14
AXIS = "#b9b3a2"


class Sign(TextChoices):
    """What an item is on the line, in the list below it and in the legend: told apart without colour too."""

    LATE = "late", _("late")  # a triangle
    PROMISED = "promised", PlanItem.State.AGREED.label  # a square
    DONE = "done", PlanItem.State.DONE.label  # a full circle
    PROPOSED = "proposed", PlanItem.State.PROPOSED.label  # an open one


def sign_of(item: PlanItem) -> Sign:
    """The sign of an item that was not cancelled."""
    if item.is_late:
        return Sign.LATE
    if item.standing == PlanItem.State.DONE:
        return Sign.DONE
    return Sign.PROMISED if item.standing in PlanItem.PROMISED else Sign.PROPOSED


def on_line(items: Iterable[PlanItem]) -> list[PlanItem]:
    """Those that stand on the line: what was not cancelled and has a day, in the order of days."""
    dated = [item for item in items if item.standing != PlanItem.State.CANCELLED and item.day]
    return sorted(dated, key=lambda item: item.day or date.max)


def legend_of(items: Iterable[PlanItem]) -> list[Sign]:
    """The signs that are drawn of them, and no other."""
    drawn = {sign_of(item) for item in on_line(items)}
    return [sign for sign in Sign if sign in drawn]


def line_of(items: Sequence[PlanItem], today: date, *, told: str, now: str, from_right: bool) -> str:
    """The line of the items that have a day; `told` says it in words, `now` names today. Empty without any."""
    dated = on_line(items)
    if not dated:
        return ""
    days = [item.day or today for item in dated]
    first, last = _month(min(days[0], today)), _month(max(days[-1], today)) + 1
    spread = (WIDTH - 2 * EDGE) / (last - first)

    def x(months: float) -> float:
        along = EDGE + (months - first) * spread
        return round(WIDTH - along if from_right else along, 1)

    heights: Counter[int] = Counter()
    spots = []
    for item, day in zip(dated, days, strict=True):
        slot = int((_months(day) - first) * spread / STACK)
        spots.append((item, x(_months(day)), min(heights[slot], MOST_STACKED)))
        heights[slot] += 1
    floor = HEAD + STACK * (1 + max(level for _item, _x, level in spots)) + 6
    at = x(_months(today))
    parts = [
        f'<line x1="{EDGE}" y1="{floor}" x2="{WIDTH - EDGE}" y2="{floor}" stroke="{AXIS}" stroke-width="3"/>',
        f'<line x1="{at}" y1="{HEAD - 6}" x2="{at}" y2="{floor + 6}" stroke="{SOFT}" stroke-dasharray="3 3"/>',
        words(min(max(at, 30), WIDTH - 30), HEAD - 10, now, INK),
        *_ticks(first, last, floor, x),
        *(_mark(item, place, floor - 10 - level * STACK) for item, place, level in spots),
    ]
    return drawing("line", WIDTH, floor + FOOT, told, parts, letters=12)


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def _months(day: date) -> float:
    return _month(day) + (day.day - 1) / 31


def _ticks(first: int, last: int, floor: int, x: Callable[[float], float]) -> list[str]:
    """A tick a month with its number, of a long plan a year alone; the year stands where it begins."""
    is_full = last - first <= MONTHS_IN_FULL
    parts = []
    for month in range(first, last):
        begins, is_first = x(month), month in (first, first - first % 12 + 12) or month % 12 == 0
        if is_full or month % 12 == 0:
            parts.append(f'<line x1="{begins}" y1="{floor - 4}" x2="{begins}" y2="{floor + 4}" stroke="{AXIS}"/>')
        if is_full:
            parts.append(words((begins + x(month + 1)) / 2, floor + 15, str(month % 12 + 1), SOFT))
        if is_first and (is_full or month % 12 == 0 or last - first < 12):  # noqa: PLR2004  months of a year
            parts.append(words((begins + x(month + 1)) / 2, floor + 29, str(month // 12), INK))
    return parts


def _mark(item: PlanItem, x: float, y: float) -> str:
    sign = sign_of(item)
    if sign == Sign.LATE:
        return f'<path d="M{x} {y - 6}l6 11h-12z" fill="{RED}"/>'
    if sign == Sign.DONE:
        return f'<circle cx="{x}" cy="{y}" r="5" fill="{DEEP}"/>'
    if sign == Sign.PROMISED:
        return f'<rect x="{x - 5}" y="{y - 5}" width="10" height="10" fill="{BLUE}"/>'
    return f'<circle cx="{x}" cy="{y}" r="4.5" fill="#fff" stroke="{SOFT}" stroke-width="2"/>'
