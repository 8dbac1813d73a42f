"""What Sanad knows of the world from others, how old that is, and when it should be looked at again.

`data/reference.json` says for each source which version is pinned and when it was published or last gone through; a test
holds it against the requirements. Slices declare what they bring.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.metadata import version
from pathlib import Path

from django.utils.functional import Promise
from django.utils.translation import gettext as _

KNOWN = Path(__file__).parent / "data" / "reference.json"


@dataclass(frozen=True)
class Reference:
    """One source: `installed` tells the version in use, `warns` what else is wrong with it; old after `good_for` days."""

    key: str
    label: str | Promise
    good_for: int
    installed: Callable[[], str]
    warns: Callable[[], list[str]] = list

    @property
    def published_on(self) -> date | None:
        """When the version in use was published; None when that is not written down."""
        known = _known()[self.key]
        return date.fromisoformat(known["published_on"]) if known["version"] == self.installed() else None

    def warnings(self, today: date) -> list[str]:
        """What whoever keeps the installation should know."""
        since = self.published_on
        if since is None:
            return [_("nobody wrote down how old this version is"), *self.warns()]
        age = (today - since).days
        return [*([_("old: look for a newer version of Sanad")] if age > self.good_for else []), *self.warns()]


REFERENCES: list[Reference] = []


def declare(reference: Reference) -> Reference:
    """Let `sanad doctor` tell of a source."""
    REFERENCES.append(reference)
    return reference


def of_package(name: str) -> Callable[[], str]:
    """The version of an installed package."""
    return lambda: version(name)


@cache
def _known() -> dict[str, dict[str, str]]:
    return json.loads(KNOWN.read_text(encoding="utf-8"))
