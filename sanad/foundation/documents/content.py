"""What a paper is made of: a few kinds of block, typed, stored as JSON exactly as printed."""

from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True)
class Head:
    """The letterhead: who writes, with what legal identity and address.

    `logo` says where its bytes lie (`files.store.name_of`), so that what is kept of a paper holds no picture.
    """

    name: str
    other_name: str = ""
    lines: list[str] = field(default_factory=list)
    logo: str = ""


@dataclass(frozen=True)
class Heading:
    """A title inside the paper."""

    text: str
    kind: str = "heading"


@dataclass(frozen=True)
class Facts:
    """Label and value pairs."""

    rows: list[tuple[str, str]]
    kind: str = "facts"


@dataclass(frozen=True)
class Prose:
    """Paragraphs of running text; one that begins with a dash is a point of a list."""

    paragraphs: list[str]
    kind: str = "prose"


@dataclass(frozen=True)
class Items:
    """A numbered list."""

    rows: list[str]
    kind: str = "items"


@dataclass(frozen=True)
class Table:
    """Columns with relative widths; empty cells leave room for the pen when `is_form`, and thirty rows go on one page when dense."""

    head: list[str]
    rows: list[list[str]]
    widths: list[int]
    is_form: bool = False
    is_dense: bool = False
    kind: str = "table"


@dataclass(frozen=True)
class Signatures:
    """One box for each signatory: (capacity, name); `is_low` where a page has little room."""

    rows: list[tuple[str, str]]
    note: str = ""
    is_low: bool = False
    kind: str = "signatures"


@dataclass(frozen=True)
class Pair:
    """The same text in Arabic and in French, side by side, one paragraph beside the other; or one heading."""

    rows: list[tuple[str, str]]
    is_heading: bool = False
    kind: str = "pair"


@dataclass(frozen=True)
class Picture:
    """A drawing that Sanad made itself, as SVG, and what it shows in words."""

    svg: str
    alt: str
    kind: str = "picture"


Block = Heading | Facts | Prose | Items | Table | Signatures | Pair | Picture


@dataclass(frozen=True)
class PaperContent:
    """A whole paper. Every string is printed as it stands; `place_and_day` is the line above the title."""

    language: str
    head: Head
    title: str
    subtitle: str
    place_and_day: str
    blocks: list[Block]

    def as_json(self) -> dict[str, Any]:
        """The content as it is stored, printed and shown on the public page."""
        return asdict(self)
