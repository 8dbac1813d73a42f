"""Beginning a diagnosis, and changing it."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sanad.accompaniment.models import Engagement
from sanad.accompaniment.queries.together import shared_activities
from sanad.activities.models import Activity
from sanad.activities.policies import visible_to as activities
from sanad.diagnosis.instruments.queries.shipped import shipped_instruments
from sanad.diagnosis.models import Diagnosis, Instrument
from sanad.diagnosis.policies import visible_to
from sanad.directory.forms import PersonField, take_cards
from sanad.directory.models import Person
from sanad.foundation import ui
from sanad.foundation.naming.order import by_code_point
from sanad.foundation.spaces.actor import Actor
from sanad.territory.models import Place
from sanad.territory.policies import visible_to as places


class EditForm(ui.SheetForm):
    needed: tuple[str, ...] = ("kind", "mode", "held_on", "is_new")
    kind = forms.ChoiceField(label=_("Kind"), choices=Diagnosis.Kind.choices)
    mode = forms.ChoiceField(label=_("How it is done"), choices=Diagnosis.Mode.choices)
    held_on = ui.DayField(label=_("Day"))
    place = ui.ChoiceOfRows(label=_("Place asked about"), required=False)
    activity = ui.ChoiceOfRows(label=_("Meeting or visit"), required=False)
    facilitator = PersonField(label=_("Facilitator"), required=False)
    is_new = ui.InsistField()

    def __init__(self, *args: Any, engagement: Engagement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seat = engagement.association.seat_place_id
        self.fields["place"].queryset = places(self.actor, Place).filter(Q(space_id=engagement.space_id) | Q(pk=seat))
        held = shared_activities(activities(self.actor, Activity), engagement)
        self.fields["activity"].queryset = held.order_by("-starts_at")
        take_cards(self, "facilitator", Person)


class StartForm(EditForm):
    needed = ("instrument", *EditForm.needed)
    filled_in = frozenset({"place"})
    instrument = ui.ChoiceOfMany(label=_("Instrument"))
    is_core_only = forms.BooleanField(label=_("Core items only, for a short first visit"), required=False)
    field_order = [
        "instrument",
        "is_core_only",
        "kind",
        "mode",
        "held_on",
        "place",
        "activity",
        "facilitator",
        "is_new",
    ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["instrument"].choices = list(_offered(self.actor, kwargs["engagement"]).items())
        begun = (
            visible_to(self.actor, Diagnosis)
            .live()
            .filter(engagement=kwargs["engagement"], kind=Diagnosis.Kind.BASELINE)
        )
        self.fields["kind"].initial = Diagnosis.Kind.MIDLINE if begun.exists() else Diagnosis.Kind.BASELINE


def _offered(actor: Actor, engagement: Engagement) -> dict[str, str]:
    """The newest version of each instrument of the space, and those that come with Sanad."""
    newest: dict[str, str] = {}
    kept = (
        visible_to(actor, Instrument)
        .filter(space_id=engagement.space_id)
        .defer("content")
        .order_by(by_code_point("key"), "-version")
    )
    for row in kept:
        newest.setdefault(row.key, f"{row.key}@{row.version}")
    titles = {f"{row.key}@{row.version}": str(row) for row in kept}
    offered = {named: titles[named] for named in newest.values()}
    return offered | {
        f"{one.key}@{one.version}": f"{one.title} · {one.version}"
        for one in shipped_instruments().values()
        if one.key not in newest
    }
