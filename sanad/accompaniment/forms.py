"""What needs and plan items ask alike."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sanad.accompaniment.models import Need, PlanItem
from sanad.foundation import ui


class MoveForm(ui.SheetForm):
    """To a state that follows; `elsewhere` are those that have a command of their own."""

    state = forms.ChoiceField(label=_("State"))
    reason = ui.PlainField(label=_("Reason"), max_length=300, required=False)

    def __init__(self, *args: Any, row: Need | PlanItem, elsewhere: frozenset[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        following = row.STATES.moves.get(row.state, frozenset()) - elsewhere
        self.fields["state"].choices = [(value, label) for value, label in row.State.choices if value in following]
