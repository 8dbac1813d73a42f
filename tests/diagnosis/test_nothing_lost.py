"""The workshop and the sheets keep what was typed, also in the parts that were not sent."""

import re

import pytest
from django.utils.translation import gettext, ngettext

from sanad.diagnosis.models import AgreedScore
from sanad.diagnosis.workshop.commands.diagnoses import move_diagnosis
from sanad.diagnosis.workshop.commands.scores import agree_scores
from sanad.diagnosis.workshop.commands.sheets import open_sheet
from sanad.diagnosis.workshop.forms.scores import PROPOSED
from sanad.foundation.history.models import HistoryEntry
from sanad.foundation.spaces.actor import actor_of
from tests.diagnosis.tiny import DOMAINS, answered, began
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


def saved(count):
    """What is said of so many items."""
    one, many = "What you agreed on %(count)d item is saved.", "What you agreed on %(count)d items is saved."
    return ngettext(one, many, count) % {"count": count}


def opened(client, row):
    return workshop(client.get(f"/diagnosis/{row.pk}/workshop/"))


def send(client, row, form, part, **typed):
    return client.post(f"/diagnosis/{row.pk}/workshop/", form.data(part=part, **typed))


def test_one_save_writes_every_domain_that_was_touched(client, rated):
    typed = {"receipt": "2", "cash": "3", "cash__desired": "4", "cash__why": "ما اتفق عليه الجميع"}
    sent = send(client, rated, opened(client, rated), "papers", **typed)
    assert sent.url == f"/diagnosis/{rated.pk}/workshop/?saved=papers#saved"
    rows = {row.item: row for row in AgreedScore.objects.filter(diagnosis=rated)}
    assert set(rows) == {"receipt", "cash"}, "what was not touched is not agreed on"
    assert (rows["cash"].level, rows["cash"].desired, rows["cash"].comment) == (3, 4, "ما اتفق عليه الجميع")
    page = client.get(sent.url).content.decode()
    assert saved(2) in page
    assert page.count('id="saved"') == 1
    assert page.index('id="papers"') < page.index('id="saved"') < page.index('id="money"')


def test_one_domain_stands_open_the_first_that_is_not_agreed(world, client, rated):
    def open_domains(address: str = "") -> list[str]:
        page = client.get(f"/diagnosis/{rated.pk}/workshop/{address}").content.decode()
        sections = page.split('<section id="')[1:]
        return [part.split('"')[0] for part in sections if re.search(r"<details\s+open", part)]

    assert open_domains() == ["papers"]
    agreed = {"reply": "level", "level": 2, "desired": 3, "comment": ""}
    scores = {key: agreed for keys in DOMAINS.values() for key in keys}
    agree_scores(world.coordinator, rated, scores=dict.fromkeys(DOMAINS["papers"], agreed))
    assert open_domains("?saved=papers") == ["money"]
    agree_scores(world.coordinator, rated, scores=scores)
    assert open_domains("?saved=voice") == ["voice"]
    assert open_domains() == []


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
    levels = dict(AgreedScore.objects.filter(diagnosis=rated).values_list("item", "level"))
    assert (levels["receipt"], levels["cash"], levels["petition"]) == (2, 3, 1)


def test_what_all_said_alike_is_proposed_and_taken_with_one_touch(client, rated):
    page = client.get(f"/diagnosis/{rated.pk}/workshop/").content.decode()
    form = workshop(client.get(f"/diagnosis/{rated.pk}/workshop/"))
    assert page.count(gettext("proposed: all said so")) == 2
    assert form.data()["receipt"] == [""], "nobody agreed yet on what is proposed"
    assert ("part", PROPOSED) in form.buttons
    sent = send(client, rated, form, PROPOSED, minutes="4", minutes__desired="4", cash="1")
    assert sent.url == f"/diagnosis/{rated.pk}/workshop/"
    rows = {row.item: (row.level, row.desired) for row in AgreedScore.objects.filter(diagnosis=rated)}
    assert rows == {"receipt": (1, None), "minutes": (4, 4), "cash": (1, None)}
    again = client.get(f"/diagnosis/{rated.pk}/workshop/")
    assert ("part", PROPOSED) not in workshop(again).buttons
    assert saved(3) in again.content.decode()


def test_a_proposed_level_takes_the_wish_and_the_reason_that_were_typed(client, rated):
    sent = send(client, rated, opened(client, rated), PROPOSED, receipt__desired="3", receipt__why="كما قال الجميع")
    assert sent.status_code == 302
    row = AgreedScore.objects.get(diagnosis=rated, item="receipt")
    assert (row.level, row.desired, row.comment) == (1, 3, "كما قال الجميع")


def test_two_tabs_lose_nothing_double_nothing_and_are_each_answered(client, rated):
    first, second = opened(client, rated), opened(client, rated)
    assert send(client, rated, first, "papers", receipt="2", cash="3").status_code == 302
    page = send(client, rated, second, "money", receipt="4", report="1", report__why="من اللسان الثاني")
    assert page.status_code == 422
    assert 'id="id_receipt_error"' in page.content.decode()
    found = workshop(page)
    assert [found.data()[name] for name in ("receipt", "report", "report__why")] == [["4"], ["1"], ["من اللسان الثاني"]]
    assert send(client, rated, found, "money").status_code == 302
    levels = dict(AgreedScore.objects.filter(diagnosis=rated).values_list("item", "level"))
    assert levels == {"receipt": 4, "cash": 3, "report": 1}


def test_the_same_form_sent_twice_is_done_once_and_says_so(client, rated):
    form = opened(client, rated)
    for said in (saved(1), gettext("This form was sent twice. What it said the first time is saved.")):
        sent = send(client, rated, form, "papers", receipt="2")
        page = client.get(sent.url).content.decode()
        assert said in page
    score = AgreedScore.objects.get(diagnosis=rated)
    assert HistoryEntry.objects.filter(command="diagnosis.agree_score", object_id=score.pk).count() == 1


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


def test_a_save_with_nothing_filled_in_says_so(client, rated):
    sent = send(client, rated, opened(client, rated), "papers")
    assert sent.url == f"/diagnosis/{rated.pk}/workshop/"
    page = client.get(sent.url).content.decode()
    assert gettext("Nothing was changed.") in page
    assert 'id="saved"' not in page
    assert not AgreedScore.objects.filter(diagnosis=rated).exists()
