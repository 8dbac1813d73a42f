"""What every page knows: who acts, where the doors are, in which direction one reads."""

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_bidi

from sanad.foundation.help.topics import topic_of
from sanad.foundation.ids import new_id
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.spaces.roles import CAPABILITIES
from sanad.foundation.ui.doors import doors_in

IN_TAB_BAR = 4


class Door(NamedTuple):
    """Where one goes in, by the name of its address, with a label and a drawing."""

    name: str
    address: str
    label: Any
    icon: str


@dataclass(frozen=True)
class Doors:
    """A group of doors: what one comes for, in a word for the bar of a phone, a drawing, and the doors."""

    label: Any
    short: Any
    icon: str
    doors: list[Door]

    def holds(self, name: str) -> bool:
        """Whether one of its doors has that name."""
        return name in {door.name for door in self.doors}


@dataclass(frozen=True)
class _Group:
    """A group with the doors that slices declared for it, and what each of them asks for."""

    label: Any
    short: Any
    icon: str
    doors: list[tuple[Door, str]]


@cache
def _face(kind: str) -> list[_Group]:
    """The groups of a kind of space, in the order in which the whole house shows them (settings.GROUPS_OF_DOORS)."""
    groups = []
    for group, label, short, drawing in import_string(settings.GROUPS_OF_DOORS)[kind]:
        doors = [
            (Door(door.address, reverse(door.address), door.label_for(kind), door.icon), door.capability)
            for door in doors_in(kind, group)
        ]
        if doors:
            first = doors[0][0]
            groups.append(_Group(label or first.label, short or first.label, drawing or first.icon, doors))
    return groups


def doors_of(actor: Actor | None) -> list[Doors]:
    """The groups of doors that open for somebody; one that holds none is left out."""
    return _doors_of(actor.space.kind, actor.role) if actor else []


@cache
def _doors_of(kind: str, role: str) -> list[Doors]:
    held = CAPABILITIES.get(role, frozenset())
    found = [
        Doors(group.label, group.short, group.icon, [door for door, capability in group.doors if capability in held])
        for group in _face(kind)
    ]
    return [group for group in found if group.doors]


def drawn_doors(part: str, actor: Actor | None, section: str, here: str) -> SafeString:
    """A part of the frame with the doors of somebody (`ui/_doors_<part>.html`), that of `section` marked."""
    if actor is None:
        return SafeString()
    return _drawn(part, actor.space.kind, actor.role, section, get_language(), is_there=here == section)


@lru_cache(maxsize=500)
def _drawn(part: str, kind: str, role: str, section: str, _language: str | None, *, is_there: bool) -> SafeString:
    """Who has the same role reads the same on every page behind one door: it is drawn once in each language."""
    groups = _doors_of(kind, role)
    told = {
        "groups": groups,
        "bar_groups": groups[:IN_TAB_BAR],
        "more_groups": groups[IN_TAB_BAR:],
        "inside_of": next((group for group in groups if group.holds(section)), None),
        "section": section,
        "is_there": is_there,
    }
    return render_to_string(f"ui/_doors_{part}.html", told)


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
        return next((door.name for door in doors if door.name.startswith(f"{room}:")), "")
    behind = [
        door
        for door in doors
        if address == door.address or (door.address != settings.LOGIN_REDIRECT_URL and address.startswith(door.address))
    ]
    return max(behind, key=lambda door: len(door.address)).name if behind else ""


def page(request: HttpRequest) -> dict[str, Any]:
    """Context of every template."""
    actor = getattr(request, "actor", None)
    groups = doors_of(actor)
    match = request.resolver_match
    here, room = (match.view_name, match.namespace) if match else ("", "")
    doors = [door for group in groups for door in group.doors]
    through = getattr(request, "came_through", "")  # as a view says of a page that its address does not tell
    section = through if through in {door.name for door in doors} else door_of(here, request.path_info, doors)
    return {
        "actor": actor,
        "groups": groups,
        "here": here,
        "section": section,
        "is_further": any(group.holds(section) for group in groups[IN_TAB_BAR:]),
        "slice": room,
        "help_topic": topic_of(here) if here else None,
        "language": get_language(),
        "direction": "rtl" if get_language_bidi() else "ltr",
        "languages": [("ar", "العربية"), ("fr", "Français"), ("en", "English")],
        "dossier_tabs": _dossier_tabs(),
        "fresh_key": new_id,
    }
