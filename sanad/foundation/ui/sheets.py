"""One file a component in `static/sanad/css/`, one sheet on a page: joined when the static files are gathered."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.base import ContentFile, File
from django.core.files.storage import Storage
from django.utils.deconstruct import deconstructible

FOLDER = Path(__file__).resolve().parents[1] / "static" / "sanad" / "css"
SHEET = "sanad/css/sanad.css"
# A later file wins over an earlier one of the same weight: the order is part of the sheet.
COMPONENTS = (
    "base",
    "top",
    "frame",
    "buttons",
    "forms",
    "cards",
    "ahead",
    "tabs",
    "prose",
    "help",
    "tables",
    "calendar",
    "papers",
    "questions",
    "lines",
    "lessons",
    "narrow",
    "checking",
    "printing",
    "motion",
)


def sources() -> list[Path]:
    """The files of the sheet, in their order."""
    return [FOLDER / f"{name}.css" for name in COMPONENTS]


@deconstructible
class JoinedSheet(Storage):
    """A storage of one file that is no file: the components, one after the other."""

    def _open(self, _name: str, _mode: str = "rb") -> File:
        return ContentFile(b"\n".join(path.read_bytes() for path in sources()))

    def path(self, _name: str) -> str:
        """Where its parts lie: `collectstatic` says where a file comes from."""
        return str(FOLDER)

    def exists(self, name: str) -> bool:
        return name == SHEET

    def get_modified_time(self, _name: str) -> datetime:
        return datetime.fromtimestamp(max(path.stat().st_mtime for path in sources()), UTC)


class SheetFinder(BaseFinder):
    """Gives the joined sheet to `collectstatic`; by itself it lies nowhere."""

    storage = JoinedSheet()

    def check(self, **_kwargs: Any) -> list[Any]:
        return []

    def find(self, _path: str, *_args: Any, **_kwargs: Any) -> list[str]:
        return []

    def list(self, _ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:
        yield SHEET, self.storage
