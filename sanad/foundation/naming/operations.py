"""Migration operations for columns that slices have in common."""

from typing import Any

from django.db.migrations.operations import AlterField


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
