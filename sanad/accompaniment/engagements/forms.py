"""Forms of an engagement."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sanad.accompaniment.models import Engagement
from sanad.directory.forms import BodyField, PersonField, known_names, take_cards
from sanad.directory.models import Organisation, Person
from sanad.directory.policies import visible_to as cards
from sanad.foundation import ui


class EngagementForm(ui.SheetForm):
    terms = {"referent": "referent", "purpose": "accompaniment"}
    association = BodyField(label=_("Association"))
    referent = PersonField(label=_("Referent"), required=False)
    is_new = ui.InsistField()
    purpose = ui.TextField(label=_("What the accompaniment is for"), required=False)
    opened_on = ui.DayField(label=_("Opened"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        take_cards(self, "referent", Person)
        if "association" in self.fields:
            bodies = cards(self.actor, Organisation).filter(space=self.actor.space)
            known = known_names(self.actor, Organisation)
            self.fields["association"].choose_from(known, bodies.exclude(own_space=self.actor.space))


class EditEngagementForm(EngagementForm):
    association = None
    opened_on = None


class StageForm(ui.SheetForm):
    stage = forms.ChoiceField(label=_("Stage"))
    reason = ui.PlainField(label=_("Note"), max_length=300, required=False)

    def __init__(self, *args: Any, engagement: Engagement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        following = Engagement.STATES.moves.get(engagement.stage, frozenset()) - {Engagement.Stage.CLOSED}
        self.fields["stage"].choices = [
            (value, label) for value, label in Engagement.Stage.choices if value in following
        ]


class CloseForm(ui.SheetForm):
    exit = forms.ChoiceField(label=_("How it ended"), choices=Engagement.Exit.choices)
    reason = ui.PlainField(label=_("Why"), max_length=300)
