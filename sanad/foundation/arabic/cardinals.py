"""Numbers in Arabic words: polarity of gender, case, and the construct before a counted thing."""

from typing import Literal

Gender = Literal["m", "f"]
Case = Literal["nominative", "genitive", "accusative"]

LIMIT = 10**15
"""Numbers in words stand below this one: every amount that a form takes can be said."""

_UNITS: dict[Gender, tuple[str, ...]] = {
    "m": ("", "واحد", "اثنان", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة", "عشرة"),
    "f": ("", "واحدة", "اثنتان", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثمان", "تسع", "عشر"),
}
_TEENS: dict[Gender, tuple[str, ...]] = {
    "m": ("أحد عشر", "اثنا عشر", "ثلاثة عشر", "أربعة عشر", "خمسة عشر", "ستة عشر", "سبعة عشر", "ثمانية عشر", "تسعة عشر"),
    "f": (
        "إحدى عشرة",
        "اثنتا عشرة",
        "ثلاث عشرة",
        "أربع عشرة",
        "خمس عشرة",
        "ست عشرة",
        "سبع عشرة",
        "ثماني عشرة",
        "تسع عشرة",
    ),
}
_TENS = ("", "", "عشرون", "ثلاثون", "أربعون", "خمسون", "ستون", "سبعون", "ثمانون", "تسعون")
_HUNDREDS = ("", "مائة", "مائتان", "ثلاثمائة", "أربعمائة", "خمسمائة", "ستمائة", "سبعمائة", "ثمانمائة", "تسعمائة")
# singular, dual, plural (3-10), accusative singular (11-99)
_SCALES = (
    (1_000_000_000, ("مليار", "ملياران", "مليارات", "مليارا")),  # a thousand of them is ألف مليار
    (1_000_000, ("مليون", "مليونان", "ملايين", "مليونا")),
    (1_000, ("ألف", "ألفان", "آلاف", "ألفا")),
)

ONE, TWO, TEN, ELEVEN, TWENTY, HUNDRED = 1, 2, 10, 11, 20, 100
_EIGHT = 8


def form_index(number: int) -> int:
    """Which form of a noun follows the number: 0 singular, 2 plural (3-10), 3 accusative singular (11-99)."""
    rest = number % HUNDRED
    if rest > TEN:
        return 3
    return 2 if rest > TWO else 0


def dual(nominative: str, case: Case, *, construct: bool = False) -> str:
    """A dual in its case (منخرطان, منخرطين), without its nun before the thing it governs (مائتا، مائتي).

    A word that does not end as a dual is left as it is.
    """
    if not nominative.endswith("ان"):
        return nominative
    stem = nominative.removesuffix("ان")
    ending = "ا" if case == "nominative" else "ي"
    return stem + ending + ("" if construct else "ن")


def _units(number: int, gender: Gender, case: Case, *, construct: bool) -> str:
    if number == TWO:
        return dual(_UNITS[gender][TWO], case)
    if number == _EIGHT and gender == "f":
        return "ثماني" if construct else "ثمانيا" if case == "accusative" else "ثمان"
    return _UNITS[gender][number]


def _below_hundred(number: int, gender: Gender, case: Case, *, construct: bool) -> str:
    if number <= TEN:
        return _units(number, gender, case, construct=construct)
    if number < TWENTY:
        teen = _TEENS[gender][number - ELEVEN]
        return teen if number != TEN + TWO or case == "nominative" else teen.replace("تا ", "تي ").replace("نا ", "ني ")
    tens, unit = _TENS[number // TEN], number % TEN
    tens = tens if case == "nominative" else tens.removesuffix("ون") + "ين"
    if not unit:
        return tens
    first = "إحدى" if unit == ONE and gender == "f" else _units(unit, gender, case, construct=False)
    return f"{first} و{tens}"


def below_thousand(number: int, gender: Gender, case: Case, *, construct: bool) -> str:
    """1 to 999; `construct` when the thing counted follows at once."""
    hundreds, rest = divmod(number, HUNDRED)
    parts = []
    if hundreds:
        word = _HUNDREDS[hundreds]
        parts.append(dual(word, case, construct=construct and not rest) if hundreds == TWO else word)
    if rest:
        parts.append(_below_hundred(rest, gender, case, construct=construct))
    return " و".join(parts)


def _scale(count: int, names: tuple[str, ...], case: Case, *, construct: bool) -> str:
    """So many thousands, millions or milliards; `construct` when the thing counted follows at once (ألفا درهم، عشرون ألف درهم)."""
    if count == ONE:
        return names[0]
    if count == TWO:
        return dual(names[1], case, construct=construct)
    if count > HUNDRED and count % HUNDRED in (ONE, TWO):
        rest = count % HUNDRED
        round_part = f"{spell(count - rest, 'm', case, construct=True)} {names[0]}"
        return f"{round_part} و{_scale(rest, names, case, construct=construct)}"
    name = names[form_index(count)]
    if construct and form_index(count) == 3:  # noqa: PLR2004  the tanwin falls before what is counted
        name = names[0]
    return f"{spell(count, 'm', case, construct=True)} {name}"


def spell(number: int, gender: Gender, case: Case, *, construct: bool) -> str:
    """The number in words; `construct` when the thing counted follows at once. Raises ValueError out of range."""
    if not 0 <= number < LIMIT:
        message = f"{number} is not between 0 and {LIMIT - 1}"
        raise ValueError(message)
    if number == 0:
        return "صفر" if case != "accusative" else "صفرا"
    parts = []
    rest = number
    for size, names in _SCALES:
        count, rest = divmod(rest, size)
        if count:
            parts.append(_scale(count, names, case, construct=construct and not rest))
    if rest:
        parts.append(below_thousand(rest, gender, case, construct=construct))
    return " و".join(parts)


def cardinal(number: int, gender: Gender = "m", case: Case = "nominative") -> str:
    """The number standing alone in Arabic words, from 0 to below `LIMIT`; `gender` is that of the thing counted.

    ثلاثة (رجال), ثلاث (نساء), إحدى عشرة, ألفين وثلاث وعشرين (genitive, of years). Raises ValueError out of range.
    """
    return spell(number, gender, case, construct=False)
