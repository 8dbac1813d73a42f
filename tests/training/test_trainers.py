"""Trainers with their fields and mandates."""

import pytest

from sanad.directory.models import Mandate, Organisation, Person
from sanad.training.models import SessionTrainer, TrainerField
from sanad.training.registrations.commands.registration import edit_registration, register_person
from sanad.training.sessions.commands.slots import add_cost, add_trainer
from sanad.training.trainers import commands as trainers
from sanad.training.trainers.policies import can_change_trainer_field, can_keep_trainers
from tests.refusals import says_no
from tests.training.school import a_session

TRAINERS = "/training/trainers/"


def read(response, status=200):
    assert response.status_code == status, response.status_code
    return response.content.decode()


def person(world, name="مكون جديد"):
    return Person.objects.create(space=world.sg.space, name_ar=name)


def mandate(world, who, **details):
    card = Organisation.objects.get(space=world.sg.space, own_space=world.sg.space)
    given = {"organisation": card, "capacity_ar": "مكون", **details}
    return Mandate.objects.create(space=world.sg.space, person=who, **given)


@pytest.fixture
def client(world, browse):
    return browse(world.coordinator)


def test_a_trainer_is_written_down_with_the_mandate_in_the_own_organisation(world, client):
    who = person(world)
    held = mandate(world, who)
    row = TrainerField.objects.get(
        pk=client.post(f"{TRAINERS}new/", {"person": who.pk, "field": "advocacy"}).url.split("/")[-2]
    )
    assert (row.person, row.field, row.mandate) == (who, "advocacy", held)
    page = read(client.get(f"{TRAINERS}fields/{row.pk}/"))
    assert "مكون جديد" in page
    response = client.post(f"{TRAINERS}new/", {"person": who.pk, "field": "advocacy"})
    assert "field" in response.context["form"].errors
    assert trainers.add_trainer_field(world.sg, person=person(world, "آخر"), field="advocacy").mandate is None


def test_a_mandate_is_that_of_the_person(world, client):
    who, other = person(world), mandate(world, person(world, "آخر"))
    with says_no("This mandate is somebody else's.", field="mandate"):
        trainers.add_trainer_field(world.sg, person=who, field="advocacy", mandate=other)
    own = mandate(world, who, capacity_ar="خبير")
    row = trainers.add_trainer_field(world.sg, person=who, field="advocacy", mandate=own)
    with says_no("This mandate is somebody else's.", field="mandate"):
        trainers.name_mandate(world.sg, row, mandate=other)
    address = f"{TRAINERS}fields/{row.pk}/"
    assert "خبير" in read(client.get(f"{address}mandate/"))
    assert client.post(f"{address}mandate/", {"mandate": ""}).url == address
    row.refresh_from_db()
    assert row.mandate is None
    client.post(f"{address}mandate/", {"mandate": own.pk})
    row.refresh_from_db()
    assert row.mandate == own


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_the_list_says_who_can_teach_what_and_how_often_they_did(world, browse, language):
    who = person(world)
    ended = mandate(world, who, to_on="2020-01-01")
    trainers.add_trainer_field(world.sg, person=who, field="management", mandate=ended)
    trainers.add_trainer_field(world.sg, person=who, field="advocacy")
    for state in ("closed", "confirmed", "draft"):
        session = a_session(world.sg, course="management", state=state)
        SessionTrainer.objects.create(space=world.sg.space, session=session, person=who)
    client = browse(world.coordinator, language)
    lines = client.get(f"{TRAINERS}?export=csv").getvalue().decode("utf-8-sig").splitlines()
    assert {line.split(";")[-1] for line in lines[1:]} == {"2", "0"}
    page = read(client.get(f"{TRAINERS}?field=management"))
    assert page.count("مكون جديد") == 1
    assert "مكون جديد" in read(client.get(f"{TRAINERS}?q=مكون"))
    assert "مكون جديد" not in read(client.get(f"{TRAINERS}?q=خيزران"))
    field = TrainerField.objects.get(field="management")
    assert read(client.get(f"{TRAINERS}fields/{field.pk}/")).count("/training/sessions/") == 3
    assert "has ended" in read(browse(world.sg, "en").get(TRAINERS))


def test_a_field_is_taken_back_once_and_can_be_given_again(world, client):
    who = person(world)
    row = trainers.add_trainer_field(world.sg, person=who, field="advocacy")
    assert client.post(f"{TRAINERS}fields/{row.pk}/withdraw/").url == TRAINERS
    assert "مكون جديد" not in read(client.get(TRAINERS))
    row.refresh_from_db()
    with says_no("This was withdrawn already."):
        trainers.withdraw_trainer_field(world.sg, row)
    assert "/withdraw/" not in read(client.get(f"{TRAINERS}fields/{row.pk}/"))
    assert trainers.add_trainer_field(world.sg, person=who, field="advocacy").pk != row.pk


def test_only_who_runs_training_keeps_the_list(world, browse):
    row = trainers.add_trainer_field(world.sg, person=person(world), field="advocacy")
    assert can_keep_trainers(world.coordinator)
    assert not can_keep_trainers(world.secretary)
    assert can_change_trainer_field(world.coordinator, row)
    assert not can_change_trainer_field(world.secretary, row)
    assert not can_change_trainer_field(world.president, row)
    assert browse(world.president).get(f"{TRAINERS}fields/{row.pk}/").status_code == 404


def test_who_teaches_and_who_pays_is_named_and_gets_a_card(world, client):
    session = a_session(world.coordinator)
    teaches = add_trainer(world.coordinator, session, person="رقية السكتاوي")
    assert teaches.person.name_ar == "رقية السكتاوي"
    with says_no("This person teaches in it already.", field="person"):
        add_trainer(world.coordinator, session, person="رقية السكتاوي")
    row = trainers.add_trainer_field(world.coordinator, person="رقية السكتاوي", field="advocacy")
    assert row.person == teaches.person
    cost = add_cost(world.coordinator, session, label="وجبات", amount=1000, borne_by="Commune de Taza")
    assert cost.borne_by.kind == "local_authority"
    assert add_cost(world.coordinator, session, label="نقل", amount=1000).borne_by is None
    asked = client.post(f"{TRAINERS}new/", {"person": "رقية السكتاويي", "field": "advocacy"})
    assert (asked.status_code, "is_new" in asked.context["form"].errors) == (422, True)
    assert "رقية السكتاويي" in read(asked, 422)


def test_an_organisation_is_named_at_a_registration(world):
    session = a_session(world.coordinator)
    row = register_person(world.coordinator, session, name="رقية السكتاوي", organisation="Commune de Taza")
    assert row.organisation.kind == "local_authority"
    assert register_person(world.coordinator, session, name="حسن أوعلي").organisation is None
    row = edit_registration(world.coordinator, row, organisation="جمعية النور بإيموزار")
    assert row.organisation.name_ar == "جمعية النور بإيموزار"
    with says_no("is perhaps", field="is_new"):
        edit_registration(world.coordinator, row, organisation="جمعية نور ايموزار")
    assert edit_registration(world.coordinator, row, organisation=None).organisation is None
