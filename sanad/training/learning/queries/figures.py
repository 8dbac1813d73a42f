"""Shares and marks as people read them."""

from fractions import Fraction

from django.utils.translation import get_language

from sanad.foundation.arabic.bidi import arrow, isolate_ltr
from sanad.foundation.arabic.numbers import format_tenths


def percent(share: float | Fraction | None) -> str:
    """78 %, without a blank in English and Arabic; a dash where nothing is known or shown."""
    if share is None:
        return "—"
    blank = "\u00a0" if get_language() == "fr" else ""
    whole = round(share * 100)
    return f"{'−' if whole < 0 else ''}{abs(whole)}{blank}%"


def mark(value: float | None) -> str:
    """A mean of marks, one decimal; a dash where nothing is known or shown."""
    return "—" if value is None else format_tenths(Fraction(value).limit_denominator(1000))


def moved(before: float, after: float) -> str:
    """From one share to another, in the order of reading; each figure keeps its own order."""
    return f" {arrow()} ".join(isolate_ltr(percent(share)) for share in (before, after))
