"""Form fields that read what people type here: Arabic-Indic digits, direction marks, 1.234,50, 06 12 34 56 78."""

import re
from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from sanad.foundation.arabic import dates
from sanad.foundation.arabic.characters import readable
from sanad.foundation.arabic.fold import clean_digits, plain_number, strip_marks
from sanad.foundation.arabic.typed import OtherUnitError, TooFineError, centimes_of, plain_clock, plain_day
from sanad.foundation.files.store import ACCEPT, judged
from sanad.foundation.phones import known_number, numbers_in, phone_number
from sanad.foundation.policy import Refused

# What a 32-bit column, and a 64-bit one, hold on both databases.
LARGEST_COUNT = 2**31 - 1
LARGEST_AMOUNT = 2**53 - 1
# Days that somebody may mean; of one before the first usual year, or so many years ahead, it is asked whether it is meant.
FIRST_DAY, LAST_DAY = date(1700, 1, 1), date(2200, 12, 31)
FIRST_USUAL_YEAR, USUAL_YEARS_AHEAD = 1900, 20
CENTURY = 100
# What a field takes that says no bound of its own: nobody types more, and no search or column is asked for more.
LONGEST_LINE = 200
LONGEST_TEXT = 100_000
MOST_LINES = 500
MOST_NAMES = 30  # by which one thing is found besides its own
LONGEST_ADDRESS = 254  # of an e-mail, as the columns hold it
LONGEST_NUMBER = 60  # as typed, with its spaces and marks


def _read(text: str) -> str:
    """`readable`; a text with a NUL is left to the field to refuse: no keyboard makes one."""
    return text if "\x00" in text else readable(text)


def _typed(value: Any) -> Any:
    return strip_marks(clean_digits(_read(value))) if isinstance(value, str) else value


def bound(field: Any, longest: int) -> None:
    """Give a field that a library made the bound that it lacks; what is no character is refused there."""
    field.max_length = longest
    field.validators += [MaxLengthValidator(longest), _only_characters]
    field.widget.attrs["maxlength"] = str(longest)


def _only_characters(value: str) -> None:
    if readable(value) != value:
        raise forms.ValidationError(_("There is a sign in it that is no character. Type it again."))


class PlainField(forms.CharField):
    """One line of text, without direction marks and without what is no character (`readable`)."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", LONGEST_LINE)
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        return super().to_python(strip_marks(" ".join(_read(value).splitlines())) if isinstance(value, str) else value)


class TextField(forms.CharField):
    """Several lines of text, exactly as typed but for what is no character; lines end as everywhere but in a browser."""

    def __init__(self, *, rows: int = 4, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows, "dir": "auto"}))
        kwargs.setdefault("max_length", LONGEST_TEXT)
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        return super().to_python(_read(value) if isinstance(value, str) else value)


class LinesField(forms.CharField):
    """A list: one item a line, blank lines dropped; the limits of length are those of each item."""

    def __init__(self, *, rows: int = 4, most: int = MOST_LINES, **kwargs: Any) -> None:
        self.most = most
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows, "dir": "auto"}))
        kwargs.setdefault("max_length", LONGEST_LINE)
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> list[str]:
        lines = value if isinstance(value, list | tuple) else _read(value or "").splitlines()
        return [line for raw in lines if (line := strip_marks(_read(raw)))]

    def run_validators(self, value: list[str]) -> None:
        if len(value) > self.most:
            said = ngettext("Write at most %(most)d line.", "Write at most %(most)d lines.", self.most)
            raise forms.ValidationError(said, params={"most": self.most})
        for line in value:
            super().run_validators(line)

    def widget_attrs(self, widget: Any) -> dict[str, Any]:  # noqa: ARG002  the limit is of one line, not of the box
        return {}

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list | tuple) else value


class DayInput(forms.DateInput):
    """The device's own picker; what is no day yet comes back as it was typed, to be mended."""

    def __init__(self) -> None:
        # The words of the button by which one types instead: it is made where scripts run.
        bounds = {"min": FIRST_DAY.isoformat(), "max": LAST_DAY.isoformat()}
        super().__init__(format="%Y-%m-%d", attrs={"type": "date", **bounds, "data-words": _("Type the day")})

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        shown = context["widget"]["value"]
        if shown and not _PLAIN_DAY.fullmatch(shown):
            context["widget"]["type"] = "text"
        return context


_PLAIN_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class DayField(forms.DateField):
    """A day: the device's own picker, or typed as `plain_day` reads it.

    A year of two digits, which Chrome's picker sends as 0027, is one of this century; of the last one for a day that
    `is_past` by nature, where it would lie ahead. Of one that `is_to_come` the year may be left out. Refuses years that nobody means; a form asks about a day that is not usual.
    """

    def __init__(self, *, is_past: bool = False, is_to_come: bool = False, **kwargs: Any) -> None:
        self.is_past, self.is_to_come = is_past, is_to_come
        self.asked = ""  # the mark of a day about which the form asks, and whether it was said to be meant
        self.is_meant = False
        self.yes = _("Yes, this day is meant")
        kwargs.setdefault("widget", DayInput())
        super().__init__(**kwargs)

    def question(self, day: date) -> Any:
        """What a form asks about a day that is not usual; nothing about others."""
        text = _("Is %(day)s meant? Mend it, or tick below that it is.")
        return "" if is_usual(day) else text % {"day": dates.day(day, get_language() or "ar")}

    def to_python(self, value: Any) -> Any:
        is_typed = isinstance(value, str)
        day = plain_day(value, timezone.localdate(), is_to_come=self.is_to_come) if is_typed else value
        return self._meant(super().to_python(day))

    def _meant(self, day: date | None) -> date | None:
        if day is None:
            return None
        if day.year < CENTURY:
            this, last = (_in_year(day, day.year + century) for century in (2000, 1900))
            day = last if this is None or (self.is_past and this > timezone.localdate()) else this
        if day is None or not FIRST_DAY <= day <= LAST_DAY:
            raise forms.ValidationError(
                _("Write a year between %(first)s and %(last)s."),
                params={"first": FIRST_DAY.year, "last": LAST_DAY.year},
            )
        return day


def is_usual(day: date) -> bool:
    """Whether a day is one of those that people mean here, else they are asked."""
    return FIRST_USUAL_YEAR <= day.year <= timezone.localdate().year + USUAL_YEARS_AHEAD


def _in_year(day: date, year: int) -> date | None:
    """The same day of another year; none for 29 February of most."""
    try:
        return day.replace(year=year)
    except ValueError:
        return None


class ClockField(forms.TimeField):
    """An hour of the day, 24 hours, or typed as `plain_clock` reads it."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TimeInput(format="%H:%M", attrs={"type": "time"}))
        super().__init__(**kwargs)
        self.widget.supports_microseconds = True  # else the form would read an hour without them from the row

    def to_python(self, value: Any) -> Any:
        return super().to_python(plain_clock(value) if isinstance(value, str) else value)


class CountField(forms.IntegerField):
    """A whole number, zero or more."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("min_value", 0)
        kwargs.setdefault("max_value", LARGEST_COUNT)
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "numeric", "dir": "ltr"}))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        return super().to_python(plain_number(value) if isinstance(value, str) else value)


class YearField(CountField):
    """A year that has been: as of days, a form asks about one that is not usual (`DayField`)."""

    def __init__(self, **kwargs: Any) -> None:
        self.asked = ""
        self.is_meant = False
        self.yes = _("Yes, this year is meant")
        super().__init__(min_value=FIRST_DAY.year, max_value=LAST_DAY.year, **kwargs)

    def question(self, year: int) -> Any:
        """What a form asks about a year that is not usual; nothing about others."""
        text = _("Is the year %(year)s meant? Mend it, or tick below that it is.")
        is_usual_year = FIRST_USUAL_YEAR <= year <= timezone.localdate().year
        return "" if is_usual_year else text % {"year": year}


class AmountField(forms.CharField):
    """Money in dirhams as people type it (`centimes_of`); gives whole centimes. Refuses what is not an amount."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", LONGEST_NUMBER)
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "dir": "ltr"}))
        super().__init__(**kwargs)

    def clean(self, value: Any) -> int | None:
        text = super().clean(value)
        if text in self.empty_values:
            return None
        try:
            minor = centimes_of(text)
        except OtherUnitError as error:
            raise forms.ValidationError(
                _("Write the amount in dirhams, such as 1234,50: rials, centimes and other money are not taken.")
            ) from error
        except TooFineError as error:
            raise forms.ValidationError(_("An amount has two digits after the comma at most.")) from error
        except ValueError:
            minor = -1
        if not 0 <= minor <= LARGEST_AMOUNT:
            raise forms.ValidationError(_("Write an amount, such as 1234,50."))
        return minor

    def prepare_value(self, value: Any) -> Any:
        return f"{value // 100},{value % 100:02}".removesuffix(",00") if isinstance(value, int) else value


NO_NUMBER = _("Write the phone number with its 10 digits, such as 06 12 34 56 78.")


class PhoneField(forms.CharField):
    """A phone number; stored as +212…

    `stored` is what the row of the form holds: a wrong number that was taken once does not stand in the way of other
    corrections.
    """

    stored = ""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", LONGEST_NUMBER)
        kwargs.setdefault("widget", forms.TextInput(attrs={"type": "tel", "dir": "ltr", "autocomplete": "tel"}))
        super().__init__(**kwargs)

    def remember(self, stored: str) -> None:
        """Take what is stored as it is, and say so when it is wrong."""
        self.stored = stored
        if stored and phone_number(stored) is None:
            self.help_text = _("The number that is kept here is wrong. Correct it when you know the right one.")

    def clean(self, value: Any) -> str:
        text = super().clean(_typed(value))
        if not text or text == self.stored:
            return text
        if (phone := self.read(text)) is not None:
            return phone
        if numbers_in(text) > 1:
            raise forms.ValidationError(_("Write one number only: there is room for one."))
        raise forms.ValidationError(NO_NUMBER)

    def read(self, text: str) -> str | None:
        """The number that was typed."""
        return phone_number(text)


class KnownPhoneField(PhoneField):
    """The number under which somebody is looked up, as it is stored: one that was taken under an older rule too."""

    def read(self, text: str) -> str | None:
        return known_number(text)


class SameField(forms.ChoiceField):
    """Whether somebody is the person who is perhaps there already; a form shows it once that was asked."""

    YES, NO = "yes", "no"
    is_asked_later = True

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Is this the same person?"))
        choices = [(self.YES, _("Yes, the same person")), (self.NO, _("No, another person"))]
        super().__init__(choices=choices, widget=forms.RadioSelect, required=False, **kwargs)


class InsistField(forms.BooleanField):
    """That it is not what is perhaps there already; a form shows it once that was asked."""

    is_asked_later = True

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("It is not one of those already here"))
        super().__init__(required=False, **kwargs)


class MarkField(forms.CharField):
    """A mark that the page itself carries, as the state in which it was opened: never typed, compared as it is."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.HiddenInput, **kwargs)

    def to_python(self, value: Any) -> Any:
        return super().to_python(_read(value) if isinstance(value, str) else value)


class MailField(forms.EmailField):
    """An e-mail address."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", LONGEST_ADDRESS)
        super().__init__(**kwargs)


class UploadField(forms.FileField):
    """A paper or a picture, as it will be kept; `foundation.files` judges it by what it is, `accept` is what a box asks for."""

    def __init__(self, *, accept: str = ACCEPT, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("PDF or picture, 10 MB at most."))
        kwargs.setdefault("widget", forms.ClearableFileInput(attrs={"accept": accept}))
        super().__init__(**kwargs)

    def to_python(self, data: Any) -> Any:
        upload: Any = super().to_python(data)
        try:
            return judged(upload) if upload else upload
        except Refused as refusal:
            raise forms.ValidationError(str(refusal.message)) from refusal


class DataField(forms.FileField):
    """A file of data that is read and not kept; `accept` says which kinds."""

    def __init__(self, *, accept: str, **kwargs: Any) -> None:
        super().__init__(widget=forms.ClearableFileInput(attrs={"accept": accept}), **kwargs)
