"""Whether the tables are those that this source knows."""

from functools import cache

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

Migration = tuple[str, str]  # the app, and the name


@cache
def _known() -> frozenset[Migration]:
    """Those of this source; it does not change while the process lives."""
    return frozenset(MigrationLoader(None).disk_migrations)


def _applied() -> frozenset[Migration]:
    return frozenset(MigrationRecorder(connection).applied_migrations())


def pending() -> list[Migration]:
    """What the database does not have yet, the first first."""
    return sorted(_known() - _applied())


def unknown() -> list[Migration]:
    """What the database has of apps of this source, and this source does not know: a newer Sanad was here."""
    apps = {app for app, _name in _known()}
    return sorted(each for each in _applied() - _known() if each[0] in apps)
