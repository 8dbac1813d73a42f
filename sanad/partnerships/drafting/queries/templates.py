"""The templates that agreements begin from: `data/*.json`, in Arabic and French."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sanad.foundation.content.files import contents_in
from sanad.foundation.content.parts import Part
from sanad.foundation.content.words import Words
from sanad.partnerships.models import Agreement, Article

DATA = Path(__file__).parents[2] / "data"
LONGEST_TITLE, LONGEST_TEXT, MOST_SECTIONS = 200, 5_000, 60
BOTH = ("ar", "fr")


@dataclass(frozen=True)
class Section:
    """One article of a template: which part of an agreement it is, its heading and its text."""

    section: str
    heading: Words
    text: Words


@dataclass(frozen=True)
class Template:
    """A ready text; its words have placeholders in braces."""

    key: str
    kind: str
    title: Words
    about: Words
    sections: tuple[Section, ...]


@cache
def agreement_templates() -> dict[str, Template]:
    """Every template by its key."""
    return {key: _template(Part(content)) for key, content in contents_in(DATA).items()}


def _template(part: Part) -> Template:
    found = part.group("key", "kind", "title", "about", "sections")
    return Template(
        found["key"].text(LONGEST_TITLE),
        found["kind"].one_of(Agreement.Kind.values),
        found["title"].words(LONGEST_TITLE, BOTH),
        found["about"].words(LONGEST_TEXT),
        tuple(_section(row) for row in found["sections"].rows(MOST_SECTIONS)),
    )


def _section(part: Part) -> Section:
    found = part.group("key", "section", "heading", "text")
    return Section(
        found["section"].one_of(Article.Section.values),
        found["heading"].words(LONGEST_TITLE, BOTH),
        found["text"].words(LONGEST_TEXT, BOTH),
    )
