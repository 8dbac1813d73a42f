"""Tests and opinions as people fill them in: one question after the other on one page."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sanad.courses.queries.syllabus import Question
from sanad.foundation import ui
from sanad.training.learning.queries.assessment import LONGEST_TEXT, SCALE, UNKNOWN

UNANSWERED = _("Choose an answer, or say that you do not know.")


class _QuestionsForm(ui.SheetForm):
    """A field for each question, under its key."""

    template_name = "training/_questions.html"

    def __init__(self, *args: Any, questions: list[Question], **kwargs: Any) -> None:
        self.questions = questions
        super().__init__(*args, **kwargs)
        for question in questions:
            self.fields[question.key] = self.field_of(question)
            self.fields[question.key].widget.attrs["aria-describedby"] = f"{question.key}-note"

    def field_of(self, question: Question) -> forms.Field:
        """The field in which a question is answered."""
        raise NotImplementedError

    @property
    def asked(self) -> list[Any]:
        """The fields of the questions, in their order."""
        return [self[question.key] for question in self.questions]

    def clean(self) -> dict[str, Any]:
        """The answers by question; what has none is left out."""
        typed = super().clean() or {}
        return {"answers": {q.key: typed[q.key] for q in self.questions if typed.get(q.key) not in {None, ""}}}


class TestForm(_QuestionsForm):
    """The test, by the person: every question has an answer, or says that one does not know."""

    __test__ = False  # no test of ours

    def field_of(self, question: Question) -> forms.Field:
        choices = [*((choice.key, choice.text) for choice in question.choices), (UNKNOWN, _("I do not know"))]
        return forms.ChoiceField(
            label=question.text, choices=choices, widget=forms.RadioSelect, error_messages={"required": UNANSWERED}
        )


class TypedTestForm(_QuestionsForm):
    """The test, typed in from paper: a question may have been left blank there."""

    def field_of(self, question: Question) -> forms.Field:
        choices = [*((choice.key, choice.text) for choice in question.choices), ("", _("Left blank"))]
        return forms.ChoiceField(label=question.text, choices=choices, widget=forms.RadioSelect, required=False)


class OpinionForm(_QuestionsForm):
    """The opinion: marks from 1 to 5, choices, a few words; nothing must be answered."""

    def __init__(self, *args: Any, ticket: str, **kwargs: Any) -> None:
        self.ticket = ticket
        super().__init__(*args, **kwargs)

    def field_of(self, question: Question) -> forms.Field:
        if question.kind == "text":
            return ui.TextField(label=question.text, rows=3, max_length=LONGEST_TEXT, required=False)
        if question.kind == "scale":
            return forms.TypedChoiceField(
                label=question.text,
                choices=[(mark, str(mark)) for mark in SCALE],
                coerce=int,
                empty_value=None,
                help_text=_("1: not at all. 5: entirely."),
                widget=forms.RadioSelect(attrs={"class": "scale"}),
                required=False,
            )
        choices = [(choice.key, choice.text) for choice in question.choices]
        return forms.ChoiceField(label=question.text, choices=choices, widget=forms.RadioSelect, required=False)

    def clean(self) -> dict[str, Any]:
        """The answers with the ticket, as `give_feedback` takes them."""
        return {**super().clean(), "ticket": self.ticket}
