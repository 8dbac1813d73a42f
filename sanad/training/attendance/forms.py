"""The list of a half-day, the door, late additions, the signed sheet."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanad.directory.models import Person
from sanad.foundation import ui
from sanad.foundation.arabic.fold import clean_digits
from sanad.training.models import Presence, Registration, Session, Slot

WHOLE, PART, ABSENT, LEAVE = "whole", "part", "absent", ""
YEARS = range(2000, 2100)
MARKS = [(WHOLE, _("Present")), (PART, _("A part")), (ABSENT, _("Absent"))]
OTHERS = [(LEAVE, _("Leave them open")), (WHOLE, _("They are present")), (ABSENT, _("They are absent"))]
METHODS = [
    (Presence.Method.TRAINER.value, _("I saw it myself")),
    (Presence.Method.SHEET.value, _("From the signed sheet")),
]


@dataclass(frozen=True)
class Line:
    """A person of the list: the mark, the minutes, and what is recorded."""

    registration: Registration
    presence: Presence | None
    mark: Any
    minutes: Any

    @property
    def marked(self) -> str:
        """What was typed, else what is recorded."""
        return str(self.mark.value() or LEAVE)


class AttendanceForm(ui.SheetForm):
    """Everybody with a place: there the whole half-day, a part of it in minutes, or not."""

    template_name = "training/_marks.html"
    marks = MARKS  # drawn by the template: a hundred people are three hundred boxes
    others = forms.ChoiceField(label=_("Those who are not marked"), choices=OTHERS, required=False)
    method = forms.ChoiceField(label=_("How do you know?"), choices=METHODS, widget=forms.RadioSelect)
    as_of = ui.MarkField(required=False, max_length=60)

    def __init__(
        self,
        *args: Any,
        slot: Slot,
        registrations: Iterable[Registration],
        presences: dict[Any, Presence],
        **kwargs: Any,
    ) -> None:
        self.slot, self.registrations, self.presences = slot, list(registrations), presences
        super().__init__(*args, **kwargs)
        self.initial.setdefault("method", Presence.Method.TRAINER.value)
        self.initial.setdefault("as_of", timezone.now().isoformat())
        for registration in self.registrations:
            mark, minutes = self._names(registration)
            recorded = self._recorded(presences.get(registration.pk))
            self.fields[mark] = forms.ChoiceField(
                label=registration.name, choices=MARKS, required=False, widget=forms.RadioSelect, initial=recorded[0]
            )
            self.fields[minutes] = ui.CountField(
                label=_("In minutes"), required=False, min_value=1, max_value=slot.minutes, initial=recorded[1]
            )

    @staticmethod
    def _names(registration: Registration) -> tuple[str, str]:
        return f"mark_{registration.pk}", f"minutes_{registration.pk}"

    def _recorded(self, row: Presence | None) -> tuple[str, int | None]:
        if row is None:
            return LEAVE, None
        if row.minutes in {0, self.slot.minutes}:
            return (WHOLE if row.minutes else ABSENT), None
        return PART, row.minutes

    @property
    def lines(self) -> list[Line]:
        """The people of the list, as the page shows them."""
        return [
            Line(registration, self.presences.get(registration.pk), *(self[name] for name in self._names(registration)))
            for registration in self.registrations
        ]

    def clean_as_of(self) -> datetime | None:
        """When the list was opened; None for what is no instant."""
        try:
            found = datetime.fromisoformat(self.cleaned_data["as_of"])
        except ValueError:
            return None
        return found if timezone.is_aware(found) and found.year in YEARS else None

    def clean(self) -> dict[str, Any]:
        """Minutes by registration, as `take_attendance` takes them."""
        typed = super().clean() or {}
        whole, minutes = {WHOLE: self.slot.minutes, ABSENT: 0}, {}
        for registration in self.registrations:
            mark, part = (typed.get(name) for name in self._names(registration))
            mark = mark or (PART if part else LEAVE)
            if mark == PART and part is None and not self.has_error(self._names(registration)[1]):
                self.add_error(self._names(registration)[1], _("Write how many minutes."))
            elif mark:
                minutes[registration.pk] = part if mark == PART else whole[mark]
        return {
            "minutes": minutes,
            "others": whole.get(typed.get("others", "")),
            "method": typed.get("method", ""),
            "as_of": typed.get("as_of"),
        }


class CodeField(ui.PlainField):
    """The six digits at the door, with any digits, spaced or not."""

    def __init__(self, **kwargs: Any) -> None:
        box = {"inputmode": "numeric", "autocomplete": "off", "dir": "ltr", "class": "code-box"}
        super().__init__(label=_("The code that is shown at the door"), widget=forms.TextInput(attrs=box), **kwargs)

    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        return "".join(clean_digits(text).split())[:12]


class ComeInForm(ui.SheetForm):
    """The code, and the number under which one registered."""

    code = CodeField()
    phone = ui.KnownPhoneField(label=_("Your phone number, as you gave it when you registered"))


class KnownComeInForm(ui.SheetForm):
    """The code alone: this phone was recognised, or one of a family says who they are."""

    code = CodeField()


class WhoForm(ui.SheetForm):
    """Several registered under one number: which of them?"""

    code = CodeField()
    phone = ui.KnownPhoneField(widget=forms.HiddenInput)
    who = forms.ChoiceField(label=_("Who are you?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, registrations: Iterable[Registration], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].choices = [(str(registration.pk), registration.name) for registration in registrations]


class LateForm(ui.SheetForm):
    """Who comes without a place."""

    name = ui.PlainField(label=_("Full name"), max_length=150)
    phone = ui.PhoneField(label=_("Phone"), required=False)
    sex = forms.ChoiceField(label=_("Woman or man"), choices=[("", "—"), *Person.Sex.choices], required=False)
    age = forms.ChoiceField(label=_("Age"), choices=[("", "—"), *Registration.Age.choices], required=False)
    same = ui.SameField()


class LateByTrainerForm(LateForm):
    """The trainer may answer for who lacks the course that comes before."""

    without = ui.PlainField(
        label=_("Without the course that comes before: why"),
        max_length=300,
        required=False,
        help_text=_("For example: learned elsewhere. It is kept with the registration."),
    )

    def __init__(self, *args: Any, session: Session, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not (session.course and session.course.content.get("prerequisites")):
            del self.fields["without"]


class LateAtDoorForm(LateForm):
    """The same at the door, with its code."""

    code = CodeField()
    phone = ui.PhoneField(label=_("Phone"))


class SheetUploadForm(ui.SheetForm):
    """A photograph or scan of the signed sheet."""

    upload = ui.UploadField(label=_("The signed sheet, as a photograph or PDF"))
