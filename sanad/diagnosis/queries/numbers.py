"""Scores as people read them: one decimal, with the comma of the language."""

from fractions import Fraction

from django.utils.translation import get_language


def decimal(score: Fraction | int | None, *, signed: bool = False) -> str:
    """2,5 (2.5 in English), exactly rounded; empty without a score. `signed` puts + before a gain."""
    if score is None:
        return ""
    tenths = round(Fraction(score) * 10)
    whole, tenth = divmod(abs(tenths), 10)
    sign = "−" if tenths < 0 else "+" if signed and tenths else ""
    point = "." if get_language() == "en" else ","
    return f"{sign}{whole}{point}{tenth}" if tenth else f"{sign}{whole}"
