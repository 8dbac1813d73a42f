"""Forms of sessions."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sanad.activities.models import Activity
from sanad.courses.queries.catalogue import course_choices
from sanad.directory.forms import BodyField, PersonField, take_cards
from sanad.directory.models import Organisation, Person
from sanad.foundation import ui
from sanad.foundation.clock.wall import at, end_of
from sanad.territory.forms import PlaceField

MOST_AT_ONCE = 20
KINDS = [Activity.Kind.COURSE, Activity.Kind.TRIP, Activity.Kind.SEMINAR, Activity.Kind.WORKSHOP]
PARTS = [("morning", _("mornings")), ("afternoon", _("afternoons")), ("both", _("mornings and afternoons"))]
HOURS = {
    "morning_begins": time(9),
    "morning_ends": time(12),
    "afternoon_begins": time(14, 30),
    "afternoon_ends": time(17, 30),
}


class RegistrationDaysForm(ui.SheetForm):
    """How many people, and when they register."""

    terms = {"seats": "waiting_list"}
    seats = ui.CountField(label=_("Seats"), min_value=1, max_value=2000)
    minimum = ui.CountField(label=_("Minimum of participants"), min_value=1, max_value=2000, initial=1)
    opens_on = ui.DayField(label=_("Registration opens"), required=False, help_text=_("Left empty: today."))
    closes_on = ui.DayField(
        label=_("Registration closes"), required=False, help_text=_("Left empty: the day before the first half-day.")
    )
    is_public = forms.BooleanField(label=_("Anybody may register through the public link"), required=False)


PEOPLE = ["seats", "minimum", "opens_on", "closes_on", "is_public"]


class PlanSessionForm(RegistrationDaysForm):
    terms = {"seats": "waiting_list", "count": "half_day"}
    groups = [
        (_("What"), ["kind", "course", "title", "purpose"]),
        (_("When"), ["first_on", "count", "part", *HOURS]),
        (_("Where"), ["place", "venue", "host", "is_new"]),
        (_("Who registers"), PEOPLE),
    ]
    needed = ("course", "title", "first_on", "count", "morning_begins", "morning_ends", "place", "seats", "is_new")
    filled_in = frozenset({"kind", "part", *HOURS, "host", "minimum", "opens_on"})
    kind = forms.ChoiceField(
        label=_("Kind"), choices=[(kind.value, kind.label) for kind in KINDS], initial=Activity.Kind.COURSE
    )
    course = ui.ChoiceOfMany(
        label=_("Course"), required=False, help_text=_("A trip, a seminar or a workshop may do without.")
    )
    title = ui.PlainField(
        label=_("Title"), max_length=200, required=False, help_text=_("Left empty: the title of the course.")
    )
    purpose = ui.TextField(label=_("Purpose, and what to bring"), required=False, rows=3)
    first_on = ui.DayField(label=_("First day"))
    count = ui.CountField(label=_("How many half-days"), min_value=1, max_value=MOST_AT_ONCE, initial=2)
    part = forms.ChoiceField(
        label=_("On the days that follow one another"),
        choices=PARTS,
        initial="morning",
        help_text=_("Each can be changed afterwards."),
    )
    morning_begins = ui.ClockField(label=_("The morning begins"), initial=HOURS["morning_begins"])
    morning_ends = ui.ClockField(label=_("The morning ends"), initial=HOURS["morning_ends"])
    afternoon_begins = ui.ClockField(label=_("The afternoon begins"), initial=HOURS["afternoon_begins"])
    afternoon_ends = ui.ClockField(label=_("The afternoon ends"), initial=HOURS["afternoon_ends"])
    place = PlaceField(label=_("Place"), required=False)
    venue = ui.PlainField(label=_("Venue"), max_length=200, required=False)
    host = BodyField(label=_("Organiser"))
    is_new = ui.InsistField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["course"].choices = [("", "—"), *course_choices(self.actor.space_id)]
        self.fields["place"].actor = self.actor
        take_cards(self, "host", Organisation)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, count, part, *hours = (data.pop(name, None) for name in ("first_on", "count", "part", *HOURS))
        if first and count and part and all(hours):
            data["half_days"] = spread(first, count, part, hours)
        return data


def spread(first: date, count: int, part: str, hours: list[Any]) -> list[tuple[datetime, datetime]]:
    """So many half-days from a day on, one or two a day."""
    morning, afternoon = tuple(hours[:2]), tuple(hours[2:])
    daily = {"morning": [morning], "afternoon": [afternoon], "both": [morning, afternoon]}[part]
    days = (first + timedelta(days=number) for number in range(count))
    found = [(at(day, begins), end_of(day, begins, ends)) for day in days for begins, ends in daily]
    return found[:count]


class PlanInForm(RegistrationDaysForm):
    needed = ("course", "seats")
    filled_in = frozenset({"minimum"})
    course = ui.ChoiceOfMany(label=_("Course"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["course"].choices = [("", "—"), *course_choices(self.actor.space_id)]


class EditSessionForm(RegistrationDaysForm):
    groups = [(_("Where"), ["place", "venue"]), (_("Who registers"), PEOPLE)]
    needed = ("place", "venue", "seats", "opens_on", "closes_on")
    filled_in = frozenset({"minimum"})
    place = PlaceField(label=_("Place"), required=False)
    venue = ui.PlainField(label=_("Venue"), max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].actor = self.actor
        for name in ("opens_on", "closes_on"):
            self.fields[name].help_text = ""


class SlotForm(ui.SheetForm):
    day = ui.DayField(label=_("Day"))
    begins = ui.ClockField(label=_("Begins"))
    ends = ui.ClockField(label=_("Ends"))
    title = ui.PlainField(label=_("What is done"), max_length=200, required=False)
    venue = ui.PlainField(
        label=_("Venue"), max_length=200, required=False, help_text=_("Only when it is another one than the session's.")
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        day, begins, ends = (data.pop(name, None) for name in ("day", "begins", "ends"))
        if day and begins and ends:
            data |= {"starts_at": at(day, begins), "ends_at": end_of(day, begins, ends)}
        return data


class TrainerForm(ui.SheetForm):
    person = PersonField(label=_("Trainer"))
    is_new = ui.InsistField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        take_cards(self, "person", Person)


class CostForm(ui.SheetForm):
    label = ui.PlainField(label=_("What for"), max_length=200)
    amount = ui.AmountField(label=_("Amount"))
    borne_by = BodyField(label=_("Borne by"), required=False)
    is_new = ui.InsistField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        take_cards(self, "borne_by", Organisation)


class CancelForm(ui.ReasonForm):
    """Why it is called off."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = _("Kept in the history. It is not in the message to those who are expected.")


class ConfirmForm(ui.SheetForm):
    reason = ui.PlainField(
        label=_("Why it takes place all the same"),
        max_length=300,
        required=False,
        help_text=_("Only when fewer people than the minimum have a place."),
    )


class ReportForm(ui.SheetForm):
    report = ui.TextField(label=_("The trainer's report"), rows=16)
