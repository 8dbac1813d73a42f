"""Counted things, formatted numbers and amounts, in figures and in words."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from django.utils.translation import get_language

from sanad.foundation.arabic.cardinals import HUNDRED, ONE, TWO, Case, Gender, cardinal, dual, form_index, spell
from sanad.foundation.arabic.western import IN_WORDS

__all__ = [
    "CENTIME",
    "DIRHAM",
    "Case",
    "Currency",
    "Gender",
    "Noun",
    "amount_in_words",
    "cardinal",
    "counted",
    "format_amount",
    "format_number",
    "format_tenths",
]

Currency = Literal["MAD"]

NBSP = "\u00a0"  # the narrow U+202F of CLDR is missing from most Arabic fonts
_SIGNS = {"ar": (".", ","), "fr": (NBSP, ","), "en": (",", ".")}
_UNIT_SIGNS = {"ar": " درهم", "fr": f"{NBSP}DH", "en": f"{NBSP}MAD"}
# unit, its plural, subunit, its plural, between unit and subunit
_WESTERN_UNITS = {
    "fr": ("dirham", "dirhams", "centime", "centimes", " et "),
    "en": ("dirham", "dirhams", "centime", "centimes", " and "),
}
_FRENCH_NOUNS = ("million", "millions", "milliard", "milliards")  # which ask for «de» before what is counted


@dataclass(frozen=True)
class Noun:
    """A countable noun: منخرط، منخرطان، منخرطين (after 3-10, genitive), منخرطا (after 11-99), and its gender."""

    singular: str
    dual: str
    plural: str
    accusative_singular: str
    gender: Gender = "m"

    @property
    def one(self) -> str:
        """«منخرط واحد», «جمعية واحدة»."""
        return f"{self.singular} {'واحد' if self.gender == 'm' else 'واحدة'}"

    def after(self, number: int) -> str:
        """The form that follows the number written in figures."""
        return (self.singular, self.dual, self.plural, self.accusative_singular)[form_index(number)]


DIRHAM = Noun("درهم", "درهمان", "دراهم", "درهما")
CENTIME = Noun("سنتيم", "سنتيمان", "سنتيمات", "سنتيما")


def counted(number: int, noun: Noun, *, in_words: bool = False, case: Case = "nominative") -> str:
    """«منخرط واحد», «منخرطان», «3 منخرطين», «11 منخرطا», «100 منخرط»; with `in_words`, «أحد عشر منخرطا».

    None is «0 منخرط», in words «لا منخرط». After a preposition («بحضور») ask for the genitive: «منخرطين», «عشرين
    منخرطا». Raises ValueError when negative, and in words from `LIMIT` on.
    """
    if number < 0:
        message = f"{number} is no count"
        raise ValueError(message)
    if number == ONE:
        return noun.one
    if number == TWO:
        return dual(noun.dual, case)
    if not in_words:
        return f"{format_number(number, 'ar')} {noun.after(number)}"
    if number == 0:
        return f"لا {noun.singular}"
    rest = number % HUNDRED
    if rest in (ONE, TWO):  # مائة منخرط ومنخرطان: one and two are never said as numbers
        return f"{counted(number - rest, noun, in_words=True, case=case)} و{counted(rest, noun, case=case)}"
    return f"{spell(number, noun.gender, case, construct=True)} {noun.after(number)}"


def amount_in_words(minor: int, language: str = "ar", currency: Currency = "MAD") -> str:
    """Centimes as «مائة وخمسة وعشرون ألف درهم وخمسون سنتيما», «cent vingt-cinq mille dirhams et cinquante centimes».

    Raises ValueError when negative, from `LIMIT` dirhams on, or for a currency other than MAD.
    """
    if minor < 0 or currency != "MAD":
        message = f"{minor} {currency} is not said in words"
        raise ValueError(message)
    dirhams, centimes = divmod(minor, 100)
    if language == "ar":
        return _arabic_amount(dirhams, centimes)
    unit, units, subunit, subunits, link = _WESTERN_UNITS[language]
    say = IN_WORDS[language]
    parts = []
    if dirhams or not centimes:
        words = say(dirhams)
        of = "de " if language == "fr" and words.endswith(_FRENCH_NOUNS) else ""
        is_one = dirhams == 1 or (dirhams == 0 and language == "fr")
        parts.append(f"{words} {of}{unit if is_one else units}")
    if centimes:
        parts.append(f"{say(centimes)} {subunit if centimes == 1 else subunits}")
    return link.join(parts)


def _arabic_amount(dirhams: int, centimes: int) -> str:
    amounts = ((dirhams, DIRHAM), (centimes, CENTIME))
    parts = [counted(number, noun, in_words=True) for number, noun in amounts if number]
    return " و".join(parts) or f"{cardinal(0)} {DIRHAM.singular}"


def format_number(number: int | Decimal, language: str) -> str:
    """1.234.567,5 in Arabic, 1 234 567,5 in French (no-break spaces), 1,234,567.5 in English; no marks."""
    group, point = _SIGNS[language]
    whole, _, fraction = f"{number:,f}".partition(".") if isinstance(number, Decimal) else (f"{number:,}", "", "")
    return whole.replace(",", group) + (point + fraction if fraction else "")


def format_amount(minor: int, language: str, *, short: bool = False) -> str:
    """Centimes as «1.234.567,50 درهم», «1 234 567,50 DH» or "1,234,567.50 MAD", without direction marks.

    When `short`, a round amount is written without its centimes: «1.234.567 درهم».
    """
    sign = "-" if minor < 0 else ""
    dirhams, centimes = divmod(abs(minor), 100)
    fraction = "" if short and not centimes else f"{_SIGNS[language][1]}{centimes:02d}"
    return f"{sign}{format_number(dirhams, language)}{fraction}{_UNIT_SIGNS[language]}"


def format_tenths(value: Fraction | int | None, *, signed: bool = False) -> str:
    """A score or a mean with one decimal, exactly rounded, in the language of the page: 2,5 (2.5 in English).

    Empty for None. `signed` puts + before a gain.
    """
    if value is None:
        return ""
    tenths = round(Fraction(value) * 10)
    whole, tenth = divmod(abs(tenths), 10)
    sign = "−" if tenths < 0 else "+" if signed and tenths else ""
    _thousands, point = _SIGNS[get_language() or "ar"]
    return f"{sign}{whole}{point}{tenth}" if tenth else f"{sign}{whole}"
