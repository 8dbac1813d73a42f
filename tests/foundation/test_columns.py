"""A chart of columns: in the direction of reading, told in words, nothing where there is nothing."""

import re

from sanad.foundation.ui.columns import STEP, TALLEST, columns

ROWS = [("1", 4), ("2", 0), ("3", 2)]


def bars(drawing: str) -> list[tuple[float, float]]:
    """Where each column stands and how tall it is."""
    return [(float(x), float(tall)) for x, tall in re.findall(r'<rect x="([\d.]+)".*?height="([\d.]+)"', drawing)]


def test_columns_follow_the_direction_of_reading():
    left, right = (bars(columns("قيل", ROWS, from_right=way)) for way in (False, True))
    assert [tall for _x, tall in left] == [TALLEST, TALLEST / 2]
    assert left[0][0] < left[1][0]
    assert right[0][0] > right[1][0]
    assert left[0][0] + right[0][0] + 13 == STEP * len(ROWS)


def test_what_is_told_is_escaped_and_nothing_is_drawn_of_nothing():
    assert 'aria-label="&lt;b&gt;"' in columns("<b>", ROWS, from_right=True)
    assert columns("قيل", [("1", 0)], from_right=True) == columns("قيل", [], from_right=True) == ""
