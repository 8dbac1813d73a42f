"""A list of rows: search, filters, pages, export; a table on wide screens, cards on narrow ones."""

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from itertools import compress
from tempfile import TemporaryFile
from typing import Any

import xlsxwriter
from django.core.paginator import EmptyPage, Page, Paginator
from django.db.models import QuerySet
from django.db.models.sql.where import WhereNode
from django.http import FileResponse, HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.functional import cached_property
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from sanad.foundation.naming.models import MANY, best_first

PAGE = 50
COUNTED = 1_000  # rows; of more it is said that they are more
LAST = 20_000  # pages that anybody turns: each is found by passing over all before it
LONGEST_SEARCH = 200
# What begins a formula, wide or not, after anything that a spreadsheet does not show; and what itself parts cells.
_FORMULA = re.compile(
    r"[\s\x00-\x20\x7f-\xa0\u00ad\u034f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]*[=+\-@＝＋－＠﹢﹣﹦﹫]|[\t\r\n]"
)


@dataclass(frozen=True)
class Column:
    """`accessor` is an attribute path or a function of the row; `kind` says how it is shown.

    Kinds: text, name, day, clock, code, count, amount (centimes), state (`get_<field>_display`), picture (the address of
    one made small; it is not exported).
    """

    label: Any
    accessor: str | Callable[[Any], Any]
    kind: str = "text"

    @property
    def state_field(self) -> str:
        """The field whose words a state column shows."""
        return str(self.accessor).removeprefix("get_").removesuffix("_display")

    def value(self, row: Any) -> Any:
        """What the row has in this column; callables are called; None where a step is missing."""
        if callable(self.accessor):
            return self.accessor(row)
        for step in self.accessor.split("."):
            row = getattr(row, step, None)
            row = row() if callable(row) else row
        return row


@dataclass(frozen=True)
class Listing:
    """What a list shows; `link` gives a row's address; `search` narrows the rows by typed words.

    `empty` is what is read when there are no rows: a title, or a title and a sentence.
    """

    title: Any
    columns: list[Column]
    link: Callable[[Any], str] | None = None
    search: Callable[[QuerySet, str], QuerySet] | None = None
    filterset: type | None = None
    empty: Any = _("Nothing here yet.")
    lead: Any = ""
    file_name: str = "list"
    template: str = "ui/listing.html"
    extra: dict[str, Any] = field(default_factory=dict)


def words_asked(request: HttpRequest) -> str:
    """What somebody looks for in a list."""
    return request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_SEARCH]


def listing(request: HttpRequest, spec: Listing, rows: QuerySet, **context: Any) -> HttpResponseBase:
    """Render the list, its HTMX fragment, or its export (`?export=csv|xlsx`)."""
    words = words_asked(request)
    are_many = False
    if spec.search and words:
        rows, are_many = best_first(spec.search(rows, words), rows)
    filters = filters_of(request, spec.filterset, rows) if spec.filterset else None
    rows = filters.qs if filters else rows
    if (sent := exported(request, spec, rows)) is not None:
        return sent
    are_fewer = filters is not None and any(request.GET.get(name) for name in filters.filters)
    page = Pages(rows, PAGE, more_than=MANY if are_many and not are_fewer else 0).get_page(request.GET.get("page"))
    rows_of_values = [[column.value(row) for column in spec.columns] for row in page]
    tells = _telling(rows_of_values, len(spec.columns))
    columns = list(compress(spec.columns, tells))
    cells = [
        (row, spec.link(row) if spec.link else None, list(zip(columns, compress(values, tells), strict=True)))
        for row, values in zip(page, rows_of_values, strict=True)
    ]
    query = request.GET.copy()
    query.pop("page", None)
    shown = {
        "spec": spec,
        "title": spec.title,
        "page": page,
        "columns": columns,
        "cells": cells,
        "words": words,
        "filters": filters,
        "searchable": spec.search is not None,
        "query": query.urlencode(),
        "narrowed": any(query.values()),
        "empty": spec.empty if isinstance(spec.empty, tuple) else (spec.empty, ""),
        **spec.extra,
        **context,
    }
    part = request.htmx and not request.htmx.boosted and not request.htmx.history_restore_request
    response = render(request, "ui/_rows.html" if part else spec.template, shown)
    patch_vary_headers(response, ["HX-Request"])
    return response


def _telling(rows: list[list[Any]], width: int) -> list[bool]:
    """Of each column, whether a row of the page says something in it; the first always: the others only make those narrow."""
    return [place == 0 or any(row[place] is not None and row[place] != "" for row in rows) for place in range(width)]


def exported(
    request: HttpRequest, spec: Listing, rows: QuerySet | Sequence[Any]
) -> StreamingHttpResponse | FileResponse | None:
    """The rows as a spreadsheet when the address asks for one (`?export=csv|xlsx`)."""
    asked = request.GET.get("export")
    return {"csv": _csv, "xlsx": _xlsx}[asked](spec, rows) if asked in {"csv", "xlsx"} else None


def _rows_by_key(rows: Any, some: Any) -> QuerySet:
    """Some of the rows, with all that the list asks of them; what they meet is not asked again where that is safe.

    SQLite would go through all rows of the space for it.
    """
    whole = rows.all()
    links = (getattr(join, "join_field", None) for join in whole.query.alias_map.values())
    if all(link is None or link.many_to_one or link.one_to_one for link in links):
        whole.query.where = WhereNode()
    return whole.filter(pk__in=some.values("pk"))


class Pages(Paginator):
    """Pages of rows of which no more than `COUNTED` are counted: whoever has a million need not wait for that number.

    Behind what is counted one goes on page by page, for as long as there are rows. `more_than`: that they are more is known
    already, and is not counted again.
    """

    counted = COUNTED

    def __init__(self, rows: QuerySet, per_page: int, *, more_than: int = 0) -> None:
        super().__init__(rows, per_page)
        if more_than:
            self.counted, self.count = more_than, more_than + 1

    @cached_property
    def count(self) -> int:
        """How many rows there are, or one more than are counted."""
        return self.object_list.order_by()[: self.counted + 1].count()

    @property
    def has_more(self) -> bool:
        """True when there are more rows than are counted."""
        return self.count > self.counted

    def validate_number(self, number: Any) -> int:
        """A page behind what is counted may be asked for; its rows tell whether there is one."""
        known = super().validate_number
        try:
            return known(number)
        except EmptyPage:
            if self.has_more and (wanted := int(number)) > 1 and self._holds(wanted):
                return wanted
            raise

    def page(self, number: Any) -> "SomeRows":
        """The rows of a page that there is. Only keys are sorted on the way to it: a sort of all rows carries nothing else."""
        first = (number - 1) * self.per_page
        some = self.object_list[first : first + self.per_page]
        return SomeRows(_rows_by_key(self.object_list, some), number, self)

    def _holds(self, number: int) -> bool:
        return number <= LAST and self.object_list[(number - 1) * self.per_page :][:1].exists()


class SomeRows(Page):
    """One page; behind what is counted it goes on while it is full."""

    def has_next(self) -> bool:
        """True when there is another page."""
        if not self.paginator.has_more:
            return super().has_next()
        return self.number < LAST and len(self.object_list) == self.paginator.per_page

    def next_page_number(self) -> int:
        """The number of that page."""
        return self.number + 1

    def previous_page_number(self) -> int:
        """The number of the page before, which is there as this one is."""
        return self.number - 1


def filters_of(request: HttpRequest, filterset: type, rows: QuerySet) -> Any:
    """The filters that the address asks for, with their form and the rows that are left."""
    filters = filterset(request.GET, queryset=rows, request=request)
    for box in filters.form.fields.values():
        if getattr(box, "empty_label", None):
            box.empty_label = _("All")
            if not hasattr(box, "queryset"):  # its choices remember the label of the class
                box.widget.choices = [(value, _("All") if value == "" else words) for value, words in box.choices]
    return filters


def _flat(column: Column, row: Any) -> Any:
    """A cell as a spreadsheet holds it."""
    value = column.value(row)
    if column.kind == "amount" and value is not None:
        return Decimal(value) / 100
    if isinstance(value, datetime):
        return localtime(value).replace(tzinfo=None)
    if value is None or isinstance(value, int | float | date):
        return value
    return str(value)


def _lines(spec: Listing, rows: QuerySet | Sequence[Any]) -> Iterator[list[Any]]:
    columns = [column for column in spec.columns if column.kind != "picture"]
    yield [str(column.label) for column in columns]
    chunked: Iterable[Any] = rows.iterator(chunk_size=500) if isinstance(rows, QuerySet) else rows
    for row in chunked:
        yield [_flat(column, row) for column in columns]


class _Echo:
    def write(self, line: str) -> str:
        return line


def _typed(cell: Any) -> Any:
    """A cell as it is typed there: amounts with a comma, and nothing that begins a formula."""
    if isinstance(cell, Decimal):
        return f"{cell:.2f}".replace(".", ",")
    return f"'{cell}" if isinstance(cell, str) and _FORMULA.match(cell) else cell


def csv_lines(spec: Listing, rows: QuerySet | Sequence[Any]) -> Iterator[str]:
    """Semicolons and a byte order mark, as spreadsheets set to French or Arabic expect; no cell begins a formula."""
    writer = csv.writer(_Echo(), delimiter=";")
    yield "\ufeff"
    for line in _lines(spec, rows):
        yield writer.writerow([_typed(cell) for cell in line])


def _csv(spec: Listing, rows: QuerySet | Sequence[Any]) -> StreamingHttpResponse:
    response = StreamingHttpResponse(csv_lines(spec, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{spec.file_name}.csv"'
    return response


def _xlsx(spec: Listing, rows: QuerySet | Sequence[Any]) -> FileResponse:
    """Written row by row to a nameless file on disk, and sent from there."""
    file = TemporaryFile()  # noqa: SIM115  the response closes it
    with xlsxwriter.Workbook(
        file, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        sheet = book.add_worksheet()
        if get_language() == "ar":
            sheet.right_to_left()
        formats = {
            date: book.add_format({"num_format": "dd/mm/yyyy"}),
            datetime: book.add_format({"num_format": "dd/mm/yyyy hh:mm"}),
            Decimal: book.add_format({"num_format": "#,##0.00"}),
        }
        for number, line in enumerate(_lines(spec, rows)):
            for place, value in enumerate(line):
                if isinstance(value, date):
                    sheet.write_datetime(number, place, value, formats[type(value)])
                else:
                    sheet.write(number, place, value, formats.get(type(value)))
    file.seek(0)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return FileResponse(file, content_type=kind, as_attachment=True, filename=f"{spec.file_name}.xlsx")
