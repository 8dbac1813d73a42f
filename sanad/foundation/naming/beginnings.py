"""Words among a million names: by how they begin, in the tables that `operations.WordIndex` keeps (docs/adr/0015).

What holds the words is looked up first, and where that is little, only these rows are looked at. Where it is much, the names are
gone through in their order until enough are found, which is soon. SQLite asks its table of words, of all spaces. PostgreSQL
chooses an index by itself, but takes those who hold several names for more than they are, and goes through all in vain: it is told.
"""

import json
from collections.abc import Sequence
from copy import copy
from typing import Any, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connection, models
from django.db.models.expressions import Col, RawSQL
from django.db.models.lookups import Exact
from django.db.models.sql.where import WhereNode

M = TypeVar("M", bound=models.Model)
FOUND_IN = {"directory_person", "directory_organisation"}  # the tables that have one
MUCH = 4_000  # rows; from here on one goes through the names in their order
SEVERAL = 3  # names, from which on PostgreSQL does not know how few hold them all
_NEVER: tuple[str, list[Any]] = ("pk__in", [])  # what no row meets, as `naming.models` says it


def narrowed(rows: models.QuerySet[M], asked: list[models.Q]) -> models.QuerySet[M]:
    """The rows, where that is quick only those that perhaps meet the conditions; never without one that does."""
    if rows.model._meta.db_table not in FOUND_IN:
        return rows
    found = _on_postgresql(rows, asked) if connection.vendor == "postgresql" else _on_sqlite(rows, asked)
    return rows if found is None else by_keys(rows.filter(pk__in=found))


def _on_sqlite(rows: models.QuerySet, asked: list[models.Q]) -> RawSQL | None:
    """The keys of what the words find in all spaces; None where that is much, or where words cannot tell."""
    table = rows.model._meta.db_table
    match = " AND ".join(filter(None, map(spoken, asked)))
    numbers = _first(f"SELECT rowid FROM {table}_words WHERE {table}_words MATCH %s", [match]) if match else []  # noqa: S608  the table is one of ours
    if not match or len(numbers) > MUCH:
        return None
    keys = f"SELECT key FROM {table}_numbers WHERE number IN (SELECT value FROM json_each(%s))"  # noqa: S608  the table is one of ours
    return RawSQL(keys, [json.dumps(numbers)])  # noqa: S611  the numbers are a parameter


def _on_postgresql(rows: models.QuerySet, asked: list[models.Q]) -> list[Any] | None:
    """The keys of the rows that hold all of several names; None where that is much.

    What is materialized is planned for all that it finds, not for the first: so it is looked up by three letters.
    """
    if len(asked) < SEVERAL:
        return None
    try:
        sql, params = rows.filter(*asked).order_by().values("pk").query.sql_with_params()
    except EmptyResultSet:
        return None
    keys = _first(f"WITH found AS MATERIALIZED ({sql}) SELECT * FROM found", params)  # noqa: S608  written by Django
    return None if len(keys) > MUCH else keys


def by_keys(rows: models.QuerySet[M]) -> models.QuerySet[M]:
    """Rows that are known by few keys: what SQLite knows of a space, which it takes for a small one, is asked last."""
    if connection.vendor == "sqlite":
        rows = rows.all()
        rows.query.where = _aside(rows.query.where)
    return rows


class _Aside(models.Func):
    """A column that is compared as ever, and whose index is not followed."""

    template, arity = "+%(expressions)s", 1


def _aside(node: Any) -> Any:
    """The conditions, with that of the space as one that no index answers."""
    node = copy(node)
    if isinstance(node, WhereNode):
        node.children = [_aside(child) for child in node.children]
    elif isinstance(node, Exact) and isinstance(node.lhs, Col) and node.lhs.target.name == "space":
        node.lhs = _Aside(node.lhs, output_field=node.lhs.output_field)
    return node


def spoken(condition: Any) -> str:
    """A condition of ours as FTS5 is asked; empty where it cannot tell, because no word begins with what is looked for."""
    if not isinstance(condition, models.Q):
        return _words(*condition)
    parts = [spoken(part) for part in condition.children if part != _NEVER]
    if condition.connector == models.Q.OR:
        return f"({' OR '.join(parts)})" if parts and all(parts) else ""
    return f"({' AND '.join(filter(None, parts))})" if any(parts) else ""


def _words(lookup: str, value: str) -> str:
    column, _, contains = lookup.partition("__")
    words = ['"{}"'.format(word.replace('"', '""')) for word in value.split()]
    if contains != "contains" or not value.startswith(" ") or not words:
        return ""
    begun = "" if value.endswith(" ") else " *"
    return f"({' AND '.join(f'{column} : {word}' for word in words)}{begun})"


def _first(sql: str, params: Sequence[Any]) -> list[Any]:
    """What a question finds; one more than is worth looking at where that is more."""
    with connection.cursor() as cursor:
        cursor.execute(f"{sql} LIMIT {MUCH + 1}", params)
        return [found for (found,) in cursor.fetchall()]
