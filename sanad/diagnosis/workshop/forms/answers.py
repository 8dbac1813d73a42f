"""The sheets of raters: opening one, answering by domain, typing in what was written by hand."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sanad.diagnosis.instruments.queries.blueprint import Blueprint, Domain, Item
from sanad.diagnosis.models import Diagnosis, Reply
from sanad.diagnosis.models.scores import LEVELS
from sanad.diagnosis.policies import groups_for
from sanad.foundation import ui
from sanad.foundation.spaces.actor import Actor

WHY = "__why"
OTHERS = [(Reply.UNKNOWN.value, Reply.UNKNOWN.label), (Reply.NOT_APPLICABLE.value, Reply.NOT_APPLICABLE.label)]


class OpenForm(ui.SheetForm):
    group = forms.ChoiceField(label=_("Who answers"), widget=forms.RadioSelect)
    who = ui.PlainField(
        label=_("In which capacity, or which household"),
        max_length=120,
        required=False,
        help_text=_("No name is needed."),
    )

    def __init__(self, *args: Any, actor: Actor, diagnosis: Diagnosis, **kwargs: Any) -> None:
        super().__init__(*args, actor=actor, **kwargs)
        groups = groups_for(actor, diagnosis)
        self.fields["group"].choices = [(group.value, group.label) for group in groups]
        self.fields["group"].initial = groups[0].value


@dataclass(frozen=True)
class Question:
    """One item on a page: its number, its options with what each means, its comment."""

    number: int
    item: Item
    field: Any
    why: Any
    blueprint: Blueprint

    @property
    def options(self) -> Iterator[tuple[Any, str, str]]:
        """(radio button, name of the level, what is seen at it); the two other answers have a name only."""
        names = [str(name) for name in self.blueprint.levels]
        for radio, level in zip(self.field, self.item.levels, strict=False):
            yield radio, names[level.level - 1], str(level.text)
        for radio, (_value, label) in zip(list(self.field)[len(LEVELS) :], OTHERS, strict=True):
            yield radio, str(label), ""


class AnswersForm(ui.SheetForm):
    """The items of some domains. What is not answered is left out, so that half a sheet can be kept."""

    template_name = "diagnosis/_answers.html"
    widget: type[forms.Widget] = forms.RadioSelect

    def __init__(self, *args: Any, domains: list[Domain], blueprint: Blueprint, first: int = 1, **kwargs: Any) -> None:
        self.domains, self.blueprint, self.first = domains, blueprint, first
        super().__init__(*args, **kwargs)
        names = [str(name) for name in blueprint.levels]
        choices = [(str(level), f"{level} · {name}") for level, name in enumerate(names, 1)] + OTHERS
        for item in self.items:
            self.fields[item.key] = forms.ChoiceField(
                label=str(item.title), choices=self.offered(choices), required=False, widget=self.widget
            )
            self.fields[item.key + WHY] = ui.PlainField(
                label=_("What shows it, or a note"), max_length=400, required=False
            )
            self.fields[item.key].widget.attrs["aria-describedby"] = f"{item.key}-note"

    def offered(self, choices: list[tuple[str, Any]]) -> list[tuple[str, Any]]:
        """The choices of an item."""
        return choices

    @property
    def items(self) -> list[Item]:
        """The items on this page."""
        return [item for domain in self.domains for item in domain.items]

    @property
    def questions(self) -> list[Question]:
        """The items as the page shows them."""
        return [
            Question(number, item, self[item.key], self[item.key + WHY], self.blueprint)
            for number, item in enumerate(self.items, self.first)
        ]

    def clean(self) -> dict[str, Any]:
        """The answers by item, as `answer_sheet` takes them; a note without an answer is not enough."""
        typed = super().clean() or {}
        for item in self.items:
            if typed.get(item.key + WHY) and not typed.get(item.key) and item.key not in self.errors:
                self.add_error(item.key, _("Choose one of the levels, or one of the two other answers."))
        return {
            "answers": {
                item.key: {**reply_of(typed[item.key]), "comment": typed.get(item.key + WHY, "")}
                for item in self.items
                if typed.get(item.key)
            }
        }


class TypedForm(AnswersForm):
    """The same, short: for typing in what was written by hand."""

    template_name = "diagnosis/_typed.html"
    widget = forms.Select

    def offered(self, choices: list[tuple[str, Any]]) -> list[tuple[str, Any]]:
        """The choices, with one for no answer."""
        return [("", "—"), *choices]


def reply_of(value: str) -> dict[str, Any]:
    """What a choice means: a level, or one of the two other answers."""
    return {"reply": Reply.LEVEL.value, "level": int(value)} if value.isdigit() else {"reply": value, "level": None}


def choice_of(row: Any) -> str:
    """The choice that stands for a stored answer."""
    return str(row.level) if row.level is not None else row.reply
