"""Where one goes in to the help."""

from django.utils.translation import gettext_lazy as _

from sanad.foundation.ui.doors import open_door

open_door("public:help", _("Help"), "help", {"association": ("more", 50), "support": ("more", 50)})
