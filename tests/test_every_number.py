"""No list, on whatever page of it, writes a number in an attribute as people read it.

Of every other address it is asked in `tests/test_every_address.py` (`numbers.writes_no_number_as_it_is_read`).
"""

from importlib import import_module

import pytest

from sanad.activities.models import Minutes
from sanad.directory.models import Organisation
from sanad.foundation.naming.models import MANY
from tests import markup
from tests.judges.numbers import MARK, writes_no_number_as_it_is_read
from tests.visits import PAGE, Here, Walk

LISTING = import_module("sanad.foundation.ui.listing")  # the kit calls its function by the same name
QUESTIONS = ("?page=2", "?export=csv", "?month=2023-12")


@pytest.mark.sqlite  # how pages write is no matter of the database
@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_no_list_holds_a_number_for_people_in_an_attribute(ground, marked, monkeypatch, language):
    monkeypatch.setattr(LISTING, "PAGE", 1)
    walk, lists = Walk(ground), set()
    for here in (Here(walk, spot) for spot in ground.spots if not spot.address.parts and spot.at.by):
        visitor = walk.visitor(here.spot.at.by, language)
        if (visit := visitor.get(here.spot)).status != PAGE or not {"page", "after", "next"} & set(_known(visit)):
            continue
        lists.add(here.spot.name)
        for each in (visit, *(visitor.get(here.spot, path=here.spot.path + question) for question in QUESTIONS)):
            walk.judge(writes_no_number_as_it_is_read, here, each)
    assert len(lists) > 10
    assert not walk.faults, walk.report()


def _known(visit) -> set[str]:
    return {name for name in ("page", "after", "next") if visit.context and name in visit.context}


def test_nor_does_a_text_that_somebody_else_changed_meanwhile(world, browse, marked):
    """The pages that come back with both texts carry the version one has read."""
    Minutes.objects.update(state=Minutes.State.DRAFT, version=1_234)
    minutes = Minutes.objects.filter(activity__space=world.sg.space).first()
    client = browse(world.sg)
    page = client.post(f"/activities/minutes/{minutes.pk}/write/", {"body": "نص", "base_version": "3"})
    assert page.status_code == 422
    assert marks_in(page) == []
    assert 'name="base_version" value="1234"' in " ".join(page.content.decode().split())
    assert marks_in(client.post("/training/courses/advocacy/write/card/", {"base_version": "9"})) == []


def marks_in(response) -> list[str]:
    return [value for _tag, _name, value in markup.attributes(response.content.decode()) if MARK in value]


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_pages_after_the_thousandth_are_reached(world, browse, monkeypatch, language):
    monkeypatch.setattr(LISTING, "PAGE", 1)
    rows = [Organisation(space=world.sg.space, kind="ngo", name_ar=f"هيئة {n:04}") for n in range(1_010)]
    for row in rows:
        row.refresh_index(aliases=[])
    Organisation.objects.bulk_create(rows)
    client, page = browse(world.sg, language), "/directory/?page=998"
    for number in range(999, 1_004):
        links = [value for tag, each, value in markup.attributes(client.get(page).content.decode()) if each == "href"]
        page = "/directory/" + next(link for link in links if link.endswith(f"page={number}"))
    response = client.get(page)
    assert response.context["page"].number == 1_003
    assert f"page={1_002}" in response.content.decode()


def test_of_very_many_that_are_found_no_number_is_counted(world, browse):
    """It is known then that they are more than are ranked; with a filter they are counted as ever."""
    rows = [Organisation(space=world.sg.space, kind="ngo", name_ar=f"هيئة {n:04}") for n in range(MANY + 30)]
    for row in rows:
        row.refresh_index(aliases=[])
    Organisation.objects.bulk_create(rows)
    client = browse(world.sg, "en")
    page, seen = client.get("/directory/?q=هيئة"), 0
    assert f"More than {MANY} rows" in page.text
    while True:
        here = page.context["page"]
        seen += len(here.object_list)
        if not here.has_next():
            break
        page = client.get(f"/directory/?q=هيئة&page={here.next_page_number()}")
    assert seen == MANY + 30
    assert client.get(f"/directory/?q=هيئة&page={here.number + 1}").context["page"].number == here.number
    narrowed = client.get("/directory/?q=هيئة&kind=ngo").context["page"].paginator
    assert (narrowed.count, narrowed.has_more) == (MANY + 30, False)
    few = client.get("/directory/?q=هيئة 0001").context["page"].paginator
    assert (few.count, few.has_more) == (1, False)
