"""Migration operations for columns that slices have in common."""

from typing import Any

from django.db.migrations.operations import AlterField
from django.db.migrations.operations.base import Operation


class Widen(AlterField):
    """A column of text gets wider: `Widen("step", "before", models.CharField(max_length=12))`.

    SQLite bounds no text, so nothing is done there: the table would be made anew, and lose the triggers that keep its rows.
    """

    def database_forwards(self, app_label: Any, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """As Django's, where a column has a width."""
        if schema_editor.connection.vendor != "sqlite":
            super().database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label: Any, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """The column stays as wide as it is: what was written since may be longer."""

    def describe(self) -> str:
        """As the list of migrations has it."""
        return f"Widen {self.name} of {self.model_name}"


class Trigrams(Operation):
    """`Trigrams("app_model", "folded", "skeleton")`: an index of every three letters, by which a word is found among a million.

    Only on PostgreSQL, and where it has `pg_trgm`: without it the same is found, slower. Nothing else keeps it in step.
    """

    reversible = True
    reduces_to_sql = True

    def __init__(self, table: str, *columns: str) -> None:
        self.table, self.columns = table, columns

    def state_forwards(self, app_label: Any, state: Any) -> None:
        """Nothing changes for Django's picture of the models."""

    def database_forwards(self, app_label: Any, schema_editor: Any, from_state: Any, to_state: Any) -> None:  # noqa: ARG002  Django's signature
        """The indexes, where they can be."""
        if not _knows_trigrams(schema_editor.connection):
            return
        schema_editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm", params=None)
        for column in self.columns:
            schema_editor.execute(
                f"CREATE INDEX {self.table}_{column}_trigrams ON {self.table} USING gin ({column} gin_trgm_ops)",
                params=None,
            )

    def database_backwards(self, app_label: Any, schema_editor: Any, from_state: Any, to_state: Any) -> None:  # noqa: ARG002  Django's signature
        """The extension stays: others may use it."""
        for column in self.columns:
            schema_editor.execute(f"DROP INDEX IF EXISTS {self.table}_{column}_trigrams", params=None)

    def describe(self) -> str:
        """As the list of migrations has it."""
        return f"Find words in {self.table} by three letters"


def _knows_trigrams(connection: Any) -> bool:
    if connection.vendor != "postgresql":
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_available_extensions WHERE name = 'pg_trgm'")
        return cursor.fetchone() is not None
