from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DirectoryConfig(AppConfig):
    name = "sanad.directory"
    verbose_name = _("Directory")

    def ready(self) -> None:
        """Declare what falls due."""
        import_module("sanad.directory.reminders")
