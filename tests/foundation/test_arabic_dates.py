"""Days and hours in figures."""

from datetime import UTC, date, datetime, time

import pytest
from babel.dates import get_day_names, get_month_names
from hypothesis import given
from hypothesis import strategies as st

from sanad.foundation.arabic import dates

SUNDAY = date(2023, 12, 24)


def test_a_day_in_three_languages() -> None:
    assert [dates.long_day(SUNDAY, code) for code in ("ar", "fr", "en")] == [
        "الأحد 24 دجنبر 2023", "dimanche 24 décembre 2023", "Sunday 24 December 2023",
    ]  # fmt: skip
    assert dates.day(SUNDAY, "ar") == "24 دجنبر 2023"
    assert dates.day(date(2024, 5, 1), "fr") == "1er mai 2024"
    assert dates.month(SUNDAY, "ar") == "دجنبر 2023"
    assert dates.short_day(date(2026, 3, 5)) == "05/03/2026"


@pytest.mark.parametrize(("language", "locale"), [("ar", "ar_MA"), ("fr", "fr_MA"), ("en", "en_GB")])
def test_names_are_those_of_cldr(language: str, locale: str) -> None:
    assert dates.MONTHS[language] == tuple(get_month_names("wide", locale=locale).values())
    assert dates.WEEKDAYS[language] == tuple(get_day_names("wide", locale=locale)[n] for n in range(7))


@given(st.dates(), st.sampled_from(["ar", "fr", "en"]))
def test_no_direction_mark_and_no_arabic_indic_digit(day: date, language: str) -> None:
    shown = dates.long_day(day, language) + dates.day(day, language) + dates.short_day(day)
    assert not set(shown) & set("\u200e\u200f\u061c،٠١٢٣٤٥٦٧٨٩")
    assert str(day.year) in shown


def test_hours() -> None:
    assert dates.clock(time(15, 4)) == dates.clock(datetime(2023, 12, 24, 15, 4), "fr") == "15:04"  # noqa: DTZ001  a clock on a wall has no zone


@pytest.mark.parametrize(
    ("start", "end", "arabic", "french", "english"),
    [
        (SUNDAY, SUNDAY, "24 دجنبر 2023", "24 décembre 2023", "24 December 2023"),
        (SUNDAY, date(2023, 12, 26), "من 24 إلى 26 دجنبر 2023", "du 24 au 26 décembre 2023", "24 to 26 December 2023"),
        (date(2023, 11, 30), date(2023, 12, 1), "من 30 نونبر إلى 1 دجنبر 2023", "du 30 novembre au 1er décembre 2023",
         "30 November to 1 December 2023"),
        (SUNDAY, date(2024, 12, 26), "من 24 دجنبر 2023 إلى 26 دجنبر 2024", "du 24 décembre 2023 au 26 décembre 2024",
         "24 December 2023 to 26 December 2024"),
        (time(15), time(17, 30), "من 15:00 إلى 17:30", "de 15:00 à 17:30", "15:00 to 17:30"),
        (datetime(2023, 12, 24, 15), datetime(2023, 12, 24, 17, 30), "24 دجنبر 2023 من 15:00 إلى 17:30",  # noqa: DTZ001  a clock on a wall has no zone
         "24 décembre 2023 de 15:00 à 17:30", "24 December 2023 15:00 to 17:30"),
        (datetime(2023, 12, 24, 15), datetime(2023, 12, 25, 9), "من 24 دجنبر 2023 15:00 إلى 25 دجنبر 2023 09:00",  # noqa: DTZ001  a clock on a wall has no zone
         "du 24 décembre 2023 15:00 au 25 décembre 2023 09:00", "24 December 2023 15:00 to 25 December 2023 09:00"),
    ],
)  # fmt: skip
def test_spans(start: date | time, end: date | time, arabic: str, french: str, english: str) -> None:
    assert [dates.span(start, end, code) for code in ("ar", "fr", "en")] == [arabic, french, english]


@pytest.mark.parametrize("end", [time(15), datetime(2023, 12, 24, 15)])  # noqa: DTZ001  a clock on a wall has no zone
def test_a_span_is_of_one_kind(end: date | time) -> None:
    with pytest.raises(TypeError):
        dates.span(SUNDAY, end, "ar")
    with pytest.raises(TypeError):
        dates.span(end, SUNDAY, "ar")


@pytest.mark.parametrize(
    ("end", "arabic", "french", "english"),
    [
        (datetime(2026, 12, 12, 23, 45, tzinfo=UTC), "من 21:30 إلى 23:45", "de 21:30 à 23:45", "21:30 to 23:45"),
        (
            datetime(2026, 12, 13, 0, 30, tzinfo=UTC), "من 21:30 إلى 00:30 من اليوم الموالي", "de 21:30 à 00:30 le lendemain",
            "21:30 to 00:30 the next day",
        ),
        (
            datetime(2027, 1, 1, 17, tzinfo=UTC), "من 21:30 إلى 17:00 يوم 1 يناير 2027", "de 21:30 à 17:00 le 1er janvier 2027",
            "21:30 to 17:00 on 1 January 2027",
        ),
    ],
)  # fmt: skip
def test_hours_that_end_on_another_day(end: datetime, arabic: str, french: str, english: str) -> None:
    start = datetime(2026, 12, 12, 21, 30, tzinfo=UTC)
    assert [dates.hours(start, end, language) for language in ("ar", "fr", "en")] == [arabic, french, english]
