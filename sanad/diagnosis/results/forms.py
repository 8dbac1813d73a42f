"""What follows from a score, and what became of a need."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from sanad.accompaniment.models import Engagement, Need
from sanad.accompaniment.plan.policies import can_plan
from sanad.accompaniment.policies import visible_to as visible_in_engagements
from sanad.diagnosis.models import AgreedScore, Diagnosis
from sanad.diagnosis.policies import visible_to
from sanad.diagnosis.results.commands import JOIN, NEW, WAIVE
from sanad.diagnosis.workshop.queries.results import ItemResult
from sanad.foundation import ui
from sanad.foundation.arabic import dates
from sanad.foundation.ids import as_uuid


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


LATER = ""
STATEMENT, NEED, WAIVER, REMEDY = "__statement", "__need", "__waiver", "__remedy"


@dataclass(frozen=True)
class GapLine:
    """One item below its desired level as the page asks about it: the item, and the five fields of its answer."""

    result: ItemResult
    answer: Any
    statement: Any
    need: Any
    waiver: Any
    remedy: Any

    @property
    def fields(self) -> tuple[Any, ...]:
        """Whichever of its fields may be wrong."""
        return (self.answer, self.statement, self.need, self.waiver, self.remedy)


def proposed_need(line: ItemResult) -> str:
    """The words of a need, proposed from the item: what it is about, and what is so today."""
    today = next((str(level.text) for level in line.item.levels if line.score and level.level == line.score.level), "")
    return f"{line.item.title}: {today}" if today else str(line.item.title)


class GapsForm(ui.SheetForm):
    """All items of which nothing follows yet; words, and what helps, are proposed for each.

    Who `may` not answer is told that by the command, and is not asked for more first.
    """

    template_name = "diagnosis/_gaps.html"

    def __init__(self, *args: Any, below: list[ItemResult], engagement: Engagement, may: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.below, self.may = below, may
        rows = visible_in_engagements(self.actor, Need).unsettled().filter(engagement=engagement)
        needs = [(str(need.pk), str(need)) for need in rows]
        may_plan = bool(can_plan(self.actor, engagement))
        answers = [(value, label) for value, label in GapForm.base_fields["answer"].choices if needs or value != JOIN]
        for line in below:
            key = line.item.key
            self.fields[key] = forms.ChoiceField(
                label=str(line.item.title),
                choices=[*answers, (LATER, _("Later"))],
                widget=forms.RadioSelect,
                initial=NEW,
                required=False,
            )
            self.fields[key + STATEMENT] = ui.TextField(
                label=_("The need, in the association's words"), rows=2, required=False, initial=proposed_need(line)
            )
            if needs:
                self.fields[key + NEED] = ui.ChoiceOfMany(
                    label=_("Which need"), choices=[("", "—"), *needs], required=False
                )
            self.fields[key + WAIVER] = ui.PlainField(
                label=_("Why it is left as it is"), max_length=300, required=False
            )
            if may_plan:
                self.fields[key + REMEDY] = forms.BooleanField(
                    label=_("Propose in the plan what helps:"), required=False, initial=True
                )
        for name, field in self.fields.items():
            field.widget.attrs["aria-describedby"] = f"{name}-note"

    @property
    def lines(self) -> list[GapLine]:
        """The items with their fields; None for a field that is not asked."""
        names = ("", STATEMENT, NEED, WAIVER, REMEDY)
        found = ((line, [line.item.key + name for name in names]) for line in self.below)
        return [GapLine(line, *(self[name] if name in self.fields else None for name in own)) for line, own in found]

    def clean(self) -> dict[str, Any]:
        """The answers by item, as `answer_gaps` takes them; what is said later is not among them."""
        typed = super().clean() or {}
        answers: dict[str, dict[str, Any]] = {}
        for line in self.below:
            key = line.item.key
            if answer := typed.get(key):
                answers[key] = {
                    "answer": answer,
                    "statement": typed.get(key + STATEMENT, ""),
                    "need_id": as_uuid(typed.get(key + NEED)),
                    "waiver": typed.get(key + WAIVER, ""),
                    "remedy": bool(typed.get(key + REMEDY)),
                }
        if not answers and not self.errors and self.may:
            self.add_error(None, _("Say of one item at least what follows."))
        return {"answers": answers}


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
