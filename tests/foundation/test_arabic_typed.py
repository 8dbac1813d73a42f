"""Days, hours and amounts as people type them; what could be two things is left unread."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sanad.foundation.arabic import dates
from sanad.foundation.arabic.typed import OtherUnitError, TooFineError, centimes_of, plain_clock, plain_day

NBSP, NARROW, RLM = "\u00a0", "\u202f", "\u200f"


@pytest.mark.parametrize(
    ("typed", "minor"),
    [
        ("100 DH", 10000), ("100DH", 10000), ("100 dhs", 10000), ("100 Dhs.", 10000), ("100 dirhams", 10000),
        ("1 dirham", 100), ("١٠٠ درهم", 10000), ("۱۰۰ درهماً", 10000), ("100 دِرهَم", 10000), ("5 دراهم", 500),
        ("1 500,00 د.م.", 150000), ("1 500,00 د.م", 150000), ("1500 د. م.", 150000), ("1500 د م", 150000),
        ("MAD 100", 10000), ("mad100", 10000), ("100 MAD", 10000), ("DH 100", 10000), ("D.H. 100", 10000),
        ("100 D.H.", 10000), ("درهم 100", 10000), ("100 درهم مغربي", 10000), ("100 dirhams marocains", 10000),
        ("1.500", 150000), ("1.500 DH", 150000), ("1,500.00", 150000), ("1.500,00 DH", 150000), ("1,500.00 MAD", 150000),
        (f"1{NBSP}234,50{NBSP}DH", 123450), (f"1{NARROW}234,50 dh", 123450), (f"{RLM}١٬٢٣٤٫٥٠ {RLM}د.م.{RLM}", 123450),
        ("0", 0), ("0,05 DH", 5), ("12,5", 1250), ("ﺩﺭﻫﻢ 100", 10000), ("100 ﺩﺭﻫﻢ", 10000),
    ],
)  # fmt: skip
def test_an_amount_as_it_is_said(typed, minor):
    assert centimes_of(typed) == minor


@pytest.mark.parametrize(
    "typed",
    ["100 ريال", "٢٠ ريالا", "2000 rials", "100 ryal", "50 سنتيم", "100 سنتيما", "50 centimes", "100 درهم و50 سنتيما",
     "100 dirhams et 50 centimes", "100 €", "100€", "100 euros", "$100", "100 USD", "100 دولار", "100 أورو", "10 francs"],
)  # fmt: skip
def test_another_unit_is_not_guessed_at(typed):
    with pytest.raises(OtherUnitError):
        centimes_of(typed)


@pytest.mark.parametrize("typed", ["12,3456", "0,505 DH", "1.234,567", "0.001", "12,3456 درهم"])
def test_a_part_of_a_centime_is_too_fine(typed):
    with pytest.raises(TooFineError):
        centimes_of(typed)


@pytest.mark.parametrize(
    "typed",
    ["", "DH", "درهم", "د.م.", "abc", "100 MDH", "100 KDH", "100 مليون درهم", "100 DH / mois", "100 adh", "100²", "½",
     "1,234,5,6 DH", "100 DH 50", "1e5 DH", "nan", "9" * 400, "\x00", "100\x00DH", "x" * 100000],
)  # fmt: skip
def test_what_is_no_amount_is_none(typed):
    with pytest.raises(ValueError):  # noqa: PT011  the fields say it in their own words
        centimes_of(typed)


MONEY = ["", " DH", "DH", " dhs", " MAD", " درهم", " د.م.", f"{NARROW}DH", f"{NBSP}درهما"]
GROUPS = ["", " ", ".", ",", NBSP, NARROW, "٬", "’"]
DIGITS = ["0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹"]


@given(
    st.integers(0, 10**12), st.sampled_from(GROUPS), st.sampled_from([",", ".", "٫"]), st.sampled_from(MONEY),
    st.sampled_from(DIGITS), st.sampled_from(["", RLM]),
)  # fmt: skip
def test_every_amount_is_read_however_it_is_written(minor, group, point, money, digits, mark):
    """Also where the sign of the thousands could be that of the centimes: two digits after the last one tell."""
    assume(group != point)
    whole = f"{minor // 100:,}".replace(",", group)
    typed = f"{mark}{whole}{point}{minor % 100:02}{money}{mark}".translate(str.maketrans("0123456789", digits))
    assert centimes_of(typed) == minor
    if minor % 100 == 0:
        assert centimes_of(f"{whole}{money}") == minor


MAY = "2026-05-03"


@pytest.mark.parametrize(
    "typed",
    ["2026-05-03", "2026/05/03", "2026/5/3", "2026.05.03", "2026 05 03", "3-5-2026", "3.5.2026", "03/05/2026", "3/5/2026",
     "3 5 2026", "3 / 5 / 2026", "٣/٥/٢٠٢٦", "٢٠٢٦/٠٥/٠٣", "۳-۵-۲۰۲۶", "3 ماي 2026", "٣ ماي ٢٠٢٦", "3 مايو 2026", "الأحد 3 ماي 2026",
     "يوم الأحد 3 ماي 2026", "3 من ماي 2026", "3 mai 2026", "3 Mai 2026", "le 3 mai 2026", "dimanche 3 mai 2026",
     "3 May 2026", "May 3, 2026", "May 3rd 2026", "3rd of May 2026", "Sunday 3 May 2026", "2026 ماي 3",
     f"{RLM}3 ماي 2026{RLM}", f"3{NBSP}mai{NBSP}2026", "3-mai-2026", "3/ماي/2026"],
)  # fmt: skip
def test_a_day_as_it_is_typed(typed):
    assert plain_day(typed) == MAY


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("1er mai 2026", "2026-05-01"), ("premier mai 2026", "2026-05-01"), ("فاتح ماي 2026", "2026-05-01"),
        ("12 janv. 2026", "2026-01-12"), ("12 févr. 2026", "2026-02-12"), ("12 fevrier 2026", "2026-02-12"),
        ("12 août 2026", "2026-08-12"), ("12 aout 2026", "2026-08-12"), ("12 AOÛT 2026", "2026-08-12"),
        ("12 déc 2026", "2026-12-12"), ("12 juil. 2026", "2026-07-12"), ("12 juin 2026", "2026-06-12"),
        ("12 شتنبر 2026", "2026-09-12"), ("12 سبتمبر 2026", "2026-09-12"), ("12 اكتوبر 2026", "2026-10-12"),
        ("12 ابريل 2026", "2026-04-12"), ("12 غشت 2026", "2026-08-12"), ("12 دجنبر 2026", "2026-12-12"),
        ("31/02/2026", "2026-02-31"), ("12/24/2023", "2023-24-12"), ("3/5/0026", "0026-05-03"),
        ("3/5/26", "0026-05-03"), ("10/02/27", "0027-02-10"), ("01-03-27", "0027-03-01"), ("٠١/٠٣/٢٧", "0027-03-01"),
        ("3 ماي 26", "0026-05-03"), ("3 mai 26", "0026-05-03"), ("May 3, 26", "0026-05-03"), ("3 05 26", "0026-05-03"),
        ("15 أوت 2026", "2026-08-15"), ("15 اوت 26", "0026-08-15"), ("15 جويلية 2026", "2026-07-15"), ("15 جوان 2026", "2026-06-15"),
        ("15 جانفي 2026", "2026-01-15"), ("15 فيفري 2026", "2026-02-15"), ("15 أفريل 2026", "2026-04-15"),
        ("15 آب 2026", "2026-08-15"), ("15 أيلول 2026", "2026-09-15"), ("15 نيسان 2026", "2026-04-15"), ("15 تموز 2026", "2026-07-15"),
    ],
)  # fmt: skip
def test_names_of_months_and_what_the_caller_judges(typed, day):
    assert plain_day(typed) == day


@pytest.mark.parametrize(
    "typed",
    ["", "غدا", "mai 2026", "3 mai", "3 jui 2026", "3 mai juin 2026", "3/5/6", "3 5", "2026", "2026-05-03T09:00", "3-5/2026",
     "-3/5/2026", "3 mai 20266", "2026 2026 5", "3/5/202", "3² mai 2026", "3 xyz 2026", "\x00", "3 4 mai 2026", "30000 mai 2026"],
)  # fmt: skip
def test_what_is_no_day_stays_as_it_was(typed):
    assert plain_day(typed) == typed.strip()


def test_a_text_without_end_is_not_read():
    assert plain_day("3 mai " * 100000).startswith("3 mai 3 mai")
    assert plain_clock("9" * 100000) == "9" * 100000


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)), st.sampled_from(["ar", "fr", "en"]))
def test_every_day_that_we_write_is_read(day, language):
    for written in (dates.day(day, language), dates.long_day(day, language), dates.short_day(day), day.isoformat()):
        assert plain_day(written) == day.isoformat()


BETWEEN = ["/", "-", ".", " ", " / "]
MONTHS_SAID = {
    1: ("كانون الثاني", "janv.", "Jan"), 2: ("شباط", "févr.", "FEVRIER"), 3: ("آذار", "mar", "Mars"), 4: ("نيسان", "avr.", "Apr"),
    5: ("مايو", "mai", "May"), 6: ("حزيران", "juin", "June"), 7: ("تموز", "juil.", "July"), 8: ("أغسطس", "aout", "AOÛT"),
    9: ("أيلول", "sept.", "Sep"), 10: ("تشرين الأول", "oct.", "octobre"), 11: ("تشرين الثاني", "nov.", "نوفمبر"),
    12: ("كانون الأول", "déc.", "DECEMBRE"),
}  # fmt: skip


@given(
    st.dates(date(1700, 1, 1), date(2200, 12, 31)), st.sampled_from(BETWEEN), st.integers(0, 2), st.sampled_from(DIGITS)
)
def test_every_day_is_read_however_it_is_written(day, between, which, digits):
    figures = str.maketrans("0123456789", digits)
    month = MONTHS_SAID[day.month][which]
    for typed in (
        between.join((str(day.day), str(day.month), str(day.year))),
        f"{day.day} {month} {day.year}",
        f"{day:%d}{between.strip() or ' '}{month}{between.strip() or ' '}{day.year}",
    ):
        assert plain_day(typed.translate(figures)) == day.isoformat()


@pytest.mark.parametrize(("typed", "day"), [("غدا", "2026-05-04"), ("hier", "2026-05-02"), ("Aujourd'hui", MAY)])
def test_a_day_is_told_by_today_where_today_is_known(typed, day):
    assert plain_day(typed, date.fromisoformat(MAY)) == day


@given(st.text(max_size=40))
def test_any_text_is_read_or_left(text):
    for read in (plain_day, plain_clock):
        assert isinstance(read(text), str)
    with suppress(ValueError):
        centimes_of(text)


@pytest.mark.parametrize(
    ("typed", "clock"),
    [
        ("9h", "09:00"), ("9H", "09:00"), ("9 h", "09:00"), ("21h", "21:00"), ("9h30", "09:30"), ("9 h 30", "09:30"),
        ("9 heures", "09:00"), ("21 heures 30", "21:30"), ("٩٫٣٠", "09:30"), ("9 : 30", "09:30"),
        ("9h30min", "09:30"), ("9h 30 mn", "09:30"), ("9.30", "09:30"), ("9,30", "09:30"), ("9:30", "09:30"), ("09:30", "09:30"),
        ("9", "09:00"), ("09", "09:00"), ("0", "00:00"), ("0h", "00:00"), ("٩:٣٠", "09:30"), ("۹:۳۰", "09:30"), ("٩", "09:00"),
        ("9:30:00", "09:30"), ("9س", "09:00"), ("9 س 30 د", "09:30"), ("الساعة 9:30", "09:30"), ("على الساعة 9", "09:00"),
        ("à 9h30", "09:30"), ("9:30 صباحا", "09:30"), ("٩:٣٠ صباحاً", "09:30"), ("9 مساء", "21:00"), ("9:30 مساءً", "21:30"),
        ("3 بعد الزوال", "15:00"), ("3:30 زوالا", "15:30"), ("12 زوالا", "12:00"), ("12:30 بعد الزوال", "12:30"),
        ("15:00 بعد الزوال", "15:00"), ("21h مساء", "21:00"), ("10 ليلا", "22:00"), ("12 ليلا", "00:00"), ("1 ليلا", "01:00"),
        ("9 ص", "09:00"), ("3 م", "15:00"), ("9 am", "09:00"), ("9:30 PM", "21:30"), ("12 pm", "12:00"), ("12 am", "00:00"),
        ("9h du matin", "09:00"), ("3h de l'après-midi", "15:00"), ("8h du soir", "20:00"), (f"{RLM}9:30{RLM}", "09:30"),
        ("0930", "09:30"), ("1930", "19:30"), ("٠٩٣٠", "09:30"), ("9و30", "09:30"), ("9 و 30", "09:30"), ("9 و30 دقيقة", "09:30"),
        ("9 ونصف", "09:30"), ("9 والنصف", "09:30"), ("9 و نصف", "09:30"), ("9ونصف", "09:30"), ("9 وربع", "09:15"), ("9 إلا ربع", "08:45"),
        ("9 الا ربعا", "08:45"), ("9 ونصف صباحا", "09:30"), ("3 والنصف بعد الزوال", "15:30"), ("الساعة 9 ونصف", "09:30"),
        ("1 إلا ربع زوالا", "12:45"), ("0 إلا ربع", "23:45"), ("9 وثلث", "09:20"), ("9h et demie", "09:30"), ("9 heures et quart", "09:15"),
        ("9h moins le quart", "08:45"), ("9 heures moins le quart du matin", "08:45"), ("9:30 دقيقة", "09:30"),
    ],
)  # fmt: skip
def test_an_hour_as_it_is_said(typed, clock):
    assert plain_clock(typed) == clock


@pytest.mark.parametrize(
    "typed",
    ["", "25:00", "24h", "24:00", "2400", "9 ونص", "9 ونصفية", "9و", "09301", "9 ونصف غدا", "9:3x", "9.5", "9h300", "930", "21:00 صباحا", "12 صباحا", "12 مساء", "6 ليلا", "9 زوالا", "9 غدا",
     "صباحا", "9-12", "-9", "9²", "\x00", "1 1", "9 du", "0 مساء"],
)  # fmt: skip
def test_an_hour_that_is_none_or_could_be_two_stays_as_it_was(typed):
    assert plain_clock(typed) == typed.strip()


def test_minutes_that_no_hour_has_are_for_the_caller():
    assert plain_clock("9:75") == "09:75"


@given(st.times())
def test_every_hour_that_we_write_is_read(moment):
    assert plain_clock(dates.clock(moment)) == dates.clock(moment)


def test_a_year_of_days_keeps_its_order():
    day = date(2026, 1, 1)
    while day.year == 2026:
        assert plain_day(f"{day.day}/{day.month}/{day.year}") == plain_day(f"{day.year}/{day.month}/{day.day}")
        day += timedelta(days=1)
