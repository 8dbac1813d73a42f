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
        import_module("sanad.accounts.commands.entering").ARRIVALS.append(
            import_module("sanad.directory.commands.arrival").write_down_arrival
        )
        import_module("sanad.accounts.commands.invitations").BY_CARD.append(
            import_module("sanad.directory.commands.invited").invite_known
        )
        colleagues = import_module("sanad.directory.forms").offer_colleagues
        import_module("sanad.accounts.forms").COLLEAGUES.append(colleagues)
