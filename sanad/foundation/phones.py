"""Phone numbers as people type them, by the plans of their countries."""

import re
import unicodedata

import phonenumbers

from sanad.foundation.arabic.fold import clean_digits

_BETWEEN_DIGITS = re.compile(r"[\s./·()\[\]–-]")
_NUMBER = re.compile(r"(?:\+|00)?\d{6,17}", re.ASCII)
_BETWEEN_NUMBERS = re.compile(r"[/;,،|&]+|\s[-–]\s|[^\W\d_]+")
_LONGEST_NUMBER = 15  # digits, anywhere in the world


def phone_number(text: str) -> str | None:
    """The number in international form, None when it cannot be one. Moroccan unless it begins with + or 00.

    Digits of any kind, with spaces, dots, hyphens, slashes and brackets of any kind between them, and no letters. It
    must have the shape that the plan of its country gives to all its numbers (nine digits after +212, the first of them
    5 to 8). Which blocks of that shape are in use is not asked: new ones are opened more often than tables are renewed.
    """
    number = _parsed(text)
    if number is None:
        return None
    national = phonenumbers.national_significant_number(number)
    if not any(re.fullmatch(shape, national) for shape in _shapes(number.country_code or 0)):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def known_number(text: str) -> str | None:
    """The form under which a number may be stored: as `phone_number` gives it, else as it was taken once.

    Only the length was asked at first: 061234567 was kept as +212061234567. Who gave it is still found under it.
    """
    if number := phone_number(text):
        return number
    taken = _parsed(text)
    if taken is None or not phonenumbers.is_possible_number(taken):
        return None
    return phonenumbers.format_number(taken, phonenumbers.PhoneNumberFormat.E164)


def _parsed(text: str) -> phonenumbers.PhoneNumber | None:
    plain = _BETWEEN_DIGITS.sub("", _without_marks(text))
    if not _NUMBER.fullmatch(plain):
        return None
    try:
        return phonenumbers.parse(f"+{plain[2:]}" if plain.startswith("00") else plain, "MA")
    except phonenumbers.NumberParseException:
        return None


def _without_marks(text: str) -> str:
    """Plain digits, one kind of hyphen, nothing that cannot be seen."""
    seen = (c for c in unicodedata.normalize("NFKC", clean_digits(text)) if unicodedata.category(c) != "Cf")
    return "".join("-" if unicodedata.category(c) == "Pd" or c == "\u2212" else c for c in seen).strip()


def _shapes(country_code: int) -> list[str]:
    """What every number of a country looks like; several countries share some codes."""
    found = []
    for region in phonenumbers.region_codes_for_country_code(country_code):
        plan = phonenumbers.PhoneMetadata.metadata_for_region_or_calling_code(country_code, region)
        if plan is not None and plan.general_desc is not None and plan.general_desc.national_number_pattern:
            found.append(plan.general_desc.national_number_pattern)
    return found


def numbers_in(text: str) -> int:
    """How many numbers stand in a text."""
    typed = _without_marks(text)
    apart = sum(phone_number(part) is not None for part in _BETWEEN_NUMBERS.split(typed))
    return apart or sum(c.isdigit() for c in typed) // _LONGEST_NUMBER + 1
