"""The pages and forms that a walk through Sanad comes upon."""

from dataclasses import dataclass, field
from functools import lru_cache
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve


@dataclass
class Box:
    """What can be filled in: the values that the page offers, in the order of the page."""

    name: str
    kind: str
    values: list[str] = field(default_factory=list)
    choices: list[str] = field(default_factory=list)


@dataclass
class Form:
    address: str
    boxes: list[Box]
    is_multipart: bool
    who: str = "sg"

    @property
    def shape(self) -> tuple:
        return (view_of(self.address), *sorted({box.name for box in self.boxes}))


@lru_cache(maxsize=10_000)
def view_of(address: str) -> str:
    """Which page it is, whatever it is about; empty when it is none of ours."""
    try:
        return resolve(urlsplit(address).path).view_name or ""
    except Resolver404:
        return ""


class Page(HTMLParser):
    """The links and the forms of a page."""

    def __init__(self, address: str, content: str) -> None:
        super().__init__()
        self.address, self.links, self.forms = address, [], []
        self._form: Form | None = None
        self._select: Box | None = None
        self._text: Box | None = None
        self.feed(content)

    def _own(self, address: str) -> str:
        parts = urlsplit(urljoin(self.address, address.replace(settings.PUBLIC_ADDRESS, "", 1)))
        return "" if parts.netloc or parts.scheme else parts.path + (f"?{parts.query}" if parts.query else "")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        for name in ("href", "src", "value", "hx-get", "data-url"):
            if "/" in has.get(name, "") and (found := self._own(has[name])):
                self.links.append(found)
        if tag == "form":
            posts = has.get("method", "get").lower() == "post"
            self._form = Form(self._own(has.get("action", "")) or self.address, [], "enctype" in has)
            if posts:
                self.forms.append(self._form)
        if self._form is None or not has.get("name"):
            if tag == "option" and self._select is not None:
                self._select.choices.append(has.get("value", ""))
                if "selected" in has:
                    self._select.values.append(has.get("value", ""))
            return
        self._box(tag, has)

    def _box(self, tag: str, has: dict[str, str]) -> None:
        kind = has.get("type", "text") if tag in {"input", "button"} else tag
        known = next((box for box in self._form.boxes if box.name == has["name"]), None)
        box = known or Box(has["name"], has.get("inputmode") or kind)
        if known is None:
            self._form.boxes.append(box)
        if kind in {"radio", "checkbox", "submit"} or tag == "button":
            box.choices.append(has.get("value", "on"))
            if "checked" in has:
                box.values.append(has.get("value", "on"))
        elif tag == "select":
            self._select = box
        elif tag == "textarea":
            self._text = box
            box.values.append("")
        elif tag == "input" and kind != "file":
            box.values.append(has.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "select":
            self._select = None
        elif tag == "textarea":
            self._text = None

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text.values[-1] += data
