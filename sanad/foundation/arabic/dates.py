"""Days and hours as Morocco writes them: يناير … دجنبر, Western digits, no comma, no direction marks."""

from datetime import date, datetime, time

from babel.dates import format_date

_LOCALES = {"ar": "ar_MA", "fr": "fr_MA", "en": "en_GB"}
_MARKS = dict.fromkeys([0x200E, 0x200F])


def _format(day: date, pattern: str, language: str) -> str:
    return format_date(day, pattern, locale=_LOCALES[language]).translate(_MARKS)


def day(value: date, language: str) -> str:
    """«24 دجنبر 2023», «24 décembre 2023», "24 December 2023"."""
    return _format(value, "d MMMM y", language)


def long_day(value: date, language: str) -> str:
    """«الأحد 24 دجنبر 2023», «dimanche 24 décembre 2023», "Sunday 24 December 2023"."""
    return _format(value, "EEEE d MMMM y", language)


def month(value: date, language: str) -> str:
    """«دجنبر 2023»."""
    return _format(value, "LLLL y", language)


def short_day(value: date) -> str:
    """24/12/2023, in every language."""
    return value.strftime("%d/%m/%Y")


def clock(value: time | datetime) -> str:
    """15:04, twenty-four hours, in every language."""
    return value.strftime("%H:%M")
