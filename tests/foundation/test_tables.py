"""An empty database gets its tables at once; one that has some is led on by its migrations.

That both end alike is looked at in `tests/upgrade`.
"""

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, connections
from django.db.migrations import RunPython
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from sanad.foundation.tables import lay_down

# They change rows that are there, and add none: an empty database needs none of them. One more belongs here only if that is true
# of it too.
ON_ROWS_ALONE = {
    ("account", "0006_emailaddress_lower"),
    ("account", "0008_emailaddress_unique_primary_email_fixup"),
    ("accompaniment", "0007_found_by_words"),
    ("accompaniment", "0010_needs_found_by_their_ways"),
    ("activities", "0012_found_by_words"),
    ("auth", "0011_update_proxy_permissions"),
    ("contenttypes", "0002_remove_content_type_name"),
    ("django_tasks_database", "0008_separate_results_field"),
    ("django_tasks_database", "0011_rename_complete_status"),
    ("django_tasks_database", "0013_separate_exception_fields"),
    ("django_tasks_database", "0016_remove_dbtaskresult_django_task_new_ordering_idx_and_more"),
    ("django_tasks_database", "0018_rename_succeeded_status"),
    ("foundation", "0011_who_asks_for_a_space"),
    ("foundation", "0015_papers_found_by_words"),
    ("partnerships", "0006_found_by_words"),
    ("partnerships", "0008_delivered_and_not_answered"),
    ("public", "0002_names_addresses_door"),
}
# What `lay_down` makes or does again, and what Django's models tell by themselves.
KNOWN = {
    "AddConstraint", "AddField", "AddIndex", "AlterField", "AlterModelOptions", "AlterUniqueTogether", "AppendOnly", "Changes",
    "CreateModel", "DeleteModel", "RemoveConstraint", "RemoveField", "RemoveIndex", "RenameField", "RenameIndexIfExists",
    "RunPython", "SeparateDatabaseAndState", "Widen", "WordIndex", "WordsInOrder",
}  # fmt: skip


@pytest.fixture
def nothing():
    """A database without a table, beside that of the tests."""
    connections.databases["nothing"] = connections.databases["default"] | {"NAME": ":memory:", "OPTIONS": {}}
    yield connections["nothing"]
    connections["nothing"].close()
    del connections["nothing"], connections.databases["nothing"]


@pytest.mark.sqlite
def test_an_empty_database_gets_them_at_once(nothing, django_db_blocker):
    with django_db_blocker.unblock():
        assert lay_down(nothing)
        executor = MigrationExecutor(nothing)
        assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []
        assert not lay_down(nothing), "there are tables now"
        with nothing.cursor() as cursor:
            cursor.execute("INSERT INTO django_content_type (app_label, model) VALUES ('a', 'b')")
            cursor.execute("SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%_update_refused'")
            assert cursor.fetchone()[0] > 20
            cursor.execute("SELECT count(*) FROM sqlite_master WHERE name = 'directory_person_words'")
            assert cursor.fetchone()[0] == 1
            with pytest.raises(IntegrityError):
                cursor.execute("INSERT INTO django_content_type (app_label, model) VALUES ('a', 'b')")


@pytest.mark.django_db
def test_a_database_with_tables_stays_as_it_is():
    applied = set(MigrationRecorder(connection).applied_migrations())
    assert not lay_down(connection)
    call_command("migrate", verbosity=0)
    assert set(MigrationRecorder(connection).applied_migrations()) == applied


def test_what_a_migration_does_besides_is_known():
    graph = MigrationLoader(None).graph
    done = {key: migration.operations for key, migration in graph.nodes.items()}
    assert {type(operation).__name__ for operations in done.values() for operation in operations} <= KNOWN
    on_rows = {key for key, operations in done.items() if any(isinstance(each, RunPython) for each in operations)}
    assert on_rows == ON_ROWS_ALONE
