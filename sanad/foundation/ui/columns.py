"""A small chart of columns, one a month, as SVG made on the server: looked at beside the number that it tells."""

from collections.abc import Sequence

from sanad.foundation.ui.svg import DEEP, LINE, drawing, words

STEP, COLUMN, TALLEST, TOP, FOOT = 20, 13, 46, 13, 14


def columns(told: str, rows: Sequence[tuple[str, int]], *, from_right: bool) -> str:
    """A column for each (label, number), in the direction of reading; `told` says the same in words. Empty without numbers."""
    highest = max((number for _label, number in rows), default=0)
    if not highest:
        return ""
    width, floor = STEP * len(rows), TOP + TALLEST
    parts = [f'<line x1="0" y1="{floor}" x2="{width}" y2="{floor}" stroke="{LINE}"/>']
    for place, (label, number) in enumerate(rows):
        middle = STEP * (len(rows) - place - 0.5 if from_right else place + 0.5)
        tall = round(TALLEST * number / highest, 1)
        if number:
            parts.append(
                f'<rect x="{middle - COLUMN / 2}" y="{floor - tall}" width="{COLUMN}" height="{tall}" rx="2" fill="{DEEP}"/>'
            )
            parts.append(words(middle, floor - tall - 3, str(number)))
        parts.append(words(middle, floor + FOOT - 3, label))
    return drawing("columns", width, floor + FOOT, told, parts, letters=10)
