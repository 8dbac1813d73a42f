from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DirectoryConfig(AppConfig):
    name = "sanad.directory"
    verbose_name = _("Directory")

    def ready(self) -> None:
        """Declare the doors, what falls due, and what is written down when somebody enters a space."""
        import_module("sanad.directory.doors")
        import_module("sanad.directory.reminders")
        arrival = import_module("sanad.directory.commands").write_card_at_arrival
        import_module("sanad.accounts.commands").ARRIVALS.append(arrival)
