"""What stands in the attributes of a page or a template."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

# Attributes that people read or hear: a number in them is written as in a sentence.
WORDS = {
    "aria-label",
    "aria-description",
    "aria-valuetext",
    "alt",
    "title",
    "placeholder",
    "data-label",
    "data-kept",
    "data-done",
}
_TOKEN = re.compile(r"{{.*?}}|{%.*?%}|{#.*?#}|<(?=[a-z/!])|>|[\w:-]+\s*=|[\"']", re.DOTALL)


class _Attributes(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [(tag, name, value or "") for name, value in attrs]


def attributes(html: str) -> list[tuple[str, str, str]]:
    """(tag, attribute, value) of every attribute of a page that is not read as words."""
    reader = _Attributes()
    reader.feed(html)
    return [each for each in reader.found if each[1] not in WORDS]


def in_attributes(template: str) -> Iterator[tuple[str, str]]:
    """(attribute, expression) of every `{{ … }}` that a template writes inside a tag, but where words are read."""
    inside, quote, name = False, "", ""
    for match in _TOKEN.finditer(template):
        token = match[0]
        if token.startswith("{{"):
            if inside and name not in WORDS:
                yield name, token[2:-2].strip()
        elif token.startswith("{"):
            continue
        elif token == "<" and not inside:
            inside, quote, name = True, "", ""
        elif inside and token in {'"', "'"}:
            quote = "" if quote == token else quote or token
        elif inside and not quote and token == ">":
            inside = False
        elif inside and not quote and token.endswith("="):
            name = token[:-1].strip()


def in_one_line(html: str) -> str:
    """The same page without its layout: one blank between what stands in a tag, none between tags."""
    return re.sub(r"\s+", " ", html).replace(" >", ">").replace("> <", "><")
