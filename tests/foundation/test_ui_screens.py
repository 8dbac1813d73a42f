"""The kit at work: lists, sheets, buttons, tags and the pages around them, with real rows and real commands."""

import csv
import io
import json
import re
import zipfile
from datetime import UTC, date, datetime, time
from pathlib import Path
from uuid import uuid4

import django_filters
import pytest
from django.contrib.messages import get_messages
from django.contrib.messages.storage.fallback import FallbackStorage
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import resolve, reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django_htmx.middleware import HtmxDetails

from sanad import foundation
from sanad.directory.commands import add_person
from sanad.directory.models import Organisation, Person
from sanad.directory.policies import visible_to
from sanad.foundation import ui
from sanad.foundation.documents.models import IssuedDocument
from sanad.foundation.history.models import HistoryEntry
from sanad.foundation.policy import Refused, no
from sanad.foundation.spaces.models import Space
from sanad.foundation.ui.context import _navigation, page
from sanad.foundation.ui.icons import ICONS
from sanad.foundation.ui.listing import PAGE

ROOT = Path(foundation.__file__).parent
PEOPLE = "/directory/people/"
NEW_PERSON = "/directory/people/new/"


@pytest.fixture(autouse=True)
def _arabic():
    with translation.override("ar"):
        yield


def ask(actor, data: dict | None = None, *, post: bool = False, address: str = "/", **headers) -> HttpRequest:
    """A request as it reaches a view."""
    factory = RequestFactory(headers=headers)
    request = factory.post(address, data or {}) if post else factory.get(address, data or {})
    request.actor, request.htmx, request.session = actor, HtmxDetails(request), {}
    request.user = actor.user
    request.resolver_match = resolve("/")
    request._messages = FallbackStorage(request)
    return request


def said(request: HttpRequest) -> list[str]:
    return [str(message) for message in get_messages(request)]


def html(response) -> str:
    return response.content.decode()


def draw(source: str, **context) -> str:
    return Template("{% load sanad %}" + source).render(Context(context))


def many(actor, number: int) -> None:
    rows = [Person(space=actor.space, name_ar=f"شخص {n}") for n in range(number)]
    for row in rows:
        row.refresh_names([])
    Person.objects.bulk_create(rows)


# ------------------------------------------------------------------------------------------------- lists


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

    def test_every_kind_of_column(self, world):
        row = world.association
        row.spent, row.when, row.code, row.nothing = 123450, datetime(2023, 12, 24, 14, 4, tzinfo=UTC), "<A-1>", None
        columns = [
            ui.Column("name", "name", "name"), ui.Column("day", "when", "day"), ui.Column("clock", "when", "clock"),
            ui.Column("code", "code", "code"), ui.Column("spent", "spent", "amount"), ui.Column("none", "nothing.at.all", "day"),
            ui.Column("kind", "get_kind_display", "state"), ui.Column("year", lambda card: card.founded_year, "count"),
        ]  # fmt: skip
        spec = ui.Listing(title="t", columns=columns)
        cells = [(column, column.value(row)) for column in columns]
        shown = render_to_string(
            "ui/_rows.html", {"spec": spec, "cells": [(row, None, cells)], "page": Paginator([row], 1).page(1)}
        )
        assert "<bdi>24 دجنبر 2023</bdi>" in shown
        assert '<bdi dir="ltr">15:04</bdi>' in shown
        assert '<bdi dir="ltr">&lt;A-1&gt;</bdi>' in shown
        assert "<bdi>1.234,50 درهم</bdi>" in shown
        assert '<span class="badge calm">جمعية</span>' in shown
        assert '<td class="day blank"' in shown
        assert "2.019" not in shown  # a year is no thousand

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
        with zipfile.ZipFile(io.BytesIO(response.content)) as book:
            sheet = book.read("xl/worksheets/sheet1.xml").decode()
            words = book.read("xl/sharedStrings.xml").decode() if "xl/sharedStrings.xml" in book.namelist() else sheet
        assert ('rightToLeft="1"' in sheet) is mirrored
        for text in (name, "+212612345678", "=1+1"):
            assert f">{text}<" in words
        assert "<f>" not in sheet  # no cell is a formula
        assert re.search(r'r="B2" s="\d+"><v>45284\.627', sheet)  # 24/12/2023 15:04, in Casablanca
        assert re.search(r'r="C2" s="\d+"><v>45284</v>', sheet)
        assert re.search(r'r="E2"><v>2019</v>', sheet)


# ------------------------------------------------------------------------------------------------- sheets


class PersonForm(ui.SheetForm):
    groups = [("Names", ["name_ar", "absent"])]
    name_ar = ui.PlainField(label="Arabic", max_length=20)
    name_fr = ui.PlainField(label="French", required=False, help_text="As on the card")


def send(actor, data: dict, **kwargs):
    request = ask(actor, data, post=True)
    return request, ui.sheet(request, PersonForm, add_person, then=lambda row: f"/{row.pk}", title="t", **kwargs)


@pytest.mark.django_db
class TestSheet:
    def test_it_shows_the_form_with_its_key_and_its_room(self, world):
        first, second = (html(ui.sheet(ask(world.sg), PersonForm, add_person, then="/", title="t")) for _ in range(2))
        keys = [re.search(r'name="_key" value="([0-9a-f-]{36})"', shown)[1] for shown in (first, second)]
        assert keys[0] != keys[1]
        assert f'name="_space" value="{world.sg.space_id}"' in first
        assert "<legend>Names</legend>" in first
        assert first.index("Arabic") < first.index("French")
        assert 'aria-describedby="name_fr-note"' in first
        assert 'id="name_fr-note">As on the card' in first
        assert 'id="problems"' not in first

    def test_what_is_right_is_done_once(self, world):
        data = {"_key": str(uuid4()), "name_ar": "سعيد"}
        request, response = send(world.sg, data)
        _again, same = send(world.sg, data)
        assert response.status_code == 302
        assert response["Location"] == same["Location"]
        assert said(request) == [_("Saved.")]
        assert Person.objects.filter(space=world.sg.space, name_ar="سعيد").count() == 1

    def test_then_may_be_an_address(self, world):
        request = ask(world.sg, {"name_ar": "سعيد"}, post=True)
        assert ui.sheet(request, PersonForm, add_person, then="/there/", title="t")["Location"] == "/there/"

    def test_what_is_wrong_comes_back_whole(self, world):
        key = str(uuid4())
        _request, response = send(world.sg, {"_key": key, "name_ar": "", "name_fr": "Saïd <b>"})
        shown = html(response)
        assert response.status_code == 422
        assert 'value="Saïd &lt;b&gt;"' in shown
        assert f'name="_key" value="{key}"' in shown
        assert '<a href="#id_name_ar">Arabic</a>' in shown
        assert 'aria-invalid="true"' in shown
        assert 'id="problems"' in shown

    def test_what_is_refused_comes_back_with_the_reason_and_a_new_key(self, world):
        key = str(uuid4())
        send(world.sg, {"_key": key, "name_ar": "سعيد"})
        _request, response = send(world.sg, {"_key": key, "name_ar": "سعيدة", "name_fr": "Saïda"})
        shown = html(response)
        assert response.status_code == 422
        assert _("This form was already sent with another content. Read it again and send it once more.") in shown
        assert 'value="Saïda"' in shown
        assert key not in shown

    @pytest.mark.parametrize(("field", "place"), [("name_fr", "name_fr"), ("unknown", "__all__"), (None, "__all__")])
    def test_a_refusal_stands_at_its_field(self, world, field, place):
        def refuse(_actor, *, key, **_typed):
            message = "Not so."
            raise Refused(message, field)

        response = ui.sheet(ask(world.sg, {"name_ar": "سعيد"}, post=True), PersonForm, refuse, then="/", title="t")
        assert "<strong>Not so.</strong>" in html(response)
        form = PersonForm({"name_ar": "سعيد"}, actor=world.sg)
        form.is_valid()
        form.add_error(field if field in form.fields else None, "x")
        assert list(form.errors) == [place]

    def test_a_key_that_is_none_is_replaced(self, world):
        for typed in ("", "x", "' or 1=1", "\x00"):
            assert PersonForm({"_key": typed}, actor=world.sg).key.version == 7

    def test_a_form_without_groups_or_actor(self):
        class Plain(ui.SheetForm):
            agree = ui.TextField(label="Agree", required=False)

        shown = str(Plain(actor=None))
        assert "_space" not in shown
        assert "<fieldset" not in shown

    def test_a_form_whose_fields_all_stand_in_groups(self):
        class Grouped(ui.SheetForm):
            groups = [("All", ["one"])]
            one = ui.PlainField()

        assert [title for title, _fields in Grouped(actor=None).sections] == ["All"]

    def test_the_room_is_the_one_the_form_was_opened_in(self, world, browse):
        client = browse(world.stranger)
        client.post(NEW_PERSON, {"_space": str(world.sg.space_id), "name_ar": "دخيل"})
        assert not Person.objects.filter(space=world.sg.space, name_ar="دخيل").exists()

    def test_a_form_without_the_token_says_so_in_plain_words(self, world):
        client = Client(enforce_csrf_checks=True, headers={"accept-language": "ar"})
        client.force_login(world.sg.user, backend="allauth.account.auth_backends.AuthenticationBackend")
        response = client.post(NEW_PERSON, {"name_ar": "سعيد"})
        assert response.status_code == 403
        assert 'dir="rtl"' in html(response)
        assert "CSRF" not in html(response)


# ------------------------------------------------------------------------------------------------- buttons


def press(actor, command, data: dict | None = None, then="/there/", **fixed):
    request = ask(actor, data or {}, post=True)
    return request, ui.act(request, command, then=then, **fixed)


@pytest.mark.django_db
class TestAct:
    def test_only_a_post_acts(self, world):
        assert ui.act(ask(world.sg), add_person, then="/").status_code == 405

    def test_it_runs_the_command_once(self, world):
        data = {"_key": str(uuid4())}
        request, response = press(world.sg, add_person, data, then=lambda row: f"/{row.pk}", name_ar="سعيد")
        _request, again = press(world.sg, add_person, data, then=lambda row: f"/{row.pk}", name_ar="سعيد")
        assert response["Location"] == again["Location"]
        assert said(request) == [_("Done.")]
        assert HistoryEntry.objects.filter(key=data["_key"]).count() == 1

    def test_a_refusal_is_said_where_one_returns(self, world):
        request, response = press(world.sg, add_person)
        assert response["Location"] == "/there/"
        assert len(said(request)) == 1

    @pytest.mark.parametrize(
        ("back", "place"),
        [("/directory/", "/directory/"), ("", "/"), ("//evil.example", "/"), ("/\\evil.example", "/"), ("https://evil.example", "/"),
         ("javascript:alert(1)", "/"), ("directory/", "/")],
    )  # fmt: skip
    def test_one_never_leaves_the_house(self, world, back, place):
        _request, response = press(world.sg, add_person, {"_back": back}, then=lambda row: f"/{row.pk}")
        assert response["Location"] == place

    def test_a_reason_reaches_the_command_that_wants_one(self, world):
        heard = {}

        def withdraw(_actor, *, reason, key):
            heard["reason"] = reason

        press(world.sg, withdraw, {"reason": " \u200fلم يعد صحيحا\x00 "})
        assert heard == {"reason": "لم يعد صحيحا"}
        press(world.sg, withdraw, {"reason": "typed"}, reason="fixed")
        assert heard == {"reason": "fixed"}
        press(world.sg, add_person, {"reason": "nobody asked"}, name_ar="سعيد")


# ------------------------------------------------------------------------------------------------- tags


def test_mixed_text_keeps_its_order():
    assert draw("{{ v|ltr }}", v="+212 <b>") == '<bdi dir="ltr">+212 &lt;b&gt;</bdi>'
    assert draw("{{ v|iso }}", v="Al & Achraf") == "<bdi>Al &amp; Achraf</bdi>"
    assert draw("{{ v|ltr }}{{ v|iso }}{{ w|ltr }}", v=None, w="") == ""
    assert draw("{{ v|ltr }}", v=0) == '<bdi dir="ltr">0</bdi>'


DAY = date(2023, 12, 24)
INSTANT = datetime(2023, 12, 24, 23, 30, tzinfo=UTC)  # the 25th in Casablanca


@pytest.mark.parametrize(
    ("source", "value", "shown"),
    [
        ("{{ v|day }}", DAY, "<bdi>24 دجنبر 2023</bdi>"),
        ("{{ v|day }}", INSTANT, "<bdi>25 دجنبر 2023</bdi>"),
        ("{{ v|long_day }}", DAY, "<bdi>الأحد 24 دجنبر 2023</bdi>"),
        ("{{ v|short_day }}", DAY, '<bdi dir="ltr">24/12/2023</bdi>'),
        ("{{ v|month }}", DAY, "دجنبر 2023"),
        ("{{ v|clock }}", INSTANT, '<bdi dir="ltr">00:30</bdi>'),
        ("{{ v|clock }}", time(15, 4), '<bdi dir="ltr">15:04</bdi>'),
        ("{{ v|span:v }}", DAY, "<bdi>24 دجنبر 2023</bdi>"),
        ("{{ v|span:None }}", DAY, "<bdi>24 دجنبر 2023</bdi>"),
        ("{{ v|amount }}", 123450, "<bdi>1.234,50 درهم</bdi>"),
        ("{{ v|number }}", 1234567, '<bdi dir="ltr">1.234.567</bdi>'),
        (
            "{{ v|number }}{{ v|amount }}{{ v|day }}{{ v|long_day }}{{ v|short_day }}{{ v|month }}{{ v|clock }}{{ v|span:v }}",
            None,
            "",
        ),
    ],
)
def test_days_and_numbers_of_this_country(source, value, shown):
    assert draw(source, v=value) == shown


def test_a_span_names_both_ends():
    assert draw("{{ a|span:b }}", a=DAY, b=date(2023, 12, 26)) == "<bdi>من 24 إلى 26 دجنبر 2023</bdi>"


def test_every_drawing_is_hidden_from_readers_of_the_screen():
    for name in ICONS:
        assert 'aria-hidden="true"' in draw(f'{{% icon "{name}" %}}')
    with pytest.raises(KeyError):
        draw('{% icon "no such" %}')


def test_every_door_has_its_drawing():
    assert {drawing for _name, _label, drawing, _needed in _navigation()} <= set(ICONS)


@pytest.mark.django_db
def test_a_button_acts_or_says_why_not(world):
    context = {
        "actor": world.sg,
        "request": ask(world.sg, address="/directory/"),
        "csrf_token": "t<",
        "why": no("Not <yet>."),
    }
    asked = draw('{% button "/do/" "Do" True "danger" "Why?" %}', **context)
    for part in ('method="post"', 'action="/do/"', 'name="reason"', 'value="t&lt;"', 'name="_back" value="/directory/"',
                 f'name="_space" value="{world.sg.space_id}"', 'class="danger"'):  # fmt: skip
        assert part in asked
    assert draw('{% button "/do/" "Do" %}', **context) != draw('{% button "/do/" "Do" %}', **context)  # another key
    assert "_space" not in draw('{% button "/do/" "Do" %}', **{**context, "actor": None})
    for refused in (
        draw('{% button "/do/" "Do" why %}', **context),
        draw('{% link_button "/do/" "Do" why %}', **context),
    ):
        assert "Not &lt;yet&gt;." in refused
        assert "/do/" not in refused
    assert 'href="/do/"' in draw('{% link_button "/do/" "Do" %}')


@pytest.mark.django_db
def test_a_state_is_read_in_words(world):
    assert draw('{% state row "kind" %}', row=world.association) == '<span class="badge calm">جمعية</span>'


def test_small_parts():
    assert "<strong>None</strong>" in draw('{% empty "None" %}')
    assert 'href="/new/"' in draw('{% empty "None" "Begin." "/new/" "Add" %}')
    bar = draw("{% progress 1500 4000 %}")
    assert 'value="1500" max="4000"' in bar
    assert "1.500" in bar
    assert draw('{{ row|attribute:"real" }}{{ row|attribute:"none" }}', row=5) == "5"


# ------------------------------------------------------------------------------------------------- pages


@pytest.mark.django_db
class TestPages:
    @pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("fr", "ltr"), ("en", "ltr")])
    def test_the_page_knows_its_language_and_direction(self, world, browse, language, direction):
        shown = html(browse(world.sg, language).get("/"))
        assert f'<html lang="{language}" dir="{direction}">' in shown
        assert 'aria-current="page"' in shown

    @pytest.mark.parametrize(
        ("address", "section"),
        [
            ("/", "workspace:home"),
            (PEOPLE, "directory:people"),
            (NEW_PERSON, "directory:organisations"),
            ("/check/", ""),
        ],
    )
    def test_the_door_one_came_through_is_marked(self, world, address, section):
        request = ask(world.sg)
        request.resolver_match = resolve(address)
        assert page(request)["section"] == section

    def test_doors_are_those_of_the_role(self, world):
        assert "workspace:history" in [name for name, _label, _icon in page(ask(world.sg))["doors"]]
        request = ask(world.sg)
        request.actor = type(world.sg)(world.sg.user, world.sg.space, "member")
        assert "workspace:history" not in [name for name, _label, _icon in page(request)["doors"]]

    def test_nobody_in_particular_has_no_door(self, rf):
        shown = page(rf.get("/"))
        assert shown["doors"] == []
        assert shown["section"] == ""

    def test_signed_out_pages_stand_alone(self, client):
        for address in ("/account/login/", "/check/"):
            shown = client.get(address, headers={"accept-language": "fr"})
            assert shown.status_code == 200
            assert '<html lang="fr" dir="ltr">' in html(shown)

    def test_what_is_not_there_is_said_kindly(self, world, browse, client):
        for who in (browse(world.sg), client):
            response = who.get("/no/such/page/", headers={"accept-language": "ar"})
            assert response.status_code == 404
            assert 'dir="rtl"' in html(response)

    def test_every_door_leads_somewhere(self, world, browse):
        client = browse(world.sg)
        for name, *_rest in _navigation():
            assert client.get(reverse(name)).status_code == 200, name


@pytest.mark.django_db
def test_a_file_is_never_taken_for_a_page(world, browse):
    paper = IssuedDocument.objects.filter(space=world.sg.space).first()
    sent = browse(world.sg).get(reverse("workspace:download", args=[paper.pk]))
    assert b"".join(sent.streaming_content).startswith(b"%PDF")
    assert sent["X-Content-Type-Options"] == "nosniff"
    assert sent["Content-Security-Policy"].startswith("sandbox")
    assert "filename*=UTF-8''" in sent["Content-Disposition"]
    assert browse(world.stranger).get(reverse("workspace:download", args=[paper.pk])).status_code == 404


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "500"])
def test_the_pages_of_bad_days_need_nothing(name):
    shown = render_to_string(f"{name}.html")
    assert '<html lang="ar" dir="rtl">' in shown
    assert 'href="/"' in shown


# ------------------------------------------------------------------------------------------------- weight


def test_a_first_visit_is_light():
    import gzip

    folder = ROOT / "static/sanad"
    weigh = {path.name: len(gzip.compress(path.read_bytes())) for path in folder.iterdir()}
    assert weigh["sanad.css"] <= 10 * 1024
    assert weigh["sanad.js"] <= 3 * 1024
    assert sum(path.stat().st_size for path in folder.glob("*.woff2")) <= 50 * 1024


def test_the_fonts_hold_the_letters_of_here_under_a_name_of_their_own():
    from fontTools.ttLib import TTFont

    for path in (ROOT / "static/sanad").glob("*.woff2"):
        font = TTFont(path)
        letters = font.getBestCmap()
        assert not [letter for letter in "سندڭݣپڤءآأؤإئابةى٠١٢0123456789éèàçœŒ«»’،؛؟" if ord(letter) not in letters]
        assert not [r for r in font["name"].names if r.nameID in {1, 4, 6, 16} and "plex" in str(r).lower()]
    assert "SIL OPEN FONT LICENSE" in (ROOT / "static/sanad/OFL.txt").read_text()


def test_the_manifest_is_one():
    manifest = json.loads((ROOT / "static/sanad/manifest.webmanifest").read_text())
    assert manifest["dir"] == "rtl"
    assert all((ROOT / "static/sanad" / icon["src"]).exists() for icon in manifest["icons"])
