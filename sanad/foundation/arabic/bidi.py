"""Isolation of runs whose direction differs from their surroundings, for plain text."""

import re

LRI, FSI, PDI = "\u2066", "\u2068", "\u2069"


def isolate_ltr(text: object) -> str:
    """Wrap a number, date, phone or code so that it keeps its own left-to-right order."""
    return f"{LRI}{text}{PDI}"


def isolate(text: object) -> str:
    """Wrap a name of unknown script so that it does not disturb its neighbours."""
    return f"{FSI}{text}{PDI}"


def has_arabic(text: str) -> bool:
    """True if any Arabic letter stands in the text."""
    return any("\u0600" <= character <= "\u06ff" for character in text)


_RUN = re.compile(r"(?<![\w\u2066])\+?\d[\d ./:\-–,]*\d%?(?![\w])|\d+ ?%")


def isolate_numbers(text: str) -> str:
    """Isolate every run of digits and separators (phones, dates, ranges, percentages) in a running text."""
    return _RUN.sub(lambda run: run.group() if run.group().isdigit() else isolate_ltr(run.group()), text)
