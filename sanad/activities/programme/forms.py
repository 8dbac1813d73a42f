"""Forms of series, of an activity, and of the points of its programme."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanad.activities.forms import own_rows
from sanad.activities.models import Activity, ProgrammeItem, Series
from sanad.directory.forms import BodyField, PersonField, known_names, take_cards
from sanad.directory.models import Organisation, Person
from sanad.foundation import ui
from sanad.foundation.clock.wall import at, end_of
from sanad.territory.forms import PlaceField


class SeriesForm(ui.SheetForm):
    title = ui.PlainField(label=_("Title of the series"), max_length=200)


class ActivityForm(ui.SheetForm):
    groups = [
        (_("What"), ["kind", "title", "series", "purpose"]),
        (_("When"), ["day", "begins", "ends", "last_day"]),
        (_("Where"), ["venue", "place"]),
        (_("With whom"), ["host", "partners", "also"]),
        (_("Afterwards"), ["outcome"]),
    ]
    needed = ("kind", "title", "day", "begins", "ends", "venue", "is_new")
    filled_in = frozenset({"host", "partners"})
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
    host = BodyField(label=_("Organiser"))
    partners = ui.SeveralRows(label=_("Held with"), required=False)
    also = ui.CardField(label=_("And with another body, by its name"), max_length=200, required=False)
    is_new = ui.InsistField()
    outcome = ui.TextField(
        label=_("What came out of it"), required=False, help_text=_("One sentence; the next station recalls it.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].actor = self.actor
        self.fields["series"].queryset = own_rows(self, Series).open()
        bodies, known = own_rows(self, Organisation), known_names(self.actor, Organisation)
        for name in ("host", "also"):
            self.fields[name].choose_from(known, bodies)
        self.fields["partners"].queryset = bodies.exclude(own_space=self.actor.space)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if also := data.pop("also", None):
            data["partners"] = [*(data.get("partners") or []), also]
        day, begins, ends, last = (data.pop(name, None) for name in ("day", "begins", "ends", "last_day"))
        if day and begins and ends:
            ends = ends if last else self._gone_along(begins, ends)
            data["starts_at"] = at(day, begins)
            data["ends_at"] = at(last, ends) if last and last != day else end_of(day, begins, ends)
            if data["ends_at"] < data["starts_at"]:
                self._refuse_end(day, last)
            elif "record" in self.data and data["starts_at"] > timezone.now():
                self.add_error("day", _("It has not begun yet."))
        return data

    def _gone_along(self, begins: time, ends: time) -> time:
        """An end that nobody touched goes with a beginning that was moved behind it; it lasts as long as before."""
        began, ended = self.initial.get("begins"), self.initial.get("ends")
        if not (began and ended) or ends != ended or not began < ended <= begins:
            return ends
        return _as_long_as(began, ended, begins)

    def _refuse_end(self, day: date, last: date | None) -> None:
        if last and last < day:
            self.add_error("last_day", _("It ends before it begins."))
        else:
            self.add_error("ends", _("It ends before it begins. If it ends on the next day, fill in “Last day”."))


def _as_long_as(began: time, ended: time, begins: time) -> time:
    """When it ends that begins then and lasts as long as from `began` to `ended`, on the same day or past midnight."""
    some_day = date(2000, 1, 1)
    return (datetime.combine(some_day, begins) + (at(some_day, ended) - at(some_day, began))).time()


class FirstMeetingForm(ActivityForm):
    """The first that a space plans, of which four things are asked at once."""

    needed = ("kind", "title", "day", "begins", "is_new")
    filled_in = ActivityForm.filled_in | {"ends"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["begins"].help_text = _("It lasts two hours, unless you say otherwise below.")

    def clean_ends(self) -> time:
        """An end that nobody touched goes with the beginning."""
        begins, ends = self.cleaned_data.get("begins"), self.cleaned_data["ends"]
        if begins and ends == self.initial["ends"]:
            return _as_long_as(self.initial["begins"], ends, begins)
        return ends


class ItemForm(ui.SheetForm):
    needed = ("kind", "title", "speaker", "is_new", "minutes")
    kind = forms.ChoiceField(label=_("Kind"), choices=ProgrammeItem.Kind.choices)
    title = ui.PlainField(label=_("Title"), max_length=250)
    speaker = PersonField(label=_("Speaker or trainer"), required=False)
    is_new = ui.InsistField()
    capacity = ui.PlainField(label=_("Speaking as"), max_length=200, required=False)
    minutes = ui.CountField(label=_("Minutes it takes"), required=False, max_value=1440)
    record = ui.TextField(label=_("What happened"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        take_cards(self, "speaker", Person)


class CancelForm(ui.ReasonForm):
    """Why it is called off."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = _("Kept in the history. It is not in the message to those who are expected.")
