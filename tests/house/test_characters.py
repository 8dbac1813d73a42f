"""What is no character enters through no field: it is left out, or refused."""

import pytest
from django import forms

from sanad.accounts.forms import SignInForm
from sanad.foundation import ui
from sanad.foundation.arabic.characters import readable, readable_in
from tests.house.test_bounds import FIELDS

WRONG = "\x00\x01\x08\x1b\x7f\x85\x9f\ud800\udfff\ue000\ufdd0\ufffe\uffff\U000f0000\U0010ffff\u0378"
STAYS = "می\u200cخواهم 👨\u200d👩 ⵜⴰⵎⴰⵣⵉⵖⵜ\tmarks: é ۝"
TEXTS = [
    (form, name, field)
    for form, name, field in FIELDS
    if isinstance(field, forms.CharField | forms.JSONField) and not isinstance(field.widget, forms.PasswordInput)
]


def test_there_are_texts() -> None:
    assert len(TEXTS) > 100


@pytest.mark.parametrize(
    ("form", "name", "field"), TEXTS, ids=lambda part: getattr(part, "__name__", None) or str(part)[:20]
)
@pytest.mark.parametrize(
    "typed",
    ["x\x01\ue000\ufffey", f"نص{WRONG[1:]}text", f"a{WRONG[1:]}b@example.org", f"06{WRONG[1:]}12345678", f"12{WRONG}"],
)
def test_no_field_takes_what_is_no_character(form, name, field, typed) -> None:
    try:
        value = field.clean(typed)
    except forms.ValidationError:
        return
    said = "\n".join(value) if isinstance(value, list) else str(value)
    assert not set(said) & (set(WRONG) - {"\x85"}), (form, name)


def test_what_a_library_asks_for_is_refused_with_it() -> None:
    for field in (SignInForm().fields["login"], forms.CharField()):
        ui.bound(field, 60)
        with pytest.raises(forms.ValidationError):
            field.clean("a\ue000b")


def test_what_is_seen_and_what_joins_stays() -> None:
    assert readable(STAYS) == STAYS
    assert readable(f"{WRONG}ا") == "\nا"
    assert readable("a\r\nb\rc\x0bd") == "a\nb\nc\nd"
    assert readable("🫨\U0001fae9") == "🫨\U0001fae9"  # newer than this Python, or than the next
    assert readable_in({"a\x01": ["\ue000b", ("c\x02", 3)], "d": None}) == {"a": ["b", ("c", 3)], "d": None}
