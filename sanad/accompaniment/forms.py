"""Forms of the file."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sanad.accompaniment.models import Engagement, Need, PlanItem
from sanad.activities.models import Activity
from sanad.directory.models import Organisation, Person
from sanad.foundation import ui
from sanad.foundation.spaces.models import Space


class EngagementForm(ui.SheetForm):
    association = ui.ChoiceOfRows(label=_("Association"))
    referent = ui.ChoiceOfRows(label=_("Referent"), required=False)
    purpose = ui.TextField(label=_("What the accompaniment is for"), required=False)
    opened_on = ui.DayField(label=_("Opened"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["referent"].queryset = Person.objects.filter(space=self.actor.space)
        if "association" in self.fields:
            cards = Organisation.objects.filter(space=self.actor.space)
            self.fields["association"].queryset = cards.exclude(room=self.actor.space)


class EditEngagementForm(EngagementForm):
    association = None
    opened_on = None


class ConnectForm(ui.SheetForm):
    association_space = ui.ChoiceOfRows(label=_("Space of the association"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        opened = Space.objects.filter(
            kind=Space.Kind.ASSOCIATION, invitations__invited_by__memberships__space=self.actor.space
        )
        self.fields["association_space"].queryset = opened.distinct().order_by("name_ar")


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


class NeedForm(ui.SheetForm):
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
        held = Activity.objects.filter(
            space_id=engagement.space_id, taking_part__organisation=engagement.association_id
        )
        self.fields["voiced_at"].queryset = held.distinct().order_by("-starts_at")


class NeedStateForm(ui.SheetForm):
    state = forms.ChoiceField(label=_("State"))
    reason = ui.PlainField(label=_("Reason"), max_length=300, required=False)

    def __init__(self, *args: Any, row: Need | PlanItem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        following = row.STATES.moves.get(row.state, frozenset())
        self.fields["state"].choices = [(value, label) for value, label in row.State.choices if value in following]


class PlanItemForm(ui.SheetForm):
    form = forms.ChoiceField(label=_("Form of support"), choices=PlanItem.Form.choices)
    field = forms.ChoiceField(
        label=_("Field of training"), choices=[("", "—"), *PlanItem.Field.choices], required=False
    )
    objective = ui.PlainField(label=_("Objective"), max_length=300)
    side = forms.ChoiceField(label=_("Who does it"), choices=PlanItem.Side.choices)
    is_free = forms.BooleanField(label=_("Free of charge for the association"), required=False, initial=True)
    due_on = ui.DayField(label=_("Due"), required=False)
    needs = ui.SeveralRows(label=_("Which needs it answers"), required=False)

    def __init__(self, *args: Any, engagement: Engagement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["needs"].queryset = Need.objects.filter(engagement=engagement)
