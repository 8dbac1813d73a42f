"""Where one goes in to the places of the country."""

from django.utils.translation import gettext_lazy as _

from sanad.foundation.ui.doors import open_door

open_door("territory:places", _("Places"), "map", {"association": ("more", 30), "support": ("more", 30)})
