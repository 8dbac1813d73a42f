"""Isolation of runs whose direction differs from their surroundings, for plain text (SMS, e-mail, PDF).

Never stored, never in CSV. In HTML use `<bdi>`.
"""

import re

from django.utils.translation import get_language, get_language_bidi

LRI, FSI, PDI = "\u2066", "\u2068", "\u2069"
LRM, RLM = "\u200e", "\u200f"

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


def colon() -> str:
    """What stands between a label and what it says: French keeps a blank before it, where no line breaks."""
    return "\u00a0:" if get_language() == "fr" else ":"


_BLANK_KEPT = re.compile(r" (?=[;?!»]|:(?:\s|$))|(?<=«) ")


def kept_together(text: str) -> str:
    """French words whose signs begin no line: «Combien ?» keeps its blank, as whoever typed it could not say."""
    return _BLANK_KEPT.sub("\u00a0", text)


def has_arabic(text: str) -> bool:
    """True if any Arabic letter stands in the text, Moroccan ڭ and ݣ included; digits and commas are no letters."""
    return _ARABIC_LETTER.search(text) is not None


_LATIN_LETTER = re.compile("[A-Za-zÀ-ÖØ-öø-ɏ]")


def own_way(text: object) -> str:
    """A text whose lines each run as most of their letters do, whatever they begin with.

    Browsers and messengers judge a line by its first letter: an Arabic one that begins with a name in French gets a mark. A
    point of a list runs as the page does, where any of it is in the language of the page; so it is on papers, too.
    """
    return "\n".join(map(_marked, str(text).split("\n")))


def _marked(line: str) -> str:
    arabic, latin = len(_ARABIC_LETTER.findall(line)), len(_LATIN_LETTER.findall(line))
    if not arabic or not latin:
        return line
    begins_right = _ARABIC_LETTER.search(line).start() < _LATIN_LETTER.search(line).start()  # type: ignore[union-attr]
    page_right = get_language_bidi()
    # Of an Arabic sentence long names in French are no more than a part.
    by_letters = arabic > latin or (page_right and begins_right)
    from_right = page_right if line.startswith("- ") else by_letters
    return line if begins_right == from_right else (RLM if from_right else LRM) + line


_RUN = re.compile(r"(?<![\w\u2066])(?:\d[\d.,]* ?%|\+?\d(?:[ ./:\-–]|,(?=\d)|\d)*\d(?!\w))")


def isolate_numbers(text: str) -> str:
    """A running text in which every phone, date, range and percentage keeps its own order."""
    return _RUN.sub(lambda run: run.group() if run.group().isdigit() else isolate_ltr(run.group()), text)
