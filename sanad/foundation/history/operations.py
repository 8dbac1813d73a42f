"""A migration operation: rows of a table can be added, never changed or removed, whoever asks."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.migrations.operations.base import Operation

from sanad.foundation.naming.operations import BesideTables

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


class AppendOnly(BesideTables):
    """`AppendOnly("app_model")` puts triggers on the table that refuse UPDATE and DELETE, on both databases.

    `verbs=("update",)` lets a row be removed that turned out not to be true, and none be changed.
    A migration that makes the table anew, as SQLite does for a changed constraint, loses them: it puts them on again.
    """

    def __init__(self, table: str, verbs: tuple[str, ...] = ("update", "delete")) -> None:
        self.table = table
        self.verbs = verbs

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


@dataclass(frozen=True)
class Changed:
    """Why a migration changes what covered rows say, and which of them were not as they should be before it."""

    why: str
    faulty: set[UUID] = field(default_factory=set)


CHANGED: dict[str, Changed] = {}


class Changes(Operation):
    """`Changes("app.Model", "why")` before an operation that changes what rows of a covered model say.

    The rows that were as they should be are covered anew when the migrations are done (`history.takeover`); those that were
    changed past Sanad stay found. The migration depends on `foundation.0008_rows_are_covered`.
    """

    reversible = True

    def __init__(self, label: str, why: str) -> None:
        self.label = label
        self.why = why

    def state_forwards(self, app_label: Any, state: Any) -> None:
        """Nothing changes for Django's picture of the models."""

    def database_forwards(self, app_label: Any, schema_editor: Any, from_state: Any, to_state: Any) -> None:  # noqa: ARG002  Django's signature
        from sanad.foundation.history.covers import faults_of  # noqa: PLC0415  models are not there when migrations are read
        from sanad.foundation.history.labels import label_of  # noqa: PLC0415

        model = from_state.apps.get_model(self.label)
        if model._base_manager.exists():
            CHANGED[label_of(model)] = Changed(self.why, {UUID(fault.which) for fault in faults_of(model)})

    def database_backwards(self, app_label: Any, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """What was covered stays covered; `sanad verify` finds what no longer is as it was."""

    def describe(self) -> str:
        return f"Rows of {self.label} say something else: {self.why}"
