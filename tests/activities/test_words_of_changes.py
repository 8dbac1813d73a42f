"""The lines in which a change is told: each runs in the direction of its language, also with names of the other."""

import unicodedata
from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override

from sanad.activities.telling.queries.schedule import (
    Block,
    read_blocks,
    schedule_changes,
    stored_blocks,
    told_lines,
    when_and_where,
)

NOW = timezone.localtime().replace(tzinfo=None, minute=0, second=0, microsecond=0)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def block(key="a", begins: datetime = NOW + 9 * DAY, hours=3, venue="دار الشباب", place=("", "", "")) -> Block:
    return Block(key, begins, begins + hours * HOUR, venue, place)


def direction(line: str) -> str:
    """The direction that a mail program gives a line: of its first strong letter outside isolates."""
    depth = 0
    for sign in line:
        kind = unicodedata.bidirectional(sign)
        depth += (kind in {"LRI", "RLI", "FSI"}) - (kind == "PDI")
        if depth == 0 and kind in {"L", "R", "AL"}:
            return "ltr" if kind == "L" else "rtl"
    return "none"


@pytest.mark.parametrize(("language", "runs"), [("ar", "rtl"), ("fr", "ltr"), ("en", "ltr")])
def test_every_line_runs_in_the_direction_of_its_language(language, runs):
    place = ("1", "جماعة إغزران", "commune d'Irhzrane")
    found = schedule_changes(
        [block(), block("b", venue="Maison des jeunes")], [block("a", NOW + 10 * DAY), block("c", NOW + 11 * DAY)]
    )
    night = block(begins=(NOW + 9 * DAY).replace(hour=22), hours=4)
    with override(language):
        lines = [
            *told_lines(found),
            *told_lines(schedule_changes([block()], [block(venue="Maison", place=place)])),
            *when_and_where([block(), night]),
            *when_and_where([block(), block(venue="Maison", place=place)]),
        ]
        assert {direction(line) for line in lines if line} == {runs}
        assert all(line.count("\u2066") + line.count("\u2068") == line.count("\u2069") for line in lines)


def test_what_is_kept_is_read_back():
    rows = [block(place=("1", "جماعة", "commune")), block("b", venue="")]
    assert read_blocks(stored_blocks(rows)) == rows


def test_what_the_same_half_day_became_is_told_as_moved_and_the_rest_as_added_or_taken_out():
    one, two, three = block("a"), block("b", NOW + 10 * DAY), block("c", NOW + 11 * DAY)
    moved = block("a", NOW + 12 * DAY)
    assert schedule_changes([one, two], [moved, two]) == [(one, moved)]
    assert schedule_changes([one, two], [two, three]) == [(one, three)]  # taken out and put in again is moved
    assert schedule_changes([one], [one, two, three]) == [(None, two), (None, three)]
    assert schedule_changes([one, two], [two]) == [(one, None)]
    assert (
        schedule_changes([one, two], [block("x"), block("y", NOW + 10 * DAY)]) == []
    )  # the same hours under other keys
    assert schedule_changes([block("a", venue=" دار  الشباب")], [block("a")]) == []


@pytest.mark.parametrize(
    ("told", "now", "is_told"),
    [
        (-2, -3, False),
        (-2, None, False),
        (None, -2, False),
        (-2, 3, True),
        (3, -2, True),
        (3, None, True),
        (None, 3, True),
    ],
)
def test_only_what_is_to_come_is_told(told, now, is_told):
    known, stand = ([] if day is None else [block(begins=NOW + day * DAY)] for day in (told, now))
    assert bool(schedule_changes(known, stand)) is is_told


def test_a_place_that_is_called_otherwise_is_the_same_place():
    assert schedule_changes([block(place=("1", "إغزران", ""))], [block(place=("1", "اغزران", "Irhzrane"))]) == []
