"""The doors of a space, as the slices declare them, in the groups of each face.

A slice writes `doors.py` and imports it in `apps.ready()`:

    open_door("activities:calendar", _("Calendar"), "calendar", {"association": ("doing", 20), "support": ("doing", 20)})

The order and the words of the groups are one matter of the whole house (`settings.GROUPS_OF_DOORS`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sanad.foundation.policy import Text


@dataclass(frozen=True)
class Declared:
    """A door, what it asks for, and where it stands: by kind of space, its group and its place among the doors of that."""

    address: str
    label: Text
    icon: str
    stands: Mapping[str, tuple[str, int]]
    capability: str
    called: Mapping[str, Text] = field(default_factory=dict)

    def label_for(self, kind: str) -> Text:
        """What a space of that kind calls it."""
        return self.called.get(kind, self.label)


_DOORS: dict[str, Declared] = {}


def open_door(
    address: str,
    label: Text,
    icon: str,
    stands: Mapping[str, tuple[str, int]],
    *,
    capability: str = "space.read",
    called: Mapping[str, Text] | None = None,
) -> None:
    """Declare where one goes in, by the name of its address; a kind of space for which it does not stand has none."""
    _DOORS[address] = Declared(address, label, icon, stands, capability, called or {})


def doors_in(kind: str, group: str) -> list[Declared]:
    """The doors of a group, in their order."""
    found = [door for door in _DOORS.values() if door.stands.get(kind, ("",))[0] == group]
    return sorted(found, key=lambda door: (door.stands[kind][1], door.address))


def groups_named(kind: str) -> set[str]:
    """The groups in which doors of that kind of space stand."""
    return {door.stands[kind][0] for door in _DOORS.values() if kind in door.stands}
