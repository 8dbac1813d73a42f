"""Numbers in French and English words, from 0 to below `LIMIT`."""

from collections.abc import Callable

from sanad.foundation.arabic.cardinals import LIMIT

_FRENCH = (
    "zéro",
    "un",
    "deux",
    "trois",
    "quatre",
    "cinq",
    "six",
    "sept",
    "huit",
    "neuf",
    "dix",
    "onze",
    "douze",
    "treize",
    "quatorze",
    "quinze",
    "seize",
    "dix-sept",
    "dix-huit",
    "dix-neuf",
)
_FRENCH_TENS = (
    "",
    "",
    "vingt",
    "trente",
    "quarante",
    "cinquante",
    "soixante",
    "soixante",
    "quatre-vingt",
    "quatre-vingt",
)
_ENGLISH = (
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
)
_ENGLISH_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ENGLISH_ORDINALS = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}

_TWENTY, _SEVENTY, _EIGHTY, _HUNDRED, _THOUSAND, _MILLION, _MILLIARD = 20, 70, 80, 100, 1_000, 1_000_000, 1_000_000_000
_ENGLISH_SCALES = ((10**12, "trillion"), (_MILLIARD, "billion"), (_MILLION, "million"), (_THOUSAND, "thousand"))


def _checked(number: int) -> int:
    if not 0 <= number < LIMIT:
        message = f"{number} is not between 0 and {LIMIT - 1}"
        raise ValueError(message)
    return number


def _french_below_hundred(number: int) -> str:
    if number < _TWENTY:
        return _FRENCH[number]
    tens = number // 10
    base = _FRENCH_TENS[tens]
    rest = number - tens * 10 + (10 if tens in (7, 9) else 0)
    if not rest:
        return f"{base}s" if number == _EIGHTY else base
    link = " et " if rest in (1, 11) and number < _EIGHTY else "-"
    return f"{base}{link}{_FRENCH[rest]}"


def _french_below_thousand(number: int) -> str:
    hundreds, rest = divmod(number, _HUNDRED)
    if not hundreds:
        return _french_below_hundred(rest)
    head = "cent" if hundreds == 1 else f"{_FRENCH[hundreds]} cent"
    if rest:
        return f"{head} {_french_below_hundred(rest)}"
    return head if hundreds == 1 else f"{head}s"


def french(number: int) -> str:
    """«cent vingt-cinq mille», «quatre-vingts», «deux cents», traditional spelling. Raises ValueError out of range."""
    milliards, rest = divmod(_checked(number), _MILLIARD)
    millions, rest = divmod(rest, _MILLION)
    thousands, rest = divmod(rest, _THOUSAND)
    parts = []
    if milliards:
        parts.append(f"{french(milliards)} milliard{'s' if milliards > 1 else ''}")
    if millions:
        parts.append(f"{_french_below_thousand(millions)} million{'s' if millions > 1 else ''}")
    if thousands > 1:
        # mille is a numeral: the s of cents and vingts falls before it.
        head = _french_below_thousand(thousands)
        parts.append(head.removesuffix("s") if head.endswith(("cents", "vingts")) else head)
    if thousands:
        parts.append("mille")
    if rest or not parts:
        parts.append(_french_below_thousand(rest))
    return " ".join(parts)


def french_year(year: int) -> str:
    """A year: «deux mille vingt-trois», and «mil» from 1001 to 1999 as in deeds."""
    words = french(year)
    return f"mil{words.removeprefix('mille')}" if _THOUSAND < year < 2 * _THOUSAND else words


def _english_below_thousand(number: int) -> str:
    hundreds, rest = divmod(number, _HUNDRED)
    tens = _ENGLISH[rest] if rest < _TWENTY else _ENGLISH_TENS[rest // 10]
    if rest > _TWENTY and rest % 10:
        tens += f"-{_ENGLISH[rest % 10]}"
    if not hundreds:
        return tens
    return f"{_ENGLISH[hundreds]} hundred" + (f" and {tens}" if rest else "")


def english(number: int) -> str:
    """One hundred and twenty-five thousand: the British manner. Raises ValueError out of range."""
    rest, parts = _checked(number), []
    for size, name in _ENGLISH_SCALES:
        count, rest = divmod(rest, size)
        if count:
            parts.append(f"{_english_below_thousand(count)} {name}")
    if rest or not parts:
        link = "and " if parts and rest < _HUNDRED else ""
        parts.append(link + _english_below_thousand(rest))
    return " ".join(parts)


def english_ordinal(number: int) -> str:
    """Twenty-fourth."""
    words = english(number)
    head, last = words[: words.rfind("-") + 1], words[words.rfind("-") + 1 :]
    if last in _ENGLISH_ORDINALS:
        return head + _ENGLISH_ORDINALS[last]
    return f"{head}{last.removesuffix('y')}ieth" if last.endswith("y") else f"{head}{last}th"


IN_WORDS: dict[str, Callable[[int], str]] = {"fr": french, "en": english}
