"""Whether the tables are those that this source knows."""

from dataclasses import dataclass
from functools import cache

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

Migration = tuple[str, str]  # the app, and the name


@dataclass(frozen=True)
class Schema:
    """`pending`: what the database does not have yet; `unknown`: what it has from a newer Sanad."""

    pending: list[Migration]
    unknown: list[Migration]


@cache
def _known() -> frozenset[Migration]:
    """The migrations of this source; it does not change while the process lives."""
    return frozenset(MigrationLoader(None).disk_migrations)


def schema() -> Schema:
    """What the database and this source do not have in common. An app that is gone from the source does not count."""
    known, apps = _known(), {app for app, _name in _known()}
    applied = set(MigrationRecorder(connection).applied_migrations())
    return Schema(sorted(known - applied), sorted(each for each in applied - known if each[0] in apps))
