"""Search: everything that one may see, by words from their beginning, the near before the far; nothing of a stranger."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sanad.accompaniment.models import Engagement, Need
from sanad.accompaniment.needs.commands.needs import edit_need, write_need
from sanad.activities.models import Activity, Decision, FollowUp
from sanad.directory.models import Organisation, Person
from sanad.foundation.documents.models import IssuedDocument
from sanad.territory.models import Place
from sanad.territory.queries import search_places
from sanad.training.models import Certificate
from sanad.workspace.finding.queries import FAR, NEAR, OWN, SHOWN, SOURCES, search


def first_of(source, actor):
    return next(iter(source.rows(actor).filter(space=actor.space)), None)


def urls(actor, text: str) -> list[str]:
    return [hit.url for hit in search(actor, text)]


@pytest.fixture
def engagement(world) -> Engagement:
    return Engagement.objects.get(association=world.association)


@pytest.mark.parametrize("source", SOURCES, ids=range(len(SOURCES)))
def test_each_kind_is_found_and_opens_and_a_stranger_finds_nothing_of_it(ground, browse, source):
    world = ground.case
    row = first_of(source, world.sg)
    assert row is not None, "the ground has a row of each kind"
    address = source.url(row)
    assert address in urls(world.sg, source.name(row))
    assert browse(world.sg).get(address).status_code == 200
    assert address not in urls(world.stranger, source.name(row))


def test_the_need_is_found_by_the_word_that_was_said(world, engagement):
    need = write_need(world.sg, engagement, kind="residents", statement="غياب الطرق المعبدة نحو الدوار")
    hits = search(world.sg, "الطرق")
    assert f"/needs/{need.pk}/" in " ".join(hit.url for hit in hits)
    assert all("الطرق" in hit.name for hit in hits), "no commune elsewhere that only sounds alike"
    assert {hit.name for hit in search(world.sg, "طرق معبدة")} >= {str(need)}
    assert not [hit for hit in search(world.stranger, "الطرق المعبدة") if hit.near == OWN]


def test_words_from_their_beginning_and_a_hamza_ends_one(world, engagement):
    def finds(text: str) -> set[str]:
        return {hit.name for hit in search(world.sg, text)}

    def need(statement: str) -> str:
        return str(write_need(world.sg, engagement, kind="capacity", statement=statement))

    money, water, carried = need("التدبير الإداري والمالي"), need("الماء الصالح للشرب"), need("التزود بالماء")
    steps, name = need("الإجراءات القانونية"), need("تكريم علاء الدين")
    assert finds("الماء") >= {water, carried}
    assert money not in finds("الماء")
    assert {money, water} <= finds("الما")
    assert steps in finds("إجراء")
    assert name in finds("علاء")
    assert name in finds("علاء الدين")
    assert money not in finds("داري")


def test_all_that_was_said_is_found_not_only_its_beginning(world):
    activity = Activity.objects.filter(space=world.sg.space).first()
    decision = Decision.objects.create(space=world.sg.space, activity=activity, text=f"{'نص طويل ' * 20} حفر الصهريج")
    assert f"/activities/{decision.activity_id}/outcome/" in urls(world.sg, "صهريج")
    decision.withdraw()
    assert f"/activities/{decision.activity_id}/outcome/" not in urls(world.sg, "صهريج")


def test_places_of_ones_own_region_come_before_those_elsewhere(world):
    card = Organisation.objects.get(space=world.sg.space, own_space=world.sg.space)
    region = Place.objects.filter(level="region").exclude(code=card.seat_place.code.partition(".")[0]).first()
    hits = search(world.sg, region.name_ar)
    far = [hit.near for hit in hits if hit.url.endswith(f"/{region.pk}/")]
    assert far == [FAR]
    assert hits[-1].near == FAR
    near = search(world.sg, card.seat_place.name_ar)
    assert NEAR in {hit.near for hit in near}
    seatless = Organisation.objects.filter(pk=card.pk)
    seatless.update(seat_place=None)
    assert [hit.near for hit in search(world.sg, region.name_ar) if hit.url.endswith(f"/{region.pk}/")] == [NEAR]


def test_what_another_space_shows_is_found_and_comes_after_ones_own(world, engagement):
    write_need(world.sg, engagement, kind="residents", statement="صيانة السواقي")
    hits = search(world.president, "السواقي")
    assert [hit.near for hit in hits if "/needs/" in hit.url] == [SHOWN]


def test_papers_are_found_by_number_title_and_holder(world):
    paper = IssuedDocument.objects.filter(space=world.sg.space).first()
    assert f"/papers/{paper.pk}/" in urls(world.sg, paper.reference)
    assert f"/papers/{paper.pk}/" in urls(world.sg, paper.title)
    assert f"/papers/{paper.pk}/" in urls(world.sg, str(paper.number))
    assert f"/papers/{paper.pk}/" not in urls(world.stranger, paper.reference)


def test_a_certificate_is_found_by_its_holder_and_its_number(ground):
    world = ground.case
    row = Certificate.objects.filter(space=world.sg.space).select_related("registration", "document").first()
    for text in (row.registration.name, row.document.reference):
        assert f"/training/certificates/{row.pk}/" in urls(world.sg, text), text
        assert f"/training/certificates/{row.pk}/" not in urls(world.stranger, text), text


def test_one_letter_finds_nothing_and_neither_does_somebody_without_a_right(world):
    assert search(world.sg, "ا") == []
    assert search(world.sg, "") == []


def test_the_questions_do_not_grow_with_what_is_found(world, engagement):
    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            search(world.sg, "زعفران")
        return len(captured)

    write_need(world.sg, engagement, kind="residents", statement="زراعة الزعفران")
    Person.objects.create(space=world.sg.space, name_ar="زعفران واحد")
    before = asked()
    for number in range(12):
        write_need(world.sg, engagement, kind="residents", statement=f"زراعة الزعفران {number}")
        Person.objects.create(space=world.sg.space, name_ar=f"زعفران {number}")
    assert asked() == before


def test_what_was_written_by_mistake_is_not_found(world):
    task = FollowUp.objects.filter(space=world.sg.space).first()

    def found():
        return [hit.name for hit in search(world.sg, task.text)]

    assert task.text in found()
    FollowUp.objects.filter(pk=task.pk).update(state=FollowUp.State.MISTAKEN)
    assert task.text not in found()


def test_a_need_is_found_by_the_ways_proposed_to_overcome_it(world, engagement):
    need = write_need(
        world.sg,
        engagement,
        kind="residents",
        statement="بعد المستوصف",
        ways=["قافلة طبية مع المندوبية"],
        concerned="المسنون",
    )
    assert {hit.name for hit in search(world.sg, "قافلة طبية مع المندوبية")} == {str(need), "ضعف الخدمات الطبية"}
    edit_need(world.sg, need, ways=["قافلة طبية مع المندوبية", "سيارة إسعاف"])
    assert str(need) in {hit.name for hit in search(world.sg, "اسعاف")}
    need = Need.objects.get(pk=need.pk)
    edit_need(world.sg, need, concerned="الجميع")
    assert str(need) in {hit.name for hit in search(world.sg, "المندوبية")}, (
        "what is changed is still found by all of it"
    )


PLACES = {"Kénitra": "القنيطرة", "Marrakech": "مراكش", "Kaf El Ghar": "كاف الغار", "Sour El Aaz": "سور العز"}


@pytest.fixture
def places(world) -> dict[str, Place]:
    """Communes by their French names."""
    near = Place.objects.filter(level="commune").first()
    return {
        french: Place.objects.create(
            code=f"{near.code}{number}", level="commune", parent=near.parent, name_ar=arabic, name_fr=french
        )
        for number, (french, arabic) in enumerate(PLACES.items())
    }


@pytest.mark.parametrize(("text", "alike"), [("قافلة", "Kaf El Ghar"), ("zz", "Sour El Aaz")])
def test_no_place_is_found_that_sounds_alike_by_chance(world, places, text, alike):
    assert places[alike] in search_places(world.sg, text, 200), "where a place is typed, it is offered"
    assert [hit.name for hit in search(world.sg, text) if hit.near in {NEAR, FAR}] == []


@pytest.mark.parametrize(("text", "place"), [("Qnitra", "Kénitra"), ("Marakech", "Marrakech"), ("مراكش", "Marrakech")])
def test_a_place_is_found_under_every_spelling(world, places, text, place):
    assert PLACES[place] in {hit.name for hit in search(world.sg, text)}


@pytest.mark.parametrize(("text", "is_asked"), [("", True), (" ", True), ("ا", True), ("7", False), ("غرائب", False)])
def test_who_looks_for_nothing_is_asked_for_what(world, browse, text, is_asked):
    page = browse(world.sg, "en").get("/search/", {"q": text}).text
    assert ("What are you looking for?" in page) is is_asked
    assert "Nothing found" not in page or not is_asked
