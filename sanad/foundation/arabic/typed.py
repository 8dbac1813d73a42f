"""Days, hours and amounts of money as people type and say them in Morocco, in all three languages.

A day and an hour come back in one plain form; what is none, or could be two, comes back unread, for the caller to refuse.
"""

import re
import unicodedata
from datetime import date, timedelta

from sanad.foundation.arabic.characters import UNVOWELLED
from sanad.foundation.arabic.dates import MONTHS, WEEKDAYS
from sanad.foundation.arabic.fold import clean_digits, fold, parse_number, strip_marks

_LONGEST = 60  # no day, hour or amount is longer


def _read(text: str) -> str:
    """Small letters without vowels and marks, plain digits and spaces."""
    # A raised 2 is no 2: only letters are taken for their plain form.
    letters = "".join(sign if sign.isdigit() else unicodedata.normalize("NFKC", sign) for sign in text)
    plain = letters.casefold().translate(UNVOWELLED)
    return " ".join(strip_marks(clean_digits(plain)).split())


# ------------------------------------------------------------------------------------------------------------- amounts
class OtherUnitError(ValueError):
    """An amount in centimes, rials or another money."""


class TooFineError(ValueError):
    """An amount with a part of a centime."""


_DIRHAM = r"(?:dirhams?|dhs?|d\. ?h\.?|mad|درهم(?:ا|ان|ين)?|دراهم|د ?\.? ?م)(?: ?(?:marocains?|moroccan|مغربي(?:ا|ه|ة)?))? ?\.?"
_BEFORE, _AFTER = re.compile(rf"^{_DIRHAM}(?=[\d ])"), re.compile(rf"(?<=[\d .,]){_DIRHAM}$")
_OTHER_UNIT = re.compile(
    r"ريال|سنتيم|فرنك|أورو|اورو|يورو|دولار|[€$£¢]|rials?\b|ryals?\b|r[iy]yals?\b|centimes?\b|cents?\b|cts?\b|francs?\b|euros?\b|dollars?\b|eur\b|usd\b"
)


def centimes_of(text: str) -> int:
    """«100 DH», «١٠٠ درهم», "1 500,00 د.م.", "MAD 100" in centimes; the number as `parse_number` reads it.

    Raises OtherUnitError for rials, centimes or another money, which are not guessed at; TooFineError for a part of a
    centime; ValueError for what is no amount.
    """
    read = _read(text)
    if len(read) > _LONGEST:
        message = f"{text[:_LONGEST]!r} is too long for an amount"
        raise ValueError(message)
    if _OTHER_UNIT.search(read):
        raise OtherUnitError(text)
    minor = parse_number(_AFTER.sub("", _BEFORE.sub("", read)).strip()) * 100
    if minor != minor.to_integral_value():
        raise TooFineError(text)
    return int(minor)


# ---------------------------------------------------------------------------------------------------------------- days
_DIGIT_GROUPS = re.compile(r"\d{1,4} ?([/\-. ]) ?\d{1,2} ?\1 ?\d{1,4}")
_ORDINAL = re.compile(r"(\d{1,2})(?:er|re|st|nd|rd|th|eme|e)")
_YEAR_DIGITS, _SHORT_YEAR_DIGITS = 4, 2
_SHORTEST_MONTH = 3  # letters of a month that is cut short

# As neighbours and schoolbooks write them, and as they are heard.
_OTHER_MONTHS = {
    1: "جانفي",
    2: "فيفري شباط",
    3: "آذار",
    4: "أفريل نيسان",
    5: "مايو ماية أيار",
    6: "جوان يونيه حزيران",
    7: "يوليو يوليه جويلية تموز",
    8: "أغسطس أوت آب",
    9: "سبتمبر شتمبر أيلول",
    11: "نوفمبر نونمبر",
    12: "ديسمبر دجمبر",
}
_MONTHS = {fold(name): number for names in MONTHS.values() for number, name in enumerate(names, 1)} | {
    fold(name): number for number, names in _OTHER_MONTHS.items() for name in names.split()
}
_TWO_WORD_MONTHS = {"كانون الثاني": "يناير", "تشرين الأول": "أكتوبر", "تشرين الثاني": "نونبر", "كانون الأول": "دجنبر"}
_TWO_WORDS = {fold(name): fold(plain) for name, plain in _TWO_WORD_MONTHS.items()}
_TWO_WORDS_SAID = re.compile(rf"\b(?:{'|'.join(_TWO_WORDS)})\b")
# Cut short too, but for "mar": that is a month more often than a Tuesday.
_SHORT_DAYS = {"lun", "mer", "jeu", "ven", "sam", "dim", "mon", "tue", "wed", "thu", "fri", "sat", "sun"}
_WEEKDAYS = _SHORT_DAYS | {fold(name) for names in WEEKDAYS.values() for name in names}
_BESIDE = {fold(word) for word in ("le", "the", "of", "de", "du", "في", "يوم", "من", "شهر", "سنة")}
_FIRST = {fold("فاتح"): "1", "premier": "1"}
# Days that are told by the day on which one speaks.
_FROM_TODAY = {
    fold(said): ahead
    for ahead, names in {
        -2: ("أول أمس", "avant-hier"),
        -1: ("أمس", "البارحة", "hier", "yesterday"),
        0: ("اليوم", "aujourd'hui", "today"),
        1: ("غدا", "غد", "demain", "tomorrow"),
        2: ("بعد غد", "après-demain"),
        7: ("بعد أسبوع", "dans une semaine", "in a week"),
        14: ("بعد أسبوعين", "dans deux semaines", "in two weeks"),
    }.items()
    for said in names
}


def plain_day(text: str, today: date | None = None, *, is_to_come: bool = False) -> str:
    """«3 ماي 2026», "2026/05/03", "3-5-2026", "le 1er mai 2026" as `2026-05-03`: day before month; «غدا» where `today` is said.

    A day and a month alone are the next such day after `today` where it `is_to_come`. Whether there is such a day is for the caller to judge, and of which century a year of two digits is: 3/5/26 is `0026-05-03`.
    """
    typed = strip_marks(clean_digits(text))
    if len(typed) > _LONGEST or any(sign.isdigit() and not sign.isdecimal() for sign in typed):
        return typed
    if _DIGIT_GROUPS.fullmatch(_read(typed)):
        return _in_order(re.findall(r"\d+", _read(typed)), None) or typed
    said = fold(typed)
    if today is not None and said in _FROM_TODAY:
        return (today + timedelta(days=_FROM_TODAY[said])).isoformat()
    said = _TWO_WORDS_SAID.sub(lambda name: _TWO_WORDS[name[0]], said)
    words = [word for word in said.split() if word not in _BESIDE and word not in _WEEKDAYS]
    named = [number for word in words if (number := _month(word))]
    digits = [
        found[1] if (found := _ORDINAL.fullmatch(word)) else _FIRST.get(word, word)
        for word in words
        if not _month(word)
    ]
    if len(named) != 1 or not all(word.isdecimal() for word in digits):
        return typed
    if is_to_come and today is not None and len(digits) == 1 and len(digits[0]) <= _SHORT_YEAR_DIGITS:
        is_over = (named[0], int(digits[0])) < (today.month, today.day)
        return f"{today.year + is_over}-{named[0]:02d}-{int(digits[0]):02d}"
    return _in_order(digits, named[0]) or typed


def _month(word: str) -> int | None:
    """The month of that name, also cut short as far as only one begins so."""
    if word in _MONTHS:
        return _MONTHS[word]
    if len(word) < _SHORTEST_MONTH or not word.isascii():
        return None
    begun = {number for name, number in _MONTHS.items() if name.startswith(word)}
    return begun.pop() if len(begun) == 1 else None


def _in_order(digits: list[str], month: int | None) -> str | None:
    """Year first or last, told by its four digits; of two digits it stands last."""
    if len(digits) != (3 if month is None else 2):
        return None
    if len(digits[-1]) == _SHORT_YEAR_DIGITS and all(len(part) <= _SHORT_YEAR_DIGITS for part in digits):
        digits = [*digits[:-1], digits[-1].zfill(_YEAR_DIGITS)]
    years = [place for place in (0, -1) if len(digits[place]) == _YEAR_DIGITS]
    if len(years) != 1:
        return None
    year, rest = (digits[0], digits[1:]) if years == [0] else (digits[-1], digits[-2::-1])
    if any(len(part) >= _YEAR_DIGITS - 1 for part in rest):
        return None
    moon, day = (rest[0], rest[1]) if month is None else (str(month), rest[0])
    return f"{year}-{int(moon):02d}-{int(day):02d}"


# --------------------------------------------------------------------------------------------------------------- hours
_SAME, _LATER = {hour: hour for hour in range(24)}, {hour: hour + 12 for hour in range(1, 12)}
# What a part of the day makes of the hour that is said; an hour it does not have is not guessed.
_PARTS: dict[str, dict[int, int]] = {
    "am": {**{hour: hour for hour in range(12)}, 12: 0},
    "morning": {hour: hour for hour in range(12)},
    "noon": {**{hour: hour + 12 for hour in range(1, 7)}, **{hour: hour for hour in range(12, 20)}},
    "pm": {**_LATER, **{hour: hour for hour in range(12, 24)}},
    "evening": {**_LATER, **{hour: hour for hour in range(13, 24)}},
    "night": {
        **{hour: hour for hour in range(6)},
        **{hour: hour + 12 for hour in range(7, 12)},
        12: 0,
        **{h: h for h in range(18, 24)},
    },
}
_SAID: dict[str, str] = {
    **dict.fromkeys(("am", "a.m.", "ص"), "am"),
    **dict.fromkeys(("pm", "p.m.", "م"), "pm"),
    **dict.fromkeys(("صباحا", "الصباح", "في الصباح", "du matin", "matin"), "morning"),
    **dict.fromkeys(
        ("زوالا", "ظهرا", "بعد الزوال", "بعد الظهر", "de l'après-midi", "de l’après-midi", "après-midi"), "noon"
    ),
    **dict.fromkeys(("مساء", "المساء", "في المساء", "عشية", "du soir", "soir"), "evening"),
    **dict.fromkeys(("ليلا", "الليل", "de la nuit"), "night"),
}
_HOUR, _DAY = 60, 24 * 60  # minutes
_MORE: dict[str, int] = {
    **dict.fromkeys(("ونصف", "والنصف", "et demi", "et demie"), 30),
    **dict.fromkeys(("وربع", "والربع", "et quart"), 15),
    **dict.fromkeys(("وثلث", "والثلث"), 20),
    **dict.fromkeys(("إلا ثلث", "إلا ثلثا", "إلا الثلث"), -20),
    **dict.fromkeys(("إلا ربع", "إلا ربعا", "إلا الربع", "moins quart", "moins le quart"), -15),
}
_CLOCK = re.compile(
    r"(?:(?:على )?الساعة |à |at )?(?P<hour>\d{1,2})"
    rf"(?:(?<=\d\d)(?P<tight>\d{{2}})(?!\d)|(?: ?(?:heures?|h))? ?(?P<more>{'|'.join(sorted(_MORE, key=len, reverse=True))})(?!\w)"
    r"|(?: ?(?:heures?|hours?|hrs?|[h:س]) ?(?P<minute>\d{1,2})?| ?و ?(?P<beside>\d{1,2}))(?: ?(?:minutes?|min|mn|دقيقة|دقائق|د))?(?::\d{2})?"
    r"|[.,٫](?P<exact>\d{2}))?(?: ?(?P<part>[^\d\s].*))?"
)


def plain_clock(text: str) -> str:
    """«9h», "0930", «٩:٣٠», «9 ونصف», «9:30 صباحا», «3 بعد الزوال» as `09:30`: 24 hours unless a part of the day is said.

    24:00 is left: it is the midnight of the next day, which one hour does not say.
    """
    typed = strip_marks(clean_digits(text))
    read = re.sub(r"و (?=\d|نصف|النصف|ربع|الربع|ثلث|الثلث)", "و", _read(typed)).replace("الا ", "إلا ")
    found = _CLOCK.fullmatch(read) if len(typed) <= _LONGEST else None
    if found is None:
        return typed
    part = found["part"]
    hours = _SAME if part is None else _PARTS.get(_SAID.get(part, ""), {})
    hour = hours.get(int(found["hour"]))
    if hour is None:
        return typed
    if found["more"]:
        hour, minute = divmod((hour * _HOUR + _MORE[found["more"]]) % _DAY, _HOUR)
    else:
        minute = int(found["tight"] or found["minute"] or found["beside"] or found["exact"] or 0)
    return f"{hour:02d}:{minute:02d}"
