"""What nobody touched in a form that shows a row: it keeps what the row holds, whatever the page could show of it."""

from datetime import date
from hashlib import sha256
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.choices import flatten_choices
from django.utils.translation import get_language

from sanad.foundation.arabic import dates

LENGTH = 8


def as_sent(bound: BoundField, value: Any) -> list[str]:
    """The lines that a browser sends for a field which shows this value."""
    widget = bound.field.widget
    if isinstance(widget, forms.CheckboxInput):
        return ["on"] if widget.check_test(value) else []
    shown = widget.format_value(bound.field.prepare_value(value))
    return _plain(shown if isinstance(shown, list | tuple) else [shown])


def sent(bound: BoundField) -> list[str]:
    """The lines that the browser did send for a field; a file counts as one."""
    if bound.html_name in bound.form.files:
        return [str(bound.form.files[bound.html_name])]
    if isinstance(bound.field.widget, forms.CheckboxInput):
        return ["on"] if bound.data else []
    data, name = bound.form.data, bound.html_name
    return _plain(data.getlist(name) if hasattr(data, "getlist") else [data.get(name)])


def _plain(lines: Any) -> list[str]:
    found = (str(line).replace("\r\n", "\n").replace("\r", "\n") for line in lines if line is not None)
    return [line for line in found if line]


def mark(name: str, lines: list[str]) -> str:
    """A short word that stands for a field with these lines."""
    return sha256("\x00".join([name, *lines]).encode("utf-8", "surrogatepass")).hexdigest()[:LENGTH]


def shown_in(data: Any) -> set[str]:
    """The marks of what the page showed; a page with several forms sends those of all of them."""
    lines = data.getlist("_shown") if hasattr(data, "getlist") else [data.get("_shown", "")]
    return set(" ".join(lines).split())


def held_by(bound: BoundField) -> Any:
    """What the row holds, as the field would give it: in full, and whether or not one could type it today."""
    is_raw = bound.initial is None or isinstance(bound.field, forms.ChoiceField)
    return bound.field.clean(bound.initial) if is_raw else bound.initial


def plain_choices(field: Any) -> list[tuple[str, str]]:
    """The values of a field's choices with their words, those in groups too."""
    found: Any = flatten_choices(getattr(field, "choices", None) or [])
    return [(str(value), str(words)) for value, words in found]


def said(bound: BoundField, value: Any) -> str:
    """What a value reads as beside its field."""
    field, lines = bound.field, as_sent(bound, value)
    if isinstance(field, forms.ModelChoiceField):
        return "، ".join(field.label_from_instance(row) for row in field.queryset.filter(pk__in=lines))
    if isinstance(field, forms.DateField) and isinstance(value, date):
        return dates.day(value, get_language() or "ar")
    named = dict(plain_choices(field))
    return "، ".join(named.get(line, line) for line in lines if line != "on") or "—"
