"""Numbers in words and counted things, with Arabic agreement."""

from dataclasses import dataclass

_UNITS_M = ["", "واحد", "اثنان", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة", "عشرة"]
_UNITS_F = ["", "واحدة", "اثنتان", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثمان", "تسع", "عشر"]
_TENS = ["", "", "عشرون", "ثلاثون", "أربعون", "خمسون", "ستون", "سبعون", "ثمانون", "تسعون"]
_HUNDREDS = ["", "مائة", "مائتان", "ثلاثمائة", "أربعمائة", "خمسمائة", "ستمائة", "سبعمائة", "ثمانمائة", "تسعمائة"]


@dataclass(frozen=True)
class Noun:
    """A countable noun: منخرط، منخرطان، منخرطين، منخرطا. `counted` picks the form."""

    singular: str
    dual: str
    plural: str
    accusative: str
    is_feminine: bool = False


DIRHAM = Noun("درهم", "درهمان", "دراهم", "درهما")
CENTIME = Noun("سنتيم", "سنتيمان", "سنتيمات", "سنتيما")
_THOUSAND = Noun("ألف", "ألفان", "آلاف", "ألفا")
_MILLION = Noun("مليون", "مليونان", "ملايين", "مليونا")


def _below_thousand(number: int, *, feminine: bool) -> list[str]:
    units = _UNITS_F if feminine else _UNITS_M
    parts = [_HUNDREDS[number // 100]] if number >= 100 else []  # noqa: PLR2004  the hundreds
    rest = number % 100
    if 0 < rest <= 10:  # noqa: PLR2004
        parts.append("ثماني" if feminine and rest == 8 else units[rest])  # noqa: PLR2004
    elif rest == 11:  # noqa: PLR2004
        parts.append("إحدى عشرة" if feminine else "أحد عشر")
    elif rest == 12:  # noqa: PLR2004
        parts.append("اثنتا عشرة" if feminine else "اثنا عشر")
    elif 12 < rest < 20:  # noqa: PLR2004
        unit = "ثماني" if feminine and rest == 18 else units[rest % 10]  # noqa: PLR2004
        parts.append(f"{unit} {'عشرة' if feminine else 'عشر'}")
    elif rest >= 20:  # noqa: PLR2004
        parts += [word for word in (units[rest % 10], _TENS[rest // 10]) if word]
    return parts


def _agreed(number: int, noun: Noun) -> str:
    """The form of the noun after the number's last two digits."""
    rest = number % 100
    if 3 <= rest <= 10:  # noqa: PLR2004
        return noun.plural
    return noun.accusative if rest >= 11 else noun.singular  # noqa: PLR2004


def cardinal(number: int, *, feminine: bool = False) -> str:
    """The number in Arabic words, 0 to 999,999,999; `feminine` is the gender of the thing counted.

    Raises ValueError outside that range.
    """
    if not 0 <= number < 1_000_000_000:  # noqa: PLR2004
        message = f"{number} is out of range"
        raise ValueError(message)
    if number == 0:
        return "صفر"
    parts: list[str] = []
    for size, noun in ((1_000_000, _MILLION), (1_000, _THOUSAND)):
        count, number = divmod(number, size)
        if count:
            parts.append(_scale(count, noun))
    return " و".join(parts + _below_thousand(number, feminine=feminine))


def _scale(count: int, noun: Noun) -> str:
    if count <= 2:  # noqa: PLR2004
        return noun.singular if count == 1 else noun.dual
    return f"{' و'.join(_below_thousand(count, feminine=False))} {_agreed(count, noun)}"


def counted(number: int, noun: Noun, *, in_words: bool = False) -> str:
    """«منخرط واحد»، «منخرطان»، «3 منخرطين»، «11 منخرطا»، «100 منخرط»; with `in_words`, «أحد عشر منخرطا»."""
    if number == 1:
        return f"{noun.singular} {'واحدة' if noun.is_feminine else 'واحد'}"
    if number == 2:  # noqa: PLR2004
        return noun.dual
    shown = cardinal(number, feminine=noun.is_feminine) if in_words else str(number)
    if in_words and number > 100 and number % 100 == 2:  # noqa: PLR2004
        return f"{cardinal(number - 2)} {noun.singular} و{noun.dual}"
    # A hundred, two hundred, two thousand lose their final nun before the thing counted.
    if in_words and number % 100 == 0:
        shown = shown.removesuffix("ن") if shown.endswith("ان") else shown
        shown = shown.removesuffix("ا") if shown.endswith(("ألفا", "مليونا")) and number > 2000 else shown  # noqa: PLR2004
    return f"{shown} {_agreed(number, noun)}"


def amount_in_words(minor: int) -> str:
    """An amount in centimes as «مائة وخمسة وعشرون ألف درهم وخمسون سنتيما». Raises ValueError when negative."""
    dirhams, centimes = divmod(minor, 100)
    parts = [counted(dirhams, DIRHAM, in_words=True)] if dirhams or not centimes else []
    if centimes:
        parts.append(counted(centimes, CENTIME, in_words=True))
    return " و".join(parts)


def format_amount(minor: int, language: str) -> str:
    """Centimes as «1.234.567,50 درهم», «1 234 567,50 DH» or "1,234,567.50 MAD", without direction marks."""
    whole, cents = divmod(abs(minor), 100)
    sign = "-" if minor < 0 else ""
    grouped = f"{whole:,}"
    if language == "ar":
        return f"{sign}{grouped.replace(',', '.')},{cents:02d} درهم"
    if language == "fr":
        return f"{sign}{grouped.replace(',', chr(0x202F))},{cents:02d}{chr(0xA0)}DH"
    return f"{sign}{grouped}.{cents:02d} MAD"
