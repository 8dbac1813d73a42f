"""Forms of the plan."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sanad.accompaniment.evidence.forms import ShownForm
from sanad.accompaniment.models import Engagement, Need, PlanItem
from sanad.accompaniment.plan.policies import missing_sides, sides_of
from sanad.accompaniment.policies import visible_to
from sanad.accompaniment.queries.measures import items_of
from sanad.accompaniment.queries.together import held_together
from sanad.activities.models import Activity
from sanad.activities.policies import visible_to as activities
from sanad.directory.forms import PersonField, known_names, take_cards
from sanad.directory.models import Organisation, Person
from sanad.directory.policies import visible_to as cards
from sanad.foundation import ui
from sanad.foundation.spaces.actor import Actor


class PlanItemForm(ui.SheetForm):
    terms = {"objective": "plan_item"}
    groups = [
        (_("What"), ["form", "field", "objective", "needs"]),
        (_("Who"), ["side", "third_party", "responsible"]),
        (_("When and for how much"), ["due_on", "cost", "is_free"]),
        (_("Measured by"), ["target_item", "target_level"]),
    ]
    needed = ("form", "objective", "needs", "side", "due_on", "is_new")
    filled_in = frozenset({"is_free"})
    form = forms.ChoiceField(label=_("Form of support"), choices=PlanItem.Form.choices)
    field = forms.ChoiceField(
        label=_("Field of training"), choices=[("", "—"), *PlanItem.Field.choices], required=False
    )
    objective = ui.PlainField(label=_("Objective"), max_length=300)
    needs = ui.SeveralRows(label=_("Which needs it answers"), required=False)
    side = forms.ChoiceField(label=_("Who does it"), choices=PlanItem.Side.choices)
    third_party = ui.CardField(
        label=_("Which third party"),
        required=False,
        max_length=200,
        help_text=_("When neither side does it itself. A name that has no card yet gets one."),
    )
    responsible = PersonField(label=_("Person responsible"), required=False)
    is_new = ui.InsistField()
    due_on = ui.DayField(label=_("Due"), required=False)
    cost = ui.AmountField(label=_("Cost in dirhams"), required=False, help_text=_("Borne by the side that does it."))
    is_free = forms.BooleanField(label=_("Free of charge for the association"), required=False, initial=True)
    target_item = ui.ChoiceOfMany(label=_("Item to improve"), required=False)
    target_level = ui.CountField(label=_("Level to reach"), required=False, min_value=1, max_value=9)

    def __init__(self, *args: Any, engagement: Engagement, item: PlanItem | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        needs = visible_to(self.actor, Need).filter(engagement=engagement)
        if item is not None:  # links made earlier stay; here are those that may be added
            needs = needs.exclude(plan_links__plan_item=item)
            self.fields["needs"].label = _("Which needs it answers too")
        self.fields["needs"].queryset = needs
        items = items_of(engagement.space_id)
        self.fields["target_item"].choices = [("", "—"), *items]
        bodies = cards(self.actor, Organisation).filter(space_id=engagement.space_id)
        bodies = bodies.exclude(pk=engagement.association_id).exclude(own_space=engagement.space_id)
        self.fields["third_party"].choose_from(known_names(self.actor, Organisation), bodies)
        take_cards(self, "responsible", Person)


class AgreeForm(ui.SheetForm):
    side = forms.ChoiceField(label=_("Which side agrees"))
    on = ui.DayField(label=_("Agreed on"))
    basis = ui.ChoiceOfRows(
        label=_("Meeting at which it was agreed"),
        required=False,
        help_text=_("Needed when the association has no space of its own here."),
    )
    terms = ui.MarkField(max_length=200)

    def __init__(self, *args: Any, actor: Actor, item: PlanItem, **kwargs: Any) -> None:
        super().__init__(*args, actor=actor, **kwargs)
        self.item = item
        own = sides_of(actor, item.engagement)
        labels = dict(PlanItem.Side.choices)
        self.fields["side"].choices = [(side, labels[side]) for side in own if side in missing_sides(item)]
        if actor.space_id == item.space_id:
            self.fields["basis"].queryset = held_together(item.engagement).filter(
                pk__in=activities(actor, Activity).values("pk")
            )
        else:
            del self.fields["basis"]  # meetings of another space; its own yes needs no basis

    def renew_key(self) -> None:
        super().renew_key()
        self.data = self.data.copy()  # the page that comes back shows the item as it is now
        self.data["terms"] = self.item.terms


class AttachForm(ShownForm):
    evidence = ui.SeveralRows(label=_("What shows it"), required=False)


class FinishForm(AttachForm):
    note = ui.PlainField(label=_("Note"), max_length=300, required=False)
