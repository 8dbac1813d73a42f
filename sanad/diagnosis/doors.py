"""Where one goes in to diagnoses."""

from django.utils.translation import gettext_lazy as _

from sanad.foundation.ui.doors import open_door

open_door(
    "diagnosis:diagnoses",
    _("Diagnosis"),
    "radar",
    {"association": ("accompaniers", 20), "support": ("accompanied", 20)},
)
