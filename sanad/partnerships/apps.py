from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PartnershipsConfig(AppConfig):
    name = "sanad.partnerships"
    verbose_name = _("Partnerships")

    def ready(self) -> None:
        """Declare the papers, what falls due, and the seals, whoever asks for them first: a page, a command of the shell, a test."""
        import_module("sanad.partnerships.documents")
        import_module("sanad.partnerships.reminders")
        import_module("sanad.partnerships.seals")
