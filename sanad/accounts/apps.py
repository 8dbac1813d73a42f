from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "sanad.accounts"
    verbose_name = _("Accounts")

    def ready(self) -> None:
        """Declare the door, and what waits for who keeps the installation; say where the task stood that older releases queued."""
        import_module("sanad.accounts.doors")
        import_module("sanad.accounts.reminders")
        from sanad.accounts.letters import write  # noqa: PLC0415  needs the models
        from sanad.foundation.worker.queue import moved  # noqa: PLC0415

        moved("sanad.foundation.accounts.tasks.write", write)
