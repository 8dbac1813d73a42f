"""The templates that agreements begin from: `data/*.json`, in Arabic and French."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.translation import get_language

DATA = Path(__file__).parents[1] / "data"


@dataclass(frozen=True)
class Section:
    """One article of a template; `heading` and `text` by language."""

    section: str
    heading: dict[str, str]
    text: dict[str, str]


@dataclass(frozen=True)
class Template:
    """A ready text; its words have placeholders in braces."""

    key: str
    kind: str
    titles: dict[str, str]
    abouts: dict[str, str]
    sections: tuple[Section, ...]

    @property
    def title(self) -> str:
        """The title in the language of the page, else French."""
        return self.titles.get(get_language() or "ar", self.titles["fr"])

    @property
    def about(self) -> str:
        """What it is for, in the language of the page."""
        return self.abouts[get_language() or "ar"]


@cache
def agreement_templates() -> dict[str, Template]:
    """Every template by its key."""
    found = {}
    for path in sorted(DATA.glob("*.json")):
        entry = json.loads(path.read_text(encoding="utf-8"))
        sections = tuple(Section(each["section"], each["heading"], each["text"]) for each in entry["sections"])
        found[entry["key"]] = Template(entry["key"], entry["kind"], entry["title"], entry["about"], sections)
    return found
