"""The page of an organisation for everybody: closed by itself, and exactly what is ticked."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from sanad.activities.models import Activity
from sanad.activities.programme.commands.activity import plan_activity
from sanad.directory.queries import own_card
from sanad.foundation.history.models import HistoryEntry
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.spaces.roles import Role
from sanad.public.commands import keep_page
from sanad.public.models import PublicPage
from sanad.public.queries import agenda_of_all
from tests.refusals import says_no

AT = "/o/jusur/"
EVERYTHING = {
    "is_open": True,
    "shows_aims": True,
    "shows_contacts": True,
    "shows_news": True,
    "shows_bureau": True,
    "names_agreed": True,
    "agenda_kinds": ["visit"],
}


@pytest.fixture
def visits(world) -> list[Activity]:
    """What is planned: a visit, and a meeting of the bureau."""
    card, soon = own_card(world.sg), timezone.now() + timedelta(days=3)
    card.phone, card.presentation_ar = "+212535000000", "نواكب الجمعيات"
    card.save()
    return [
        plan_activity(world.sg, kind=kind, title=title, host=card, starts_at=soon, ends_at=soon + timedelta(hours=2))
        for kind, title in (("visit", "زيارة مفتوحة"), ("bureau", "اجتماع المكتب المغلق"))
    ]


def read(client: Client | None = None, language: str = "ar"):
    return (client or Client()).get(AT, headers={"accept-language": language})


def test_nothing_is_shown_until_somebody_opens_it(world, visits):
    assert read().status_code == 404
    keep_page(world.sg, slug="jusur", **{**EVERYTHING, "is_open": False})
    assert read().status_code == 404
    assert agenda_of_all() == []


def test_open_it_shows_name_and_seat_and_what_is_ticked(world, visits):
    keep_page(world.sg, slug="JUSUR", is_open=True)
    page = read()
    assert page.status_code == 200
    assert own_card(world.sg).name_ar in page.text
    for kept in ("+212535000000", "زيارة مفتوحة", "محمد الحاجي", "<details"):
        assert kept not in page.text.partition("<main")[2], kept
    keep_page(world.sg, slug="jusur", **EVERYTHING)
    page = read()
    aim = own_card(world.sg).clauses.filter(kind="aim").first().text_ar
    for told in ("+212535000000", "زيارة مفتوحة", "محمد الحاجي", aim, "https://wa.me/?text="):
        assert told in page.text, told
    assert "اجتماع المكتب المغلق" not in page.text
    assert read(language="fr").status_code == 200
    assert len(page.content) < 30 * 1024
    assert PublicPage.objects.count() == 1
    assert HistoryEntry.objects.filter(command="public.keep_page").count() == 2


def test_the_press_reports_that_were_approved_are_its_news(world):
    keep_page(world.sg, slug="jusur", is_open=True, shows_news=True)
    news = read().context["news"]
    assert [item.report.state for item in news] == ["approved"] * len(news)
    assert news
    assert news[0].paragraphs[0] in read().text
    assert read(language="fr").context["news"]


def test_the_door_shows_what_is_next_on_open_pages(world, visits):
    keep_page(world.sg, slug="jusur", **EVERYTHING)
    page = Client().get("/")
    assert [row.activity for row in page.context["agenda"]] == visits[:1]
    assert AT in page.text
    Activity.objects.filter(pk=visits[0].pk).update(state="cancelled")
    assert agenda_of_all() == []


def test_refused(world):
    for slug in ("x", "جسور", "a b c", "-ab", "../etc"):
        with says_no("Write at least 3 Latin letters, digits or hyphens.", field="slug"):
            keep_page(world.sg, slug=slug)
    keep_page(world.president, slug="jusur")
    with says_no("Somebody already uses this. Choose another.", field="slug"):
        keep_page(world.sg, slug="jusur")
    with says_no("Names are shown only when those named have agreed (law 09-08).", field="names_agreed"):
        keep_page(world.sg, slug="other", shows_bureau=True)
    with says_no("Your role in this space does not allow this."):
        keep_page(Actor(world.sg.user, world.sg.space, Role.MEMBER), slug="other")


def test_who_decides_opens_it_from_the_own_card(world, browse):
    client = browse(world.sg)
    assert "/our-page/" in client.get(f"/directory/{own_card(world.sg).pk}/").text
    assert client.get("/our-page/").context["form"]["slug"].value()
    ticked = {"slug": "jusur", "is_open": "on", "agenda_kinds": ["visit"], "shows_aims": "on"}
    page = client.post("/our-page/", ticked, follow=True)
    assert AT in page.text
    assert page.context["form"]["agenda_kinds"].value() == ["visit"]
    assert client.post("/our-page/", {**ticked, "slug": "x"}).status_code == 422
    assert client.post("/our-page/", {"slug": "jusur"}).status_code == 302
    assert read().status_code == 404
    assert str(PublicPage.objects.get()) == "jusur"


def test_an_organisation_with_a_latin_name_is_proposed_one(world, browse):
    world.sg.space.name_fr = "Ponts et Chemins"
    world.sg.space.save()
    assert browse(world.sg).get("/our-page/").context["form"]["slug"].value() == "ponts-et-chemins"
    world.sg.space.name_fr = "Organisation des ponts et des chemins"
    world.sg.space.save()
    assert browse(world.sg).get("/our-page/").context["form"]["slug"].value() == "odpedc"
    world.sg.space.name_fr = ""
    world.sg.space.save()
    assert browse(world.sg).get("/our-page/").context["form"]["slug"].value().startswith("o-")


def test_the_drawing_of_the_site_is_where_browsers_ask_for_it(db):
    assert Client().get("/favicon.ico").url.endswith(".svg")


def test_robots_read_what_is_for_everybody(db):
    said = Client().get("/robots.txt").text
    assert "Allow: /o/" in said
    assert "Disallow: /" in said
