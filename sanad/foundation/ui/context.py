"""What every page knows: who acts, where the doors are, in which direction one reads."""

from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import get_language, get_language_bidi

from sanad.foundation.ids import new_id

IN_TAB_BAR = 4


@cache
def _navigation() -> list[tuple[str, str, Any, str, str]]:
    """(name, address, label, icon, capability) of the doors, listed where every slice is known (settings.NAVIGATION)."""
    return [(name, reverse(name), *rest) for name, *rest in import_string(settings.NAVIGATION)]


@cache
def _dossier_tabs() -> list[tuple[str, Any]]:
    """(name, label) of the parts of a file, listed where every slice is known (settings.DOSSIER_TABS)."""
    return list(import_string(settings.DOSSIER_TABS))


def page(request: HttpRequest) -> dict[str, Any]:
    """Context of every template."""
    actor = getattr(request, "actor", None)
    doors = [door[:4] for door in _navigation() if actor and actor.may(door[4])]
    match = request.resolver_match
    here, room = (match.view_name, match.namespace) if match else ("", "")
    names = [door[0] for door in doors]
    inside = [name for name in names if name.startswith(f"{room}:")] if room else []
    return {
        "actor": actor,
        "doors": doors,
        "tab_doors": doors[:IN_TAB_BAR],
        "more_doors": doors[IN_TAB_BAR:],
        "here": here,
        "section": here if here in names else next(iter(inside), ""),
        "slice": room,
        "language": get_language(),
        "direction": "rtl" if get_language_bidi() else "ltr",
        "languages": [("ar", "العربية"), ("fr", "Français"), ("en", "English")],
        "dossier_tabs": _dossier_tabs(),
        "fresh_key": new_id,
    }
