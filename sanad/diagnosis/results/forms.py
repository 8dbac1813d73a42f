"""What follows from a score, and what became of a need."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from sanad.accompaniment.models import Need
from sanad.accompaniment.policies import visible_to as visible_in_engagements
from sanad.diagnosis.models import AgreedScore, Diagnosis
from sanad.diagnosis.policies import visible_to
from sanad.diagnosis.results.commands import JOIN, NEW, WAIVE
from sanad.foundation import ui
from sanad.foundation.arabic import dates


class GapForm(ui.SheetForm):
    answer = forms.ChoiceField(
        label=_("What follows"),
        widget=forms.RadioSelect,
        choices=[(NEW, _("A new need")), (JOIN, _("A need that the file has")), (WAIVE, _("It is left as it is"))],
    )
    statement = ui.TextField(label=_("The need, in the association's words"), rows=2, required=False)
    priority = forms.TypedChoiceField(
        label=_("Priority"), choices=Need.Priority.choices, coerce=int, initial=Need.Priority.MIDDLE
    )
    need = ui.ChoiceOfRows(label=_("Which need"), required=False)
    waiver = ui.PlainField(label=_("Why it is left as it is"), max_length=300, required=False)
    groups = [
        (_("For a new need"), ["statement", "priority"]),
        (_("For a need that the file has"), ["need"]),
        (_("For an item that is left as it is"), ["waiver"]),
    ]

    def __init__(self, *args: Any, diagnosis: Diagnosis, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        needs = visible_in_engagements(self.actor, Need).unsettled()
        self.fields["need"].queryset = needs.filter(engagement=diagnosis.engagement_id)

    @property
    def sections(self) -> list[tuple[Any, list[Any]]]:
        """The choice comes before what it asks for."""
        *groups, choice = super().sections
        return [choice, *groups]


class MeasureForm(ui.SheetForm):
    need = ui.ChoiceOfRows(label=_("Which need"))
    before = ui.ChoiceOfRows(label=_("Measured before"))
    text = ui.TextField(label=_("What changed, in words"), rows=2, required=False)

    def __init__(self, *args: Any, after: AgreedScore, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        engagement = after.diagnosis.engagement_id
        needs = visible_in_engagements(self.actor, Need).filter(engagement=engagement, gaps__score__item=after.item)
        self.fields["need"].queryset = needs.distinct()
        earlier = visible_to(self.actor, AgreedScore).filter(
            diagnosis__in=visible_to(self.actor, Diagnosis).closed().filter(engagement=engagement), item=after.item
        )
        self.fields["before"].queryset = earlier.exclude(pk=after.pk).select_related("diagnosis")
        self.fields["before"].label_from_instance = _when_and_where_it_stood


def _when_and_where_it_stood(score: AgreedScore) -> str:
    day = dates.day(score.diagnosis.held_on, get_language() or "ar")
    return f"{day} · {score.level or score.get_reply_display()}"
