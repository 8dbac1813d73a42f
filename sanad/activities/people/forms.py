"""Forms of who is asked, who came, and what they said."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sanad.activities.forms import own_rows
from sanad.activities.models import Activity, Attendance, Invitation
from sanad.directory.forms import BodyField, PersonField, take_cards
from sanad.directory.models import Organisation, Person
from sanad.foundation import ui


class InvitationForm(ui.SheetForm):
    person = PersonField(label=_("Person"), required=False)
    organisation = BodyField(label=_("Organisation"), required=False)
    is_new = ui.InsistField()
    capacity = ui.PlainField(label=_("Invited as"), max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        take_cards(self, "person", Person)
        take_cards(self, "organisation", Organisation)


class AnswerForm(ui.SheetForm):
    answer = forms.ChoiceField(label=_("Answer"), choices=Invitation.Answer.choices)
    capacity = ui.PlainField(label=_("Invited as"), max_length=200, required=False)


class AttendanceForm(ui.SheetForm):
    needed = ("person", "guest_name", "organisation", "is_new", "status", "same")
    person = ui.ChoiceOfRows(label=_("Person"), required=False)
    guest_name = ui.PlainField(label=_("Or a guest, by name"), max_length=150, required=False)
    organisation = BodyField(
        label=_("For the organisation"),
        required=False,
    )
    is_new = ui.InsistField()
    capacity = ui.PlainField(label=_("Capacity"), max_length=200, required=False)
    status = forms.ChoiceField(label=_("Status"), choices=Attendance.Status.choices)
    came_at = ui.ClockField(label=_("Came late, at"), required=False)
    left_at = ui.ClockField(label=_("Left early, at"), required=False)
    same = ui.SameField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        take_cards(self, "organisation", Organisation)
        self.fields["person"].queryset = own_rows(self, Person)


class WordForm(ui.SheetForm):
    speaker = ui.CalledField(
        label=_("Speaker"), help_text=_("Whoever is not on the list of attendance yet is put there, as present.")
    )
    is_new = ui.InsistField()
    item = ui.ChoiceOfRows(label=_("Under the point"), required=False)
    text = ui.TextField(label=_("What was said"))

    def __init__(self, *args: Any, activity: Activity, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shown = Q(pk__in=activity.attendance.present().values("pk")) | Q(
            pk=getattr(self.initial.get("speaker"), "pk", None)
        )
        rows = activity.attendance.filter(shown).select_related("person")
        called: dict[str, Attendance] = {}
        for number, row in enumerate(rows, start=1):
            called[row.who if row.who not in called else f"{row.who} ({row.capacity or number})"] = row
        self.fields["speaker"].choose_among(called, rows)
        self.fields["item"].queryset = activity.programme.standing()
