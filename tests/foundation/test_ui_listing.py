"""Lists: search, filters, pages, exports, with real rows."""

import csv
import io
import re
import zipfile
from contextlib import closing
from datetime import UTC, date, datetime

import django_filters
import pytest
from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from sanad.directory.commands.people import add_person
from sanad.directory.models import Organisation, Person
from sanad.directory.policies import visible_to
from sanad.foundation import ui
from sanad.foundation.spaces.models import Space
from sanad.foundation.ui.listing import PAGE, Pages, _typed
from tests.foundation.test_ui_act import NEW_PERSON, PEOPLE, ROOT, _arabic, ask, draw, html, many, said  # noqa: F401  fixtures
from tests.markup import in_one_line


@pytest.mark.django_db
class TestListing:
    def test_a_list_that_can_be_searched_shows_its_box(self, world, browse):
        client = browse(world.sg)
        assert 'type="search" name="q" value=""' in html(client.get(PEOPLE))
        found = html(client.get(PEOPLE, {"q": "Mohammed"}))
        assert "محمد الحاجي" in found
        assert "كريمة" not in found

    def test_nothing_found_is_not_nothing_there(self, world, browse):
        assert _("Nothing found under these words.") in html(browse(world.sg).get(PEOPLE, {"q": "zzzzzz"}))
        Person.objects.filter(space=world.stranger.space).delete()
        empty = html(browse(world.stranger).get(PEOPLE, {"q": "", "page": "1"}))
        assert _("Nothing found under these words.") not in empty
        assert 'class="empty"' in empty

    def test_an_empty_list_may_say_more(self, world):
        spec = ui.Listing(title="t", columns=[ui.Column("n", "name")], empty=("None.", "Begin <here>."))
        shown = html(ui.listing(ask(world.sg), spec, Person.objects.none()))
        assert "None." in shown
        assert "Begin &lt;here&gt;." in shown

    def test_a_column_in_which_no_row_says_anything_is_not_shown_and_goes_out_all_the_same(self, world):
        columns = [ui.Column("Name", "name"), ui.Column("Sex", "sex"), ui.Column("Zero", lambda _row: 0, "count")]
        spec = ui.Listing(title="t", columns=columns)
        rows = Person.objects.filter(pk=world.people["sg"].pk)
        assert re.findall("<th scope[^>]*>(.*?)</th>", html(ui.listing(ask(world.sg), spec, rows))) == ["Name", "Zero"]
        sent = ui.listing(ask(world.sg, {"export": "csv"}), spec, rows)
        assert re.split("[;,]", sent.getvalue().decode("utf-8-sig").splitlines()[0]) == ["Name", "Sex", "Zero"]
        rows.update(sex="m")
        assert '<th scope="col">Sex</th>' in html(ui.listing(ask(world.sg), spec, rows))

    @pytest.mark.parametrize(
        "query",
        [{"q": "a\x00b"}, {"q": "x" * 9000}, {"page": "none"}, {"page": "999"}, {"page": "-1"}, {"export": "pdf"}],
    )
    def test_bad_input_is_a_page(self, world, browse, query):
        assert browse(world.sg).get(PEOPLE, query).status_code == 200

    def test_a_filter_that_does_not_exist_is_a_page(self, world, browse):
        response = browse(world.sg).get("/directory/", {"kind": "nonsense"})
        assert response.status_code == 200
        assert "---" not in html(response)

    def test_a_filter_that_is_left_open_says_all(self, world):
        class Filters(django_filters.FilterSet):
            kind = django_filters.ChoiceFilter(choices=Organisation.Kind.choices)
            name_ar = django_filters.CharFilter()
            space = django_filters.ModelChoiceFilter(queryset=Space.objects.all())

        spec = ui.Listing(title="t", columns=[ui.Column("n", "name")], filterset=Filters)
        rows = visible_to(world.sg, Organisation)
        assert html(ui.listing(ask(world.sg), spec, rows)).count(f'<option value="" selected>{_("All")}</option>') == 2
        assert "حزب" not in html(
            ui.listing(ask(world.sg, {"kind": Organisation.Kind.values[0], "name_ar": "لا أحد"}), spec, rows)
        )

    def test_typing_brings_the_rows_only(self, world, browse):
        client = browse(world.sg)
        part = client.get(PEOPLE, {"q": "محمد"}, headers={"HX-Request": "true"})
        assert "<html" not in html(part)
        assert "محمد الحاجي" in html(part)
        assert "HX-Request" in part["Vary"]

    @pytest.mark.parametrize("header", ["HX-History-Restore-Request", "HX-Boosted"])
    def test_going_back_brings_the_whole_page(self, world, browse, header):
        whole = browse(world.sg).get(PEOPLE, headers={"HX-Request": "true", header: "true"})
        assert "<html" in html(whole)

    def test_a_stranger_sees_none_of_it(self, world, browse):
        assert "محمد الحاجي" not in html(browse(world.stranger).get(PEOPLE, {"q": "محمد"}))
        assert "محمد الحاجي" not in browse(world.stranger).get(PEOPLE, {"export": "csv"}).getvalue().decode()

    def test_pages_of_fifty_with_two_queries(self, world, django_assert_num_queries):
        many(world.sg, 120)
        rows = visible_to(world.sg, Person)
        spec = ui.Listing(title="t", columns=[ui.Column("n", "name", "name")], link=lambda row: f"/{row.pk}")
        with django_assert_num_queries(2):
            first = html(ui.listing(ask(world.sg), spec, rows))
        with django_assert_num_queries(2):
            second = html(ui.listing(ask(world.sg, {"page": "2", "q": "ش"}), spec, rows))
        assert first.count("<tr>") == PAGE + 1
        assert f'aria-label="{_("Pages")}"' in first
        assert "page=1" in second
        assert "page=3" in second
        assert "q=%D8%B4" in second

    def test_more_rows_than_are_counted(self, world, monkeypatch):
        monkeypatch.setattr(Pages, "counted", 60)
        many(world.sg, 140)
        rows = visible_to(world.sg, Person)
        last = -(-rows.count() // PAGE)
        spec = ui.Listing(title="t", columns=[ui.Column("n", "name", "name")])
        pages = {n: html(ui.listing(ask(world.sg, {"page": str(n)}), spec, rows)) for n in range(1, last + 2)}
        assert "60" in pages[1]
        assert str(rows.count()) not in pages[1]
        assert all(f"page={n + 1}" in pages[n] for n in range(1, last))
        assert f"page={last - 1}" in pages[last]
        assert f"page={last + 1}" not in pages[last]
        assert "page=3" in pages[last + 1]  # none is there: the last that is counted
        assert len({pages[n] for n in range(1, last + 1)}) == last

    def test_every_kind_of_column(self, world):
        row = world.association
        row.spent, row.when, row.code, row.nothing = 123450, datetime(2023, 12, 24, 14, 4, tzinfo=UTC), "<A-1>", None
        columns = [
            ui.Column("name", "name", "name"),
            ui.Column("day", "when", "day"),
            ui.Column("clock", "when", "clock"),
            ui.Column("code", "code", "code"),
            ui.Column("spent", "spent", "amount"),
            ui.Column("none", "nothing.at.all", "day"),
            ui.Column("kind", "get_kind_display", "state"),
            ui.Column("year", lambda card: card.founded_year, "code"),
            ui.Column("people", lambda _card: 8498, "count"),
        ]
        spec = ui.Listing(title="t", columns=columns)
        cells = [(column, column.value(row)) for column in columns]
        shown = render_to_string(
            "ui/_rows.html", {"spec": spec, "cells": [(row, None, cells)], "page": Paginator([row], 1).page(1)}
        )
        shown = in_one_line(shown)
        assert "<bdi>24 دجنبر 2023</bdi>" in shown
        assert '<bdi dir="ltr">15:04</bdi>' in shown
        assert '<bdi dir="ltr">&lt;A-1&gt;</bdi>' in shown
        assert "<bdi>1.234,50 درهم</bdi>" in shown
        assert '<span class="badge calm">جمعية</span>' in shown
        assert '<td class="day blank"' in shown
        assert '<bdi dir="ltr">2019</bdi>' in shown  # a year is no thousand
        assert '<bdi dir="ltr">8.498</bdi>' in shown

    def test_csv_is_for_spreadsheets_and_begins_no_formula(self, world, browse):
        add_person(world.sg, name_ar="=HYPERLINK(1)", name_fr="+cmd")
        raw = browse(world.sg).get(PEOPLE, {"export": "csv"}).getvalue()
        assert raw.startswith(b"\xef\xbb\xbf")
        lines = list(csv.reader(io.StringIO(raw.decode("utf-8-sig")), delimiter=";"))
        assert lines[0][0] == "الاسم"
        assert "'=HYPERLINK(1)" in [line[0] for line in lines]
        assert not [cell for line in lines for cell in line if cell[:1] in {"=", "+", "-", "@"}]

    @pytest.mark.parametrize(("language", "mirrored"), [("ar", True), ("fr", False)])
    def test_xlsx_reads_in_the_direction_of_the_page(self, world, language, mirrored):
        row = world.association
        row.at, row.on, row.phone_typed = datetime(2023, 12, 24, 14, 4, tzinfo=UTC), date(2023, 12, 24), "+212612345678"
        columns = [ui.Column(n, n) for n in ("name", "at", "on", "phone_typed", "founded_year")] + [
            ui.Column("f", lambda _row: "=1+1")
        ]
        rows = Organisation.objects.filter(pk=row.pk)
        columns = [ui.Column(c.label, lambda _row, c=c: c.value(row)) for c in columns]
        with translation.override(language):
            response = ui.listing(ask(world.sg, {"export": "xlsx"}), ui.Listing(title="t", columns=columns), rows)
            name = row.name
        with closing(response), zipfile.ZipFile(io.BytesIO(response.getvalue())) as book:
            sheet = book.read("xl/worksheets/sheet1.xml").decode()
            words = book.read("xl/sharedStrings.xml").decode() if "xl/sharedStrings.xml" in book.namelist() else sheet
        assert ('rightToLeft="1"' in sheet) is mirrored
        for text in (name, "+212612345678", "=1+1"):
            assert f">{text}<" in words
        assert "<f>" not in sheet  # no cell is a formula
        assert re.search(r'r="B2" s="\d+"><v>45284\.627', sheet)  # 24/12/2023 15:04, in Casablanca
        assert re.search(r'r="C2" s="\d+"><v>45284</v>', sheet)
        assert re.search(r'r="E2"><v>2019</v>', sheet)


@pytest.mark.parametrize(
    "before",
    ["", " ", "\u00a0", "\n", "\t", "\r", "\u200f", "\ufeff", "\u2066", "\u200b\u200e", "\u00ad", "\x00", "\u3000"],
)
@pytest.mark.parametrize("sign", "=+-@＝＋－＠﹦﹢﹣﹫")
def test_no_cell_begins_a_formula_in_whatever_writing(before, sign):
    cell = f"{before}{sign}1+1"
    assert _typed(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["جمعية = أ", "a-b", "12", 12, None, "« x »"])
def test_what_begins_no_formula_stays_as_it_is(cell):
    assert _typed(cell) == cell
