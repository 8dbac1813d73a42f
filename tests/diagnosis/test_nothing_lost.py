"""The workshop and the sheets keep what was typed, also in the parts that were not sent."""

import pytest

from sanad.diagnosis import commands
from sanad.diagnosis.models import AgreedScore
from sanad.foundation.spaces.actor import actor_of
from tests.diagnosis.tiny import answered, began
from tests.pages import forms, own_forms


@pytest.fixture
def client(world, browse):
    return browse(world.coordinator)


@pytest.fixture
def rated(world):
    row = began(world)
    answered(world.coordinator, row, 1, 2, None, None, None)
    return commands.move_diagnosis(world.coordinator, row, state="rated")


def workshop(page):
    """The form of the workshop: it has a button for each domain."""
    return next(form for form in forms(page.content.decode()) if ("part", "papers") in form.buttons)


def opened(client, row):
    return workshop(client.get(f"/diagnosis/{row.pk}/workshop/"))


def send(client, row, form, part, **typed):
    return client.post(f"/diagnosis/{row.pk}/workshop/", form.data(part=part, **typed))


def test_saving_one_domain_keeps_what_was_typed_in_the_others(client, rated):
    form = opened(client, rated)
    typed = {"cash": "3", "cash__desired": "4", "cash__why": "ما اتفق عليه الجميع", "petition__why": "لم ننته بعد"}
    page = send(client, rated, form, "papers", receipt="2", **typed)
    assert page.status_code == 200
    assert set(AgreedScore.objects.filter(diagnosis=rated).values_list("item", flat=True)) == {"receipt", "minutes"}
    found = workshop(page)
    assert {name: found.data()[name][0] for name in typed} == typed
    assert 'role="alert"' not in page.content.decode(), "what waits is not judged yet"
    assert send(client, rated, found, "money").status_code == 200
    again = workshop(send(client, rated, found, "money"))
    assert again.data()["petition__why"] == ["لم ننته بعد"]
    assert AgreedScore.objects.get(diagnosis=rated, item="cash").comment == "ما اتفق عليه الجميع"


def test_a_refused_domain_keeps_what_was_typed_in_the_others(client, rated):
    page = send(client, rated, opened(client, rated), "papers", receipt="", receipt__why="لماذا", cash__why="سبب آخر")
    assert page.status_code == 422
    assert "سبب آخر" in page.content.decode()
    assert list(page.context["forms"][0].errors) == ["receipt"]
    assert not any(form.errors for form in page.context["forms"][1:])


def test_nothing_typed_elsewhere_leads_back_to_the_domain(client, rated):
    sent = send(client, rated, opened(client, rated), "papers", receipt="2")
    assert sent.url == f"/diagnosis/{rated.pk}/workshop/#papers"


def test_two_people_agree_on_two_items_of_one_domain(client, rated):
    first, second = opened(client, rated), opened(client, rated)
    send(client, rated, first, "papers", receipt="4", receipt__why="الأول")
    send(client, rated, second, "papers", minutes="3", minutes__why="الثاني")
    rows = {row.item: (row.level, row.comment) for row in AgreedScore.objects.filter(diagnosis=rated)}
    assert rows["receipt"] == (4, "الأول")
    assert rows["minutes"] == (3, "الثاني")


def test_a_note_without_an_answer_is_asked_about(world, client):
    row = began(world)
    sheet = commands.open_sheet(world.coordinator, row, group="facilitator")
    page = client.post(f"/diagnosis/sheets/{sheet.pk}/answer/", {"receipt__why": "رأيت السجل", "go": "on"})
    assert page.status_code == 422
    assert "رأيت السجل" in page.content.decode()


def test_a_verified_level_is_what_the_form_shows(client, rated):
    commands.agree_scores(actor_of(rated.sheets.first().by), rated, scores={"receipt": {"reply": "level", "level": 3}})
    AgreedScore.objects.filter(diagnosis=rated, item="receipt").update(verified=2)
    score = AgreedScore.objects.get(diagnosis=rated, item="receipt")
    address = f"/diagnosis/scores/{score.pk}/verify/"
    page = client.get(address)
    assert next(own_forms(page.content.decode(), address)).data()["level"] == ["2"]
