from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccompanimentConfig(AppConfig):
    name = "sanad.accompaniment"
    verbose_name = _("Accompaniment")

    def ready(self) -> None:
        """Declare the door, what falls due, what leads on and what comes next, and tell the directory by whom an association is accompanied."""
        import_module("sanad.accompaniment.doors")
        import_module("sanad.accompaniment.reminders")
        import_module("sanad.accompaniment.queries.onward")
        import_module("sanad.accompaniment.queries.next_step")
        import_module("sanad.accompaniment.queries.seen")
        policies, joining = (import_module(f"sanad.accompaniment.{room}") for room in ("policies", "commands.joining"))
        import_module("sanad.directory.policies").KEEPS.append(policies.keeps_card)
        import_module("sanad.directory.commands").AFTER_JOINING.append(joining.show_files)
        dossier = import_module("sanad.accompaniment.queries.dossier")
        import_module("sanad.directory.queries").ACQUAINTANCES.append(dossier.accompanied_by)
