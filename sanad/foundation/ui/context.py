"""What every page knows: who acts, where the doors are, in which direction one reads."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext_lazy as _

from sanad.foundation.ids import new_id

# (address name, label, icon, capability)
NAVIGATION = [
    ("workspace:home", _("Home"), "home", "space.read"),
    ("accompaniment:engagements", _("Accompaniment"), "hands", "space.read"),
    ("activities:activities", _("Activities"), "people", "space.read"),
    ("directory:organisations", _("Directory"), "book", "space.read"),
    ("workspace:papers", _("Papers"), "paper", "space.read"),
    ("activities:calendar", _("Calendar"), "calendar", "space.read"),
    ("directory:people", _("People"), "person", "space.read"),
    ("territory:places", _("Places"), "map", "space.read"),
    ("accounts:members", _("Members"), "key", "space.read"),
    ("workspace:history", _("History"), "clock", "history.read"),
]
IN_TAB_BAR = 4


def page(request: HttpRequest) -> dict[str, Any]:
    """Context of every template."""
    actor = getattr(request, "actor", None)
    doors = [(name, label, icon) for name, label, icon, needed in NAVIGATION if actor and actor.may(needed)]
    match = request.resolver_match
    return {
        "actor": actor,
        "doors": doors,
        "tab_doors": doors[:IN_TAB_BAR],
        "more_doors": doors[IN_TAB_BAR:],
        "here": match.view_name if match else "",
        "slice": match.namespace if match else "",
        "language": get_language(),
        "direction": "rtl" if get_language_bidi() else "ltr",
        "languages": [("ar", "العربية"), ("fr", "Français"), ("en", "English")],
        "fresh_key": new_id,
    }
