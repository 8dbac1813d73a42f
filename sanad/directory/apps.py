from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DirectoryConfig(AppConfig):
    name = "sanad.directory"
    verbose_name = _("Directory")

    def ready(self) -> None:
        """Declare the doors, what falls due, who is invited by a card, and what is written down when somebody enters a space."""
        import_module("sanad.directory.doors")
        import_module("sanad.directory.reminders")
        commands, accounts = import_module("sanad.directory.commands"), import_module("sanad.accounts.commands")
        accounts.ARRIVALS.append(commands.write_down_arrival)
        accounts.BY_CARD.append(commands.invite_known)
        colleagues = import_module("sanad.directory.forms").offer_colleagues
        import_module("sanad.accounts.forms").COLLEAGUES.append(colleagues)
