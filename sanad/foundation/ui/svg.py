"""What the small drawings of pages share, made on the server without scripts: colours, words, the frame."""

from collections.abc import Iterable
from html import escape

INK, SOFT, LINE, DEEP, RED, BLUE, GOLD = "#1d2a26", "#55635e", "#e2dccd", "#0e5a48", "#9c2b1f", "#1f4f7a", "#8a5a00"
"""Those of the style sheet."""


def drawing(kind: str, width: float, height: float, told: str, parts: Iterable[str], *, letters: int) -> str:
    """The whole: `kind` is its class, `told` says the same in words, `letters` is the size of its words."""
    box = f'viewBox="0 0 {width} {height}" font-family="Sanad Text, Amiri, sans-serif" font-size="{letters}"'
    return f'<svg class="{kind}" {box} role="img" aria-label="{escape(told)}">{"".join(parts)}</svg>'


def words(x: float, y: float, said: str, colour: str = SOFT) -> str:
    """Words around a point."""
    return f'<text x="{x:.1f}" y="{y:.1f}" fill="{colour}" text-anchor="middle">{escape(said)}</text>'
