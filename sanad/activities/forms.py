"""Forms of activities."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sanad.activities.models import Activity, Attendance, Decision, Invitation, ProgrammeItem, Series
from sanad.activities.policies import visible_to
from sanad.activities.queries.press import paragraphs
from sanad.directory.models import Organisation, Person
from sanad.directory.policies import visible_to as cards
from sanad.foundation import ui
from sanad.foundation.clock.wall import at, end_of
from sanad.territory.forms import PlaceField


def _own(form: ui.SheetForm, model: Any) -> Any:
    """Rows of the space: what others show is read, not chosen."""
    sees = visible_to if model is Series else cards
    return sees(form.actor, model).filter(space=form.actor.space)


class SeriesForm(ui.SheetForm):
    title = ui.PlainField(label=_("Title of the series"), max_length=200)


class ActivityForm(ui.SheetForm):
    groups = [
        (_("What"), ["kind", "title", "series", "purpose"]),
        (_("When"), ["day", "begins", "ends", "last_day"]),
        (_("Where"), ["venue", "place"]),
        (_("With whom"), ["host", "partners"]),
        (_("Afterwards"), ["outcome"]),
    ]
    kind = forms.ChoiceField(label=_("Kind"), choices=Activity.Kind.choices)
    title = ui.PlainField(label=_("Title"), max_length=200)
    series = ui.ChoiceOfRows(
        label=_("Series"), required=False, help_text=_("When it follows an earlier one: the next station.")
    )
    purpose = ui.TextField(label=_("Purpose"), required=False, rows=3)
    day = ui.DayField(label=_("Day"))
    begins = ui.ClockField(label=_("Begins"))
    ends = ui.ClockField(label=_("Ends"))
    last_day = ui.DayField(label=_("Last day"), required=False, help_text=_("Only when it lasts longer than a day."))
    venue = ui.PlainField(
        label=_("Venue"), max_length=200, required=False, help_text=_("For example: the seat of the organisation.")
    )
    place = PlaceField(label=_("Place"), required=False)
    host = ui.ChoiceOfRows(label=_("Organiser"))
    partners = ui.SeveralRows(label=_("Held with"), required=False)
    outcome = ui.TextField(
        label=_("What came out of it"), required=False, help_text=_("One sentence; the next station recalls it.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].actor = self.actor
        self.fields["series"].queryset = _own(self, Series).filter(closed_at=None)
        self.fields["host"].queryset = _own(self, Organisation)
        self.fields["partners"].queryset = _own(self, Organisation).exclude(own_space=self.actor.space)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        day, begins, ends, last = (data.pop(name, None) for name in ("day", "begins", "ends", "last_day"))
        if day and begins and ends:
            data["starts_at"] = at(day, begins)
            data["ends_at"] = at(last, ends) if last and last != day else end_of(day, begins, ends)
            if data["ends_at"] < data["starts_at"]:
                self._refuse_end(day, last)
        return data

    def _refuse_end(self, day: date, last: date | None) -> None:
        if last and last < day:
            self.add_error("last_day", _("It ends before it begins."))
        else:
            self.add_error("ends", _("It ends before it begins. If it ends on the next day, fill in “Last day”."))


class ItemForm(ui.SheetForm):
    kind = forms.ChoiceField(label=_("Kind"), choices=ProgrammeItem.Kind.choices)
    title = ui.PlainField(label=_("Title"), max_length=250)
    speaker = ui.ChoiceOfRows(label=_("Speaker or trainer"), required=False)
    capacity = ui.PlainField(label=_("Speaking as"), max_length=200, required=False)
    minutes = ui.CountField(label=_("Minutes"), required=False, max_value=1440)
    record = ui.TextField(label=_("What happened"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["speaker"].queryset = _own(self, Person)


class InvitationForm(ui.SheetForm):
    person = ui.ChoiceOfRows(label=_("Person"), required=False)
    organisation = ui.ChoiceOfRows(label=_("Organisation"), required=False)
    capacity = ui.PlainField(label=_("Invited as"), max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = _own(self, Person)
        self.fields["organisation"].queryset = _own(self, Organisation)


class AnswerForm(ui.SheetForm):
    answer = forms.ChoiceField(label=_("Answer"), choices=Invitation.Answer.choices)


class AttendanceForm(ui.SheetForm):
    person = ui.ChoiceOfRows(label=_("Person"), required=False)
    guest_name = ui.PlainField(label=_("Or a guest, by name"), max_length=150, required=False)
    organisation = ui.ChoiceOfRows(label=_("For the organisation"), required=False)
    capacity = ui.PlainField(label=_("Capacity"), max_length=200, required=False)
    status = forms.ChoiceField(label=_("Status"), choices=Attendance.Status.choices)
    came_at = ui.ClockField(label=_("Came late, at"), required=False)
    left_at = ui.ClockField(label=_("Left early, at"), required=False)
    same = ui.SameField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = _own(self, Organisation)
        if "person" in self.fields:
            self.fields["person"].queryset = _own(self, Person)


class ChangeAttendanceForm(AttendanceForm):
    person = None
    guest_name = None
    same = None


class WordForm(ui.SheetForm):
    speaker = ui.ChoiceOfRows(label=_("Speaker"))
    item = ui.ChoiceOfRows(label=_("Under the point"), required=False)
    text = ui.TextField(label=_("What was said"))

    def __init__(self, *args: Any, activity: Activity, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = activity.attendance.filter(status=Attendance.Status.PRESENT)
        self.fields["speaker"].queryset = here.select_related("person")
        self.fields["item"].queryset = activity.programme.filter(withdrawn_at=None)


class DecisionForm(ui.SheetForm):
    text = ui.TextField(label=_("Decision"))
    method = forms.ChoiceField(label=_("How it was taken"), choices=Decision.Method.choices)
    votes_for = ui.CountField(label=_("For"), required=False)
    votes_against = ui.CountField(label=_("Against"), required=False)
    abstained = ui.CountField(label=_("Abstained"), required=False)


class FollowUpForm(ui.SheetForm):
    text = ui.PlainField(label=_("What is to be done"), max_length=400)
    owner = ui.ChoiceOfRows(label=_("Owner"))
    due_on = ui.DayField(label=_("Due"))
    decision = ui.ChoiceOfRows(label=_("Follows from the decision"), required=False)

    def __init__(self, *args: Any, activity: Activity, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = _own(self, Person)
        self.fields["decision"].queryset = activity.decisions.filter(withdrawn_at=None)


class NoteForm(ui.SheetForm):
    note = ui.PlainField(label=_("Note"), max_length=300, required=False)


class ReasonedNoteForm(ui.SheetForm):
    note = ui.PlainField(label=_("Reason"), max_length=300)


class ReasonForm(ui.SheetForm):
    reason = ui.PlainField(label=_("Reason"), max_length=300)


class CancelForm(ReasonForm):
    """Why it is called off."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = _("Kept in the history. It is not in the message to those who are expected.")


class MinutesForm(ui.SheetForm):
    body = ui.TextField(label=_("Text of the minutes"), rows=22)
    base_version = ui.CountField(widget=forms.HiddenInput)


class PressForm(ui.SheetForm):
    told = ui.SeveralOfMany(label=_("What the report tells"))
    author = ui.PlainField(label=_("Author"), max_length=150, required=False)
    outlet = ui.PlainField(label=_("Newspaper, branch"), max_length=200, required=False)

    def __init__(self, *args: Any, report: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["told"].choices = paragraphs(report.revision.facts, report.language)


class PaperForm(ui.SheetForm):
    language = forms.ChoiceField(label=_("Language"), choices=[("ar", _("Arabic")), ("fr", _("French"))])


class FeedForm(ui.SheetForm):
    is_personal = forms.BooleanField(label=_("Only what concerns me"), required=False)
