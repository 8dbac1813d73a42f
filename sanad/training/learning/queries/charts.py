"""Bars and dumbbells as SVG without scripts, read from the right in Arabic. The table beside them says the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from sanad.foundation.ui.svg import DEEP, GOLD, INK, LINE, SOFT

WIDTH, EDGE, ROW, TOP, FOOT = 440, 14, 46, 8, 30
LONGEST_LABEL = 44
MARKS = (0, 25, 50, 75, 100)


@dataclass(frozen=True)
class Stage:
    """Where a share from 0 to 1 stands on the drawing, and how its texts are set."""

    from_right: bool

    def x(self, share: float) -> float:
        """From the side on which one begins to read."""
        reach = EDGE + share * (WIDTH - 2 * EDGE)
        return WIDTH - reach if self.from_right else reach

    def text(
        self, share: float, y: float, words: str, *, size: int = 15, colour: str = INK, anchor: str = "middle"
    ) -> str:
        """Words at that place."""
        return (
            f'<text x="{self.x(share):.1f}" y="{y:.1f}" font-size="{size}" fill="{colour}" text-anchor="{anchor}">'
            f"{escape(words)}</text>"
        )

    def start(self, y: float, words: str) -> str:
        """A label that begins where the drawing begins: `start` follows the direction of the drawing."""
        short = words if len(words) <= LONGEST_LABEL else words[: LONGEST_LABEL - 1] + "…"
        return self.text(0, y, short, anchor="start")

    def end(self, y: float, words: str) -> str:
        """A figure at the far side; isolated, so that it keeps its own order."""
        way = "\u2067" if self.from_right else "\u2066"
        return self.text(1, y, f"{way}{words}\u2069", colour=SOFT, anchor="end")

    def grid(self, bottom: float) -> str:
        """The marks from nothing to everything."""
        lines = "".join(
            f'<line x1="{self.x(mark / 100):.1f}" y1="{TOP}" x2="{self.x(mark / 100):.1f}" y2="{bottom}" stroke="{LINE}"/>'
            for mark in MARKS
        )
        return lines + "".join(self.text(mark / 100, bottom + 16, str(mark), size=12, colour=SOFT) for mark in MARKS)


def _drawing(name: str, title: str, told: str, height: float, parts: Sequence[str], *, from_right: bool) -> str:
    return (
        f'<svg class="chart" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:.0f}" '
        f'font-family="Sanad Text, Amiri, sans-serif" direction="{"rtl" if from_right else "ltr"}" role="img" '
        f'aria-labelledby="{name}-title {name}-desc"><title id="{name}-title">{escape(title)}</title>'
        f'<desc id="{name}-desc">{escape(told)}</desc>{"".join(parts)}</svg>'
    )


def bars(name: str, title: str, rows: Sequence[tuple[str, float, str]], *, from_right: bool) -> str:
    """A bar for each (label, share from 0 to 1, figure in words); empty without rows."""
    if not rows:
        return ""
    stage, bottom = Stage(from_right), TOP + ROW * len(rows)
    parts = [stage.grid(bottom)]
    for number, (label, share, words) in enumerate(rows):
        y = TOP + ROW * number
        begin, end = sorted((stage.x(0), stage.x(min(max(share, 0), 1))))
        parts += [
            stage.start(y + 17, label),
            stage.end(y + 17, words),
            f'<rect x="{begin:.1f}" y="{y + 24}" width="{end - begin:.1f}" height="13" rx="3" fill="{DEEP}"/>',
        ]
    told = "; ".join(f"{label}: {words}" for label, _share, words in rows)
    return _drawing(name, title, told, bottom + FOOT, parts, from_right=from_right)


def dumbbells(
    name: str, title: str, rows: Sequence[tuple[str, float, float, str]], legend: tuple[str, str], *, from_right: bool
) -> str:
    """Where each (label, before, after, figures in words) began and arrived: an open dot, a line, a full dot."""
    if not rows:
        return ""
    stage, bottom = Stage(from_right), TOP + ROW * len(rows)
    parts = [stage.grid(bottom)]
    for number, (label, before, after, words) in enumerate(rows):
        y = TOP + ROW * number
        parts += [stage.start(y + 17, label), stage.end(y + 17, words), _dumbbell(stage, before, after, y + 31)]
    y = bottom + FOOT + 10
    parts += [
        _dot(stage.x(0.04), y - 5, full=False),
        stage.text(0.08, y, legend[0], size=14, anchor="start"),
        _dot(stage.x(0.54), y - 5, full=True),
        stage.text(0.58, y, legend[1], size=14, anchor="start"),
    ]
    told = "; ".join(f"{label}: {words}" for label, _before, _after, words in rows)
    return _drawing(name, title, told, bottom + FOOT + 22, parts, from_right=from_right)


def _dumbbell(stage: Stage, before: float, after: float, y: float) -> str:
    line = f'<line x1="{stage.x(before):.1f}" y1="{y}" x2="{stage.x(after):.1f}" y2="{y}" stroke="{DEEP}" stroke-width="4"/>'
    return line + _dot(stage.x(before), y, full=False) + _dot(stage.x(after), y, full=True)


def _dot(x: float, y: float, *, full: bool) -> str:
    fill, stroke = (DEEP, DEEP) if full else ("#fff", GOLD)
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="6" fill="{fill}" stroke="{stroke}" stroke-width="3"/>'
