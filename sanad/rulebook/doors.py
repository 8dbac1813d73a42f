"""Where one goes in to the rules of the law."""

from django.utils.translation import gettext_lazy as _

from sanad.foundation.ui.doors import open_door

open_door("rulebook:rules", _("Rules"), "scales", {"association": ("more", 40), "support": ("more", 40)})
