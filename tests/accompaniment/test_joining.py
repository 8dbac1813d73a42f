"""A space that an association opened by itself, and the card that a support organisation wrote of it, become one."""

import pytest
from django.utils import timezone

from sanad.accompaniment.commands.engagement import join_card, open_engagement, take_up_card
from sanad.accompaniment.models import Engagement
from sanad.accompaniment.queries.joining import card_to_join, joining_token
from sanad.accounts import commands as accounts
from sanad.directory import commands
from sanad.directory.models import Mandate
from sanad.directory.queries import differences, own_card
from sanad.foundation.history.models import HistoryEntry
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.spaces.models import Membership
from sanad.foundation.spaces.roles import Role
from tests.refusals import says_no

NAME = "جمعية السواقي"


@pytest.fixture
def card(world):
    """What the support organisation wrote, with a file."""
    row = commands.add_organisation(
        world.sg,
        kind="association",
        name_ar="جمعية السواقي للتنمية",
        phone="+212600000001",
        founded_year=2020,
        seat_place=world.association.seat_place,
    )
    commands.add_person(world.sg, name_ar="حليمة الراضي", organisation=row, capacity_ar="الرئيسة")
    open_engagement(world.sg, association=row)
    return row


@pytest.fixture
def head(db):
    """Who opened the space of the association."""
    return accounts.open_own_space(
        None, kind="association", name_ar=NAME, person="حليمة الراضي", username="halima", password="sanad-2023-x"
    )


@pytest.fixture
def link(world, card) -> str:
    return f"/accompaniment/join/{joining_token(world.sg, card)}/"


def test_the_link_is_on_the_card_and_ready_to_send(world, browse, card):
    client = browse(world.sg)
    offer = f"/accompaniment/rooms/{card.pk}/join/"
    assert offer in client.get(f"/directory/{card.pk}/").text
    page = client.get(offer)
    assert "https://wa.me/212600000001?text=" in page.text
    assert "/accompaniment/join/" in page.text


def test_both_cards_stand_side_by_side_and_nothing_is_taken_unasked(browse, head, card, link):
    client = browse(head)
    page = client.get(link)
    names = set(page.context["form"].fields)
    assert names == {"name_ar", "phone", "founded_year", "seat_address", "seat_place", "people"}
    for told in (NAME, card.name_ar, "+212600000001", "2020", "حليمة الراضي"):
        assert told in page.text, told
    answer = client.post(link, {})
    assert answer.url == "/accompaniment/"
    ours = own_card(head)
    assert (ours.name_ar, ours.phone, ours.founded_year) == (NAME, "", None)
    assert not Mandate.objects.filter(space=head.space).exists()
    card.refresh_from_db()
    assert card.own_space == head.space
    file = Engagement.objects.get(association=card)
    assert file.association_space == head.space
    assert client.get(f"/accompaniment/{file.pk}/").status_code == 200


def test_what_was_chosen_is_taken_over(browse, head, card, link):
    browse(head).post(link, {"phone": "theirs", "founded_year": "theirs", "name_ar": "", "people": "on"})
    ours = own_card(head)
    assert (ours.name_ar, ours.phone, ours.founded_year) == (NAME, "+212600000001", 2020)
    mandate = Mandate.objects.get(space=head.space)
    assert (mandate.person.name_ar, mandate.capacity_ar) == ("حليمة الراضي", "الرئيسة")
    commands.bring_people(head, ours, card)  # again: nobody is there twice
    assert Mandate.objects.get(space=head.space) == mandate
    lines = dict(HistoryEntry.objects.filter(object_id=card.pk).values_list("command", "space"))
    assert lines["accompaniment.join_card"] == card.space_id
    assert HistoryEntry.objects.filter(space=head.space, command="directory.edit_organisation").exists()


def test_sent_twice_it_is_joined_once(browse, head, card, link):
    client = browse(head)
    assert {client.post(link, {}).url for _n in range(2)} == {"/accompaniment/"}
    assert client.get(link).url == "/accompaniment/"
    assert HistoryEntry.objects.filter(command="accompaniment.join_card").count() == 1


def test_without_a_card_of_ones_own_there_is_nothing_to_compare(world, head, card):
    head.space.cards.update(own_space=None)
    assert take_up_card(head, card, taken=["phone"]).own_space == head.space


def test_empty_values_of_theirs_are_no_differences(head, card):
    names = {each.name for each in differences(own_card(head), card)}
    assert "email" not in names


def test_who_may_not(world, browse, head, card, link):
    member = Actor(head.user, head.space, Role.MEMBER)
    with says_no("Your role in this space does not allow this."):
        join_card(member, card)
    with says_no("Only an association joins its space to the card that another keeps of it."):
        join_card(world.sg, card)
    with says_no("They know your space by another card already."):
        join_card(world.president, card)
    join_card(head, card)
    with says_no("This card belongs to a space already."):
        join_card(world.stranger, card)
    assert browse(world.stranger).get(link).status_code == 403


def test_the_link_falls_with_who_made_it(world, browse, head, card, link):
    Membership.objects.filter(user=world.sg.user, space=world.sg.space).update(role=Role.MEMBER)
    assert browse(head).get(link).status_code == 404
    Membership.objects.filter(user=world.sg.user).update(ended_at=timezone.now())
    assert browse(head).get(link).status_code == 404


def test_no_other_link_opens_anything(world, card):
    token = joining_token(world.sg, card)
    assert card_to_join(token) == (card, world.sg.user)
    for other in (f"{token}x", f"x{token}", ""):
        assert card_to_join(other) is None


def test_whoever_may_not_open_its_room_offers_nothing(world, browse):
    page = browse(world.sg).get(f"/accompaniment/rooms/{world.association.pk}/join/")
    assert "It has a space of its own already." in browse(world.sg, "en").get(page.request["PATH_INFO"]).text
    assert "/accompaniment/join/" not in page.text


def test_guesses_are_counted(browse, head, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "guess": "2/h/ip"}
    client = browse(head)
    assert [client.get("/accompaniment/join/x/").status_code for _n in range(3)] == [404, 404, 429]
