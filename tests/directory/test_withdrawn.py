"""A card that was written by mistake, as a second one of one's own organisation, is withdrawn."""

import pytest
from django.urls import reverse

from sanad.accompaniment.engagements.commands import open_engagement
from sanad.directory.commands.mandates import record_mandate
from sanad.directory.commands.organisations import add_clause, add_organisation, edit_organisation, withdraw_card
from sanad.directory.commands.people import add_person
from sanad.directory.models import Organisation
from sanad.directory.policies import is_named_elsewhere, visible_to
from sanad.directory.queries import likely_same, own_card
from tests.refusals import says_no

USED = "It is named elsewhere: by a person's capacity, a meeting, a file, an agreement."


@pytest.fixture
def second(world) -> Organisation:
    """A second card of one's own organisation."""
    ours = own_card(world.sg)
    card = add_organisation(
        world.sg, kind="support", name_ar=ours.name_ar, is_new=True, aliases=["اسم آخر"], phone="+212600000009"
    )
    add_clause(world.sg, card, kind="aim", text_ar="هدف")
    return card


def test_withdrawn_with_its_reason_it_is_nowhere_and_in_the_history(world, browse, second):
    client, address = browse(world.sg), reverse("directory:withdraw_card", args=[second.pk])
    assert address in client.get(f"/directory/{second.pk}/").text
    assert client.get(address).status_code == 200
    with says_no("Say why.", field="reason"):
        withdraw_card(world.sg, second, reason=" ")
    assert client.post(address, {"reason": "بطاقة ثانية لهيئتنا"}).url == "/directory/"
    second.refresh_from_db()
    assert second.withdrawn_because == "بطاقة ثانية لهيئتنا"
    assert client.get(f"/directory/{second.pk}/").status_code == 404
    assert not visible_to(world.sg, Organisation).filter(pk=second.pk).exists()
    with says_no("This card was withdrawn already."):
        withdraw_card(world.sg, second, reason="x")
    assert second not in likely_same(world.sg, Organisation, second.name_ar)
    assert own_card(world.sg) != second


def test_what_something_rests_on_stays(world, browse, second):
    assert not is_named_elsewhere(second)
    open_engagement(world.sg, association=second)
    with says_no(USED):
        withdraw_card(world.sg, second, reason="x")
    page = browse(world.sg, "en").get(reverse("directory:withdraw_card", args=[second.pk]))
    assert page.status_code == 403
    assert "It stays as long as that is so, unless it is joined" in page.text


def test_a_capacity_rests_on_it_too(world, second):
    record_mandate(world.sg, world.people["sg"], organisation=second, capacity_ar="عضو")
    with says_no(USED):
        withdraw_card(world.sg, second, reason="x")


def test_the_own_card_stays(world, browse):
    ours = own_card(world.sg)
    with says_no("This card belongs to a space: it stays."):
        withdraw_card(world.sg, ours, reason="x")
    assert reverse("directory:withdraw_card", args=[ours.pk]) not in browse(world.sg).get(f"/directory/{ours.pk}/").text
    with says_no("This belongs to another space."):
        withdraw_card(world.stranger, ours, reason="x")


def test_nothing_is_written_on_a_card_that_was_withdrawn(world, second):
    """Also by who had it open before."""
    withdraw_card(world.sg, second, reason="x")
    gone = "This card was withdrawn already."
    with says_no(gone):
        edit_organisation(world.sg, second, phone="+212600000010")
    with says_no(gone):
        add_clause(world.sg, second, kind="aim", text_ar="هدف")
    with says_no(gone, field="association"):
        open_engagement(world.sg, association=second)
    with says_no(gone, field="organisation"):
        add_person(world.sg, name_ar="فلان الجديد", organisation=second, capacity_ar="عضو", is_new=True)
    with says_no(gone, field="organisation"):
        record_mandate(world.sg, world.people["sg"], organisation=second, capacity_ar="عضو")
