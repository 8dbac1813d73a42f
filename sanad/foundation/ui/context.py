"""What every page knows: who acts, where the doors are, in which direction one reads."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import get_language, get_language_bidi

from sanad.foundation.help.topics import topic_of
from sanad.foundation.ids import new_id
from sanad.foundation.spaces.actor import Actor

IN_TAB_BAR = 4
Door = tuple[str, str, Any, str]


@dataclass(frozen=True)
class Doors:
    """A group of doors: what one comes for, in a word for the bar of a phone, a drawing, and the doors as (name, address, label, icon)."""

    label: Any
    short: Any
    icon: str
    doors: list[Door]

    def holds(self, name: str) -> bool:
        """Whether one of its doors has that name."""
        return name in {door[0] for door in self.doors}


@cache
def _faces() -> dict[str, list[tuple[Any, Any, str, list[tuple[Door, str]]]]]:
    """By kind of space, the groups of doors and what each door asks for, listed where every slice is known (settings.FACES)."""
    return {
        kind: [
            (
                label,
                short,
                drawing,
                [((name, reverse(name), *rest), capability) for name, *rest, capability in doors],
            )
            for label, short, drawing, doors in groups
        ]
        for kind, groups in import_string(settings.FACES).items()
    }


def doors_of(actor: Actor | None) -> list[Doors]:
    """The groups of doors that open for somebody; one that holds none is left out."""
    groups = _faces()[actor.space.kind] if actor else []
    found = [
        Doors(label, short, drawing, [door for door, capability in doors if actor and actor.may(capability)])
        for label, short, drawing, doors in groups
    ]
    return [group for group in found if group.doors]


@cache
def _dossier_tabs() -> list[tuple[str, Any]]:
    """(name, label) of the parts of a file, listed where every slice is known (settings.DOSSIER_TABS)."""
    return list(import_string(settings.DOSSIER_TABS))


def door_of(here: str, address: str, doors: list[Door]) -> str:
    """The name of the door one came through: the one whose address the page's own goes on from, furthest of all.

    A part of a file, whichever slice brings it, stays behind the door of the files; the first page has no page behind it.
    """
    parts = [name for name, _label in _dossier_tabs()]
    if here in parts:
        room = parts[0].partition(":")[0]
        return next((door[0] for door in doors if door[0].startswith(f"{room}:")), "")
    behind = [
        door
        for door in doors
        if address == door[1] or (door[1] != settings.LOGIN_REDIRECT_URL and address.startswith(door[1]))
    ]
    return max(behind, key=lambda door: len(door[1]))[0] if behind else ""


def page(request: HttpRequest) -> dict[str, Any]:
    """Context of every template."""
    actor = getattr(request, "actor", None)
    groups = doors_of(actor)
    match = request.resolver_match
    here, room = (match.view_name, match.namespace) if match else ("", "")
    section = door_of(here, request.path_info, [door for group in groups for door in group.doors])
    return {
        "actor": actor,
        "groups": groups,
        "bar_groups": groups[:IN_TAB_BAR],
        "more_groups": groups[IN_TAB_BAR:],
        "here": here,
        "section": section,
        "inside_of": next((group for group in groups if group.holds(section)), None),
        "slice": room,
        "help_topic": topic_of(here) if here else None,
        "language": get_language(),
        "direction": "rtl" if get_language_bidi() else "ltr",
        "languages": [("ar", "العربية"), ("fr", "Français"), ("en", "English")],
        "dossier_tabs": _dossier_tabs(),
        "fresh_key": new_id,
    }
