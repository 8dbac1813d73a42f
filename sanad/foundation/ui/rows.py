"""Choosing rows in a form: all of them to choose from while they are few, found by name once they are many.

A model that grows with a space is `Named` or `Findable`: its rows are found in the database. Rows of one activity, file
or agreement are read and found by what the form calls them, and so are things that are no rows, such as courses.
"""

from collections.abc import Callable
from typing import Any

from django import forms
from django.db.models import Case, Q, QuerySet, When
from django.template.loader import render_to_string
from django.utils.choices import flatten_choices
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from sanad.foundation.ids import as_uuid
from sanad.foundation.naming.models import EXACT, LETTERS, NOTHING, Findable, found_in, nearest

MOST = 100  # a list longer than this is found by typing: a page stays light whatever a space holds
SUGGESTED = 10


Label = Callable[[Any], Any]
Pairs = list[tuple[Any, str]]


def rows_named(rows: QuerySet, text: str, label: Label, limit: int) -> list[Any]:
    """The rows that hold the words of a text, as their model is searched, else as the form calls them.

    The nearest come first, each with `found_by`.
    """
    if issubclass(rows.model, Findable):
        return nearest(rows, text, limit)
    called = {row.pk: (row, str(label(row))) for row in rows.iterator(chunk_size=500)}
    found = keys_called([(key, words) for key, (_row, words) in called.items()], text)[:limit]
    for key, found_by in found:
        called[key][0].found_by = found_by
    return [called[key][0] for key, _found_by in found]


def keys_called(pairs: Pairs, text: str) -> list[tuple[Any, float]]:
    """The keys whose labels a text finds, and how, the nearest first."""
    found_by = found_in(text)
    found = [(key, how) for key, label in pairs if (how := found_by(label)) is not None]
    return sorted(found, key=lambda each: each[1])


def _surest(found: list[tuple[Any, float]]) -> list[Any]:
    """Those of that name, else those that the words find, else those that sound so."""
    ways = ([one for one, how in found if how <= most] for most in (EXACT, LETTERS, NOTHING))
    return next(filter(None, ways), [])


def _split(values: list[Any], known: set[str] | None = None) -> tuple[str, list[Any]]:
    """(what was typed, the keys that were chosen) of the values sent under one name; keys are those known, else of rows."""
    keys = [value for value in values if (as_uuid(str(value)) if known is None else str(value) in known)]
    return next((str(value) for value in values if value and value not in keys), ""), keys


def _listed(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else [value]


def chosen_first(rows: QuerySet, keys: list[Any]) -> QuerySet:
    """The rows in their order, those that were chosen before all others: one question reads both."""
    if not keys:
        return rows
    order = rows.query.order_by or rows.model._meta.ordering
    return rows.order_by(Case(When(pk__in=keys, then=0), default=1), *order)


def _and_these(rows: QuerySet, keys: set[Any]) -> QuerySet:
    """The rows and some more of their model, in the same order."""
    more = rows.model._base_manager.filter(Q(pk__in=rows.order_by().values("pk")) | Q(pk__in=keys))
    more.query.select_related = rows.query.select_related
    return more.order_by(*(rows.query.order_by or rows.model._meta.ordering))


class _FoundByName:
    """A widget of rows: the plain one up to `MOST` rows, else a box to type in and what it finds to choose from."""

    choices: Any
    build_attrs: Any
    attrs: dict[str, Any]
    kind: str

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        rows = getattr(self.choices, "queryset", None)
        if rows is None:
            few = len(self.pairs()) <= MOST
            return super().render(name, value, attrs, renderer) if few else self._box(name, value, attrs, None)
        first = list(chosen_first(rows, _split(_listed(value))[1])[: MOST + 1])
        if len(first) > MOST:
            return self._box(name, value, attrs, first)
        field = self.choices.field
        blank = [("", field.empty_label)] if field.empty_label is not None else []
        self.choices = [*blank, *(self.choices.choice(row) for row in first)]
        return super().render(name, value, attrs, renderer)

    def pairs(self) -> Pairs:
        """The choices that are no rows, without the empty one."""
        flat: Any = flatten_choices(self.choices)
        return [(str(key), str(words)) for key, words in flat if key not in (None, "")]

    def _box(self, name: str, value: Any, attrs: Any, first: list[Any] | None) -> SafeString:
        values = _listed(value)
        known = None if hasattr(self.choices, "queryset") else {key for key, _words in self.pairs()}
        shown = {"name": name, "typed": _split(values, known)[0], "found": self.found(name, values, first)}
        return render_to_string("ui/_row_box.html", {**shown, "box": {"attrs": self.build_attrs(self.attrs, attrs)}})

    def found(self, name: str, values: list[Any], first: list[Any] | None = None) -> SafeString:
        """What was chosen, and what the typed words find, to choose from; `first` rows hold what was chosen, if read."""
        if not hasattr(self.choices, "queryset"):
            return self._lines(name, *self._found_in_list(values))
        typed, keys = _split(values)
        rows, label = self.choices.queryset, self.choices.field.label_from_instance
        sent = {str(key) for key in keys}
        among = (rows.filter(pk__in=keys) if keys else []) if first is None else first
        chosen = [row for row in among if str(row.pk) in sent]
        more = rows_named(rows.exclude(pk__in=keys), typed, label, SUGGESTED) if typed.strip() else []
        lines = [(row.pk, label(row), True) for row in chosen] + [(row.pk, label(row), False) for row in more]
        return self._lines(name, typed, lines)

    def _found_in_list(self, values: list[Any]) -> tuple[str, list[tuple[Any, str, bool]]]:
        pairs = self.pairs()
        typed, keys = _split(values, {key for key, _words in pairs})
        sent = {str(key) for key in keys}
        chosen = [(key, words, True) for key, words in pairs if key in sent]
        others = [(key, words) for key, words in pairs if key not in sent]
        called = dict(others)
        found = keys_called(others, typed)[:SUGGESTED] if typed.strip() else []
        return typed, [*chosen, *((key, called[key], False) for key, _found_by in found)]

    def _lines(self, name: str, typed: str, lines: list[tuple[Any, Any, bool]]) -> SafeString:
        return render_to_string(
            "ui/_row_choices.html", {"name": name, "kind": self.kind, "lines": lines, "typed": typed}
        )


class RowSelect(_FoundByName, forms.Select):
    """One row."""

    kind = "radio"


class RowChecks(_FoundByName, forms.CheckboxSelectMultiple):
    """Several rows."""

    kind = "checkbox"


SEVERAL = _("Several are found under these words. Choose one of them.")
NONE = _("Nothing is found under these words.")


class _Named:
    queryset: Any
    label_from_instance: Label
    error_messages: dict[str, Any]

    def keep(self, standing: Any) -> None:
        """Let rows that were chosen once stay among the choices, whatever became of them."""
        keys = {getattr(row, "pk", row) for row in _listed(standing)} - {None, ""}
        if keys and (gone := keys - set(self.queryset.filter(pk__in=keys).values_list("pk", flat=True))):
            self.queryset = _and_these(self.queryset, gone)

    def row_named(self, text: str) -> Any:
        """The only row of that name, else the only one that the words find, else that sounds so.

        Refused for none, and for several.
        """
        found = rows_named(self.queryset, text, self.label_from_instance, SUGGESTED + 1)
        rows = _surest([(row, row.found_by) for row in found])
        if len(rows) == 1:
            return rows[0]
        raise forms.ValidationError(SEVERAL if rows else NONE, code="invalid_choice")


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
        if typed.strip() and not self._is_of(rows, typed):
            rows.append(self.row_named(typed))
        return rows

    def _is_of(self, rows: list[Any], typed: str) -> bool:
        """Whether the words that were typed found one of the rows that were chosen."""
        chosen = self.queryset.filter(pk__in=[row.pk for row in rows])
        return bool(rows) and bool(rows_named(chosen, typed, self.label_from_instance, 1))


def _key_called(pairs: Pairs, text: str) -> Any:
    """The only key of that label, or the only one that the words find. Refused for none, and for several."""
    keys = _surest(keys_called(pairs, text))
    if len(keys) == 1:
        return keys[0]
    raise forms.ValidationError(SEVERAL if keys else NONE, code="invalid_choice")


class ChoiceOfMany(forms.ChoiceField):
    """One of many things that have names and are no rows, such as courses."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", RowSelect)
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return text if not text.strip() or self.valid_value(text) else _key_called(self.widget.pairs(), text)


class SeveralOfMany(forms.MultipleChoiceField):
    """Any number of them."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", RowChecks)
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> list[Any]:
        typed, keys = _split(list(value or []), {key for key, _words in self.widget.pairs()})
        pairs = self.widget.pairs()
        chosen = [(key, words) for key, words in pairs if key in keys]
        if typed.strip() and not keys_called(chosen, typed):
            keys.append(_key_called(pairs, typed))
        return super().to_python(keys)
