"""Migration operations for columns that slices have in common."""

from typing import Any

from django.db.migrations.operations import AlterField
from django.db.migrations.operations.base import Operation


class BesideTables(Operation):
    """What a database holds besides its tables, and Django's picture of the models does not: triggers, indexes of words.

    An empty database, whose tables are made at once, gets these as well (`foundation.tables`).
    """

    reversible = True
    reduces_to_sql = True

    def state_forwards(self, app_label: Any, state: Any) -> None:
        """Nothing changes for Django's picture of the models."""


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


POSTGRES = """CREATE INDEX {table}_{column}_trigrams ON {table} USING gin ({column} gin_trgm_ops)"""
# Rows are known there by a number of their own: those that SQLite gives them may change when a file is put in order.
SQLITE = (
    "CREATE TABLE {table}_numbers (number INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE)",
    # Words are parted by blanks alone, as what is looked for; and only whether one stands there is asked, not where.
    """CREATE VIRTUAL TABLE {table}_words USING fts5({columns}, content='', detail=column, prefix='1 2 3 4',
        tokenize="unicode61 remove_diacritics 0 categories 'L* M* N* P* S* C*'")""",
    """CREATE TRIGGER {table}_spelled AFTER INSERT ON {table} BEGIN
        INSERT INTO {table}_numbers (key) VALUES (new.id);
        INSERT INTO {table}_words (rowid, {columns}) SELECT number, {new} FROM {table}_numbers WHERE key = new.id;
    END""",
    """CREATE TRIGGER {table}_respelled AFTER UPDATE OF {columns} ON {table} BEGIN
        INSERT INTO {table}_words ({table}_words, rowid, {columns})
            SELECT 'delete', number, {old} FROM {table}_numbers WHERE key = old.id;
        INSERT INTO {table}_words (rowid, {columns}) SELECT number, {new} FROM {table}_numbers WHERE key = new.id;
    END""",
    """CREATE TRIGGER {table}_forgotten AFTER DELETE ON {table} BEGIN
        INSERT INTO {table}_words ({table}_words, rowid, {columns})
            SELECT 'delete', number, {old} FROM {table}_numbers WHERE key = old.id;
        DELETE FROM {table}_numbers WHERE key = old.id;
    END""",
    "INSERT INTO {table}_numbers (key) SELECT id FROM {table}",
    """INSERT INTO {table}_words (rowid, {columns})
        SELECT number, {columns} FROM {table} JOIN {table}_numbers ON key = id""",
)
SQLITE_BACK = (
    *("DROP TRIGGER IF EXISTS {table}_" + name for name in ("spelled", "respelled", "forgotten")),
    "DROP TABLE IF EXISTS {table}_trigrams",  # so it was called, and kept otherwise, in the autumn of 2026
    "DROP TABLE IF EXISTS {table}_words",
    "DROP TABLE IF EXISTS {table}_numbers",
)


class WordsBeside(BesideTables):
    """What helps to find words of some columns of a table."""

    def __init__(self, table: str, *columns: str) -> None:
        self.table, self.columns = table, columns


class WordIndex(WordsBeside):
    """`WordIndex("app_model", "folded", "skeleton")`: words are found by how they begin, among a million rows.

    On PostgreSQL an index of every three letters, where it has `pg_trgm`: without it the same is found, slower. On SQLite
    a table of words, which triggers keep in step; a migration that makes the table anew loses them, and asks for this again.
    """

    def database_forwards(self, app_label: Any, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """The indexes, with what is there already."""
        self.database_backwards(app_label, schema_editor, from_state, to_state)
        if schema_editor.connection.vendor == "sqlite":
            self._run(schema_editor, SQLITE)
        elif _knows_trigrams(schema_editor.connection):
            schema_editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm", params=None)
            for column in self.columns:
                schema_editor.execute(POSTGRES.format(table=self.table, column=column), params=None)

    def database_backwards(self, app_label: Any, schema_editor: Any, from_state: Any, to_state: Any) -> None:  # noqa: ARG002  Django's signature
        """Nothing is lost but the way; the extension stays, others may use it."""
        if schema_editor.connection.vendor == "sqlite":
            self._run(schema_editor, SQLITE_BACK)
            return
        for column in self.columns:
            schema_editor.execute(f"DROP INDEX IF EXISTS {self.table}_{column}_trigrams", params=None)

    def _run(self, schema_editor: Any, statements: tuple[str, ...]) -> None:
        new, old = (", ".join(f"{row}.{column}" for column in self.columns) for row in ("new", "old"))
        for statement in statements:
            told = statement.format(table=self.table, columns=", ".join(self.columns), new=new, old=old)
            schema_editor.execute(told, params=None)

    def describe(self) -> str:
        """As the list of migrations has it."""
        return f"Find words in {self.table} by how they begin"


class WordsInOrder(WordsBeside):
    """`WordsInOrder("app_model", "folded", "skeleton")`: names that many have are found on SQLite without leaving an index.

    They are gone through in their order there until a page is full (`beginnings.narrowed`), thousands for two frequent names; with
    what is looked for beside each name none of the rows is fetched for it. PostgreSQL bounds what an index may hold, and needs none.
    A migration that makes the table anew loses it.
    """

    def database_forwards(self, app_label: Any, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """The index, in the place of one of before."""
        self.database_backwards(app_label, schema_editor, from_state, to_state)
        if schema_editor.connection.vendor == "sqlite":
            columns = ", ".join(("space_id", "sort_key", "id", *self.columns))
            schema_editor.execute(f"CREATE INDEX {self.table}_in_order ON {self.table} ({columns})", params=None)

    def database_backwards(self, app_label: Any, schema_editor: Any, from_state: Any, to_state: Any) -> None:  # noqa: ARG002  Django's signature
        """The rows are fetched again."""
        if schema_editor.connection.vendor == "sqlite":
            schema_editor.execute(f"DROP INDEX IF EXISTS {self.table}_in_order", params=None)

    def describe(self) -> str:
        """As the list of migrations has it."""
        return f"Go through the words in {self.table} in the order of names"


def _knows_trigrams(connection: Any) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_available_extensions WHERE name = 'pg_trgm'")
        return cursor.fetchone() is not None
