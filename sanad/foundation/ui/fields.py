"""Form fields that read what people type here: Arabic-Indic digits, direction marks, 1.234,50, 06 12 34 56 78."""

from typing import Any

import phonenumbers
from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from sanad.foundation.arabic.fold import clean_digits, parse_number, plain_number, strip_marks

# What a 32-bit column, and a 64-bit one, hold on both databases.
LARGEST_COUNT = 2**31 - 1
LARGEST_AMOUNT = 2**53 - 1
# What a field takes that says no bound of its own: nobody types more, and no search or column is asked for more.
LONGEST_LINE = 200
LONGEST_TEXT = 100_000
MOST_LINES = 500
LONGEST_ADDRESS = 254  # of an e-mail, as the columns hold it
LONGEST_NUMBER = 60  # as typed, with its spaces and marks


def _typed(value: Any) -> Any:
    return strip_marks(clean_digits(value)) if isinstance(value, str) else value


def bound(field: Any, longest: int) -> None:
    """Give a field that a library made the bound that it lacks."""
    field.max_length = longest
    field.validators.append(MaxLengthValidator(longest))
    field.widget.attrs["maxlength"] = str(longest)


class PlainField(forms.CharField):
    """One line of text, without direction marks."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", LONGEST_LINE)
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        return super().to_python(strip_marks(" ".join(value.splitlines())) if isinstance(value, str) else value)


class TextField(forms.CharField):
    """Several lines of text, exactly as typed; a line ends as it does everywhere but in a browser."""

    def __init__(self, *, rows: int = 4, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows, "dir": "auto"}))
        kwargs.setdefault("max_length", LONGEST_TEXT)
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        return super().to_python(value.replace("\r\n", "\n") if isinstance(value, str) else value)


class LinesField(forms.CharField):
    """A list: one item a line, blank lines dropped; the limits of length are those of each item."""

    def __init__(self, *, rows: int = 4, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows, "dir": "auto"}))
        kwargs.setdefault("max_length", LONGEST_LINE)
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> list[str]:
        lines = value if isinstance(value, list | tuple) else (value or "").splitlines()
        return [line for raw in lines if (line := strip_marks(raw))]

    def run_validators(self, value: list[str]) -> None:
        if len(value) > MOST_LINES:
            raise forms.ValidationError(_("Write at most %(most)d lines."), params={"most": MOST_LINES})
        for line in value:
            super().run_validators(line)

    def widget_attrs(self, widget: Any) -> dict[str, Any]:  # noqa: ARG002  the limit is of one line, not of the box
        return {}

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list | tuple) else value


class DayField(forms.DateField):
    """A day: the device's own picker, or 24/12/2023 typed with any digits."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        return super().to_python(_typed(value))


class ClockField(forms.TimeField):
    """An hour of the day, 24 hours."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TimeInput(format="%H:%M", attrs={"type": "time"}))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        return super().to_python(_typed(value))


class CountField(forms.IntegerField):
    """A whole number, zero or more."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("min_value", 0)
        kwargs.setdefault("max_value", LARGEST_COUNT)
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "numeric", "dir": "ltr"}))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        return super().to_python(plain_number(value) if isinstance(value, str) else value)


class AmountField(forms.CharField):
    """Money as typed (1.234,50 or 1 234,50); gives whole centimes. Refuses what is not an amount."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", LONGEST_NUMBER)
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "dir": "ltr"}))
        super().__init__(**kwargs)

    def clean(self, value: Any) -> int | None:
        text = super().clean(value)
        if text in self.empty_values:
            return None
        try:
            minor = parse_number(text) * 100
        except ValueError:
            minor = None
        if minor is None or minor != minor.to_integral_value() or not 0 <= minor <= LARGEST_AMOUNT:
            raise forms.ValidationError(_("Write an amount, such as 1234,50."))
        return int(minor)

    def prepare_value(self, value: Any) -> Any:
        return f"{value // 100},{value % 100:02}" if isinstance(value, int) else value


class PhoneField(forms.CharField):
    """A phone number; stored as +212… A number the tables do not know is kept when it has a plausible length."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", LONGEST_NUMBER)
        kwargs.setdefault("widget", forms.TextInput(attrs={"type": "tel", "dir": "ltr", "autocomplete": "tel"}))
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str:
        text = super().clean(_typed(value))
        if not text:
            return ""
        if (phone := phone_number(text)) is None:
            raise forms.ValidationError(_("Write the phone number with its 10 digits, such as 06 12 34 56 78."))
        return phone


def phone_number(text: str) -> str | None:
    """The number in international form, None when it cannot be one. Moroccan unless it begins with +."""
    try:
        number = phonenumbers.parse(clean_digits(text), "MA")
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


class MailField(forms.EmailField):
    """An e-mail address."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", LONGEST_ADDRESS)
        super().__init__(**kwargs)


class UploadField(forms.FileField):
    """A file; its type and size are judged by `foundation.files`."""
