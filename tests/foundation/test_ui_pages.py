"""Tags, the pages around everything, and what a first visit weighs."""

import json
from datetime import UTC, date, datetime, time

import pytest
from django.template.loader import render_to_string
from django.urls import resolve, reverse
from django.utils import translation

from sanad.config.navigation import GROUPS_OF_DOORS
from sanad.foundation.documents.models import IssuedDocument
from sanad.foundation.policy import needs, no
from sanad.foundation.spaces.models import Membership
from sanad.foundation.ui import sheets
from sanad.foundation.ui.context import _face, door_of, doors_of, page
from sanad.foundation.ui.doors import doors_in, groups_named
from sanad.foundation.ui.icons import ICONS
from tests.foundation.test_ui_act import NEW_PERSON, PEOPLE, ROOT, _arabic, ask, draw, html, many, said  # noqa: F401  fixtures
from tests.house.ground import ROOT as HOUSE


def test_mixed_text_keeps_its_order():
    assert draw("{{ v|ltr }}", v="+212 <b>") == '<bdi dir="ltr">+212 &lt;b&gt;</bdi>'
    assert draw("{{ v|iso }}", v="Al & Achraf") == "<bdi>Al &amp; Achraf</bdi>"
    assert draw("{{ v|ltr }}{{ v|iso }}{{ w|ltr }}", v=None, w="") == ""
    assert draw("{{ v|ltr }}", v=0) == '<bdi dir="ltr">0</bdi>'


NOBODY = "00000000-0000-7000-8000-000000000000"
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
    groups = [group for kind in GROUPS_OF_DOORS for group in _face(kind)]
    assert {group.icon for group in groups} | {door.icon for group in groups for door, _asked in group.doors} <= set(
        ICONS
    )


def test_slices_declare_their_doors_for_groups_that_there_are():
    for kind, groups in GROUPS_OF_DOORS.items():
        assert groups_named(kind) == {name for name, *_said in groups}, kind


# What stood in each face when slices began to declare their doors themselves, and the first steps.
STOOD = {
    "association": [
        ["workspace:home"],
        ["directory:add_own_card", "directory:people", "accounts:members", "workspace:papers", "workspace:history"],
        ["activities:activities", "activities:calendar", "training:sessions"],
        ["accompaniment:engagements", "diagnosis:diagnoses", "partnerships:agreements", "directory:consents"],
        [
            "directory:organisations",
            "workspace:reminders",
            "workspace:steps",
            "territory:places",
            "rulebook:rules",
            "public:help",
        ],
    ],
    "support": [
        ["workspace:home"],
        ["accompaniment:engagements", "diagnosis:diagnoses", "directory:organisations"],
        ["activities:activities", "activities:calendar"],
        ["training:sessions"],
        ["partnerships:agreements"],
        [
            "directory:add_own_card",
            "directory:people",
            "accounts:members",
            "workspace:papers",
            "workspace:history",
            "directory:consents",
        ],
        ["workspace:reminders", "workspace:steps", "territory:places", "rulebook:rules", "public:help"],
    ],
}


def test_each_face_shows_its_doors_in_order():
    for kind, stood in STOOD.items():
        assert [[door.name for door, _asked in group.doors] for group in _face(kind)] == stood, kind


def test_a_group_of_one_door_is_that_door():
    for kind in GROUPS_OF_DOORS:
        for group in _face(kind):
            if len(group.doors) == 1:
                door = group.doors[0][0]
                assert (group.label, group.short, group.icon) == (door.label, door.label, door.icon)


def test_a_face_has_at_most_five_groups_with_a_heading():
    for kind in GROUPS_OF_DOORS:
        assert sum(len(group.doors) > 1 for group in _face(kind)) <= 5, kind


@pytest.mark.django_db
def test_a_door_is_called_as_its_space_calls_it(world):
    for actor, label in ((world.president, "Our file"), (world.sg, "Accompaniment")):
        with translation.override("en"):
            said = {door.name: str(door.label) for group in doors_of(actor) for door in group.doors}
        assert said["accompaniment:engagements"] == label


def test_a_slice_declares_none_but_its_own_doors():
    for door in (door for kind in GROUPS_OF_DOORS for group in groups_named(kind) for door in doors_in(kind, group)):
        room = door.address.partition(":")[0]
        assert f'"{door.address}"' in (HOUSE / "sanad" / room / "doors.py").read_text()


@pytest.mark.django_db
def test_a_button_acts_or_says_why_not(world):
    context = {
        "actor": world.sg,
        "request": ask(world.sg, address="/directory/"),
        "csrf_token": "t<",
        "why": no("Not <yet>."),
    }
    asked = draw('{% button "/do/" label="Do" tone="danger" reason="Why?" %}', **context)
    for part in (
        'method="post"',
        'action="/do/"',
        'name="reason"',
        'value="t&lt;"',
        'name="_back" value="/directory/"',
        f'name="_space" value="{world.sg.space_id}"',
        'class="danger"',
    ):
        assert part in " ".join(asked.split())
    assert draw('{% button "/do/" label="Do" %}', **context) != draw(
        '{% button "/do/" label="Do" %}', **context
    )  # another key
    assert "_space" not in draw('{% button "/do/" label="Do" %}', **{**context, "actor": None})
    for refused in (
        draw('{% button "/do/" label="Do" may=why %}', **context),
        draw('{% go "workspace:home" label="Do" may=why %}', **context),
    ):
        assert "Not &lt;yet&gt;." in refused
        assert "/do/" not in refused
    assert 'href="/"' in draw('{% go "workspace:home" label="Do" %}')


@pytest.mark.django_db
def test_a_state_is_read_in_words(world):
    assert draw('{% state row "kind" %}', row=world.association) == '<span class="badge calm">جمعية</span>'


@pytest.mark.django_db
def test_why_not_says_who_may_instead(world):
    member = type(world.sg)(world.sg.user, world.sg.space, "member")
    refused = needs(member, "members.manage")
    assert draw("{% why v %}", v=refused) == f"{refused.reason} {refused.who_may}"
    assert refused.who_may
    assert draw("{% why v %}", v=no("Not <yet>.")) == "Not &lt;yet&gt;."


def test_small_parts():
    assert "<strong>None</strong>" in draw('{% empty "None" %}')
    assert 'href="/new/"' in draw('{% empty "None" "Begin." "/new/" "Add" %}')
    bar = draw("{% progress 1500 4000 %}")
    assert 'value="1500" max="4000"' in " ".join(bar.split())
    assert "1.500" in bar
    assert draw('{{ row|attribute:"real" }}{{ row|attribute:"none" }}', row=5) == "5"


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
            (NEW_PERSON, "directory:people"),
            (f"{PEOPLE}{NOBODY}/", "directory:people"),
            ("/directory/twins/", "directory:organisations"),
            ("/directory/ours/", "directory:add_own_card"),
            ("/activities/calendar/feeds/new/", "activities:calendar"),
            (f"/papers/{NOBODY}/", "workspace:papers"),
            (f"/history/{NOBODY}/", "workspace:history"),
            ("/search/", ""),
            ("/me/", ""),
            (f"/accompaniment/{NOBODY}/plan/", "accompaniment:engagements"),
            (f"/diagnosis/file/{NOBODY}/", "accompaniment:engagements"),
            (f"/training/of-engagement/{NOBODY}/", "accompaniment:engagements"),
            (f"/agreements/of/{NOBODY}/", "accompaniment:engagements"),
            ("/check/", ""),
            ("/help/minutes/", "public:help"),
        ],
    )
    def test_the_door_one_came_through_is_marked(self, world, address, section):
        request = ask(world.sg, address=address)
        request.resolver_match = resolve(address)
        assert page(request)["section"] == section

    def test_a_view_says_through_which_door_one_came_where_the_address_does_not(self, world):
        request = ask(world.sg, address="/directory/")
        request.resolver_match = resolve("/directory/")
        request.came_through = "directory:add_own_card"
        assert page(request)["section"] == "directory:add_own_card"
        request.came_through = "no:door"
        assert page(request)["section"] == "directory:organisations"

    def test_a_part_of_a_file_has_no_door_where_files_have_none(self):
        assert door_of("training:of_engagement", "/training/file/1/", []) == ""

    def test_doors_are_those_of_the_role(self, world):
        assert any(group.holds("workspace:history") for group in page(ask(world.sg))["groups"])
        request = ask(world.sg)
        request.actor = type(world.sg)(world.sg.user, world.sg.space, "member")
        assert not any(group.holds("workspace:history") for group in page(request)["groups"])

    def test_doors_are_drawn_in_the_language_and_for_the_role_of_the_reader(self, world, browse):
        """Also where somebody with another role, or in another language, was shown the same page before."""
        Membership.objects.filter(user=world.coordinator.user).update(role="member")
        for who, language, history in (
            (world.sg, "ar", "السجل"),
            (world.sg, "fr", "Historique"),
            (world.coordinator, "fr", ""),
        ):
            doors = html(browse(who, language).get(PEOPLE)).split('class="side"')[1].split('class="me"')[0]
            assert f'href="{PEOPLE}"aria-current="page"' in "".join(doors.split())
            assert doors.count("aria-current") == 1
            assert ('href="/history/"' in doors) == bool(history)
            assert history in doors
        behind = html(browse(world.sg).get(NEW_PERSON)).split('class="side"')[1].split('class="me"')[0]
        assert f'href="{PEOPLE}"aria-current="true"' in "".join(behind.split())

    def test_each_kind_of_space_has_its_face(self, world):
        support, association = page(ask(world.sg))["groups"], page(ask(world.president))["groups"]
        assert [str(group.label) for group in support] != [str(group.label) for group in association]
        assert len(association) == 5
        assert {door[0] for group in support for door in group.doors} == {
            door[0] for group in association for door in group.doors
        }

    def test_nobody_in_particular_has_no_door(self, rf):
        shown = page(rf.get("/"))
        assert shown["groups"] == []
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
            shown = html(response)
            assert 'dir="rtl"' in shown
            assert 'name="language"' in shown  # somebody may not read the language in which it is said
            assert ('class="tabs-bar"' in shown) == (who is not client)

    def test_every_door_leads_somewhere(self, world, browse):
        client = browse(world.sg)
        for group in doors_of(world.sg):
            for name, address, *_rest in group.doors:
                assert client.get(address, follow=True).status_code == 200, name  # that of our own card leads to it


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


def test_a_first_visit_is_light():
    import gzip

    folder = ROOT / "static/sanad"
    assert len(gzip.compress(sheets.SheetFinder.storage.open(sheets.SHEET).read())) <= 10 * 1024
    assert len(gzip.compress((folder / "sanad.js").read_bytes())) <= 3 * 1024
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
