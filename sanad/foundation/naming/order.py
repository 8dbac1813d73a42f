"""Order by code point: the same on every database, whatever language its server sorts by."""

from typing import Any

from django.db import models
from django.db.models import F, Func
from django.db.models.lookups import Contains


class _ByCodePoint:
    """SQLite compares code points by itself; PostgreSQL does when it is told."""

    def db_parameters(self, connection: Any) -> dict[str, Any]:
        """The column as Django makes it, and how the database compares what it holds."""
        found = super().db_parameters(connection)  # type: ignore[misc]  # the field that this is mixed into
        return found | {"collation": "C" if connection.vendor == "postgresql" else None}


class KeyField(_ByCodePoint, models.CharField):
    """A derived text by which rows are sorted."""


class KeyTextField(_ByCodePoint, models.TextField):
    """A derived text in which rows are found."""


@KeyTextField.register_lookup
class Holds(Contains):
    """As `contains`; SQLite looks for the letters themselves, a third of the time that it takes for a pattern."""

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        """What is stored and what is looked for are both folded: no letter has two cases."""
        column, params = self.process_lhs(compiler, connection)
        return f"instr({column}, %s) > 0", [*params, self.rhs]


class CodePoints(Func):
    """A text column to order by, which has a language of its own on some servers: `by_code_point("title")`."""

    arity = 1
    template = "%(expressions)s"

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        """With the collation that knows no language."""
        return self.as_sql(compiler, connection, template='%(expressions)s COLLATE "C"', **extra)


def by_code_point(column: str) -> CodePoints:
    """The order of a column of codes or plain names; names of both scripts are ordered by their `sort_key`."""
    return CodePoints(F(column))
