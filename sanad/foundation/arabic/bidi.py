"""Isolation of runs whose direction differs from their surroundings, for plain text."""

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
