"""The drawings of results: where bars and dots stand, and that all of it lies within its picture."""

import re

import pytest

from sanad.training.learning.queries.charts import EDGE, FOOT, MARKS, ROW, TOP, WIDTH, bars, dumbbells

SPAN = WIDTH - 2 * EDGE
SHARES = (0, 0.25, 1)
BARS = [(f"دورة {number}", share, f"{share:.0%}") for number, share in enumerate(SHARES)]
PAIRS = [(f"دورة {number}", 0.25, share, "") for number, share in enumerate(SHARES)]


def numbers(pattern: str, svg: str) -> list[tuple[float, ...]]:
    """What a pattern finds, as numbers."""
    return [tuple(map(float, found.groups())) for found in re.finditer(pattern, svg)]


def drawings(*, from_right: bool) -> list[str]:
    return [
        bars("a", "عنوان", BARS, from_right=from_right),
        dumbbells("b", "عنوان", PAIRS, ("قبل", "بعد"), from_right=from_right),
    ]


@pytest.mark.parametrize("from_right", [False, True])
def test_all_that_is_drawn_lies_within_the_picture(from_right):
    for svg in drawings(from_right=from_right):
        [(width, height)] = numbers(r'viewBox="0 0 (\d+) (\d+)"', svg)
        assert width == WIDTH
        across = [x for (x,) in numbers(r' c?x[12]?="(-?[\d.]+)"', svg)]
        down = [y for (y,) in numbers(r' c?y[12]?="(-?[\d.]+)"', svg)]
        assert len(across) > 10
        assert 0 <= min(across) <= max(across) <= WIDTH
        assert min(down) >= TOP
        assert height - 25 <= max(down) <= height, "and no empty strip stands below it"


@pytest.mark.parametrize("from_right", [False, True])
def test_the_marks_go_from_nothing_to_everything_down_to_the_last_row(from_right):
    for svg in drawings(from_right=from_right):
        lines = numbers(r'<line x1="([\d.]+)" y1="([\d.]+)" x2="([\d.]+)" y2="([\d.]+)" stroke="[^"]+"/>', svg)
        places = [EDGE + SPAN * mark / 100 for mark in MARKS]
        assert [line[0] for line in lines] == pytest.approx([WIDTH - x for x in places] if from_right else places)
        assert {(line[0] == line[2], line[1], line[3]) for line in lines} == {(True, TOP, TOP + ROW * len(SHARES))}


@pytest.mark.parametrize("from_right", [False, True])
def test_a_bar_begins_where_one_reads_and_is_as_long_as_its_share(from_right):
    svg = bars("a", "عنوان", BARS, from_right=from_right)
    found = numbers(r'<rect x="([\d.]+)" y="(\d+)" width="([\d.]+)"', svg)
    for number, (share, (x, y, width)) in enumerate(zip(SHARES, found, strict=True)):
        assert (width, y) == (pytest.approx(SPAN * share), TOP + ROW * number + 24)
        assert (WIDTH - EDGE - width if from_right else EDGE) == pytest.approx(x)
    assert f'viewBox="0 0 {WIDTH} {TOP + ROW * 3 + FOOT}"' in svg


def test_more_than_everything_is_drawn_as_everything():
    [(begin, width)] = numbers(
        r'<rect x="([\d.]+)" y="\d+" width="([\d.]+)"', bars("a", "", [("د", 1.7, "")], from_right=False)
    )
    assert (begin, width) == (EDGE, SPAN)


@pytest.mark.parametrize("from_right", [False, True])
def test_an_open_dot_stands_where_it_began_and_a_full_one_where_it_arrived(from_right):
    svg = dumbbells("b", "عنوان", PAIRS, ("قبل", "بعد"), from_right=from_right)
    dots = re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)" r="6" fill="([^"]+)"', svg)[: 2 * len(SHARES)]

    def there(share: float) -> float:
        reach = EDGE + SPAN * share
        return WIDTH - reach if from_right else reach

    for number, share in enumerate(SHARES):
        (began, y, empty), (arrived, same, full) = dots[2 * number : 2 * number + 2]
        assert (float(began), float(arrived)) == (pytest.approx(there(0.25)), pytest.approx(there(share)))
        assert float(y) == float(same) == TOP + ROW * number + 31
        assert empty == "#fff" != full


def test_every_figure_is_told_to_who_does_not_see_it():
    assert "دورة 0: 0%; دورة 1: 25%; دورة 2: 100%" in bars("a", "", BARS, from_right=True)
