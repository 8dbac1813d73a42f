"""The office of who takes a space in charge is called as a woman or a man holds it, once that was said."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from sanad.accounts.commands.beginning import create_first_space, open_own_space
from sanad.accounts.commands.entering import accept_as_newcomer
from sanad.accounts.commands.invitations import invite_member, open_space
from sanad.directory.commands.invited import invite_person
from sanad.directory.commands.mandates import record_mandate
from sanad.directory.commands.organisations import add_clause, edit_organisation
from sanad.directory.commands.people import add_person, edit_person
from sanad.directory.models import Mandate, Person
from sanad.directory.queries import OFFICES, card_to_complete, own_card, person_to_complete
from sanad.foundation.ids import new_id
from sanad.foundation.spaces.actor import actor_of
from sanad.foundation.spaces.models import Space
from sanad.foundation.spaces.roles import Role
from sanad.territory.models import Place

PASSWORD = "sanad-2023"


def begun(sex: str, kind: str = "association"):
    said = {"name_ar": "جمعية السواقي", "person": "حليمة الراضي", "username": "halima", "password": PASSWORD}
    return open_own_space(None, kind=kind, sex=sex, **said)


def office(actor) -> str:
    return Mandate.objects.get(space=actor.space, person__user=actor.user).capacity_ar


@pytest.mark.parametrize(("sex", "called"), [("w", "رئيسة الجمعية"), ("m", "رئيس الجمعية"), ("", "رئاسة الجمعية")])
def test_who_begins_an_association(db, sex, called):
    actor = begun(sex)
    assert office(actor) == called
    assert Person.objects.get(user=actor.user).sex == sex


def test_who_begins_a_support_organisation(db):
    assert office(begun("w", "support")) == "الكاتبة العامة"


def test_who_begins_an_installation(db):
    user = create_first_space(name_ar="جسور", name_fr="", person="سعاد", username="souad", password=PASSWORD, sex="w")
    assert office(actor_of(user)) == "الكاتبة العامة"


def test_who_takes_a_space_in_charge_by_a_letter_is_asked(world):
    letter = open_space(world.sg, name_ar="جمعية الجوار", president_name="رئيسة الجوار")
    address = reverse("accounts:invitation", args=[letter.token])
    page = Client().get(address)
    assert list(page.context["form"].fields) == ["username", "password", "sex", "phone", "email"]
    sent = {"username": "jiwar", "password": "زيتون-الجبل-2023", "sex": "w", "_key": new_id()}
    assert Client().post(address, sent).status_code == 302
    space = Space.objects.get(name_ar="جمعية الجوار")
    assert Mandate.objects.get(space=space).capacity_ar == "رئيسة الجمعية"


def test_who_joins_others_is_not_asked(world):
    for role in (Role.MEMBER, Role.PRESIDENT):
        letter = invite_member(world.sg, name="قارئ آخر", role=role)
        form = Client().get(reverse("accounts:invitation", args=[letter.token])).context["form"]
        assert "sex" not in form.fields


def test_who_may_not_keep_the_directory_says_nothing_of_a_card(world):
    amina = add_person(world.sg, name_ar="أمينة الزروالي")
    letter = invite_person(world.sg, amina, role=Role.MEMBER)
    accept_as_newcomer(letter, username="amina", password=PASSWORD, sex="w")
    assert Person.objects.get(pk=amina.pk).sex == ""


def test_it_is_said_later_on_the_card(db, browse):
    actor = begun("")
    me = Person.objects.get(user=actor.user)
    address = reverse("directory:say_sex", args=[me.pk])
    with override("en"):
        step = person_to_complete(actor, me)
        assert "say whether حليمة الراضي is a woman or a man" in str(step.text)
        assert step.ways[0].url == address
    client = browse(actor)
    form = client.get(address).context["form"]
    sent = {"sex": "w", "_key": str(form.key), "_space": str(actor.space_id)}
    assert client.post(address, sent).status_code == 302
    assert office(actor) == "رئيسة الجمعية"
    step = person_to_complete(actor, Person.objects.get(pk=me.pk))
    assert step is None or step.ways[0].url != address


def test_our_own_card_leads_there_when_nothing_else_is_missing(world):
    actor = begun("")
    card = own_card(actor)
    add_clause(actor, card, kind="aim", text_ar="السقي")
    edit_organisation(actor, card, seat_place=Place.objects.filter(space=None).first())
    me = Person.objects.get(user=actor.user)
    assert card_to_complete(actor, own_card(actor)).ways[0].url == reverse("directory:say_sex", args=[me.pk])
    edit_person(actor, me, sex="m")
    assert card_to_complete(actor, own_card(actor)) is None


def test_a_slip_is_mended_and_words_of_ones_own_stay(db):
    actor = begun("m")
    me = Person.objects.get(user=actor.user)
    record_mandate(actor, me, organisation=own_card(actor), capacity_ar="رئيس اللجنة")
    edit_person(actor, me, sex="w", phone="+212661000001")
    held = set(me.mandates.values_list("capacity_ar", flat=True))
    assert held == {"رئيسة الجمعية", "رئيس اللجنة"}
    edit_person(actor, me, phone="")
    edit_person(actor, me, sex="")
    assert "رئاسة الجمعية" in set(me.mandates.values_list("capacity_ar", flat=True))


def test_every_office_has_all_its_names():
    assert all(set(called) == {"", *Person.Sex.values} for called in OFFICES.values())
