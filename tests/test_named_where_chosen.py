"""Somebody, or a body, that has no card yet gets one where it is named: no choice is an empty box."""

from datetime import date, time

import pytest

from sanad.accompaniment.commands.plan import edit_item, propose_item
from sanad.accompaniment.models import Engagement
from sanad.diagnosis.workshop.commands.diagnoses import edit_diagnosis, start_diagnosis
from sanad.directory.commands import add_organisation, add_person, record_mandate
from sanad.directory.models import Organisation, Person
from sanad.foundation import ui
from sanad.foundation.clock.wall import at
from sanad.training.sessions.commands.sessions import plan_session
from tests.refusals import says_no

BODY, SOMEBODY = "تعاونية الزعتر البري", "إيطو أمزيان"
MORNING = [(at(date(2027, 3, 1), time(9)), at(date(2027, 3, 1), time(12)))]


def engagement_of(world) -> Engagement:
    return Engagement.objects.get(space=world.sg.space, association=world.association)


def session_of(world, host, **more) -> Organisation:
    row = plan_session(
        world.sg, kind="trip", title="رحلة", host=host, half_days=MORNING, seats=10, opens_on=date(2026, 1, 1), **more
    )
    return row.activity.host


def capacity_of(world, body, **more) -> Organisation:
    return record_mandate(
        world.sg, world.people["president"], organisation=body, capacity_ar="عضو", **more
    ).organisation


def spoken_for_by(world, body, **more) -> Organisation:
    person = add_person(world.sg, name_ar="قمر الزمان الورياشي", organisation=body, capacity_ar="عضو", **more)
    return person.mandates.get().organisation


@pytest.mark.parametrize("written", [session_of, capacity_of, spoken_for_by])
class TestBody:
    def test_a_name_gets_a_card_once(self, world, written):
        made = written(world, BODY)
        assert (made.name_ar, made.space) == (BODY, world.sg.space)
        assert Organisation.objects.filter(name_ar=BODY).count() == 1

    def test_a_name_that_is_here_is_its_card(self, world, written):
        card = add_organisation(world.sg, kind="ngo", name_ar=BODY)
        assert written(world, BODY) == card

    def test_one_that_is_perhaps_here_is_asked_about(self, world, written):
        add_organisation(world.sg, kind="ngo", name_ar="تعاونية الزعتر البرّي للنساء")
        with says_no("If not, tick the box below.", field="is_new"):
            written(world, "تعاونية الزعتر البري للنساء بصفرو")
        assert not Person.objects.filter(name_ar="قمر الزمان الورياشي").exists()
        assert written(world, "تعاونية الزعتر البري للنساء بصفرو", is_new=True).name_ar.endswith("بصفرو")


def responsible_of(world, name, **more) -> Person:
    item = propose_item(
        world.coordinator,
        engagement_of(world),
        form="coaching",
        objective="مواكبة",
        side="support",
        responsible=name,
        **more,
    )
    assert edit_item(world.coordinator, item, objective="مواكبة ثانية").responsible == item.responsible
    return item.responsible


def facilitator_of(world, name, **more) -> Person:
    row = start_diagnosis(
        world.coordinator,
        engagement_of(world),
        instrument="sanad-8@1",
        kind="annual",
        mode="workshop",
        held_on=date(2026, 1, 10),
        facilitator=name,
        **more,
    )
    assert edit_diagnosis(world.coordinator, row, mode="visit").facilitator == row.facilitator
    return row.facilitator


@pytest.mark.parametrize("written", [responsible_of, facilitator_of])
class TestSomebody:
    def test_a_name_gets_a_card_once(self, world, written):
        made = written(world, SOMEBODY)
        assert (made.name_ar, made.space) == (SOMEBODY, world.sg.space)
        assert Person.objects.filter(name_ar=SOMEBODY).count() == 1

    def test_a_name_that_is_here_is_its_card(self, world, written):
        assert written(world, world.people["president"].name_ar) == world.people["president"]

    def test_one_that_is_perhaps_here_is_asked_about(self, world, written):
        add_person(world.sg, name_ar="عبد الرحمان الورياشي")
        with says_no("If not, tick the box below.", field="is_new"):
            written(world, "عبد الرحمن الورياشي")
        assert written(world, "عبد الرحمن الورياشي", is_new=True).name_ar == "عبد الرحمن الورياشي"


def test_the_forms_take_names(world, browse):
    client = browse(world.sg)
    for address, name in (
        ("/training/sessions/new/", "host"),
        (f"/accompaniment/{engagement_of(world).pk}/plan/new/", "responsible"),
        (f"/diagnosis/file/{engagement_of(world).pk}/new/", "facilitator"),
        ("/directory/people/new/", "organisation"),
        (f"/directory/people/{world.people['president'].pk}/capacity/", "organisation"),
    ):
        field = client.get(address).context["form"].fields[name]
        assert isinstance(field, ui.CardField), address
        assert "is_new" in client.get(address).context["form"].fields, address
