"""Where one goes in to the members of a space."""

from django.utils.translation import gettext_lazy as _

from sanad.foundation.ui.doors import open_door

open_door("accounts:members", _("Members"), "key", {"association": ("ours", 30), "support": ("house", 20)})
