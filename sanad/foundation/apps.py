from datetime import UTC, datetime
from functools import partial

from django.apps import AppConfig
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from sanad.foundation.clock.zones import let_c_library_follow, warnings_about
from sanad.foundation.reference import Reference, declare, of_package

HALF_A_YEAR, A_YEAR = 182, 365


class FoundationConfig(AppConfig):
    name = "sanad.foundation"
    label = "foundation"
    verbose_name = _("Foundation")

    def ready(self) -> None:
        """Tell the C library, to which Django has just named a zone of the machine, and say how old the data are."""
        # What the worker sees to; both need the models.
        from sanad.foundation.letters import post  # noqa: F401, PLC0415
        from sanad.foundation.worker import collecting  # noqa: F401, PLC0415

        let_c_library_follow(settings.TIME_ZONE)
        zone = partial(warnings_about, settings.TIME_ZONE)
        declare(
            Reference("tzdata", _("Time zones"), HALF_A_YEAR, of_package("tzdata"), lambda: zone(datetime.now(UTC)))
        )
        declare(Reference("phonenumberslite", _("Plans of phone numbers"), A_YEAR, of_package("phonenumberslite")))
