"""Where one goes in to activities."""

from django.utils.translation import gettext_lazy as _

from sanad.foundation.ui.doors import open_door

open_door("activities:activities", _("Activities"), "people", {"association": ("doing", 10), "support": ("doing", 10)})
open_door("activities:calendar", _("Calendar"), "calendar", {"association": ("doing", 20), "support": ("doing", 20)})
