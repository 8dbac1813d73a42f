"""Where one goes in to training."""

from django.utils.translation import gettext_lazy as _

from sanad.foundation.ui.doors import open_door

open_door("training:sessions", _("Training"), "lamp", {"association": ("doing", 30), "support": ("training", 10)})
