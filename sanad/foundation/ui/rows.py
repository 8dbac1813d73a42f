"""Choosing rows in a form: all of them to choose from while they are few, found by name once they are many."""

from typing import Any

from django import forms
from django.db.models import Case, QuerySet, When
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from sanad.foundation.ids import as_uuid
from sanad.foundation.naming.models import Findable, Named, named_like, worded_like

MOST = 100  # a list longer than this is found by typing: a page stays light whatever a space holds
SUGGESTED = 10


def rows_named(rows: QuerySet, text: str) -> QuerySet:
    """The rows that hold the words of a text, as their model is searched."""
    return named_like(rows, text) if issubclass(rows.model, Named) else worded_like(rows, text)


def _split(values: list[Any]) -> tuple[str, list[Any]]:
    """(what was typed, the keys that were chosen) of the values sent under one name."""
    keys = [value for value in values if as_uuid(str(value))]
    return next((str(value) for value in values if value and value not in keys), ""), keys


def _listed(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else [value]


def chosen_first(rows: QuerySet, keys: list[Any]) -> QuerySet:
    """The rows in their order, those that were chosen before all others: one question reads both."""
    if not keys:
        return rows
    order = rows.query.order_by or rows.model._meta.ordering
    return rows.order_by(Case(When(pk__in=keys, then=0), default=1), *order)


class _FoundByName:
    """A widget of rows: the plain one up to `MOST` rows, else a box to type in and what it finds to choose from."""

    choices: Any
    build_attrs: Any
    attrs: dict[str, Any]
    kind: str

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        rows = getattr(self.choices, "queryset", None)
        if rows is None or not issubclass(rows.model, Findable):
            return super().render(name, value, attrs, renderer)
        first = list(chosen_first(rows, _split(_listed(value))[1])[: MOST + 1])
        if len(first) > MOST:
            return self._box(name, value, attrs, first)
        field = self.choices.field
        blank = [("", field.empty_label)] if field.empty_label is not None else []
        self.choices = [*blank, *(self.choices.choice(row) for row in first)]
        return super().render(name, value, attrs, renderer)

    def _box(self, name: str, value: Any, attrs: Any, first: list[Any]) -> SafeString:
        values = _listed(value)
        shown = {"name": name, "typed": _split(values)[0], "found": self.found(name, values, first)}
        return render_to_string("ui/_row_box.html", {**shown, "box": {"attrs": self.build_attrs(self.attrs, attrs)}})

    def found(self, name: str, values: list[Any], first: list[Any] | None = None) -> SafeString:
        """What was chosen, and what the typed words find, to choose from; `first` rows hold what was chosen, if read."""
        typed, keys = _split(values)
        rows, label = self.choices.queryset, self.choices.field.label_from_instance
        sent = {str(key) for key in keys}
        among = (rows.filter(pk__in=keys) if keys else []) if first is None else first
        chosen = [row for row in among if str(row.pk) in sent]
        more = rows_named(rows, typed).exclude(pk__in=keys)[:SUGGESTED] if typed.strip() else []
        lines = [(row.pk, label(row), True) for row in chosen] + [(row.pk, label(row), False) for row in more]
        return render_to_string(
            "ui/_row_choices.html", {"name": name, "kind": self.kind, "lines": lines, "typed": typed}
        )


class RowSelect(_FoundByName, forms.Select):
    """One row."""

    kind = "radio"


class RowChecks(_FoundByName, forms.CheckboxSelectMultiple):
    """Several rows."""

    kind = "checkbox"


class _Named:
    queryset: Any
    error_messages: dict[str, Any]

    def row_named(self, text: str) -> Any:
        """The only row of that name, or the only one that the words find. Refused for none, and for several."""
        if not issubclass(self.queryset.model, Findable):
            raise forms.ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        found = list(rows_named(self.queryset, text)[: SUGGESTED + 1])
        exact = [
            row for row in found if text.strip() in {str(row), getattr(row, "name_ar", ""), getattr(row, "name_fr", "")}
        ]
        rows = exact or found
        if len(rows) == 1:
            return rows[0]
        refused = (
            _("Several are found under these words. Choose one of them.")
            if rows
            else _("Nothing is found under these words.")
        )
        raise forms.ValidationError(refused, code="invalid_choice")


class ChoiceOfRows(_Named, forms.ModelChoiceField):
    """One of the rows that the actor may see; anything else does not exist."""

    def __init__(self, queryset: Any = None, **kwargs: Any) -> None:
        kwargs.setdefault("empty_label", "—")
        kwargs.setdefault("widget", RowSelect)
        super().__init__(queryset, **kwargs)
        self.error_messages["invalid_choice"] = _("This choice does not exist.")

    def to_python(self, value: Any) -> Any:
        is_text = isinstance(value, str) and value.strip() and as_uuid(value) is None
        return self.row_named(value) if is_text else super().to_python(value)


class SeveralRows(_Named, forms.ModelMultipleChoiceField):
    """Any number of the rows that the actor may see."""

    def __init__(self, queryset: Any = None, **kwargs: Any) -> None:
        kwargs.setdefault("widget", RowChecks)
        super().__init__(queryset, **kwargs)

    def clean(self, value: Any) -> list[Any]:
        typed, keys = _split(list(value or []))
        rows = list(super().clean(keys)) if keys or not typed.strip() else []
        if typed.strip() and not rows_of_words(self.queryset, rows, typed):
            rows.append(self.row_named(typed))
        return rows


def rows_of_words(among: QuerySet, rows: list[Any], typed: str) -> bool:
    """Whether the words that were typed found one of the rows that were chosen."""
    is_found = bool(rows) and issubclass(among.model, Findable)
    return is_found and rows_named(among.filter(pk__in=[row.pk for row in rows]), typed).exists()
