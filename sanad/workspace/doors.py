"""Where one goes in to what concerns the whole space."""

from django.utils.translation import gettext_lazy as _

from sanad.foundation.ui.doors import open_door

open_door("workspace:home", _("Home"), "home", {"association": ("home", 10), "support": ("home", 10)})
open_door("workspace:papers", _("Papers"), "paper", {"association": ("ours", 40), "support": ("house", 30)})
open_door(
    "workspace:history",
    _("History"),
    "clock",
    {"association": ("ours", 50), "support": ("house", 40)},
    capability="history.read",
)
open_door("workspace:reminders", _("Reminders"), "bell", {"association": ("more", 10), "support": ("more", 10)})
open_door(
    "workspace:steps",
    _("First steps"),
    "flag",
    {"association": ("more", 20), "support": ("more", 20)},
    capability="directory.edit",
)
