"""Forms of decisions and follow-ups."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sanad.activities.forms import own_rows
from sanad.activities.models import Activity, Decision
from sanad.directory.forms import known_names
from sanad.directory.models import Organisation, Person
from sanad.foundation import ui


class DecisionForm(ui.SheetForm):
    terms = {"text": "decision", "method": "acclamation"}
    text = ui.TextField(label=_("Decision"))
    method = forms.ChoiceField(label=_("How it was taken"), choices=Decision.Method.choices)
    votes_for = ui.CountField(label=_("For"), required=False)
    votes_against = ui.CountField(label=_("Against"), required=False)
    abstained = ui.CountField(label=_("Abstained"), required=False)


class FollowUpForm(ui.SheetForm):
    terms = {"text": "follow_up"}
    text = ui.PlainField(label=_("What is to be done"), max_length=400)
    owner = ui.CardField(label=_("Owner"), help_text=_("A person or a body. A name that has no card yet gets one."))
    is_new = ui.InsistField()
    due_on = ui.DayField(label=_("Due"))
    decision = ui.ChoiceOfRows(label=_("Follows from the decision"), required=False)

    def __init__(self, *args: Any, activity: Activity, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = own_rows(self, Person), own_rows(self, Organisation)
        self.fields["owner"].choose_from(known_names(self.actor, Person, Organisation), *rows)
        self.fields["decision"].queryset = activity.decisions.standing()


class NoteForm(ui.SheetForm):
    note = ui.PlainField(label=_("Note"), max_length=300, required=False)


class ReasonedNoteForm(ui.SheetForm):
    note = ui.PlainField(label=_("Reason"), max_length=300)
