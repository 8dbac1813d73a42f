"""Reading a spreadsheet that somebody sent: judged before it is opened, read row by row, never calculated."""

import io
import zipfile
import zlib
from dataclasses import dataclass
from typing import Any

import openpyxl
from django.utils.translation import gettext_lazy as _

from sanad.foundation.arabic.characters import readable
from sanad.foundation.content.parts import Flaw

LARGEST_FILE = 2 * 1024 * 1024
LARGEST_UNPACKED = 8 * 1024 * 1024  # the sum over its parts: a zip bomb is refused before it is unpacked
MOST_TAGS = 500_000  # of all parts: cells, texts and styles cost time and memory however short they are
MOST_PARTS = 200
MOST_ROWS, MOST_COLUMNS, LONGEST_CELL = 3_000, 40, 4_000
_NOT_TAKEN = {
    "xl/externalLinks/": _("It has links to other files."),
    "xl/vbaProject": _("It has macros."),
    "xl/embeddings/": _("It has other files inside."),
    "xl/activeX/": _("It has macros."),
    "xl/connections": _("It has links to other files."),
    "xl/queryTables/": _("It has links to other files."),
}


@dataclass(frozen=True)
class Row:
    """One row that is not empty: where it stands, and its cells by the title of their column."""

    sheet: str
    number: int
    cells: dict[str, str]

    @property
    def place(self) -> str:
        """Where a person finds it."""
        return _place(self.sheet, self.number)


def rows_of(file: bytes, wanted: dict[str, tuple[str, ...]]) -> dict[str, list[Row]]:
    """The rows of the wanted sheets, each with at least these columns. Raises `Flaw` with sheet, row and reason."""
    _judge(file)
    try:
        book = openpyxl.load_workbook(io.BytesIO(file), read_only=True, data_only=False, keep_links=False)
        return {name: _rows(name, _sheet(book, name), columns) for name, columns in wanted.items()}
    except Flaw:
        raise
    except Exception as broken:  # a broken file makes the reader fail in ways that nobody can list
        raise Flaw(_("This file cannot be read as a spreadsheet. Save it again as .xlsx.")) from broken


def _sheet(book: Any, name: str) -> Any:
    if name not in book.sheetnames:
        raise Flaw(_("This sheet is missing."), name)
    return book[name]


def _judge(file: bytes) -> None:
    if len(file) > LARGEST_FILE:
        raise Flaw(_("This file is too large: 2 MB at most."))
    try:
        with zipfile.ZipFile(io.BytesIO(file)) as archive:
            parts = archive.infolist()
            _judge_size(archive, parts)
    except Flaw:
        raise
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, RuntimeError, EOFError, zlib.error) as broken:
        raise Flaw(_("This file cannot be read as a spreadsheet. Save it again as .xlsx.")) from broken
    for part in parts:
        for beginning, reason in _NOT_TAKEN.items():
            if part.filename.lower().lstrip("/").startswith(beginning.lower()):
                raise Flaw(reason, part.filename[:80])


def _judge_size(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> None:
    """Before anything is read as a spreadsheet: how much there is, as it says and as it is."""
    is_large = len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED
    if is_large or sum(_tags(archive, part) for part in parts) > MOST_TAGS:
        raise Flaw(_("This file unpacks to far more than an instrument needs."))


def _tags(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> int:
    if not part.filename.lower().endswith((".xml", ".rels", ".vml")):
        return 0
    with archive.open(part) as content:
        return sum(piece.count(b"<") for piece in iter(lambda: content.read(1 << 16), b""))


def _rows(name: str, sheet: Any, columns: tuple[str, ...]) -> list[Row]:
    """The rows below the titles; never more than the limits, whatever the sheet says of its size."""
    sheet.reset_dimensions()
    found: list[Row] = []
    titles: list[str] = []
    lines = sheet.iter_rows(max_row=MOST_ROWS + 2, max_col=MOST_COLUMNS + 1)
    for number, line in enumerate(lines, 1):
        values = [_text(name, number, cell) for cell in line]
        if len(values) > MOST_COLUMNS and values[MOST_COLUMNS]:
            raise Flaw(_("There are too many columns."), _place(name, number))
        if number == 1:
            titles = _titles(name, values, columns)
        elif number > MOST_ROWS + 1:
            raise Flaw(_("There are too many rows."), _place(name, number))
        elif any(values):
            found.append(
                Row(name, number, {title: value for title, value in zip(titles, values, strict=False) if title})
            )
    if not titles:
        _titles(name, [], columns)
    return found


def _titles(name: str, values: list[str], columns: tuple[str, ...]) -> list[str]:
    for column in columns:
        if column not in values:
            raise Flaw(_("The column %(column)s is missing.") % {"column": column}, _place(name, 1))
    for place, title in enumerate(values):
        if title and title in values[:place]:
            raise Flaw(_("The column %(column)s stands twice.") % {"column": title[:40]}, _place(name, 1))
    return values


def _text(name: str, number: int, cell: Any) -> str:
    """What stands in a cell, as text. A formula is refused: it says something else on each machine."""
    if cell.data_type == "f":
        raise Flaw(_("There is a formula. Paste its value instead."), _place(name, number))
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = readable(str(value)).strip()
    if len(text) > LONGEST_CELL:
        raise Flaw(_("The text is too long: %(most)s signs at most.") % {"most": LONGEST_CELL}, _place(name, number))
    return text


def _place(sheet: str, number: int) -> str:
    return str(_("sheet %(sheet)s, row %(row)s") % {"sheet": sheet, "row": number})
