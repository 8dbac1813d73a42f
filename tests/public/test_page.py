"""The page of an organisation for everybody: closed by itself, and exactly what is ticked."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from sanad.accounts.commands.keepers import name_keeper
from sanad.accounts.commands.own import new_user
from sanad.activities.models import Activity, PressReport
from sanad.activities.programme.commands.activity import plan_activity
from sanad.directory.commands.people import add_person
from sanad.directory.models import Mandate
from sanad.directory.queries import own_card
from sanad.foundation.history.models import HistoryEntry
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.spaces.roles import Role
from sanad.foundation.templatetags.sanad import long_day
from sanad.public.commands import keep_page, let_to_door, take_off_door
from sanad.public.models import NameConsent, PageAddress, PublicPage
from sanad.public.queries import agenda_of_all, consents_of, who_may_be_named
from tests.refusals import says_no

AT = "/o/jusur/"
EVERYTHING = {
    "is_open": True,
    "shows_aims": True,
    "shows_contacts": True,
    "shows_news": True,
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
    for kept in ("+212535000000", "زيارة مفتوحة", "محمد الحاجي", "/news/"):
        assert kept not in page.text.partition("<main")[2], kept
    keep_page(world.sg, slug="jusur", **EVERYTHING, named=who_may_be_named(world.sg))
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
    assert news[0].address in read().text
    assert long_day(news[0].report.approved_at) in read().text
    assert news[0].paragraphs[0] not in read().text, "it stands at an address of its own"
    activity = news[0].report.activity
    Activity.objects.filter(pk=activity.pk).update(state="cancelled")
    assert activity not in [item.report.activity for item in read().context["news"]], "called off afterwards"
    Activity.objects.filter(pk=activity.pk).update(state="held")
    assert read(language="fr").context["news"]


def test_each_news_has_an_address_that_is_handed_on(world):
    keep_page(world.sg, slug="jusur", is_open=True, shows_news=True)
    item = read().context["news"][0]
    page = Client().get(item.address, headers={"accept-language": "ar"})
    for told in (*item.paragraphs, item.headline, own_card(world.sg).name_ar, long_day(item.report.approved_at), AT):
        assert told in page.text, told
    assert page.context["share"]["text"] == f"{item.headline}\n{settings.PUBLIC_ADDRESS}{item.address}"
    assert "https://wa.me/?text=" in page.text
    in_french = Client().get(item.address, headers={"accept-language": "fr"})
    assert '<html lang="fr"' in in_french.text
    assert item.paragraphs[0] in in_french.text, "as it was approved"
    assert len(page.content) < 30 * 1024


def test_of_what_is_not_told_there_is_no_address(world):
    row = keep_page(world.sg, slug="jusur", is_open=True, shows_news=True)
    item = read().context["news"][0]

    def answers(address: str = item.address) -> int:
        return Client().get(address).status_code

    assert answers() == 200
    assert answers(item.address.replace(str(item.report.pk), str(row.pk))) == 404
    keep_page(world.president, slug="other", is_open=True, shows_news=True)
    assert answers(item.address.replace("jusur", "other")) == 404, "it is told by another"
    assert answers(item.address.replace("jusur", "nobody")) == 404
    for state, then in (("draft", 404), ("approved", 200)):
        PressReport.objects.filter(pk=item.report.pk).update(state=state)
        assert answers() == then
    for state, then in (("cancelled", 404), ("held", 200)):
        Activity.objects.filter(pk=item.report.activity_id).update(state=state)
        assert answers() == then
    keep_page(world.sg, slug="jusur", is_open=True, shows_news=False)
    assert answers() == 404, "it tells no news"
    keep_page(world.sg, slug="jusur", is_open=False, shows_news=True)
    assert answers() == 404, "it is closed"
    keep_page(world.sg, slug="jusur", is_open=True, shows_news=True)
    own_card(world.sg).__class__.objects.filter(own_space=world.sg.space).update(own_space=None)
    assert answers() == 404, "it has no card"


def test_an_address_of_news_leads_on_where_the_page_or_the_report_is_another_now(world):
    keep_page(world.sg, slug="jusur", is_open=True, shows_news=True)
    report = read().context["news"][0].report
    old = read().context["news"][0].address
    PressReport.objects.filter(activity=report.activity).exclude(pk=report.pk).update(state="draft")
    alike = {"space": report.space, "activity": report.activity, "revision": report.revision, "told": report.told}
    later = report.approved_at + timedelta(days=1)
    newer = PressReport.objects.create(**alike, language="ar", state="approved", approved_at=later)
    french = PressReport.objects.create(**alike, language="fr", state="approved", approved_at=later)
    new = old.replace(str(report.pk), str(newer.pk))
    assert Client().get(old).url == new
    assert Client().get(new).context["others"][0][0].report == french
    assert old.replace(str(report.pk), str(french.pk)) in Client().get(new).text
    keep_page(world.sg, slug="jusur-2", is_open=True, shows_news=True)
    assert Client().get(new).url == new.replace("jusur", "jusur-2")


def test_the_door_shows_what_is_next_on_open_pages(world, visits):
    row = keep_page(world.sg, slug="jusur", **EVERYTHING)
    name_keeper(world.sg.user)
    assert agenda_of_all() == []  # whoever opens a space does not write on the door by it
    with says_no("Only who keeps this installation decides what its first page shows."):
        let_to_door(world.president, row)
    let_to_door(world.sg, row)
    page = Client().get("/")
    assert [row.activity for row in page.context["agenda"]] == visits[:1]
    assert AT in page.text
    take_off_door(world.sg, row)
    assert agenda_of_all() == []
    let_to_door(world.sg, row)
    card = own_card(world.sg)
    card.own_space = None
    card.save()
    assert agenda_of_all() == []  # its page is nowhere without the card
    card.own_space = world.sg.space
    card.save()
    assert len(agenda_of_all()) == 1
    Activity.objects.filter(pk=visits[0].pk).update(state="cancelled")
    assert agenda_of_all() == []


def test_names_are_shown_one_by_one_with_the_day_and_who_says_so(world, browse):
    first, second = who_may_be_named(world.sg)[:2]
    keep_page(world.sg, slug="jusur", is_open=True, named=[first])
    assert [row.pk for row in read().context["bureau"]] == [first.pk]
    consent = NameConsent.objects.get()
    assert (consent.agreed_on, consent.by, str(consent)) == (timezone.localdate(), world.sg.user, str(first))
    NameConsent.objects.update(agreed_on="2026-01-05")
    keep_page(world.sg, slug="jusur", is_open=True, named=[first, second])  # the first one's day stays
    assert next(str(row.agreed_on) for row in consents_of(world.sg)) == "2026-01-05"
    form = browse(world.sg).get("/our-page/").context["form"]
    assert set(form["named"].value()) == {str(first.pk), str(second.pk)}
    ticked = {"slug": "jusur", "is_open": "on", "named": [str(second.pk)]}
    assert browse(world.sg).post("/our-page/", ticked).status_code == 302
    assert [row.pk for row in read().context["bureau"]] == [second.pk]
    consent.refresh_from_db()
    assert not consent.is_standing


def test_a_new_mandate_is_not_shown(world):
    keep_page(world.sg, slug="jusur", is_open=True, named=who_may_be_named(world.sg))
    add_person(world.sg, name_ar="وافد جديد", organisation=own_card(world.sg), capacity_ar="مستشار", is_new=True)
    assert "وافد جديد" not in read().text


def test_whose_card_is_not_there_names_nobody(world, browse):
    own_card(world.sg).__class__.objects.filter(own_space=world.sg.space).update(own_space=None)
    assert "named" not in browse(world.sg).get("/our-page/").context["form"].fields


def test_an_address_that_was_given_up_stays_with_its_space(world):
    keep_page(world.sg, slug="jusur", is_open=True)
    keep_page(world.sg, slug="jusur-2", is_open=True)
    with says_no("Somebody already uses this, or did. Choose another.", field="slug"):
        keep_page(world.president, slug="jusur")
    assert read().url == "/o/jusur-2/"
    keep_page(world.sg, slug="jusur", is_open=True)
    assert read().status_code == 200
    assert [str(row) for row in PageAddress.objects.order_by("slug")] == ["jusur", "jusur-2"]


def test_refused(world):
    for slug in ("x", "جسور", "a b c", "-ab", "../etc"):
        with says_no("Write at least 3 Latin letters, digits or hyphens.", field="slug"):
            keep_page(world.sg, slug=slug)
    keep_page(world.president, slug="jusur")
    with says_no("Somebody already uses this, or did. Choose another.", field="slug"):
        keep_page(world.sg, slug="jusur")
    theirs = Mandate.objects.exclude(pk__in=[row.pk for row in who_may_be_named(world.sg)]).first()
    with says_no("This choice does not exist.", field="named"):
        keep_page(world.sg, slug="other", named=[theirs])
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
    assert str(PublicPage.objects.get()) == str(world.sg.space)


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


def test_who_keeps_the_installation_says_what_the_door_shows(world, browse, visits):
    keep_page(world.president, slug="theirs", is_open=True)
    row = keep_page(world.sg, slug="jusur", **EVERYTHING)
    assert browse(world.president).get("/first-page/").status_code == 404
    assert browse(world.president).post(f"/first-page/{row.pk}/let/").status_code == 404
    keeper = new_user("keeper", "figs-and-almonds-9", name="قيم")  # of no space
    name_keeper(keeper)
    client = Client()
    client.force_login(keeper)
    assert "/first-page/" in client.get("/requests/").text
    assert list(client.get("/first-page/").context["rows"]) == [row]
    for button, shown in (("let", 1), ("off", 0)):
        assert client.post(f"/first-page/{row.pk}/{button}/", follow=True).status_code == 200
        assert len(agenda_of_all()) == shown
