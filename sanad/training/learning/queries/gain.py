"""What was learned, from the two tests of one person (T4)."""

from fractions import Fraction


def gain(before: int, after: int, out_of: int) -> Fraction | None:
    """The share of what could still be learned that was learned: (after - before) / (maximum - before).

    1 exactly when everything is right afterwards, below 0 when less is; None when nothing was left to learn. Known only
    for who took both tests.
    """
    if not 0 <= before <= out_of or not 0 <= after <= out_of:
        message = f"{before} and {after} are not results out of {out_of}"
        raise ValueError(message)
    return None if before == out_of else Fraction(after - before, out_of - before)


def mean_gain(pairs: list[tuple[int, int, int]]) -> Fraction | None:
    """The mean over (before, after, maximum) of those who could learn something, each counting the same."""
    known = [one for one in (gain(*pair) for pair in pairs) if one is not None]
    return sum(known, Fraction(0)) / len(known) if known else None
