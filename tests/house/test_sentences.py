"""What a field refuses is said in our sentences, never in those of the library."""

import pytest
from django import forms
from django.conf import settings
from django.utils.module_loading import import_string

from sanad.foundation.ui.sentences import SENTENCES, OurSentences, say_ours
from tests.house.test_bounds import FIELDS


def librarys(field: forms.Field) -> list[str]:
    """The faults of which a field would speak with the library's words."""
    theirs = {
        id(sentence)
        for kind in type(field).__mro__
        if kind.__module__.startswith("django.")
        for sentence in getattr(kind, "default_error_messages", {}).values()
    }
    silent = {validator.code for validator in field.validators if type(validator).__module__.startswith("django.")}
    return [code for code, sentence in field.error_messages.items() if id(sentence) in theirs] + sorted(
        silent - set(field.error_messages)
    )


@pytest.mark.parametrize(
    ("form", "name", "field"), FIELDS, ids=lambda part: getattr(part, "__name__", None) or str(part)[:20]
)
def test_a_field_refuses_in_our_words(form, name, field) -> None:
    say_ours([field])
    assert not librarys(field)


def test_a_field_of_the_library_itself_is_told_apart() -> None:
    field = forms.EmailField(max_length=5)
    assert set(librarys(field)) >= {"required", "max_length"}
    say_ours([field])
    assert not librarys(field)


def test_what_a_form_says_itself_stays() -> None:
    field = forms.ChoiceField(error_messages={"required": "Say which answer is right."})
    say_ours([field])
    assert field.error_messages["required"] == "Say which answer is right."
    assert field.error_messages["invalid_choice"] == SENTENCES["invalid_choice"]


@pytest.mark.parametrize("form", [*settings.ACCOUNT_FORMS.values(), *settings.MFA_FORMS.values()])
def test_the_forms_of_the_doors_speak_so_too(form) -> None:
    assert issubclass(import_string(form), OurSentences)
