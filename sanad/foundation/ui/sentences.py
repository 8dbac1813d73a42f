"""What a field says of an input that it does not take: sentences of ours, in one place, for every kind of field of the library."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

# By what the library calls the fault.
SENTENCES: dict[str, Any] = {
    "required": _("Fill in this field."),
    "invalid_choice": _("Choose one of those in the list."),
    "invalid_list": _("Choose from the list."),
    "invalid_pk_value": _("Choose one of those in the list."),
    "max_length": ngettext_lazy(
        "This is too long: %(limit_value)d character at most, and there are %(show_value)d.",
        "This is too long: %(limit_value)d characters at most, and there are %(show_value)d.",
        "limit_value",
    ),
    "min_length": ngettext_lazy(
        "This is too short: %(limit_value)d character at least, and there are %(show_value)d.",
        "This is too short: %(limit_value)d characters at least, and there are %(show_value)d.",
        "limit_value",
    ),
    "max_value": _("Write %(limit_value)s at most."),
    "min_value": _("Write %(limit_value)s at least."),
    "null_characters_not_allowed": _("There is a sign in it that is no character. Type it again."),
}
# Of one kind of field, the nearest one first: what it could not read, and what only it says.
OF_A_KIND: list[tuple[type[forms.Field], dict[str, Any]]] = [
    (forms.DateField, {"invalid": _("Write a day, such as 24/12/2023 or 24 December 2023.")}),
    (forms.TimeField, {"invalid": _("Write an hour, such as 9:30 or 15h.")}),
    (forms.IntegerField, {"invalid": _("Write a whole number in figures, such as 25.")}),
    (forms.EmailField, {"invalid": _("Write a whole e-mail address, such as name@example.org.")}),
    (forms.URLField, {"invalid": _("Write a whole address of the web, such as https://example.org.")}),
    (
        forms.FileField,
        {
            "invalid": _("The file did not arrive. Choose it once more."),
            "missing": _("Choose a file."),
            "empty": _("There is nothing in this file. Choose another."),
            "max_length": ngettext_lazy(
                "The name of the file is too long: %(max)d character at most.",
                "The name of the file is too long: %(max)d characters at most.",
                "max",
            ),
            "contradiction": _("Choose a file or say that it is taken off, not both."),
        },
    ),
]


def _librarys(field: forms.Field) -> dict[str, Any]:
    """What the library says where nobody says otherwise."""
    found: dict[str, Any] = {}
    for kind in reversed(type(field).__mro__):
        if kind.__module__.startswith("django."):
            found |= getattr(kind, "default_error_messages", {})
    return found


def say_ours(fields: Iterable[forms.Field]) -> None:
    """Put our sentences where these fields have those of the library; what a form says itself stays."""
    for field in fields:
        theirs = _librarys(field)
        ours = next((SENTENCES | own for kind, own in OF_A_KIND if isinstance(field, kind)), SENTENCES)
        for code, sentence in ours.items():
            if field.error_messages.get(code) is theirs.get(code):
                field.error_messages[code] = sentence


class OurSentences(forms.Form):
    """A form whose fields refuse in our sentences, those too that it adds while it is made."""

    def full_clean(self) -> None:
        say_ours(self.fields.values())
        super().full_clean()
