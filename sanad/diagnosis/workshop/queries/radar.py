"""A radar as SVG, made on the server: readable in print, in both directions of writing, and by a screen reader."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from html import escape

WIDTH, MIDDLE, RADIUS, CENTRE = 470, 235, 122, 182
LEVELS = 4
FEWEST_AXES = 3
LABEL_GAP, LABEL_LINE, LABEL_SIGNS, LABEL_LINES = 22, 20, 12, 3
LEGEND_COLUMNS, LEGEND_ROW = 4, 46
# Told apart without colour: each has its own dashes and its own mark.
STYLES = (
    ("#0e5a48", "", "circle"),
    ("#8a5a00", "7 4", "square"),
    ("#1f4f7a", "2 4", "diamond"),
    ("#9c2b1f", "12 4 2 4", "triangle"),
)
MARKS = {
    "square": "M{x0} {y0}H{x1}V{y1}H{x0}Z",
    "diamond": "M{x} {y0}L{x1} {y}L{x} {y1}L{x0} {y}Z",
    "triangle": "M{x} {y0}L{x1} {y1}H{x0}Z",
}


@dataclass(frozen=True)
class Frame:
    """How large a radar is drawn: on a desk and on paper with its words around it, on a telephone with their numbers."""

    width: int
    radius: int
    centre: int
    below: int
    letters: int
    is_numbered: bool = False

    @property
    def middle(self) -> float:
        """Where the axes begin, across."""
        return self.width / 2

    @property
    def legend_top(self) -> int:
        """Where the names of the lines begin."""
        return self.centre + self.radius + self.below

    def at(self, angle: float, reach: float) -> tuple[float, float]:
        """The point in that direction, so far from the middle."""
        return self.middle + math.cos(angle) * reach, self.centre + math.sin(angle) * reach


WIDE = Frame(WIDTH, RADIUS, CENTRE, below=86, letters=16)
NARROW = Frame(340, 130, 164, below=52, letters=14, is_numbered=True)


@dataclass(frozen=True)
class Series:
    """One line of the radar: its name, and a level for each axis (None: not rated)."""

    name: str
    values: Sequence[Fraction | int | None]


def radar(
    title: str,
    description: str,
    axes: Sequence[str],
    series: Sequence[Series],
    *,
    from_right: bool,
    name: str = "radar",
    frame: Frame = WIDE,
) -> str:
    """The drawing; empty when there are too few axes to span one. Axes go round as one reads (`from_right`: Arabic).

    Where the frame is `NARROW`, an axis carries its number: the words stand in the table beside it.
    """
    if len(axes) < FEWEST_AXES:
        return ""
    turn = -1 if from_right else 1
    angles = [-math.pi / 2 + turn * 2 * math.pi * number / len(axes) for number in range(len(axes))]
    rows = (len(series) + LEGEND_COLUMNS - 1) // LEGEND_COLUMNS
    height = frame.legend_top + rows * LEGEND_ROW
    box = (
        f'viewBox="0 0 {frame.width} {height}" font-family="Sanad Text, Amiri, sans-serif" font-size="{frame.letters}"'
    )
    labels = [str(number) for number in range(1, len(axes) + 1)] if frame.is_numbered else axes
    told = f'role="img" aria-labelledby="{name}-title {name}-desc"'
    parts = [
        f'<svg class="radar" xmlns="http://www.w3.org/2000/svg" {box} {told}>',
        f'<title id="{name}-title">{escape(title)}</title><desc id="{name}-desc">{escape(description)}</desc>',
        *(_ring(frame, level, angles) for level in range(1, LEVELS + 1)),
        *(_spoke(frame, angle) for angle in angles),
        *(_axis_label(frame, label, angle) for label, angle in zip(labels, angles, strict=True)),
        *(_line(frame, one, angles, number) for number, one in enumerate(series)),
        *(_legend(frame, one, number, from_right=from_right) for number, one in enumerate(series)),
        "</svg>",
    ]
    return "".join(parts)


def _points(points: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)


def _ring(frame: Frame, level: int, angles: Sequence[float]) -> str:
    ring = [frame.at(angle, frame.radius * level / LEVELS) for angle in angles]
    x, y = frame.at(-math.pi / 2, frame.radius * level / LEVELS)
    return (
        f'<polygon points="{_points(ring)}" fill="none" stroke="#b9b3a2" stroke-width="1"/>'
        f'<text x="{x:.1f}" y="{y - 3:.1f}" font-size="12" fill="#55635e" text-anchor="middle">{level}</text>'
    )


def _spoke(frame: Frame, angle: float) -> str:
    x, y = frame.at(angle, frame.radius)
    return f'<line x1="{frame.middle:g}" y1="{frame.centre}" x2="{x:.1f}" y2="{y:.1f}" stroke="#e2dccd"/>'


def _wrapped(text: str) -> list[str]:
    """The words of a label on a few short lines."""
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + 1 + len(word) <= LABEL_SIGNS:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return [*lines[: LABEL_LINES - 1], " ".join(lines[LABEL_LINES - 1 :])] if len(lines) > LABEL_LINES else lines


def _axis_label(frame: Frame, label: str, angle: float) -> str:
    """Centred on its point, so that it stands right in both directions of writing."""
    if frame.is_numbered:
        x, y = frame.at(angle, frame.radius + LABEL_GAP)
        return _text(x, y + 5, label)
    lines = _wrapped(label)
    sideways = abs(math.cos(angle))
    x, y = frame.at(angle, frame.radius + LABEL_GAP)
    x += math.copysign(sideways * LABEL_SIGNS * 2.9, math.cos(angle))
    # Above the middle a label ends at its point, below it begins there.
    first = y - (len(lines) - 1) * LABEL_LINE * (1 - math.sin(angle)) / 2 + 5
    return "".join(_text(x, first + number * LABEL_LINE, line) for number, line in enumerate(lines))


def _text(x: float, y: float, words: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" fill="#1d2a26" text-anchor="middle">{escape(words)}</text>'


def _mark(shape: str, colour: str, x: float, y: float) -> str:
    if shape == "circle":
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="{colour}"/>'
    path = MARKS[shape].format(
        x=f"{x:.1f}", y=f"{y:.1f}", x0=f"{x - 5:.1f}", x1=f"{x + 5:.1f}", y0=f"{y - 5:.1f}", y1=f"{y + 5:.1f}"
    )
    return f'<path d="{path}" fill="{colour}"/>'


def _line(frame: Frame, one: Series, angles: Sequence[float], number: int) -> str:
    """A closed line when every axis is rated, else the stretches between rated neighbours; and a mark at each value."""
    colour, dashes, shape = STYLES[number % len(STYLES)]
    spots = [
        frame.at(angle, frame.radius * float(value) / LEVELS) if value is not None else None
        for angle, value in zip(angles, one.values, strict=True)
    ]
    stroke = f'stroke="{colour}" stroke-width="2.5" fill="none"' + (f' stroke-dasharray="{dashes}"' if dashes else "")
    marks = "".join(_mark(shape, colour, *spot) for spot in spots if spot)
    whole = [spot for spot in spots if spot]
    if len(whole) == len(spots):
        return f'<polygon points="{_points(whole)}" {stroke}/>{marks}'
    pairs = zip(spots, [*spots[1:], spots[0]], strict=True)
    stretches = "".join(f'<polyline points="{_points([a, b])}" {stroke}/>' for a, b in pairs if a and b)
    return stretches + marks


def _legend(frame: Frame, one: Series, number: int, *, from_right: bool) -> str:
    colour, dashes, shape = STYLES[number % len(STYLES)]
    row, column = divmod(number, LEGEND_COLUMNS)
    cell = frame.width / LEGEND_COLUMNS
    x = cell * (LEGEND_COLUMNS - column - 0.5 if from_right else column + 0.5)
    y = frame.legend_top + row * LEGEND_ROW - 14
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return (
        f'<line x1="{x - 32:.1f}" y1="{y}" x2="{x + 32:.1f}" y2="{y}" stroke="{colour}" stroke-width="2.5"{dashed}/>'
        f"{_mark(shape, colour, x, y)}{_text(x, y + 22, one.name)}"
    )
