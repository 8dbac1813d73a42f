"""The radar: where its axes go, which neighbours a line joins, and what tells its lines apart."""

import re

import pytest

from sanad.diagnosis.workshop.queries.radar import (
    CENTRE,
    LEVELS,
    MIDDLE,
    NARROW,
    RADIUS,
    STYLES,
    Series,
    _wrapped,
    radar,
)

AXES = ("الحكامة", "المالية", "الشراكات", "الموارد")
NORTH, EAST, SOUTH, WEST = (
    (MIDDLE, CENTRE - RADIUS),
    (MIDDLE + RADIUS, CENTRE),
    (MIDDLE, CENTRE + RADIUS),
    (
        MIDDLE - RADIUS,
        CENTRE,
    ),
)


def drawn(*values, from_right=False, axes=AXES) -> str:
    series = [Series(f"سلسلة {number}", each) for number, each in enumerate(values)]
    return radar("عنوان", "وصف", axes, series, from_right=from_right)


def joined(svg: str, shape: str) -> list[list[tuple[float, float]]]:
    """The points of each line of that shape that is drawn for the values."""
    found = re.findall(rf'<{shape} points="([^"]+)" stroke="#0e5a48"', svg)
    return [[tuple(float(part) for part in point.split(",")) for point in each.split()] for each in found]


def test_the_first_axis_points_up_and_the_others_go_round_as_one_reads():
    whole = [LEVELS] * 4
    assert joined(drawn(whole), "polygon") == [[NORTH, EAST, SOUTH, WEST]]
    assert joined(drawn(whole, from_right=True), "polygon") == [[NORTH, WEST, SOUTH, EAST]]


def test_a_level_is_as_far_from_the_middle_as_it_is_of_all_levels():
    half = (MIDDLE, CENTRE - RADIUS * 2 / LEVELS)
    assert joined(drawn([2, LEVELS, LEVELS, LEVELS]), "polygon") == [[half, EAST, SOUTH, WEST]]


@pytest.mark.parametrize(
    ("missing", "stretches"),
    [
        (0, [[EAST, SOUTH], [SOUTH, WEST]]),
        (1, [[SOUTH, WEST], [WEST, NORTH]]),
        (2, [[NORTH, EAST], [WEST, NORTH]]),
        (3, [[NORTH, EAST], [EAST, SOUTH]]),
    ],
)
def test_what_was_not_rated_opens_the_line_there_and_nowhere_else(missing, stretches):
    values = [None if number == missing else LEVELS for number in range(4)]
    svg = drawn(values)
    assert joined(svg, "polygon") == []
    assert joined(svg, "polyline") == stretches
    assert svg.count('r="5"') == 3 + 1, "a mark at each value, and one in the legend"


@pytest.mark.parametrize(
    ("label", "lines"),
    [
        ("الحكامة", ["الحكامة"]),
        ("الحكامة الداخلية", ["الحكامة", "الداخلية"]),
        ("من نحن", ["من نحن"]),
        ("abcdefghijklmnopqrst abcdefghijklmnopqrst", ["abcdefghijklmnopqrst"] * 2),
        ("abcdefghijklmnopqrst " * 4, ["abcdefghijklmnopqrst"] * 2 + ["abcdefghijklmnopqrst abcdefghijklmnopqrst"]),
    ],
)
def test_a_label_stands_on_a_few_lines_and_no_word_of_it_twice(label, lines):
    assert _wrapped(label) == lines


def test_two_axes_span_nothing():
    assert drawn([1, 1], axes=AXES[:2]) == ""
    assert drawn([1, 1, 1], axes=AXES[:3])


def test_each_line_has_its_own_dashes_and_colour_and_a_fifth_begins_again():
    svg = drawn(*[[number % LEVELS + 1] * 4 for number in range(5)])
    polygons = re.findall(
        r'<polygon points="[^"]+" stroke="(#\w+)" stroke-width="2.5" fill="none"(?: stroke-dasharray="([^"]+)")?/>', svg
    )
    assert polygons == [(colour, dashes) for colour, dashes, _shape in (*STYLES, STYLES[0])]


def test_names_are_text_and_no_markup():
    svg = radar("<b>", "a & b", ["<i>", *AXES[1:]], [Series("<s>", [1] * 4)], from_right=False)
    assert '<title id="radar-title">&lt;b&gt;</title>' in svg
    assert "&lt;i&gt;" in svg
    assert "&lt;s&gt;" in svg


def test_on_a_telephone_axes_carry_numbers_and_the_plot_is_large():
    series = [Series("سلسلة", [LEVELS] * 4)]
    svg = radar("عنوان", "وصف", AXES, series, from_right=True, name="narrow", frame=NARROW)
    assert 2 * NARROW.radius >= 240
    assert NARROW.letters >= 12
    assert re.findall(r">(\d)</text>", svg)[LEVELS:] == ["1", "2", "3", "4"]
    assert not any(axis in svg for axis in AXES)
    assert 'id="narrow-title"' in svg
