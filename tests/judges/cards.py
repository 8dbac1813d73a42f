"""What stands on a page says something: no frame, list or heading around nothing."""

import re
from collections.abc import Iterator

from tests.visits import Here, Visit

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
SHOWN = {"img", "input", "select", "textarea", "button", "svg", "progress", "meter"}
HEADINGS = {"h1", "h2", "h3"}
# A comment, a tag, what no reader sees, or a text.
PIECE = re.compile(
    r"<!--.*?-->|<(?P<hidden>script|template)\b.*?</(?P=hidden)>"
    r"|<(?P<end>/?)(?P<tag>[a-z][\w-]*)(?P<attributes>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>|(?P<text>[^<]+|<)",
    re.DOTALL,
)
CARD = re.compile(
    r"<[a-z][\w-]*(?=\s)[^<>]*?\sclass=(?P<quote>[\"'])(?:[^\"'<>]*\s)?card(?:\s[^\"'<>]*)?(?P=quote)[^<>]*>"
)
UNSEEN = re.compile(r"\shidden(?=[\s>=])")


def empty_cards(html: str) -> list[str]:
    """The headings of the cards in which nothing stands but, at most, a heading."""
    cards = (card for card in CARD.finditer(html) if not UNSEEN.search(card[0]))
    return [heading for card in cards if (heading := _heading_alone(html, card.end())) is not None]


def _heading_alone(html: str, start: int) -> str | None:
    """The heading of the card that begins there; None as soon as anything else is said in it."""
    heading, inside = "", [""]
    for piece in PIECE.finditer(html, start):
        tag, text = piece["tag"], (piece["text"] or "").strip()
        if text and not HEADINGS & set(inside):
            return None
        heading += text
        if tag and piece["end"]:
            inside.pop()
        elif tag in SHOWN and 'type="hidden"' not in piece["attributes"]:
            return None
        elif tag and tag not in VOID:
            inside.append(tag)
        if not inside:
            break
    return heading or "without a heading"


def shows_no_empty_card(here: Here, visit: Visit) -> Iterator[str]:
    """Whoever sees a card is told something in it."""
    if visit.is_html:
        yield from (f"{visit} {heading}" for heading in empty_cards(visit.body.decode(errors="ignore")))
