"""Every field of a form has a bound, before a search or a column sees what was typed (what is left: `make fuzz`)."""

from importlib import import_module
from pkgutil import walk_packages

import pytest
from django import forms

import sanad
from sanad.foundation.ui.sheet import SheetForm


def form_classes() -> list[type[forms.BaseForm]]:
    for module in walk_packages(sanad.__path__, "sanad."):
        if "forms" in module.name.split("."):
            import_module(module.name)
    found, queue = set(), [SheetForm]
    while queue:
        for form in queue.pop().__subclasses__():
            found.add(form)
            queue.append(form)
    return sorted(found, key=lambda form: f"{form.__module__}.{form.__name__}")


FIELDS = [(form, name, field) for form in form_classes() for name, field in form.base_fields.items()]


def test_there_are_forms():
    assert len({form for form, _name, _field in FIELDS}) > 60


@pytest.mark.parametrize(
    ("form", "name", "field"), FIELDS, ids=lambda part: getattr(part, "__name__", None) or str(part)[:20]
)
def test_a_field_has_a_bound(form, name, field) -> None:
    if isinstance(field, forms.IntegerField):
        assert field.max_value is not None
        assert field.max_value <= 2**53
    elif isinstance(field, forms.CharField):
        assert field.max_length
        assert field.max_length <= 100_000
