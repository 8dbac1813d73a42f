"""Forms of needs, and of what became of them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sanad.accompaniment.evidence.forms import ShownForm
from sanad.accompaniment.models import Engagement, Need
from sanad.accompaniment.queries.together import shared_activities
from sanad.activities.models import Activity
from sanad.activities.policies import visible_to as activities
from sanad.foundation import ui


class NeedForm(ui.SheetForm):
    terms = {"statement": "need", "ways": "way_forward"}
    needed = ("kind", "statement")
    filled_in = frozenset({"priority"})
    kind = forms.ChoiceField(label=_("Kind"), choices=Need.Kind.choices)
    statement = ui.TextField(label=_("In the association's words"), rows=3)
    ways = ui.LinesField(label=_("Ways proposed to overcome it, one a line"), required=False, rows=3)
    root_cause = ui.TextField(label=_("Root cause"), required=False, rows=2)
    concerned = ui.PlainField(label=_("Who is concerned"), max_length=250, required=False)
    priority = forms.TypedChoiceField(
        label=_("Priority"), choices=Need.Priority.choices, coerce=int, initial=Need.Priority.MIDDLE
    )
    voiced_at = ui.ChoiceOfRows(label=_("Voiced at"), required=False)

    def __init__(self, *args: Any, engagement: Engagement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = shared_activities(activities(self.actor, Activity), engagement)
        self.fields["voiced_at"].queryset = held.order_by("-starts_at")
        standing = self.initial.get("voiced_at")
        if standing and not held.filter(pk=standing).exists():
            del self.fields["voiced_at"]  # the other side sees where it was voiced, and alone changes it


class ChangeForm(ShownForm):
    text = ui.TextField(label=_("What changed, as those concerned say it"), rows=3)
    measured_on = ui.DayField(label=_("Day"))
    evidence = ui.ChoiceOfRows(label=_("The paper that they signed"), required=False)


class ResolveForm(ui.SheetForm):
    note = ui.PlainField(label=_("Note"), max_length=300, required=False)
