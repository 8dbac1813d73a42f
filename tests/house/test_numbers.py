"""Numbers that a machine reads (addresses, values, measures) are never written as people read them: 1.000 is page 1."""

import re

from django.apps import apps
from django.db import models

from tests.house.ground import name, none, templates
from tests.markup import in_attributes

# What is a number and no column: pages, counters, sums.
COUNTED = {
    "number",
    "count",
    "total",
    "counter",
    "counter0",
    "revcounter",
    "length",
    "num_pages",
    "next_page_number",
    "previous_page_number",
    "page",
    "previous",
    "next",
    "done",
    "left",
    "index",
    "width",
    "height",
}
PLAIN = re.compile(r"\|\s*(?:stringformat:|unlocalize\b|date:)")


def columns() -> set[str]:
    """The names of whole numbers that our tables hold."""
    ours = (model for model in apps.get_models() if model.__module__.startswith("sanad."))
    fields = (field for model in ours for field in model._meta.concrete_fields if not field.primary_key)
    return {field.name for field in fields if isinstance(field, models.IntegerField)}


def test_a_number_in_an_attribute_is_written_plainly():
    numbers = COUNTED | columns()
    assert {"version", "minutes"} <= numbers
    broken = [
        f"{name(path)}: {attribute}={{{{ {expression} }}}}"
        for path in templates()
        for attribute, expression in in_attributes(path.read_text())
        if not PLAIN.search(expression) and re.split(r"[.\s]", expression.partition("|")[0].strip())[-1] in numbers
    ]
    none(broken, 'A number in an address or a value has no signs between its digits (|stringformat:"d"):')
