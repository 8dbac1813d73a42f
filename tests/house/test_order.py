"""Rows stand in the same order on every database, whatever language its server sorts by."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.apps import apps
from django.db import models
from django.db.models import F, OrderBy

from sanad.foundation.naming.order import CodePoints, KeyField, KeyTextField
from tests.house.ground import files, name, none

ORDERING = {"order_by", "earliest", "latest"}
KEYS = (KeyField, KeyTextField)


def ours() -> list[type[models.Model]]:
    found = [model for model in apps.get_models() if model.__module__.startswith("sanad.")]
    assert len(found) > 30
    return found


def is_text(field: object) -> bool:
    """A column that a server sorts in its own language."""
    return isinstance(field, models.CharField | models.TextField) and not isinstance(field, KEYS)


@cache
def texts() -> set[str]:
    """What is such a column in every model that has one of that name."""
    columns = [field for model in ours() for field in model._meta.concrete_fields]
    return {field.name for field in columns if is_text(field)} - {f.name for f in columns if not is_text(f)}


def in_its_own_language(column: str) -> bool:
    return column.removeprefix("-").rpartition("__")[2] in texts()


def is_sorted_by_text(model: type[models.Model], column: str) -> bool:
    *way, last = column.removeprefix("-").split("__")
    for step in way:
        model = model._meta.get_field(step).related_model
    return is_text(model._meta.pk if last == "pk" else model._meta.get_field(last))


def columns_of(ordering: object) -> Iterator[str]:
    """The columns of one entry of `Meta.ordering`, but for those compared by code point."""
    if isinstance(ordering, str):
        yield ordering
    elif isinstance(ordering, F):
        yield ordering.name
    elif isinstance(ordering, OrderBy):
        yield from columns_of(ordering.expression)
    elif not isinstance(ordering, CodePoints):
        for part in ordering.get_source_expressions():
            yield from columns_of(part)


def asked_for(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """(line, column) of every `order_by("column")`, `order_by(F("column"))` and their like."""
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr in ORDERING:
            for part in call.args:
                yield from ((call.lineno, text) for text in written(part))


def written(part: ast.AST) -> Iterator[str]:
    if isinstance(part, ast.Constant) and isinstance(part.value, str):
        yield part.value
    elif isinstance(part, ast.Call) and isinstance(part.func, ast.Name) and part.func.id == "by_code_point":
        return
    else:
        for child in ast.iter_child_nodes(part):
            yield from written(child)


def broken_in(path: Path) -> list[str]:
    return [
        f"{name(path)}:{line}: {column}"
        for line, column in asked_for(ast.parse(path.read_text()))
        if in_its_own_language(column)
    ]


def test_models_are_not_sorted_by_a_text_in_the_language_of_the_server():
    broken = [
        f"{model._meta.label}: {column}"
        for model in ours()
        for entry in model._meta.ordering
        for column in columns_of(entry)
        if is_sorted_by_text(model, column)
    ]
    none(broken, "A text is sorted by its `sort_key`, or `by_code_point`:")


def test_no_question_asks_for_such_an_order():
    none(
        [line for path in files("**/*.py") for line in broken_in(path)],
        "Sorted by a text in the language of the server:",
    )


def test_the_law_sees_what_breaks_it():
    tree = ast.parse('rows.order_by("-number", "person__title"); rows.order_by(F("kind").desc(), by_code_point("key"))')
    assert [column for _line, column in asked_for(tree) if in_its_own_language(column)] == ["person__title", "kind"]
    assert list(columns_of(F("title").asc())) == ["title"]
