"""One message is one thing: where English says two things with one word, Arabic and French cannot."""

import re

from django import forms
from django.apps import apps
from django.db import models

from sanad.foundation.documents.papers import PAPERS
from tests.house.ground import files, name, none, templates
from tests.house.test_screens import every_form

TRANSLATED = r"{%\s*translate (?:\"([^\"]+)\"|'([^']+)')( context (?:\"[^\"]+\"|'[^']+'))?\s*%}"
HEADS = re.compile(r"<(?:th|dt)\b[^>]*>\s*" + TRANSLATED)
PRESSED = re.compile(r"<(?:a|button)\b[^<]*\bbutton\b[^<]*?>\s*" + TRANSLATED)
ASKED = re.compile(r"{%\s*(?:act|go|button)\b[^%]*\blabel=_\(\"([^\"]+)\"\)")
COLUMNS = re.compile(r"Column\(\s*_\(\"([^\"]+)\"\)")
# Names of pages, which head a column and stand on the way to the page.
NAMES = {"Certificates", "Who signs"}
MEASURES = (forms.IntegerField, forms.DateField, forms.TimeField, forms.DecimalField)


def measured() -> dict[str, str]:
    """The labels of what is a number, a day or an hour, and where they stand."""
    found = {
        str(field.label): f"{form.__module__}.{form.__name__}.{key}"
        for form in every_form()
        for key, field in form.base_fields.items()
        if isinstance(field, MEASURES) and field.label
    }
    for model in apps.get_models():
        if model.__module__.startswith("sanad."):
            for field in model._meta.concrete_fields:
                if isinstance(field, models.IntegerField | models.DateField | models.TimeField):
                    found[str(field.verbose_name)] = f"{model._meta.label}.{field.name}"
    return found


def test_no_measure_is_called_as_a_paper_is():
    """«Minutes» is a paper (المحضر) and a unit (دقائق)."""
    papers = {str(paper.title) for paper in PAPERS.values()}
    labels = measured()
    assert len(labels) > 60
    none([f"{label}: {labels[label]}" for label in sorted(papers & set(labels))], "A unit has a message of its own:")


def test_what_heads_a_column_is_not_what_a_button_does():
    """«Change» is a difference (التغير) and an order (تعديل): the one of both that is rarer has a context."""
    heads: dict[tuple[str, str], str] = {}
    pressed: set[tuple[str, str]] = set()
    for path in templates():
        text = path.read_text()
        heads |= {(match[1] or match[2], match[3] or ""): name(path) for match in HEADS.finditer(text)}
        pressed |= {(match[1] or match[2], match[3] or "") for match in PRESSED.finditer(text)}
        pressed |= {(match[1], "") for match in ASKED.finditer(text)}
    for path in files("**/*.py"):
        heads |= {(match[1], ""): name(path) for match in COLUMNS.finditer(path.read_text())}
    assert len(heads) > 100
    assert len(pressed) > 150
    both = sorted(each for each in set(heads) & pressed if each[0] not in NAMES)
    none([f"{text}: {heads[text, context]}" for text, context in both], "A noun and an order are two messages:")
