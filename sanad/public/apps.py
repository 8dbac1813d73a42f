from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PublicConfig(AppConfig):
    name = "sanad.public"
    verbose_name = _("For everybody")

    def ready(self) -> None:
        """Declare the door, and what leads from the own card to the page for everybody."""
        import_module("sanad.public.doors")
        import_module("sanad.public.queries")
