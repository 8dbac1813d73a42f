"""The tables of an empty database, made at once as they are now.

Migrations lead there one by one, and for each step Django draws anew every model that hangs together with the one that
changes: for some hundred steps, nearly all the time of a first start. That both ways end alike is looked at where an older release
is brought up to date (`tests/upgrade`): for tables, columns, indexes, bounds and triggers.
"""

from typing import Any

from django.db.migrations import Migration
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.operations.base import Operation

from sanad.foundation.naming.operations import BesideTables


def lay_down(connection: Any) -> bool:
    """Make all tables, and note every migration as done; False, and nothing happens, where there are tables already."""
    if connection.introspection.table_names():
        return False
    executor = MigrationExecutor(connection)
    targets = executor.loader.graph.leaf_nodes()
    plan = [migration for migration, _backwards in executor.migration_plan(targets)]
    state = executor.loader.project_state(targets)
    with connection.schema_editor(atomic=True) as editor:
        for model in state.apps.get_models(include_auto_created=False):
            if model._meta.can_migrate(connection):
                editor.create_model(model)
        for migration, operation in _operations(plan):
            operation.database_forwards(migration.app_label, editor, state, state)
        executor.recorder.ensure_schema()
        for migration in plan:
            for app, name in migration.replaces or [(migration.app_label, migration.name)]:
                executor.recorder.record_applied(app, name)
    executor.check_replacements()
    return True


def _operations(plan: list[Migration]) -> list[tuple[Migration, Operation]]:
    return [
        (migration, operation)
        for migration in plan
        for operation in migration.operations
        if isinstance(operation, BesideTables)  # an operation on rows finds none
    ]
