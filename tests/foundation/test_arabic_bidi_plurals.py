"""Isolation of mixed runs; the six plural forms."""

import gettext
from pathlib import Path

import django
import pytest
from django.template import Context, Template
from django.utils.translation import override

from sanad.foundation.arabic import plurals
from sanad.foundation.arabic.bidi import has_arabic, isolate, isolate_ltr, kept_together

RULE = gettext.c2py(plurals.PLURAL_FORMS.split("plural=")[1].rstrip(";"))  # type: ignore[attr-defined]  # not in the stubs of gettext


def test_isolation() -> None:
    assert isolate_ltr("+212 6 12") == "\u2066+212 6 12\u2069"
    assert isolate_ltr(5) == "\u20665\u2069"
    assert isolate("محمد") == "\u2068محمد\u2069"
    assert isolate_ltr("") == isolate("") == ""


@pytest.mark.parametrize(("language", "leads_on"), [("ar", "←"), ("fr", "→"), ("en", "→")])
def test_an_arrow_leads_on_in_the_direction_of_reading(language: str, leads_on: str) -> None:
    with override(language):
        assert Template("{% load sanad %}{% arrow %}").render(Context()) == leads_on


@pytest.mark.parametrize(("language", "sign"), [("ar", ":"), ("en", ":"), ("fr", "\u00a0:")])
def test_a_colon_keeps_its_blank_in_french_alone(language: str, sign: str) -> None:
    with override(language):
        assert Template("{% load sanad %}{% colon %}").render(Context()) == sign


def test_no_line_of_a_lesson_begins_with_a_sign() -> None:
    typed = "Combien faut-il ? « Oui », dit-il : rien ; assez !\n| :--- | ---: |"
    kept = "Combien faut-il\u00a0? «\u00a0Oui\u00a0», dit-il\u00a0: rien\u00a0; assez\u00a0!\n| :--- | ---: |"
    assert kept_together(typed) == kept


@pytest.mark.parametrize("text", ["محمد", "No 5 أ", "ݣ", "ڭ", "ﷲ", "چ"])
def test_arabic_letters(text: str) -> None:
    assert has_arabic(text)


@pytest.mark.parametrize("text", ["", "Mohamed", "١٢٣", "،؟", "ـ", "ⴰⵣⵓⵍ", "\u200f"])
def test_no_arabic_letter(text: str) -> None:
    assert not has_arabic(text)


@pytest.mark.parametrize(
    ("number", "form"),
    [
        (0, 0),
        (1, 1),
        (2, 2),
        (3, 3),
        (10, 3),
        (11, 4),
        (99, 4),
        (100, 5),
        (101, 5),
        (102, 5),
        (103, 3),
        (110, 3),
        (111, 4),
        (199, 4),
        (200, 5),
        (1000, 5),
        (1003, 3),
    ],
)
def test_plural_form(number: int, form: int) -> None:
    assert RULE(number) == form


def test_the_header_is_that_of_django() -> None:
    catalogue = Path(django.__file__).parent / "conf/locale/ar/LC_MESSAGES/django.mo"
    with catalogue.open("rb") as stream:
        header = gettext.GNUTranslations(stream).info()["plural-forms"]
    assert header.replace(" ", "") == plurals.PLURAL_FORMS.replace(" ", "")


def test_runs_of_digits_keep_their_order_in_a_running_text():
    from sanad.foundation.arabic.bidi import isolate_numbers

    assert isolate_numbers("الهاتف: +212 6 12 34 56 78.") == "الهاتف: \u2066+212 6 12 34 56 78\u2069."
    assert isolate_numbers("من 10:00 – 12:30") == "من \u206610:00 – 12:30\u2069"
    assert isolate_numbers("في 24/12/2023 بنسبة 40 %") == "في \u206624/12/2023\u2069 بنسبة \u206640 %\u2069"
    assert isolate_numbers("سنة 2019") == "سنة 2019"
    assert isolate_numbers("النقط 3, 5") == "النقط 3, 5"


def test_a_written_day_does_not_break_over_two_lines():
    from sanad.foundation.arabic.dates import unbroken

    assert unbroken("الأحد 12 نونبر 2023") == "الأحد 12\u00a0نونبر\u00a02023"
    assert unbroken("le 24 décembre 2023") == "le 24\u00a0décembre\u00a02023"


@pytest.mark.parametrize(
    ("language", "text", "mark"),
    [
        ("ar", "Karima Bennani: رحبت بوفد الجمعية وشكرته", "\u200f"),
        ("fr", "Karima Bennani: رحبت بوفد الجمعية وشكرته", "\u200f"),
        ("ar", "- Karima Bennani El Idrissi، الرئيسة", "\u200f"),
        ("fr", "- Karima Bennani El Idrissi، الرئيسة", ""),
        ("fr", "الأشراف : compte rendu de la réunion", "\u200e"),
        ("fr", "- الأشراف : réunion", "\u200e"),
        ("ar", "رحبت Karima Bennani", ""),
        ("ar", "Karima Bennani", ""),
        ("ar", "2026", ""),
    ],
)
def test_a_line_runs_as_most_of_it_does_whatever_it_begins_with(language, text, mark):
    from sanad.foundation.arabic.bidi import own_way

    with override(language):
        assert own_way(text) == mark + text
        assert own_way(f"سطر\n{text}\n") == f"سطر\n{mark}{text}\n"


def test_a_web_address_in_a_text_keeps_its_own_order():
    from sanad.foundation.templatetags.sanad import own_way

    text = own_way("تفضلوا <b>: https://sanad.ma/ar/join/x/\nوشكرا، https://a.ma/b.")
    assert '<bdi dir="ltr">https://sanad.ma/ar/join/x/</bdi>\nوشكرا' in text
    assert text.endswith('<bdi dir="ltr">https://a.ma/b</bdi>.')
    assert "&lt;b&gt;" in text
