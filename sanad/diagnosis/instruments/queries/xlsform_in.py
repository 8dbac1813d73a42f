"""An instrument read from an XLSForm workbook, with the row from which each part comes."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from sanad.diagnosis.instruments.queries.blueprint import every_level
from sanad.diagnosis.instruments.queries.spreadsheet import Row, rows_of
from sanad.diagnosis.instruments.queries.xlsform import COLUMNS, HEAD, LABELS, OTHER_REPLIES
from sanad.foundation.content.parts import Flaw

LONGEST_NUMBER = 5


def from_xlsform(file: bytes) -> tuple[dict[str, Any], dict[str, str]]:
    """The content of a workbook, and the row of each place in it. Raises `Flaw` with sheet, row and reason.

    The content is shaped, not yet held to the rules of an instrument: `blueprint.read` does that.
    """
    sheets = rows_of(file, COLUMNS)
    reading = _Reading()
    for row in sheets["survey"]:
        reading.survey(row)
    for row in sheets["choices"]:
        reading.choice(row)
    reading.end_choices()
    for row in sheets["settings"]:
        reading.settings(row)
    for row in sheets["sanad"]:
        reading.more(row)
    return reading.content, reading.places


def place_in_sheet(place: str, places: dict[str, str]) -> str:
    """The row of the workbook that holds a place of the content, else the place itself."""
    part = place
    while part:
        if part in places:
            return places[part]
        part = part[: max(part.rfind("."), part.rfind("["), 0)]
    return place


class _Reading:
    """The content as far as it is read."""

    def __init__(self) -> None:
        self.domains: list[dict[str, Any]] = []
        self.content: dict[str, Any] = {"levels": [], "evidence_kinds": {}, "domains": self.domains}
        self.places: dict[str, str] = {}
        self.items: dict[str, dict[str, Any]] = {}
        self.where: dict[str, str] = {}  # where each item stands in the content
        self.is_inside = False

    def survey(self, row: Row) -> None:
        """A group begins or ends, or a question with one choice stands in it."""
        kind, _blank, of_list = row.cells["type"].partition(" ")
        if kind == "begin_group" and not self.is_inside:
            self.is_inside = True
            self.places[f"domains[{len(self.domains)}]"] = row.place
            self.domains.append({"key": row.cells["name"], "title": _labels(row), "items": []})
        elif kind == "end_group" and self.is_inside:
            self.is_inside = False
        elif kind == "select_one" and self.is_inside:
            self._item(row, of_list)
        else:
            raise Flaw(_("Only groups and questions with one choice, inside a group, are taken."), row.place)

    def _item(self, row: Row, of_list: str) -> None:
        name = row.cells["name"]
        if of_list != name:
            raise Flaw(_("The list of choices must have the name of the question."), row.place)
        if name in self.items:
            raise Flaw(_("The key %(key)s stands twice.") % {"key": name[:42]}, row.place)
        items = self.domains[-1]["items"]
        self.where[name] = f"domains[{len(self.domains) - 1}].items[{len(items)}]"
        self.places[self.where[name]] = row.place
        self.items[name] = {"key": name, "core": False, "title": _labels(row), "remedy": {}, "levels": []}
        items.append(self.items[name])

    def choice(self, row: Row) -> None:
        """A level of an item; the two answers that are no level are the same everywhere."""
        key = row.cells["list_name"]
        levels = self._known(row, key)["levels"]
        if row.cells["name"] in OTHER_REPLIES:
            return
        self.places[f"{self.where[key]}.levels[{len(levels)}]"] = row.place
        levels.append({"level": _number_or_text(row.cells["name"]), "text": _labels(row), "evidence": []})

    def end_choices(self) -> None:
        """Every question has its levels: said at the question, before anything else refers to them."""
        for key, item in self.items.items():
            every_level([level["level"] for level in item["levels"]], self.places[self.where[key]])

    def settings(self, row: Row) -> None:
        """The name and version of the instrument."""
        if "key" in self.content:
            raise Flaw(_("This sheet must have one row below the titles."), row.place)
        self.places["key"] = self.places["version"] = row.place
        self.content |= {"key": row.cells["form_id"], "version": _number_or_text(row.cells["version"])}

    def more(self, row: Row) -> None:
        """One line of the sheet `sanad`."""
        readers = {
            "head": self._head,
            "level": self._level,
            "evidence_kind": self._evidence_kind,
            "core": self._core,
            "remedy": self._remedy,
            "evidence": self._evidence,
        }
        reader = readers.get(row.cells["what"])
        if reader is None:
            raise Flaw(_("Nothing of this name is known here."), row.place)
        reader(row)

    def _head(self, row: Row) -> None:
        name = row.cells["key"]
        if name in self.content:
            raise Flaw(_("This stands twice."), row.place)
        self.places[name] = row.place
        self.content[name] = row.cells["value"] if name in HEAD else _labels(row)

    def _level(self, row: Row) -> None:
        levels = self.content["levels"]
        if any(level["level"] == _number_or_text(row.cells["key"]) for level in levels):
            raise Flaw(_("This stands twice."), row.place)
        self.places[f"levels[{len(levels)}]"] = row.place
        levels.append({"level": _number_or_text(row.cells["key"]), "name": _labels(row)})

    def _evidence_kind(self, row: Row) -> None:
        kinds, key = self.content["evidence_kinds"], row.cells["key"]
        if key in kinds:
            raise Flaw(_("This stands twice."), row.place)
        self.places[f"evidence_kinds.{key}"] = row.place
        kinds[key] = _labels(row)

    def _core(self, row: Row) -> None:
        item = self._known(row, row.cells["key"])
        if item["core"]:
            raise Flaw(_("This stands twice."), row.place)
        item["core"] = True

    def _remedy(self, row: Row) -> None:
        item = self._known(row, row.cells["key"])
        if item["remedy"]:
            raise Flaw(_("This stands twice."), row.place)
        form, _blank, field = row.cells["value"].partition(" ")
        self.places[f"{self.where[item['key']]}.remedy"] = row.place
        item["remedy"] = {"form": form, "field": field, "text": _labels(row)}

    def _evidence(self, row: Row) -> None:
        item = self._known(row, row.cells["key"])
        number, *kinds = row.cells["value"].split() or [""]
        for place, level in enumerate(item["levels"]):
            if level["level"] == _number_or_text(number) and not level["evidence"]:
                self.places[f"{self.where[item['key']]}.levels[{place}].evidence"] = row.place
                level["evidence"] = kinds
                return
        raise Flaw(_("This level is not among the choices of the question, or stands twice."), row.place)

    def _known(self, row: Row, key: str) -> dict[str, Any]:
        if key not in self.items:
            raise Flaw(_("No question has this name."), row.place)
        return self.items[key]


def _labels(row: Row) -> dict[str, str]:
    return {language: row.cells[column] for language, column in LABELS.items()}


def _number_or_text(text: str) -> int | str:
    """The number, or the text as it stands, which the reader of contents then refuses at its place."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < LONGEST_NUMBER else text
