"""What stands on a page says something: no frame, list or heading around nothing."""

from collections.abc import Iterator
from html.parser import HTMLParser

from tests.visits import Here, Visit

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
SHOWN = {"img", "input", "select", "textarea", "button", "svg", "progress", "meter"}
HEADINGS = {"h1", "h2", "h3"}
HIDDEN = {"script", "template"}


class _Cards(HTMLParser):
    """The cards of a page in which nothing stands but, at most, a heading."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.cards: list[tuple[int, str, bool]] = []  # how deep, its heading, whether anything is said in it
        self.empty: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in SHOWN and not any(name == "type" and value == "hidden" for name, value in attrs):
            self.cards = [(depth, heading, True) for depth, heading, _said in self.cards]
        if tag in VOID:
            return
        self.open.append(tag)
        told = dict(attrs)
        if "card" in (told.get("class") or "").split() and "hidden" not in told:
            self.cards.append((len(self.open), "", False))

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID or tag not in self.open:
            return
        while self.open:
            if self.cards and self.cards[-1][0] == len(self.open):
                _depth, heading, is_said = self.cards.pop()
                self.empty += [] if is_said else [heading or "without a heading"]
            if self.open.pop() == tag:
                return

    def handle_data(self, data: str) -> None:
        if not data.strip() or HIDDEN & set(self.open):
            return
        is_heading = bool(HEADINGS & set(self.open))
        self.cards = [
            (depth, heading + data.strip() * is_heading, is_said or not is_heading)
            for depth, heading, is_said in self.cards
        ]


def empty_cards(html: str) -> list[str]:
    """The headings of the cards in which nothing stands."""
    reader = _Cards()
    reader.feed(html)
    return reader.empty


def shows_no_empty_card(here: Here, visit: Visit) -> Iterator[str]:
    """Whoever sees a card is told something in it."""
    if visit.is_html:
        yield from (f"{visit} {heading}" for heading in empty_cards(visit.body.decode(errors="ignore")))
