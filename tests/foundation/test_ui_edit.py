"""What a form shows of a row, what of it came back untouched, and what somebody else wrote meanwhile."""

from datetime import time

import pytest
from django import forms
from django.http import QueryDict

from sanad.foundation import ui
from sanad.foundation.ui.rows import MOST, RowChecks, RowSelect
from sanad.foundation.ui.untouched import as_sent
from tests.markup import in_one_line


class Card(ui.SheetForm):
    name = ui.PlainField(max_length=20)
    at = ui.ClockField(required=False)
    phone = ui.PhoneField(required=False)
    amount = ui.AmountField(required=False)
    lines = ui.LinesField(required=False)
    kind = forms.ChoiceField(choices=[("a", "أ"), ("b", "ب")])
    kinds = ui.SeveralOfMany(choices=[("a", "أ"), ("b", "ب")], required=False)
    is_open = forms.BooleanField(required=False)


HELD = {
    "name": "  اسم \u200f أطول مما يقبله الحقل اليوم  ",
    "at": time(10, 5, 30, 7),
    "phone": "+212061234567",
    "amount": 123_456_05,
    "lines": ["سطر\nفي سطرين", "آخر"],
    "kind": "gone",
    "kinds": ["a", "gone"],
    "is_open": True,
}


def opened(held=HELD):
    form = Card(actor=None, initial=held)
    form.edit()
    return form


def sent(form, held=HELD, **typed):
    """What a browser sends of the opened form, judged against what is held by then."""
    data = QueryDict(mutable=True)
    data["_shown"] = form.shown_marks
    for bound in form.visible_fields():
        data.setlist(bound.html_name, as_sent(bound, bound.initial))
    for name, value in typed.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    form = Card(data, actor=None, initial=held)
    form.edit()
    return form


def test_what_nobody_touched_is_what_the_row_holds_to_the_last_sign():
    form = sent(opened())
    assert form.is_valid(), form.errors
    assert form.cleaned_data == HELD
    assert not form.is_touched


def test_what_is_touched_is_judged():
    form = sent(opened(), phone="12", amount="1.500,5", kind="b", is_open=[])
    assert list(form.errors) == ["phone"]
    assert (form.cleaned_data["amount"], form.cleaned_data["kind"], form.cleaned_data["is_open"]) == (
        1_500_50,
        "b",
        False,
    )
    assert form.is_touched


def test_what_others_changed_meanwhile_stays_where_nobody_touched():
    later = HELD | {"phone": "+212612345678", "kind": "b"}
    form = sent(opened(), later, name="اسم قصير")
    assert form.is_valid(), form.errors
    assert form.cleaned_data == later | {"name": "اسم قصير"}


def test_what_both_changed_is_asked_about_once():
    later = HELD | {"kind": "b", "name": "اسم الآخر"}
    form = sent(opened(), later, name="اسم قصير", kind="a")
    assert set(form.errors) == {"name", "kind"}
    assert "اسم الآخر" in str(form.errors["name"])
    assert "ب" in str(form.errors["kind"])
    again = sent(form, later, name="اسم قصير", kind="a")
    assert again.is_valid(), again.errors
    assert again.cleaned_data["name"] == "اسم قصير"


def test_both_wrote_the_same():
    assert sent(opened(), HELD | {"name": "واحد"}, name="واحد").is_valid()


def test_a_box_that_must_be_filled_is_asked_for_though_the_row_holds_nothing():
    empty = HELD | {"name": ""}
    assert list(sent(opened(empty), empty).errors) == ["name"]


def test_who_sends_no_marks_writes_as_ever():
    data = QueryDict("name=a&kind=b")
    form = Card(data, actor=None, initial=HELD)
    form.edit()
    assert form.is_valid(), form.errors
    assert form.cleaned_data["amount"] is None


def test_line_ends_of_browsers_are_no_change():
    form = opened()
    assert "lines" in [bound.name for bound in sent(form, lines="سطر\r\nفي سطرين\r\nآخر").untouched]


@pytest.mark.parametrize(("widget", "field"), [(RowSelect, ui.ChoiceOfMany), (RowChecks, ui.SeveralOfMany)])
def test_many_named_things_are_a_box(widget, field):
    box = field(choices=[("", "—"), ("group", [(f"k{n}", f"شيء رقم {n}") for n in range(MOST + 1)])], required=False)
    page = in_one_line(str(box.widget.render("what", ["k7"] if widget is RowChecks else "k7")))
    assert "suggest=what" in page
    assert page.count("<label") == 1
    assert 'value="k7" checked' in page
    assert box.widget.found("what", ["رقم 12"]).count("<label") == 1
    with pytest.raises(forms.ValidationError):
        box.clean(["شيء"] if widget is RowChecks else "شيء")
    assert box.clean(["رقم 12"] if widget is RowChecks else "رقم 12") in ("k12", ["k12"])


def test_few_named_things_are_a_list():
    box = ui.ChoiceOfMany(choices=[("a", "أ"), ("b", "ب")])
    assert str(box.widget.render("what", "a")).startswith("<select")
    assert box.clean("ب") == "b"
