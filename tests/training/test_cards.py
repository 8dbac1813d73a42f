"""Who was registered from the room of the association and who has a card in the directory are one person."""

import pytest

from sanad.directory.commands.people import add_person
from sanad.foundation.spaces.actor import visitor
from sanad.training.models import Registration
from sanad.training.registrations.commands.registration import (
    join_person,
    join_session,
    mark_nobody_known,
    register_person,
)
from sanad.training.registrations.queries.cards import perhaps_cards, same_card
from tests.refusals import says_no
from tests.training.school import a_session

PHONE = "+212661000077"


@pytest.fixture
def session(world):
    return a_session(world.coordinator, is_public=True)


@pytest.fixture
def card(world):
    return add_person(world.sg, name_ar="نجاة الزروالي", name_fr="Najat Zerouali", phone=PHONE, is_new=True)


def perhaps(session) -> dict:
    return perhaps_cards(session.space_id, session.registrations.order_by("number"))


def test_the_same_name_with_the_same_phone_is_the_same_person(world, session, card):
    row = register_person(world.secretary, session, name="نجاة الزروالي", phone=PHONE)
    assert (row.person, row.asking_space) == (card, world.secretary.space)
    assert perhaps(session) == {}


@pytest.mark.parametrize(
    ("name", "phone"), [("نجاة الزروالي", ""), ("نجاة الزروالي", "+212661000078"), ("سعاد", PHONE)]
)
def test_less_than_that_joins_nobody(world, session, card, name, phone):
    assert register_person(world.secretary, session, name=name, phone=phone).person is None


def test_two_cards_alike_join_nobody(world, session, card):
    twin = add_person(world.sg, name_ar="نجاة الزروالي", phone=PHONE, is_new=True)
    row = register_person(world.secretary, session, name="نجاة الزروالي", phone=PHONE)
    assert row.person is None
    assert perhaps(session) == {}
    assert twin != card
    assert same_card(row) is None


def test_a_visitor_who_knows_name_and_phone_gets_no_card_but_the_organiser_is_asked(world, session, card):
    row = join_session(visitor(session.space), session, name="نجاة الزروالي", phone=PHONE)
    assert row.person is None
    assert perhaps(session) == {row.pk: card}


def test_who_is_perhaps_known_is_joined_with_one_touch(world, session, card, browse):
    row = register_person(world.secretary, session, name="نجاة الزروالي")
    other = register_person(world.secretary, session, name="سعيد الراعي", phone="+212661000079")
    assert perhaps(session) == {row.pk: card}
    site = browse(world.coordinator)
    page = site.get(f"/training/sessions/{session.pk}/people/").content.decode()
    address = f"/training/registrations/{row.pk}/card/{card.pk}/"
    assert address in page
    assert f"/training/registrations/{other.pk}/card/" not in page
    assert "/card/" not in browse(world.secretary).get(f"/training/sessions/{session.pk}/people/").content.decode()
    site.post(address)
    row.refresh_from_db()
    assert row.person == card
    assert f"/training/registrations/{row.pk}/" in site.get(f"/directory/people/{card.pk}/").content.decode()
    assert perhaps(session) == {}


def test_who_is_somebody_else_is_not_asked_about_again(world, session, card, browse):
    row = register_person(world.secretary, session, name="نجاة الزروالي")
    browse(world.coordinator).post(f"/training/registrations/{row.pk}/card/none/")
    row.refresh_from_db()
    assert row.is_nobody_known
    assert perhaps(session) == {}


def test_nobody_has_two_places_through_one_card(world, session, card):
    register_person(world.coordinator, session, person=card)
    row = register_person(world.secretary, session, name="زينب العالمة")
    with says_no(f"{card.name_ar} has a place in this session already.", field="person"):
        join_person(world.coordinator, row, person=card)


def test_only_who_teaches_joins(world, session, card):
    row = register_person(world.secretary, session, name="نجاة الزروالي")
    for act in (
        lambda: join_person(world.secretary, row, person=card),
        lambda: mark_nobody_known(world.secretary, row),
    ):
        with says_no("Your role in this space does not allow this."):
            act()
    assert Registration.objects.get(pk=row.pk).person is None


def test_another_script_with_the_same_phone_is_asked_about(world, session, card):
    row = register_person(world.secretary, session, name="Najat Zerouali", phone="")
    assert perhaps(session) == {}  # only the first name of a card is looked for without a phone
    Registration.objects.filter(pk=row.pk).update(phone=PHONE)
    assert perhaps(session) == {row.pk: card}
