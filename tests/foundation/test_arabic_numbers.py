"""Numbers, counted things and amounts, in figures and in words."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanad.foundation.arabic.fold import parse_number
from sanad.foundation.arabic.numbers import (
    Noun,
    amount_in_words,
    cardinal,
    counted,
    format_amount,
    format_number,
)
from sanad.foundation.arabic.western import english, french
from sanad.foundation.ui.fields import LARGEST_AMOUNT, LARGEST_COUNT, AmountField

MEMBER = Noun("منخرط", "منخرطان", "منخرطين", "منخرطا")
ASSOCIATION = Noun("جمعية", "جمعيتان", "جمعيات", "جمعية", "f")
TOO_MANY = 10**15
MILLIARD = 1_000_000_000


@pytest.mark.parametrize(
    ("number", "masculine", "feminine"),
    [
        (0, "صفر", "صفر"), (1, "واحد", "واحدة"), (2, "اثنان", "اثنتان"), (3, "ثلاثة", "ثلاث"), (8, "ثمانية", "ثمان"),
        (10, "عشرة", "عشر"), (11, "أحد عشر", "إحدى عشرة"), (12, "اثنا عشر", "اثنتا عشرة"),
        (13, "ثلاثة عشر", "ثلاث عشرة"),
        (18, "ثمانية عشر", "ثماني عشرة"), (20, "عشرون", "عشرون"), (21, "واحد وعشرون", "إحدى وعشرون"),
        (22, "اثنان وعشرون", "اثنتان وعشرون"), (28, "ثمانية وعشرون", "ثمان وعشرون"), (99, "تسعة وتسعون", "تسع وتسعون"),
        (100, "مائة", "مائة"), (101, "مائة وواحد", "مائة وواحدة"), (200, "مائتان", "مائتان"),
        (300, "ثلاثمائة", "ثلاثمائة"),
        (1_000, "ألف", "ألف"), (2_000, "ألفان", "ألفان"), (3_000, "ثلاثة آلاف", "ثلاثة آلاف"),
        (11_000, "أحد عشر ألفا", "أحد عشر ألفا"),
        (100_000, "مائة ألف", "مائة ألف"), (101_000, "مائة ألف وألف", "مائة ألف وألف"),
        (102_000, "مائة ألف وألفان", "مائة ألف وألفان"), (103_000, "مائة وثلاثة آلاف", "مائة وثلاثة آلاف"),
        (200_000, "مائتا ألف", "مائتا ألف"), (1_000_000, "مليون", "مليون"),
        (2_000_001, "مليونان وواحد", "مليونان وواحدة"),
    ],
)  # fmt: skip
def test_arabic_numbers_agree_with_the_gender_of_what_is_counted(number: int, masculine: str, feminine: str) -> None:
    assert cardinal(number) == masculine
    assert cardinal(number, "f") == feminine


@pytest.mark.parametrize(
    ("number", "genitive", "accusative"),
    [(0, "صفر", "صفرا"), (2, "اثنتين", "اثنتين"), (8, "ثمان", "ثمانيا"), (12, "اثنتي عشرة", "اثنتي عشرة"),
     (13, "ثلاث عشرة", "ثلاث عشرة"), (30, "ثلاثين", "ثلاثين"), (200, "مائتين", "مائتين"), (2_000, "ألفين", "ألفين"),
     (200_000, "مائتي ألف", "مائتي ألف")],
)  # fmt: skip
def test_arabic_numbers_in_other_cases(number: int, genitive: str, accusative: str) -> None:
    assert cardinal(number, "f", "genitive") == genitive
    assert cardinal(number, "f", "accusative") == accusative
    assert cardinal(12, "m", "genitive") == "اثني عشر"


@pytest.mark.parametrize(
    ("number", "figures", "words"),
    [
        (0, "0 منخرط", "لا منخرط"), (1, "منخرط واحد", "منخرط واحد"), (2, "منخرطان", "منخرطان"),
        (3, "3 منخرطين", "ثلاثة منخرطين"), (10, "10 منخرطين", "عشرة منخرطين"), (11, "11 منخرطا", "أحد عشر منخرطا"),
        (12, "12 منخرطا", "اثنا عشر منخرطا"), (99, "99 منخرطا", "تسعة وتسعون منخرطا"), (100, "100 منخرط", "مائة منخرط"),
        (101, "101 منخرط", "مائة منخرط ومنخرط واحد"), (102, "102 منخرط", "مائة منخرط ومنخرطان"),
        (103, "103 منخرطين", "مائة وثلاثة منخرطين"), (111, "111 منخرطا", "مائة وأحد عشر منخرطا"),
        (200, "200 منخرط", "مائتا منخرط"), (1_000, "1.000 منخرط", "ألف منخرط"), (2_000, "2.000 منخرط", "ألفا منخرط"),
        (12_000, "12.000 منخرط", "اثنا عشر ألف منخرط"),
        (125_500, "125.500 منخرط", "مائة وخمسة وعشرون ألفا وخمسمائة منخرط"),
        (2_000_000, "2.000.000 منخرط", "مليونا منخرط"),
    ],
)  # fmt: skip
def test_counted_things(number: int, figures: str, words: str) -> None:
    assert counted(number, MEMBER) == figures
    assert counted(number, MEMBER, in_words=True) == words


def test_counted_things_in_the_feminine_and_after_a_preposition() -> None:
    assert counted(1, ASSOCIATION) == "جمعية واحدة"
    assert counted(8, ASSOCIATION, in_words=True) == "ثماني جمعيات"
    assert counted(11, ASSOCIATION, in_words=True) == "إحدى عشرة جمعية"
    assert counted(2, MEMBER, case="genitive") == "منخرطين"
    assert counted(20, MEMBER, in_words=True, case="genitive") == "عشرين منخرطا"
    assert counted(202, ASSOCIATION, in_words=True, case="genitive") == "مائتي جمعية وجمعيتين"
    assert counted(2, Noun("أورو", "2 أورو", "أورو", "أورو"), case="genitive") == "2 أورو"


@pytest.mark.parametrize(
    ("minor", "arabic", "french_words", "english_words"),
    [
        (0, "صفر درهم", "zéro dirham", "zero dirhams"), (1, "سنتيم واحد", "un centime", "one centime"),
        (100, "درهم واحد", "un dirham", "one dirham"),
        (150, "درهم واحد وخمسون سنتيما", "un dirham et cinquante centimes", "one dirham and fifty centimes"),
        (203, "درهمان وثلاثة سنتيمات", "deux dirhams et trois centimes", "two dirhams and three centimes"),
        (12_500_050, "مائة وخمسة وعشرون ألف درهم وخمسون سنتيما", "cent vingt-cinq mille dirhams et cinquante centimes",
         "one hundred and twenty-five thousand dirhams and fifty centimes"),
        (20_000_000, "مائتا ألف درهم", "deux cent mille dirhams", "two hundred thousand dirhams"),
        (100_000_000, "مليون درهم", "un million de dirhams", "one million dirhams"),
        (200_000_100, "مليونا درهم ودرهم واحد", "deux millions un dirhams", "two million and one dirhams"),
        (MILLIARD * 100, "مليار درهم", "un milliard de dirhams", "one billion dirhams"),
        (2 * MILLIARD * 100, "مليارا درهم", "deux milliards de dirhams", "two billion dirhams"),
        (3 * MILLIARD * 100, "ثلاثة مليارات درهم", "trois milliards de dirhams", "three billion dirhams"),
        (11 * MILLIARD * 100 + 100, "أحد عشر مليار درهم ودرهم واحد", "onze milliards un dirhams", "eleven billion and one dirhams"),
        (101 * MILLIARD * 100, "مائة مليار ومليار درهم", "cent un milliards de dirhams",
         "one hundred and one billion dirhams"),
        (1_000 * MILLIARD * 100, "ألف مليار درهم", "mille milliards de dirhams", "one trillion dirhams"),
        (2_000 * MILLIARD * 100, "ألفا مليار درهم", "deux mille milliards de dirhams", "two trillion dirhams"),
        (LARGEST_AMOUNT,
         ("تسعون ألفا وواحد وسبعون مليارا وتسعمائة واثنان وتسعون مليونا وخمسمائة وسبعة وأربعون ألفا وأربعمائة وتسعة دراهم"
         " وواحد وتسعون سنتيما"),
         ("quatre-vingt-dix mille soixante et onze milliards neuf cent quatre-vingt-douze millions cinq cent quarante-sept"
         " mille quatre cent neuf dirhams et quatre-vingt-onze centimes"),
         ("ninety trillion seventy-one billion nine hundred and ninety-two million five hundred and forty-seven thousand four"
         " hundred and nine dirhams and ninety-one centimes")),
        (250_000_000, "مليونان وخمسمائة ألف درهم", "deux millions cinq cent mille dirhams",
         "two million five hundred thousand dirhams"),
    ],
)  # fmt: skip
def test_amounts_in_words(minor: int, arabic: str, french_words: str, english_words: str) -> None:
    assert amount_in_words(minor) == arabic
    assert amount_in_words(minor, "fr") == french_words
    assert amount_in_words(minor, "en", "MAD") == english_words


def test_what_cannot_be_said_is_refused() -> None:
    for wrong in (-1, TOO_MANY):
        with pytest.raises(ValueError, match="not between"):
            cardinal(wrong)
        with pytest.raises(ValueError, match="not between"):
            french(wrong)
        with pytest.raises(ValueError, match="not between"):
            english(wrong)
    with pytest.raises(ValueError, match="no count"):
        counted(-1, MEMBER)
    with pytest.raises(ValueError, match="not said"):
        amount_in_words(-1)
    with pytest.raises(ValueError, match="not said"):
        amount_in_words(1, "ar", "EUR")  # type: ignore[arg-type]  # another currency is what is refused
    assert amount_in_words(TOO_MANY * 100 - 1).endswith("تسعة وتسعون سنتيما")


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, "zéro"), (16, "seize"), (17, "dix-sept"), (21, "vingt et un"), (61, "soixante et un"), (70, "soixante-dix"),
     (71, "soixante et onze"), (80, "quatre-vingts"), (81, "quatre-vingt-un"), (91, "quatre-vingt-onze"),
     (99, "quatre-vingt-dix-neuf"), (100, "cent"), (200, "deux cents"), (201, "deux cent un"),
     (280, "deux cent quatre-vingts"),
     (1_000, "mille"), (1_100, "mille cent"), (2_000, "deux mille"), (80_000, "quatre-vingt mille"),
     (200_000, "deux cent mille"), (80_000_000, "quatre-vingts millions"), (1_000_001, "un million un")],
)  # fmt: skip
def test_french(number: int, words: str) -> None:
    assert french(number) == words


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, "zero"), (19, "nineteen"), (20, "twenty"), (45, "forty-five"), (100, "one hundred"),
     (110, "one hundred and ten"),
     (1_001, "one thousand and one"), (1_100, "one thousand one hundred"), (2_000_000, "two million")],
)  # fmt: skip
def test_english(number: int, words: str) -> None:
    assert english(number) == words


def test_figures() -> None:
    assert format_amount(123_456_750, "ar") == "1.234.567,50 درهم"
    assert format_amount(123_456_750, "fr") == "1\u00a0234\u00a0567,50\u00a0DH"
    assert format_amount(-123_456_705, "en") == "-1,234,567.05\u00a0MAD"
    assert format_amount(100_000, "ar", short=True) == "1.000 درهم"
    assert format_amount(100_000, "en", short=True) == "1,000\u00a0MAD"
    assert format_amount(100_050, "en", short=True) == "1,000.50\u00a0MAD"
    assert format_number(1500, "ar") == "1.500"
    assert format_number(Decimal("-1234.5"), "fr") == "-1\u00a0234,5"
    assert format_number(Decimal("1E+3"), "en") == "1,000"


@given(st.integers(-(10**18), 10**18), st.sampled_from(["ar", "fr", "en"]))
def test_amounts_are_read_back_to_the_centime(minor: int, language: str) -> None:
    shown = format_amount(minor, language)
    assert not set(shown) & set("\u200e\u200f\u061c\u202f")
    figures = shown.rstrip("درهم DHMA\u00a0")
    assert parse_number(figures) * 100 == minor


@given(st.integers(0, TOO_MANY - 1), st.integers(0, TOO_MANY - 1))
def test_two_numbers_never_sound_the_same(one: int, another: int) -> None:
    for say in (cardinal, french, english):
        assert (say(one) == say(another)) == (one == another)


@given(st.integers(0, LARGEST_AMOUNT), st.sampled_from(["ar", "fr", "en"]))
def test_every_amount_that_a_form_takes_can_be_said(minor: int, language: str) -> None:
    assert AmountField().clean(f"{minor // 100},{minor % 100:02}") == minor
    assert amount_in_words(minor, language)


@given(st.integers(0, LARGEST_COUNT))
def test_every_count_that_a_form_takes_can_be_said(number: int) -> None:
    assert counted(number, MEMBER, in_words=True)
