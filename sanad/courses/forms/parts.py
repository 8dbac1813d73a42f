"""A half-day, a question, a lesson of a course: one form a row."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sanad.courses.forms.courses import PartForm, in_both, onto, words
from sanad.courses.queries.validation import (
    LEAST_CHOICES,
    LONGEST_BODY,
    LONGEST_MINUTES,
    LONGEST_TEXT,
    LONGEST_TITLE,
    MOST_CHOICES,
    MOST_ROWS,
)
from sanad.foundation import ui

LETTERS = "abcdefgh"[:MOST_CHOICES]
OFFERED = 5  # boxes for answers, as long as no more are stored
BOTH = _("Write it in both languages.")


class RowForm(PartForm):
    """One row of a part, with its place among the others. `shows`: what of a stored row stands in the form."""

    shows: frozenset[str] = frozenset()

    place = ui.CountField(label=_("Its number in the row"), min_value=1, max_value=MOST_ROWS)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        beside = {name: part for name, part in self.row.items() if name not in self.shows}
        return data | {"value": beside | data["value"]}

    def side(self, name: str, label: Any, language: str, *, rows: int = 0, longest: int = LONGEST_TEXT) -> None:
        """Add a field that is written in one language, and may stay empty."""
        kind: Any = ui.TextField if rows else ui.PlainField
        field = kind(label=label, max_length=longest, required=False, **({"rows": rows} if rows else {}))
        field.widget.attrs.update({"dir": "rtl" if language == "ar" else "ltr", "lang": language})
        self.fields[f"{name}_{language}"] = field


class HalfDayForm(RowForm):
    shows = frozenset({"title", "steps", "half_day"})
    title_ar = ui.PlainField(label=_("Heading in Arabic"), max_length=LONGEST_TITLE)
    title_fr = ui.PlainField(label=_("Heading in French"), max_length=LONGEST_TITLE)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.count = self.rows_of(len(self.row.get("steps", [])), "step_", "_minutes")
        self.groups = [(_("The half-day"), ["title_ar", "title_fr", "place"])]
        for number in range(self.count):
            name = f"step_{number}"
            self.side(f"{name}_title", _("What, in Arabic"), "ar", longest=LONGEST_TITLE)
            self.side(f"{name}_title", _("What, in French"), "fr", longest=LONGEST_TITLE)
            self.side(f"{name}_method", _("How, in Arabic"), "ar", rows=2)
            self.side(f"{name}_method", _("How, in French"), "fr", rows=2)
            box = ui.CountField(label=_("How many minutes"), min_value=1, max_value=LONGEST_MINUTES, required=False)
            self.fields[f"{name}_minutes"] = box
            parts = ("title_ar", "title_fr", "method_ar", "method_fr", "minutes")
            title = _("Step %(number)s") % {"number": number + 1}
            self.groups.append((title, [f"{name}_{part}" for part in parts]))

    @staticmethod
    def shown(row: dict[str, Any]) -> dict[str, Any]:
        """What stands in the form when it is opened."""
        found = words(row.get("title"), "title")
        for number, step in enumerate(row.get("steps", [])):
            name = f"step_{number}"
            found |= {**words(step["title"], f"{name}_title"), **words(step["method"], f"{name}_method")}
            found[f"{name}_minutes"] = step["minutes"]
        return found

    def value(self, data: dict[str, Any]) -> dict[str, Any]:
        steps = []
        for number in range(self.count):
            name = f"step_{number}"
            title, method = in_both(data, f"{name}_title"), in_both(data, f"{name}_method")
            minutes = data.get(f"{name}_minutes")
            if all(title.values()) and minutes:
                steps.append({"minutes": minutes, "title": title, "method": method})
            elif any([*title.values(), *method.values(), minutes]) and f"{name}_minutes" not in self.errors:
                self._refuse(name, title, minutes)
        if not steps and not self.errors:
            self.add_error("step_0_title_ar", _("Write at least one step with its minutes."))
        return {"half_day": 0, "title": in_both(data, "title"), "steps": steps}

    def _refuse(self, name: str, title: dict[str, str], minutes: int | None) -> None:
        if not minutes:
            self.add_error(f"{name}_minutes", _("How many minutes?"))
        for language in [side for side, text in title.items() if not text]:
            self.add_error(f"{name}_title_{language}", BOTH)


class ChoicesForm(RowForm):
    """A question with answers to choose from; empty ones are left out."""

    shows = frozenset({"text", "choices", "answer", "kind"})
    text_ar = ui.TextField(label=_("The question in Arabic"), max_length=LONGEST_TEXT, rows=2)
    text_fr = ui.TextField(label=_("The question in French"), max_length=LONGEST_TEXT, rows=2)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.groups = [(_("The question"), ["text_ar", "text_fr", *self.more(), "place"])]
        sent = sum(name.startswith("choice_") and name.endswith("_ar") for name in self.data)
        self.letters = LETTERS[: max(OFFERED, len(self.row.get("choices", [])), sent)]
        for number, letter in enumerate(self.letters, 1):
            self.side(f"choice_{letter}", _("In Arabic"), "ar")
            self.side(f"choice_{letter}", _("In French"), "fr")
            title = _("Answer %(number)s") % {"number": number}
            self.groups.append((title, [f"choice_{letter}_ar", f"choice_{letter}_fr"]))

    def more(self) -> list[str]:
        """Fields that stand with the question."""
        return []

    @staticmethod
    def shown(row: dict[str, Any]) -> dict[str, Any]:
        """What stands in the form when it is opened."""
        found = words(row.get("text"), "text") | {"kind": row.get("kind", "scale")}
        for letter, choice in zip(LETTERS, row.get("choices", []), strict=False):
            found |= words(choice["text"], f"choice_{letter}")
            if choice["key"] == row.get("answer"):
                found["answer"] = letter
        return found

    def choices(self, data: dict[str, Any]) -> dict[str, dict[str, Any]]:
        """The answers that were typed, by the letter of their box; those that are stored keep their keys."""
        stored = dict(zip(self.letters, self.row.get("choices", []), strict=False))
        free = (letter for letter in LETTERS if letter not in {choice["key"] for choice in stored.values()})
        found: dict[str, dict[str, Any]] = {}
        for letter in self.letters:
            text = in_both(data, f"choice_{letter}")
            if all(text.values()):
                found[letter] = onto(stored.get(letter) or {"key": next(free)}, {"text": text})
            elif any(text.values()):
                self.add_error(f"choice_{letter}_{'fr' if text['ar'] else 'ar'}", BOTH)
        if len(found) < LEAST_CHOICES and not self.errors:
            self.add_error(f"choice_{self.letters[len(found)]}_ar", _("Write at least two answers."))
        return found


class QuestionForm(ChoicesForm):
    answer = forms.ChoiceField(
        label=_("The right answer"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Say which answer is right.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"].choices = [(letter, number) for number, letter in enumerate(self.letters, 1)]

    def value(self, data: dict[str, Any]) -> dict[str, Any]:
        choices, answer = self.choices(data), data.get("answer") or ""
        if answer and answer not in choices:
            self.add_error("answer", _("This answer is empty. Say which of those written is right."))
        right = choices.get(answer, {}).get("key", "")
        return {"text": in_both(data, "text"), "choices": list(choices.values()), "answer": right}


class OpinionQuestionForm(ChoicesForm):
    kind = forms.ChoiceField(
        label=_("How it is answered"),
        choices=[
            ("scale", _("from 1 to 5")),
            ("choice", _("one of the answers below")),
            ("text", _("in one's own words")),
        ],
    )

    def more(self) -> list[str]:
        return ["kind"]

    def value(self, data: dict[str, Any]) -> dict[str, Any]:
        question = {"kind": data.get("kind"), "text": in_both(data, "text")}
        return question | ({"choices": list(self.choices(data).values())} if data.get("kind") == "choice" else {})


class LessonForm(RowForm):
    shows = frozenset({"title", "minutes", "body"})
    groups = [(_("The lesson"), ["title_ar", "title_fr", "minutes", "place"])]
    title_ar = ui.PlainField(label=_("Heading in Arabic"), max_length=LONGEST_TITLE)
    title_fr = ui.PlainField(label=_("Heading in French"), max_length=LONGEST_TITLE)
    minutes = ui.CountField(label=_("Minutes to read it"), min_value=1, max_value=LONGEST_MINUTES)
    body_ar = ui.TextField(label=_("Text in Arabic"), max_length=LONGEST_BODY, rows=16)
    body_fr = ui.TextField(label=_("Text in French"), max_length=LONGEST_BODY, rows=16)

    @staticmethod
    def shown(row: dict[str, Any]) -> dict[str, Any]:
        """What stands in the form when it is opened."""
        minutes = {"minutes": row["minutes"]} if row else {}
        return {**words(row.get("title"), "title"), **words(row.get("body"), "body"), **minutes}

    def value(self, data: dict[str, Any]) -> dict[str, Any]:
        return {"title": in_both(data, "title"), "minutes": data.get("minutes"), "body": in_both(data, "body")}


FORMS: dict[str, Any] = {
    "programme": HalfDayForm,
    "test": QuestionForm,
    "feedback": OpinionQuestionForm,
    "feedback_later": OpinionQuestionForm,
    "lessons": LessonForm,
}
