"""What people type: Arabic-Indic digits, direction marks, 1.234,50, 06 12 34 56 78, and what is no input at all."""

from datetime import date, time, timedelta

import pytest
from django import forms
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from sanad.config import urls  # noqa: F401  the case issues papers, which the slices register
from sanad.foundation import ui
from sanad.foundation.phones import phone_number

RLM, LRM, LRI, PDI = "\u200f", "\u200e", "\u2066", "\u2069"


@pytest.fixture(autouse=True)
def _arabic():
    with translation.override("ar"):
        yield


def refused(field: forms.Field, typed) -> list[str]:
    """What is said of an input that is not taken; nothing of one that is."""
    try:
        field.clean(typed)
    except forms.ValidationError as error:
        return error.messages
    return []


@pytest.mark.parametrize(
    ("typed", "minor"),
    [
        ("1234", 123400),
        ("1.234,50", 123450),
        ("1 234,50", 123450),
        ("1\u202f234,50", 123450),
        ("1,234.50", 123450),
        ("١٬٢٣٤٫٥٠", 123450),
        (f"{LRI}12,5{PDI}", 1250),
        ("0", 0),
        ("0,05", 5),
    ],
)
def test_an_amount_is_whole_centimes(typed, minor):
    assert ui.AmountField().clean(typed) == minor


@pytest.mark.parametrize(
    "typed",
    ["Infinity", "inf", "nan", "sNaN", "1e5", "1e999999", "-5", "1,234,5,6", "12,345678", "abc", "9" * 40, "٫", "\x00"],
)
def test_what_is_no_amount_is_refused(typed):
    assert refused(ui.AmountField(), typed)


def test_boxes_read_what_people_say():
    assert ui.AmountField().clean("١٠٠ درهم") == 10000
    assert ui.AmountField().clean("1 500,00 د.م.") == 150000
    assert ui.DayField().clean("3 ماي 2026") == date(2026, 5, 3)
    assert ui.DayField().clean("2026/05/03") == date(2026, 5, 3)
    assert ui.ClockField().clean("9h") == time(9)
    assert ui.ClockField().clean("9.30") == time(9, 30)
    assert ui.ClockField().clean("3 بعد الزوال") == time(15)
    assert refused(ui.ClockField(), "9:75")


@pytest.mark.parametrize(("typed", "word"), [("20 ريال", "بالدرهم"), ("12,345678", "رقمان"), ("abc", "1234,50")])
def test_the_sentence_says_what_is_wrong_with_an_amount(typed, word):
    with pytest.raises(forms.ValidationError, match=word):
        ui.AmountField().clean(typed)


def test_an_amount_may_be_left_out():
    assert ui.AmountField(required=False).clean("") is None
    assert refused(ui.AmountField(), "")


@pytest.mark.parametrize(
    ("typed", "count"), [("12", 12), ("١٢", 12), ("۱۲", 12), (f"{RLM}12{LRM}", 12), ("1.500", 1500), ("1 500", 1500)]
)
def test_a_count_reads_every_digit(typed, count):
    assert ui.CountField().clean(typed) == count


@pytest.mark.parametrize("typed", ["-1", "1,5", "x", str(2**31), "9" * 5000, "Infinity"])
def test_what_no_column_holds_is_no_count(typed):
    assert refused(ui.CountField(), typed)


@pytest.mark.parametrize(
    "typed", ["2023-12-24", "24/12/2023", "٢٤/١٢/٢٠٢٣", f"{RLM}24/12/2023", "24-12-2023", "24.12.2023"]
)
@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_a_day_is_day_then_month(typed, language):
    with translation.override(language):
        assert ui.DayField().clean(typed) == date(2023, 12, 24)
        assert ui.DayField().clean("05/03/2026") == date(2026, 3, 5)


@pytest.mark.parametrize("typed", ["12/24/2023", "31/02/2023", "أي يوم", "24 décembre", "\x00"])
def test_what_is_no_day_is_refused(typed):
    assert refused(ui.DayField(), typed)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("0027-03-01", date(2027, 3, 1)),
        ("0001-01-01", date(2001, 1, 1)),
        ("0099-12-31", date(2099, 12, 31)),
        ("1900-01-01", date(1900, 1, 1)),
        ("2100-12-31", date(2100, 12, 31)),
    ],
)
def test_a_year_of_two_digits_is_of_this_century(typed, day):
    assert ui.DayField().clean(typed) == day


@pytest.mark.parametrize(("typed", "year"), [("0098-02-01", 1998), ("0019-02-01", 2019)])
def test_a_day_of_the_past_is_of_the_last_century_where_it_must(typed, year):
    assert ui.DayField(is_past=True).clean(typed).year == year


@pytest.mark.parametrize("typed", ["1026-05-01", "9999-12-31", "1699-12-31", "2201-01-01", "0100-01-01", "10000-01-01"])
def test_a_year_that_nobody_means_is_refused(typed):
    assert refused(ui.DayField(), typed)


class Born(ui.SheetForm):
    name = ui.PlainField(required=False)
    on = ui.DayField(required=False)


@pytest.mark.parametrize("typed", ["3 ماي 1889", "1899-12-31", "01/01/2150", "2 يناير 99"])
def test_a_day_that_is_not_usual_is_asked_about_and_then_taken(typed):
    asked = Born({"on": typed}, actor=None)
    assert not asked.is_valid()
    (sentence,) = asked.errors["on"]
    day = ui.DayField().clean(typed)
    assert str(day.year) in sentence
    assert f'value="{asked.fields["on"].asked}"' in str(asked)
    taken = Born({"on": typed, "_meant": [asked.fields["on"].asked]}, actor=None)
    assert taken.is_valid()
    assert taken.cleaned_data["on"] == day
    assert not Born({"on": "3 ماي 1888", "_meant": [asked.fields["on"].asked]}, actor=None).is_valid(), "of another day"


class Founded(ui.SheetForm):
    year = ui.YearField(required=False)


@pytest.mark.parametrize("typed", ["1788", "١٨٩٩", "2199"])
def test_a_year_that_is_not_usual_is_asked_about_and_then_taken(typed):
    asked = Founded({"year": typed}, actor=None)
    assert not asked.is_valid()
    assert str(int(typed)) in asked.errors["year"][0]
    mark = asked.fields["year"].asked
    assert f'value="{mark}"' in str(asked)
    taken = Founded({"year": typed, "_meant": [mark]}, actor=None)
    assert taken.is_valid()
    assert taken.cleaned_data["year"] == int(typed)
    assert not Founded({"year": "1600", "_meant": [mark]}, actor=None).is_valid(), "that nobody means"


def test_a_year_that_is_usual_or_not_said_is_taken_at_once():
    assert Founded({"year": "1900"}, actor=None).is_valid()
    assert Founded({"year": ""}, actor=None).is_valid()


@pytest.mark.parametrize(("ahead", "is_asked"), [(20, False), (21, True)])
def test_how_far_ahead_is_usual(ahead, is_asked):
    year = timezone.localdate().year + ahead
    assert Born({"on": f"{year}-12-31"}, actor=None).is_valid() is not is_asked
    assert Born({"on": "1900-01-01"}, actor=None).is_valid()


def test_a_day_that_a_row_holds_is_not_asked_about_again():
    held = {"name": "س", "on": date(1888, 5, 3)}
    shown = Born(actor=None, initial=held)
    shown.edit()
    back = Born({"name": "ص", "on": "1888-05-03", "_shown": shown.shown_marks}, actor=None, initial=held)
    back.edit()
    assert back.is_valid()
    assert back.cleaned_data == {"name": "ص", "on": date(1888, 5, 3)}


@pytest.mark.parametrize(
    ("typed", "ahead"),
    [("اليوم", 0), ("غداً", 1), ("بعد غد", 2), ("أمس", -1), ("Aujourd’hui", 0), ("après-demain", 2), ("yesterday", -1)],
)
def test_a_day_is_told_by_the_day_on_which_one_speaks(typed, ahead):
    assert ui.DayField().clean(typed) == timezone.localdate() + timedelta(days=ahead)


def test_what_was_typed_for_a_day_comes_back_to_be_mended():
    page = str(Born({"on": "24 دجنبير 2023"}, actor=None)["on"])
    assert 'type="text"' in page
    assert 'type="date"' not in page
    assert 'value="24 دجنبير 2023"' in page
    assert 'type="date"' in str(Born({"on": "2023-12-24"}, actor=None)["on"])
    assert 'type="date"' in str(Born(actor=None, initial={"on": date(2023, 12, 24)})["on"])


@pytest.mark.parametrize("typed", ["15:04", "١٥:٠٤", "15h04"])
def test_a_clock_has_24_hours(typed):
    assert ui.ClockField().clean(typed) == time(15, 4)
    assert refused(ui.ClockField(), "25:00")


@pytest.mark.parametrize(
    "typed",
    [
        "06 12 34 56 78",
        "0612345678",
        "+212612345678",
        "00212612345678",
        "٠٦١٢٣٤٥٦٧٨",
        f"{LRI}+212 6 12-34-56-78{PDI}",
        "06\u202f12\u202f34\u202f56\u202f78",
        "06\u00a012\u00a034\u00a056\u00a078",
        "06\u200912\u200734\u205f56\u300078",
        "+212 (0) 6 12 34 56 78",
        "+212(0)612345678",
        "00212 06 12 34 56 78",
        "(+212) 6.12.34.56.78",
        "06‑12–34−56·78",
        "06/12/34/56/78",
        "٠٠٢١٢ ٦١٢ ٣٤٥ ٦٧٨",
        "+٢١٢٦١٢٣٤٥٦٧٨",
        "۰۶۱۲۳۴۵۶۷۸",
        "０６１２３４５６７８",
        "212 612345678",
        "612345678",
        "\u200f06\u200b12\u206034\u00ad5678\ufeff",
        " [06] 12345678\t",
    ],
)
def test_a_phone_is_kept_in_international_form(typed):
    assert ui.PhoneField().clean(typed) == "+212612345678"
    assert phone_number(typed) == "+212612345678"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("05 35 66 12 34", "+212535661234"),
        ("0708091011", "+212708091011"),
        ("0801002030", "+212801002030"),
        ("+33 1 42 68 53 00", "+33142685300"),
        ("+33 (0)6 12 34 56 78", "+33612345678"),
        ("001 212 555 0123", "+12125550123"),
        ("+221 77 123 45 67", "+221771234567"),
        ("+44 20 7946 0018", "+442079460018"),
        ("+39 06 1234 5678", "+390612345678"),
        ("+225 07 01 02 03 04", "+2250701020304"),
        ("+800 1234 5678", "+80012345678"),
    ],
)
def test_other_numbers_have_the_shape_of_their_country(typed, kept):
    assert ui.PhoneField().clean(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "12",
        "phone",
        "06 12 34",
        "\x00",
        "061234567",
        "06 12 34 CALL",
        "06123456789",
        "0412345678",
        "0112345678",
        "+212 4 12345678",
        "+212 6 12 34 56 7",
        "+33 06 12 34 56 7",
        "+0612345678",
        "0612345678 ext 5",
        "06 12 34 56 7O",
        "06:12:34:56:78",
        "+999 123456789",
        "06 12 34 56 78 x",
        "++212612345678",
        "6" * 60,
        "0" * 60,
        "+",
        "()",
        "０６１２",
    ],
)
def test_what_is_no_phone_is_refused(typed):
    assert refused(ui.PhoneField(), typed)
    assert phone_number(typed) is None


@pytest.mark.parametrize("between", [" / ", "/", " ; ", " , ", " ou ", " أو ", "\u202f", " - ", "، "])
def test_two_numbers_are_refused_with_their_own_sentence(between):
    said = refused(ui.PhoneField(), f"06 12 34 56 78{between}0661234567")
    assert said == [str(_("Write one number only: there is room for one."))]


def test_a_wrong_number_that_is_kept_already_stays_until_it_is_corrected():
    class Card(ui.SheetForm):
        name = ui.PlainField()
        phone = ui.PhoneField(required=False)

    wrong = {"phone": "+212061234567"}
    assert Card({"name": "س", **wrong}, actor=None, initial=wrong).is_valid()
    assert Card(actor=None, initial=wrong).fields["phone"].help_text
    assert not Card({"name": "س", **wrong}, actor=None).is_valid()
    assert not Card({"name": "س", "phone": "061234567"}, actor=None, initial=wrong).is_valid()
    assert not Card(actor=None, initial={"phone": "+212612345678"}).fields["phone"].help_text
    assert ui.PhoneField(required=False).clean("") == ""


def test_one_line_is_one_line_without_marks():
    assert ui.PlainField().clean(f" {RLM}محمـــد{LRM}\r\nالحاجي ") == "محمد الحاجي"
    assert refused(ui.PlainField(), "a\x00b")
    assert refused(ui.PlainField(), RLM)


def test_several_lines_end_as_everywhere():
    assert ui.TextField().clean("one\r\ntwo") == "one\ntwo"
    assert ui.TextField(max_length=7).clean("one\r\ntwo") == "one\ntwo"
    assert refused(ui.TextField(max_length=6), "one\r\ntwo")


def test_lines_are_items():
    field = ui.LinesField(max_length=5)
    assert field.clean(f"one\r\n\r\n {RLM}two ") == ["one", "two"]
    assert field.prepare_value(["one", "two"]) == "one\ntwo"
    assert field.prepare_value("one") == "one"
    assert field.clean(["one"]) == ["one"]
    assert "maxlength" not in field.widget.attrs
    assert refused(field, "one\nlonger than five")
    assert refused(field, "one\nt\x00o")
    assert refused(field, " \n ")
    assert ui.LinesField(required=False).clean(None) == []


def test_numbers_phones_and_codes_are_written_from_the_left():
    for field in (ui.AmountField(), ui.CountField(), ui.PhoneField()):
        assert field.widget.attrs["dir"] == "ltr"


@pytest.mark.django_db
def test_a_choice_is_one_of_the_rows_that_one_sees(world):
    from sanad.directory.models import Person
    from sanad.directory.policies import visible_to

    own, foreign = visible_to(world.sg, Person), visible_to(world.stranger, Person)
    row = own.first()
    assert ui.ChoiceOfRows(own).clean(str(row.pk)) == row
    assert ui.SeveralRows(own).clean([str(row.pk)]) == [row]
    assert ui.SeveralRows(own, required=False).clean([]) == []
    assert refused(ui.ChoiceOfRows(foreign), str(row.pk))
    assert refused(ui.SeveralRows(foreign), [str(row.pk)])
    for nonsense in ("x", "\x00", "' or 1=1"):
        assert refused(ui.ChoiceOfRows(own), nonsense)
        assert refused(ui.SeveralRows(own), [nonsense])
