"""`migrate`: Django's, that makes the tables of an empty database at once."""

from typing import Any

from django.core.management.commands import migrate
from django.db import connections

from sanad.foundation.tables import lay_down


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        """As Django's. Somebody who names an app or a migration, or only asks, is led there step by step."""
        asked = ("app_label", "migration_name", "plan", "check_unapplied", "fake", "fake_initial", "prune")
        if not any(options[name] for name in asked):
            lay_down(connections[options["database"]])
        super().handle(*args, **options)
