from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

# The door, what falls due, what leads on, what comes next, and what two spaces see of each other, part by part.
DECLARES = (
    "doors",
    "plan.reminders",
    "joining.reminders",
    "engagements.queries.onward",
    "engagements.queries.next_step",
    "engagements.queries.seen",
)


class AccompanimentConfig(AppConfig):
    name = "sanad.accompaniment"
    verbose_name = _("Accompaniment")

    def ready(self) -> None:
        """Declare them, and tell the directory by whom an association is accompanied, and what hangs on a card."""
        for module in DECLARES:
            import_module(f"{self.name}.{module}")
        policies, commands = (import_module(f"{self.name}.joining.{room}") for room in ("policies", "commands"))
        import_module("sanad.directory.policies").KEEPS.append(policies.keeps_card)
        import_module("sanad.directory.commands.joined").AFTER_JOINING.append(commands.show_files)
        dossier = import_module("sanad.accompaniment.engagements.queries.dossier")
        import_module("sanad.directory.queries").ACQUAINTANCES.append(dossier.accompanied_by)
