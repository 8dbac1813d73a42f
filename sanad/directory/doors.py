"""Where one goes in to the directory."""

from django.utils.translation import gettext_lazy as _

from sanad.foundation.ui.doors import open_door

open_door("directory:add_own_card", _("Our card"), "book", {"association": ("ours", 5), "support": ("house", 5)})
open_door(
    "directory:organisations", _("Directory"), "list", {"association": ("more", 5), "support": ("accompanied", 30)}
)
open_door("directory:people", _("People"), "person", {"association": ("ours", 20), "support": ("house", 10)})
open_door(
    "directory:consents",
    _("What is shown to whom"),
    "pact",
    {"association": ("accompaniers", 40), "support": ("house", 50)},
)
