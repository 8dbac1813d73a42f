"""Days and hours as Morocco writes them, in Western figures, without comma and direction marks.

The names are those of CLDR (`ar_MA`, `fr_MA`, `en_GB`).
"""

import re
from datetime import date, datetime, time, timedelta

MONTHS: dict[str, tuple[str, ...]] = {
    "ar": ("يناير", "فبراير", "مارس", "أبريل", "ماي", "يونيو", "يوليوز", "غشت", "شتنبر", "أكتوبر", "نونبر", "دجنبر"),
    "fr": (
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ),
    "en": (
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
}
"""Names of the months, January first, by language."""

WEEKDAYS: dict[str, tuple[str, ...]] = {
    "ar": ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"),
    "fr": ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
"""Names of the days, Monday first as the week begins, by language."""

WEEKDAY_LETTERS: dict[str, tuple[str, ...]] = {
    "ar": ("ن", "ث", "ر", "خ", "ج", "س", "ح"),
    "fr": ("L", "M", "M", "J", "V", "S", "D"),
    "en": ("M", "T", "W", "T", "F", "S", "S"),
}
"""Their letters at the head of a narrow calendar."""

_FROM_TO = {"ar": ("من {} إلى {}", "من {} إلى {}"), "fr": ("du {} au {}", "de {} à {}"), "en": ("{} to {}", "{} to {}")}
_LATER = {
    "ar": ("من اليوم الموالي", "يوم {}"),
    "fr": ("le lendemain", "le {}"),
    "en": ("the next day", "on {}"),
}
_MOMENTS = {
    "ar": "من {} على {} إلى {} على {}",
    "fr": "du {} à {} au {} à {}",
    "en": "{} at {} to {} at {}",
}
_TWO_DAYS = {"ar": "في يومي {} و{}", "fr": "les {} et {}", "en": "on {} and {}"}


def _number(value: date, language: str) -> str:
    return "1er" if language == "fr" and value.day == 1 else str(value.day)


def day_and_month(value: date, language: str) -> str:
    """«24 دجنبر», «24 décembre», «1er mai», "24 December"."""
    return f"{_number(value, language)} {MONTHS[language][value.month - 1]}"


def day(value: date, language: str) -> str:
    """«24 دجنبر 2023», «24 décembre 2023», "24 December 2023"."""
    return f"{day_and_month(value, language)} {value.year}"


def long_day(value: date, language: str) -> str:
    """«الأحد 24 دجنبر 2023», «dimanche 24 décembre 2023», "Sunday 24 December 2023"."""
    return f"{WEEKDAYS[language][value.weekday()]} {day(value, language)}"


def month(value: date, language: str) -> str:
    """«دجنبر 2023», «décembre 2023», "December 2023"."""
    return f"{MONTHS[language][value.month - 1]} {value.year}"


def short_day(value: date) -> str:
    """24/12/2023, in every language."""
    return f"{value.day:02d}/{value.month:02d}/{value.year:04d}"


def clock(value: time | datetime, language: str = "ar") -> str:  # noqa: ARG001  one clock for all
    """15:04, twenty-four hours, the same in every language."""
    return f"{value.hour:02d}:{value.minute:02d}"


def span(start: date | time, end: date | time, language: str) -> str:
    """«من 24 إلى 26 دجنبر 2023», «du 24 au 26 décembre 2023»; hours «من 15:00 إلى 17:30».

    Two moments of one day: «24 دجنبر 2023 من 15:00 إلى 17:30». One day alone is said once. What the ends share is
    not repeated. Raises TypeError when one end is a day and the other an hour.
    """
    of_days, of_hours = _FROM_TO[language]
    if isinstance(start, time) and isinstance(end, time):
        return of_hours.format(clock(start), clock(end))
    if isinstance(start, datetime) and isinstance(end, datetime):
        if start.date() == end.date():
            return f"{day(start, language)} {of_hours.format(clock(start), clock(end))}"
        return of_days.format(*(f"{day(value, language)} {clock(value)}" for value in (start, end)))
    if isinstance(start, time | datetime) or isinstance(end, time | datetime):
        message = f"{start!r} and {end!r} are not of one kind"
        raise TypeError(message)
    if start == end:
        return day(start, language)
    return of_days.format(_before(start, end, language), day(end, language))


def _before(start: date, end: date, language: str) -> str:
    """The first of two days without what the last one says too."""
    if (start.year, start.month) == (end.year, end.month):
        return _number(start, language)
    return day_and_month(start, language) if start.year == end.year else day(start, language)


def over_days(start: date, end: date, language: str) -> str:
    """Several days inside a sentence: «في يومي 24 و25 نونبر 2026», «les 24 et 25 novembre 2026»; more of them as a span."""
    if (end - start).days == 1:
        return _TWO_DAYS[language].format(_before(start, end, language), day(end, language))
    return span(start, end, language)


def is_over_days(start: datetime, end: datetime) -> bool:
    """Whether it lasts longer than a day and a night: an evening that ends after midnight is of one day."""
    return end - start >= timedelta(days=1)


def moments(start: datetime, end: datetime, language: str) -> str:
    """«من الأربعاء 30 دجنبر 2026 على 09:00 إلى السبت 2 يناير 2027 على 17:00», of what lasts several days."""
    return _MOMENTS[language].format(*(part for at in (start, end) for part in (long_day(at, language), clock(at))))


def later_day(start: date, end: date, language: str) -> str:
    """What is said after the hour of an end that lies on another day: «من اليوم الموالي», «يوم 13 دجنبر»; "" on the same day.

    The reader reads it on any day: «من يوم الغد» would be the day after that one.
    """
    days = (date(end.year, end.month, end.day) - date(start.year, start.month, start.day)).days
    if not days:
        return ""
    next_day, on_day = _LATER[language]
    if days == 1:
        return next_day
    return on_day.format(day_and_month(end, language) if start.year == end.year else day(end, language))


def until(start: datetime, end: datetime, language: str) -> str:
    """The hour of an end: «12:00», «00:30 من اليوم الموالي», "12:00 on 13 December"."""
    return " ".join(part for part in (clock(end), later_day(start, end, language)) if part)


def hours(start: datetime, end: datetime, language: str) -> str:
    """«من 15:00 إلى 17:30», «من 21:30 إلى 00:30 من اليوم الموالي»; for a paper whose day is said elsewhere."""
    return _FROM_TO[language][1].format(clock(start), until(start, end, language))


_WRITTEN_DAY = re.compile(r"(\d{1,2}) (" + "|".join(name for names in MONTHS.values() for name in names) + r") (\d{4})")


def unbroken(text: str) -> str:
    """A running text whose dates do not break over two lines: no-break spaces inside «12 نونبر 2023»."""
    return _WRITTEN_DAY.sub("\\1\u00a0\\2\u00a0\\3", text)
