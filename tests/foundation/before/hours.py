"""Bring the demo of before to the migrations that keep hours as typed; print, as JSON, the hours that its tables hold then.

`python tests/foundation/before/hours.py` works on the empty database that SANAD_DATABASE names. The tables are those of
then, made at once; the rows are those of the demo of 26 November 2026 as they stood in SQLite, without what has no hours,
on a machine whose time zones were those of 2025b.
"""

import gzip
import json
import os
from pathlib import Path

import django

LAST = {
    "foundation": "0003_sent_reminders",
    "territory": "0001_initial",
    "directory": "0001_initial",
    "activities": "0003_found_under_every_spelling",
    "accompaniment": "0006_plan_terms_and_withdrawal",
    "diagnosis": "0002_append_only",
    "partnerships": "0002_append_only",
    "training": "0005_letters_afterwards",
}
ASKED = {"activities": "0004_planned_hours_as_typed", "training": "0006_planned_hours_as_typed"}
NOT_YET = {"courses", "public", "workspace"}  # slices that were not there then
PLANNED = ("activities_activity", "training_slot")


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sanad.config.settings")
    django.setup()
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor
    from django.db.migrations.loader import MigrationLoader

    executor = MigrationExecutor(connection)
    executor.loader = MigrationLoader(connection, replace_migrations=False)  # step by step, as it was then
    others = [leaf for leaf in executor.loader.graph.leaf_nodes() if leaf[0] not in {*LAST, *NOT_YET}]
    then = [*others, *LAST.items()]
    enter(executor.loader.project_state(then).apps)
    executor.migrate(then, fake=True)
    executor.loader.build_graph()
    executor.migrate([*ASKED.items()])
    with connection.cursor() as cursor:
        print(json.dumps({table: hours_of(cursor, table) for table in PLANNED}))


def enter(apps) -> None:
    """The tables of then, and their rows."""
    from django.db import connection, transaction

    models = {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}
    with connection.schema_editor() as editor:
        for model in apps.get_models():  # with those between two of them
            editor.create_model(model)
    tables = json.loads(gzip.decompress((Path(__file__).parent / "demo.json.gz").read_bytes()))
    with transaction.atomic():
        for table, rows in tables.items():
            fields = {field.column: field for field in models[table]._meta.concrete_fields}
            models[table]._base_manager.bulk_create(
                models[table](**{fields[name].attname: _value(fields[name], value) for name, value in row.items()})
                for row in rows
            )


def hours_of(cursor, table: str) -> list[list[str]]:
    """When each row begins and ends, as its columns say it, past every model."""
    cursor.execute(f"SELECT DISTINCT starts_at, ends_at FROM {table} ORDER BY starts_at")
    return [[str(moment)[:16] for moment in row] for row in cursor.fetchall()]


def _value(field, value):
    from datetime import UTC

    from django.db.models import DateTimeField, JSONField
    from django.utils.timezone import is_naive

    if value is None:
        return None
    if isinstance(field, JSONField):
        return json.loads(value)
    if isinstance(field, DateTimeField):
        moment = field.to_python(f"{value}+00:00")
        return moment.replace(tzinfo=UTC) if is_naive(moment) else moment
    return field.target_field.to_python(value) if field.is_relation else field.to_python(value)


if __name__ == "__main__":
    main()
