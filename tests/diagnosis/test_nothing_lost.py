"""The workshop and the sheets keep what was typed, also in the parts that were not sent."""

import re

import pytest

from sanad.diagnosis.models import AgreedScore
from sanad.diagnosis.workshop.commands.diagnoses import move_diagnosis
from sanad.diagnosis.workshop.commands.scores import agree_scores
from sanad.diagnosis.workshop.commands.sheets import open_sheet
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
    return move_diagnosis(world.coordinator, row, state="rated")


def workshop(page):
    """The form of the workshop: it has a button for each domain."""
    return next(form for form in forms(page.content.decode()) if ("part", "papers") in form.buttons)


def opened(client, row):
    return workshop(client.get(f"/diagnosis/{row.pk}/workshop/"))


def send(client, row, form, part, **typed):
    return client.post(f"/diagnosis/{row.pk}/workshop/", form.data(part=part, **typed))


def test_one_save_writes_every_domain_that_was_touched(client, rated):
    typed = {"receipt": "2", "cash": "3", "cash__desired": "4", "cash__why": "ما اتفق عليه الجميع"}
    sent = send(client, rated, opened(client, rated), "papers", **typed)
    assert sent.url == f"/diagnosis/{rated.pk}/workshop/?saved=papers#saved"
    rows = {row.item: row for row in AgreedScore.objects.filter(diagnosis=rated)}
    assert set(rows) == {"receipt", "minutes", "cash"}, "what was not touched is not agreed on"
    assert (rows["cash"].level, rows["cash"].desired, rows["cash"].comment) == (3, 4, "ما اتفق عليه الجميع")
    page = client.get(sent.url).content.decode()
    assert page.count('id="saved"') == 1
    assert page.index('value="papers"') < page.index('id="saved"') < page.index('value="money"')


@pytest.mark.parametrize("part", ["papers", "voice"])
def test_one_item_that_is_refused_is_named_and_nothing_is_written(client, rated, part):
    form = opened(client, rated)
    page = send(client, rated, form, part, receipt="2", cash="3", petition__why="لم ننته بعد")
    assert page.status_code == 422
    assert not AgreedScore.objects.filter(diagnosis=rated).exists()
    text = page.content.decode()
    assert text.count('id="problems"') == 1
    named = text[text.index('id="problems"') : text.index("</ul>", text.index('id="problems"'))]
    assert re.findall(r'href="#item-(\w+)"', named) == ["petition"]
    found = workshop(page)
    assert (found.data()["cash"], found.data()["petition__why"]) == (["3"], ["لم ننته بعد"])
    assert send(client, rated, found, part, petition="1").status_code == 302
    saved = dict(AgreedScore.objects.filter(diagnosis=rated).values_list("item", "level"))
    assert (saved["receipt"], saved["cash"], saved["petition"]) == (2, 3, 1)


def test_two_people_agree_on_two_items_of_one_domain(client, rated):
    first, second = opened(client, rated), opened(client, rated)
    send(client, rated, first, "papers", receipt="4", receipt__why="الأول")
    send(client, rated, second, "papers", minutes="3", minutes__why="الثاني")
    rows = {row.item: (row.level, row.comment) for row in AgreedScore.objects.filter(diagnosis=rated)}
    assert rows["receipt"] == (4, "الأول")
    assert rows["minutes"] == (3, "الثاني")


def test_a_note_without_an_answer_is_asked_about(world, client):
    row = began(world)
    sheet = open_sheet(world.coordinator, row, group="facilitator")
    page = client.post(f"/diagnosis/sheets/{sheet.pk}/answer/", {"receipt__why": "رأيت السجل", "go": "on"})
    assert page.status_code == 422
    assert "رأيت السجل" in page.content.decode()


def test_a_verified_level_is_what_the_form_shows(client, rated):
    agree_scores(actor_of(rated.sheets.first().by), rated, scores={"receipt": {"reply": "level", "level": 3}})
    AgreedScore.objects.filter(diagnosis=rated, item="receipt").update(verified=2)
    score = AgreedScore.objects.get(diagnosis=rated, item="receipt")
    address = f"/diagnosis/scores/{score.pk}/verify/"
    page = client.get(address)
    assert next(own_forms(page.content.decode(), address)).data()["level"] == ["2"]
