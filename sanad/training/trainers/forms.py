"""Forms about trainers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sanad.accompaniment.models import PlanItem
from sanad.directory.forms import take_cards
from sanad.directory.models import Mandate, Person
from sanad.directory.policies import visible_to as cards
from sanad.foundation import ui


class TrainerForm(ui.SheetForm):
    person = ui.CardField(
        label=_("Trainer"),
        help_text=_(
            "Their mandate in your organisation is taken over, if they hold one. Somebody who has no card yet gets one."
        ),
    )
    is_new = ui.InsistField()
    field = forms.ChoiceField(label=_("Field of training"), choices=PlanItem.Field.choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        take_cards(self, "person", Person)


class _MandateChoice(ui.ChoiceOfRows):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.capacity} · {obj.organisation.name}"


class MandateForm(ui.SheetForm):
    mandate = _MandateChoice(label=_("By which mandate"), required=False)

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = cards(self.actor, Mandate).filter(space=self.actor.space, person=person).select_related("organisation")
        self.fields["mandate"].queryset = rows
