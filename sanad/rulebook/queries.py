"""What the law says, as dated and sourced data: `data/<country>.json`, one entry for each value and period."""

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from sanad.foundation.days import covers

DATA = Path(__file__).parent / "data"

# How the value was found. Only the first may be relied on without asking somebody.
CONFIDENCE = {
    "official": _("Read in an official text"),
    "second_hand": _("Read in the press or a guide, to be verified"),
    "memory": _("Not found in a text yet, to be verified"),
}


class UnknownRule(LookupError):
    """No rule of that name is in force on that day."""


@dataclass(frozen=True)
class Rule:
    """One value of the law from a day (to a day). `value` is in `unit`: centimes, days, months, years, MM-DD, yes."""

    key: str
    theme: str
    value: Any
    unit: str
    from_on: date
    to_on: date | None
    confidence: str
    texts: dict[str, dict[str, str]]

    def holds_on(self, day: date) -> bool:
        """True from the first day to the last, both included."""
        return covers(self.from_on, self.to_on, day)

    @property
    def is_sure(self) -> bool:
        """True when it was read in an official text."""
        return self.confidence == "official"

    @property
    def how_sure(self) -> Any:
        """How sure it is, in words."""
        return CONFIDENCE[self.confidence]

    @property
    def says(self) -> str:
        """What it says, in the language of the page."""
        return _in_language(self.texts["says"])

    @property
    def law(self) -> str:
        """The text that it comes from, with the article where known."""
        return _in_language(self.texts["law"])

    @property
    def source(self) -> str:
        """Where it was read."""
        return self.texts["source"]["read_in"]


def _in_language(texts: dict[str, str]) -> str:
    return texts.get(get_language() or "ar") or texts["ar"]


@cache
def book(country: str = "MA") -> tuple[Rule, ...]:
    """Every rule of a country, of every period, in the order of the file."""
    entries = json.loads((DATA / f"{country.lower()}.json").read_text(encoding="utf-8"))
    return tuple(
        Rule(
            key=entry["key"],
            theme=entry["key"].split(".")[0],
            value=entry["value"],
            unit=entry["unit"],
            from_on=date.fromisoformat(entry["from"]),
            to_on=date.fromisoformat(entry["to"]) if entry["to"] else None,
            confidence=entry["confidence"],
            texts={"says": entry["says"], "law": entry["law"], "source": {"read_in": entry["source"]}},
        )
        for entry in entries
    )


def rule(key: str, on: date | None = None, country: str = "MA") -> Rule:
    """The rule of that name in force on a day (today). Raises `UnknownRule`."""
    day = on or timezone.localdate()
    for found in book(country):
        if found.key == key and found.holds_on(day):
            return found
    raise UnknownRule(key)


def rules_in_force(on: date | None = None, country: str = "MA") -> list[Rule]:
    """The rules in force on a day (today)."""
    day = on or timezone.localdate()
    return [found for found in book(country) if found.holds_on(day)]
