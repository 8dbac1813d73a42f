"""What a browser would send of the forms on a page."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

Pairs = list[tuple[str, str]]
NOT_SENT = {"submit", "button", "image", "reset", "file"}


@dataclass
class Form:
    """A form as it stands on the page: where it goes, what is in it, the buttons that have a name."""

    action: str
    method: str
    pairs: Pairs = field(default_factory=list)
    buttons: Pairs = field(default_factory=list)
    typed: dict[str, str] = field(default_factory=dict)  # name: kind of the boxes one types in

    def data(self, **changes: Any) -> dict[str, list[str]]:
        """What is sent, with other values under some names."""
        found: dict[str, list[str]] = {}
        for name, value in self.pairs:
            found.setdefault(name, []).append(value)
        return found | {name: value if isinstance(value, list) else [value] for name, value in changes.items()}


class _Reader(HTMLParser):
    """Fields are of the form around them, as no page of ours says `form=`."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._open: Form | None = None
        self._select: dict[str, Any] | None = None
        self._text: dict[str, Any] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        had = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._open = Form(had.get("action", ""), had.get("method", "get").lower())
            self.forms.append(self._open)
        elif self._open is None or "disabled" in had:
            return
        elif tag == "input" and had.get("name"):
            self._input(self._open, had)
        elif tag == "textarea":
            self._text = {"name": had["name"], "value": ""}
        elif tag == "select":
            self._select = {"name": had["name"], "options": [], "chosen": [], "multiple": "multiple" in had}
        elif tag == "option" and self._select is not None:
            self._select["options"].append(had.get("value", ""))
            if "selected" in had:
                self._select["chosen"].append(had.get("value", ""))
        elif tag == "button" and had.get("name"):
            self._open.buttons.append((had["name"], had.get("value", "")))

    def _input(self, form: Form, had: dict[str, str]) -> None:
        kind = had.get("type", "text")
        if kind in NOT_SENT or (kind in {"checkbox", "radio"} and "checked" not in had):
            return
        if kind not in {"hidden", "checkbox", "radio"}:
            form.typed[had["name"]] = kind
        form.pairs.append((had["name"], had.get("value", "on" if kind in {"checkbox", "radio"} else "")))

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text["value"] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None
        elif tag == "textarea" and self._text is not None and self._open is not None:
            text = self._text["value"].removeprefix("\n").replace("\r\n", "\n").replace("\r", "\n")
            self._open.pairs.append((self._text["name"], text.replace("\n", "\r\n")))
            self._open.typed[self._text["name"]] = "textarea"
            self._text = None
        elif tag == "select" and self._select is not None and self._open is not None:
            chosen = self._select["chosen"] or ([] if self._select["multiple"] else self._select["options"][:1])
            chosen = chosen if self._select["multiple"] else chosen[-1:]
            self._open.pairs += [(self._select["name"], value) for value in chosen]
            self._select = None


def forms(html: str) -> list[Form]:
    """Every form of a page."""
    reader = _Reader()
    reader.feed(html)
    return reader.forms


def own_forms(html: str, address: str) -> Iterator[Form]:
    """The forms that are sent to the page that shows them."""
    path = address.partition("?")[0]
    for form in forms(html):
        if form.method == "post" and form.action.partition("?")[0] in {"", path}:
            yield form
