"""Figures behind which too few people stand are not shown, nor those by which they could be worked out."""

from collections.abc import Sequence

FEWEST = 5


def hidden(counts: Sequence[int], already: Sequence[bool] = ()) -> list[bool]:
    """Which cells of one division of people are not shown, so that their total may be.

    A cell of fewer than five is hidden, nobody at all is not. While only one is hidden, or those hidden come to fewer
    than five together, the total less those shown would tell: then the next smallest is hidden too.
    """
    found = [0 < count < FEWEST for count in counts]
    found = [small or before for small, before in zip(found, already or found, strict=True)]
    while (
        any(found) and _tells(counts, found) and not all(hide or not n for n, hide in zip(counts, found, strict=True))
    ):
        shown = [place for place, count in enumerate(counts) if count and not found[place]]
        found[min(shown, key=lambda place: counts[place])] = True
    return found


def _tells(counts: Sequence[int], found: Sequence[bool]) -> bool:
    """True when the hidden cells can be worked out from the total."""
    kept = [count for count, hide in zip(counts, found, strict=True) if hide and count]
    return len(kept) == 1 or 0 < sum(kept) < FEWEST
