"""Isolation of runs whose direction differs from their surroundings, for plain text (SMS, e-mail, PDF).

Never stored, never in CSV. In HTML use `<bdi>`.
"""

import re

from django.utils.translation import get_language_bidi

LRI, FSI, PDI = "\u2066", "\u2068", "\u2069"

_ARABIC_LETTER = re.compile(
    "[\u0620-\u063f\u0641-\u064a\u066e-\u066f\u0671-\u06d3\u06d5\u06ee-\u06ef\u06fa-\u06fc\u06ff"
    "\u0750-\u077f\u0870-\u0887\u08a0-\u08c9\ufb50-\ufbb1\ufbd3-\ufd3d\ufd50-\ufdfb\ufe70-\ufefc]"
)


def isolate_ltr(text: object) -> str:
    """A number, date range, phone or code, kept in its own left-to-right order. Nothing stays nothing."""
    shown = str(text)
    return f"{LRI}{shown}{PDI}" if shown else ""


def isolate(text: object) -> str:
    """A name of unknown script, so that it does not disturb its neighbours. Nothing stays nothing."""
    shown = str(text)
    return f"{FSI}{shown}{PDI}" if shown else ""


def arrow() -> str:
    """An arrow that leads on, as the language of the page is read: no browser turns an arrow round by itself."""
    return "←" if get_language_bidi() else "→"


def has_arabic(text: str) -> bool:
    """True if any Arabic letter stands in the text, Moroccan ڭ and ݣ included; digits and commas are no letters."""
    return _ARABIC_LETTER.search(text) is not None


_RUN = re.compile(r"(?<![\w\u2066])(?:\d[\d.,]* ?%|\+?\d(?:[ ./:\-–]|,(?=\d)|\d)*\d(?!\w))")


def isolate_numbers(text: str) -> str:
    """A running text in which every phone, date, range and percentage keeps its own order."""
    return _RUN.sub(lambda run: run.group() if run.group().isdigit() else isolate_ltr(run.group()), text)
