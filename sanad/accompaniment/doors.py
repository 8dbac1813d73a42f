"""Where one goes in to the files of accompaniment; an association has one."""

from django.utils.translation import gettext_lazy as _

from sanad.foundation.ui.doors import open_door

open_door(
    "accompaniment:engagements",
    _("Accompaniment"),
    "hands",
    {"association": ("accompaniers", 10), "support": ("accompanied", 10)},
    called={"association": _("Our file")},
)
