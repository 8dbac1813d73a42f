"""Where one goes in to agreements."""

from django.utils.translation import gettext_lazy as _

from sanad.foundation.ui.doors import open_door

open_door(
    "partnerships:agreements",
    _("Agreements"),
    "pact",
    {"association": ("accompaniers", 30), "support": ("agreements", 10)},
)
