"""The guide on paper: the texts of help in their order, with screens beside them where somebody took some."""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils.translation import gettext, override

from sanad.foundation.arabic import dates
from sanad.foundation.content.words import Words
from sanad.foundation.documents.engine import compile_pdf
from sanad.foundation.help.drawings import DRAWINGS
from sanad.foundation.help.terms import Term, terms, with_terms
from sanad.foundation.help.topics import Topic, shelves

TEMPLATE = Path(__file__).parent / "guide.typ"
_SPLIT = "\x1f"  # between a term and what stands beside it
BESIDE_A_SCREEN = 950  # signs of text that find room beside one


@dataclass(frozen=True)
class Screen:
    """A photograph of a screen: JPEG, and its size."""

    jpeg: bytes
    wide: int
    high: int

    @property
    def svg(self) -> str:
        """The picture as the typesetter takes it in a text."""
        size = f'width="{self.wide}" height="{self.high}"'
        picture = f'<image href="data:image/jpeg;base64,{b64encode(self.jpeg).decode()}" {size}/>'
        return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.wide} {self.high}" {size}>{picture}</svg>'


def _runs(text: Words) -> list[dict[str, Any]]:
    """The text in pieces: those that are a term of the field, and those between."""

    def apart(_term: Term, word: str) -> str:
        return f"{_SPLIT}{word}{_SPLIT}"

    pieces = with_terms(str(text), apart).split(_SPLIT)
    return [{"text": piece, "is_term": number % 2 == 1} for number, piece in enumerate(pieces) if piece]


def _of_topic(topic: Topic) -> dict[str, Any]:
    said = [
        ("", topic.use),
        (gettext("First:"), topic.first),
        *(("•", step) for step in topic.steps),
        (gettext("Then:"), topic.then),
        (gettext("Mind:"), topic.final),
    ]
    return {
        "title": str(topic.title),
        "says": [{"word": word, "runs": _runs(text)} for word, text in said if str(text)],
    }


def _rows(topics: Sequence[Topic], screens: Mapping[str, Screen]) -> list[dict[str, Any]]:
    """The topics of a shelf; beside a screen stand its own and those after it that have none, as many as find room."""
    rows: list[dict[str, Any]] = []
    room = 0
    for topic in topics:
        length = sum(len(str(words)) for words in topic.sentences)
        if rows and topic.key not in screens and length <= room:
            rows[-1]["topics"].append(_of_topic(topic))
            room -= length
            continue
        screen = screens.get(topic.key)
        alt = gettext("The screen: %(title)s") % {"title": topic.title}
        rows.append({"topics": [_of_topic(topic)], "screen": screen.svg if screen else "", "alt": alt})
        room = BESIDE_A_SCREEN - length if screen else 0
    return rows


def _drawn(name: str) -> list[str]:
    return [str(step) for step in DRAWINGS[name]]


def guide_data(language: str, screens: Mapping[str, Screen], at: datetime) -> dict[str, Any]:
    """What the guide says in a language, for the typesetter."""
    with override(language):
        return {
            "language": language,
            "title": gettext("Guide to Sanad"),
            "lead": [
                gettext(
                    "Sanad is free software with which a support organisation accompanies associations, from their needs to what has changed."
                ),
                gettext(
                    "On it each association runs its own affairs: people, meetings, minutes, agreements, training."
                ),
                gettext(
                    "Each page has the same text behind the question mark beside its title; words that are underlined stand at the end with what they mean."
                ),
            ],
            "day": dates.day(at, language),
            "contents_word": gettext("Contents"),
            "page_word": gettext("Page"),
            "chain_word": gettext("What leads to what"),
            "chain": _drawn("chain"),
            "paper": _drawn("paper"),
            "shelves": [{"title": str(title), "rows": _rows(found, screens)} for title, found in shelves()],
            "terms_word": gettext("Words of the field"),
            "terms_lead": gettext(
                "Nothing here is legal advice; ask somebody who knows the practice before you rely on it."
            ),
            "terms": [
                {
                    "word": str(term.word),
                    "other": term.word.fr if language == "ar" else term.word.ar,
                    "means": str(term.means),
                }
                for term in terms().values()
            ],
        }


def printed_guide(language: str, screens: Mapping[str, Screen], at: datetime) -> bytes:
    """The guide as a PDF; without screens its texts alone."""
    return compile_pdf(TEMPLATE, guide_data(language, screens, at), at)
