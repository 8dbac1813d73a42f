"""A migration operation: rows of a table can be added, never changed or removed, whoever asks."""

from typing import Any

from django.db.migrations.operations.base import Operation

SQLITE = """
CREATE TRIGGER {table}_{verb}_refused BEFORE {VERB} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
"""
POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$
"""
POSTGRES = """
CREATE TRIGGER {table}_{verb}_refused BEFORE {VERB} ON {table}
FOR EACH ROW EXECUTE FUNCTION refuse_change()
"""


class AppendOnly(Operation):
    """`AppendOnly("app_model")` puts triggers on the table that refuse UPDATE and DELETE, on both databases.

    `verbs=("update",)` lets a row be removed that turned out not to be true, and none be changed.
    A migration that makes the table anew, as SQLite does for a changed constraint, loses them: it puts them on again.
    """

    reversible = True
    reduces_to_sql = True

    def __init__(self, table: str, verbs: tuple[str, ...] = ("update", "delete")) -> None:
        self.table = table
        self.verbs = verbs

    def state_forwards(self, app_label: Any, state: Any) -> None:
        """Nothing changes for Django's picture of the models."""

    def database_forwards(self, app_label: Any, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        postgres = schema_editor.connection.vendor == "postgresql"
        if postgres:
            schema_editor.execute(POSTGRES_FUNCTION, params=None)
        self.database_backwards(app_label, schema_editor, from_state, to_state)
        for verb in self.verbs:
            statement = (POSTGRES if postgres else SQLITE).format(table=self.table, verb=verb, VERB=verb.upper())
            schema_editor.execute(statement, params=None)

    def database_backwards(self, app_label: Any, schema_editor: Any, from_state: Any, to_state: Any) -> None:  # noqa: ARG002  Django's signature
        on = f" ON {self.table}" if schema_editor.connection.vendor == "postgresql" else ""
        for verb in ("update", "delete"):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {self.table}_{verb}_refused{on}", params=None)

    def describe(self) -> str:
        return f"Make {self.table} append-only"
