"""Somebody, or a body, that has no card yet gets one where it is named: no choice is an empty box."""

from dataclasses import dataclass
from datetime import date, time
from typing import Any

import pytest
from django.test import Client

from sanad.accompaniment.models import Engagement
from sanad.accompaniment.plan.commands.items import edit_item, propose_item
from sanad.diagnosis.workshop.commands.diagnoses import edit_diagnosis, start_diagnosis
from sanad.directory.commands.mandates import record_mandate
from sanad.directory.commands.organisations import add_organisation
from sanad.directory.commands.people import add_person
from sanad.directory.models import Organisation, Person
from sanad.foundation import ui
from sanad.foundation.clock.wall import at
from sanad.foundation.spaces.actor import Actor
from sanad.training.sessions.commands.sessions import plan_session
from tests.pages import own_forms
from tests.refusals import says_no

BODY, SOMEBODY = "تعاونية الزعتر البري", "إيطو أمزيان"
NEAR_BODIES = "تعاونية الزعتر البرّي للنساء", "تعاونية الزعتر البري للنساء بصفرو"
NEAR_PEOPLE = "عبد الرحمان الورياشي", "عبد الرحمن الورياشي"
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
        near, name = NEAR_BODIES
        add_organisation(world.sg, kind="ngo", name_ar=near)
        with says_no("If not, tick the box below.", field="is_new"):
            written(world, name)
        assert not Person.objects.filter(name_ar="قمر الزمان الورياشي").exists()
        assert written(world, name, is_new=True).name_ar == name


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
        near, name = NEAR_PEOPLE
        add_person(world.sg, name_ar=near)
        with says_no("If not, tick the box below.", field="is_new"):
            written(world, name)
        assert written(world, name, is_new=True).name_ar == name


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


# The page, the box of the name, and what one types beside it.
PAGES = {
    "session": (
        "/training/sessions/new/",
        "host",
        {"kind": "trip", "title": "رحلة", "first_on": "2027-03-01", "count": "1", "seats": "10"},
    ),
    "mandate": ("/directory/people/{president}/capacity/", "organisation", {"capacity_ar": "عضو"}),
    "person": ("/directory/people/new/", "organisation", {"name_ar": "قمر الزمان الورياشي", "capacity_ar": "عضو"}),
    "plan item": (
        "/accompaniment/{file}/plan/new/",
        "responsible",
        {"form": "coaching", "objective": "مواكبة المكتب", "side": "support"},
    ),
    "diagnosis": (
        "/diagnosis/file/{file}/new/",
        "facilitator",
        {"instrument": "sanad-8@1", "kind": "annual", "mode": "workshop", "held_on": "2026-01-10"},
    ),
}
OF_BODIES = ("host", "organisation")


@dataclass
class Screen:
    """A page on which a card is chosen or named, as somebody sends it."""

    client: Client
    address: str
    name: str
    typed: dict[str, str]

    @property
    def model(self) -> type[Organisation | Person]:
        return Organisation if self.name in OF_BODIES else Person

    def send(self, one: str, **more: str) -> Any:
        shown = next(own_forms(self.client.get(self.address).content.decode(), self.address))
        return self.client.post(self.address, shown.data(**self.typed, **{self.name: one}, **more))

    def send_again(self, answer: Any, **more: str) -> Any:
        """The form as it came back, with that changed."""
        shown = next(own_forms(answer.content.decode(), self.address))
        return self.client.post(self.address, shown.data(**more))

    def card(self, actor: Actor, name: str) -> Organisation | Person:
        if self.model is Organisation:
            return add_organisation(actor, kind="ngo", name_ar=name)
        return add_person(actor, name_ar=name)

    @property
    def new_name(self) -> str:
        return BODY if self.model is Organisation else SOMEBODY

    def twins(self, actor: Actor) -> tuple[str, str]:
        """The name of a card that is here, and one that is perhaps the same."""
        near, name = NEAR_BODIES if self.model is Organisation else NEAR_PEOPLE
        return self.card(actor, near).name_ar, name

    def called(self, name: str) -> int:
        return self.model.objects.filter(name_ar=name).count()


@pytest.fixture(params=PAGES)
def screen(request, world, browse) -> Screen:
    address, name, typed = PAGES[request.param]
    keys = {"president": world.people["president"].pk, "file": engagement_of(world).pk}
    return Screen(browse(world.sg), address.format(**keys), name, typed)


class TestScreen:
    """What somebody meets who types a name on the page itself."""

    def test_a_typed_name_gets_one_card(self, screen):
        name = screen.new_name
        assert screen.send(name).status_code == 302
        assert screen.called(name) == 1

    def test_a_name_that_is_here_is_its_card(self, world, screen):
        name = screen.card(world.sg, screen.new_name).name_ar
        assert screen.send(name).status_code == 302
        assert screen.called(name) == 1

    def test_one_that_is_perhaps_here_is_asked_about_and_nothing_is_lost(self, world, screen):
        near, name = screen.twins(world.sg)
        answer = screen.send(name)
        form = answer.context["form"]
        assert (answer.status_code, list(form.errors)) == (422, ["is_new"])
        assert near in form.errors["is_new"][0]
        assert (screen.called(name), screen.called(near)) == (0, 1)
        back = next(own_forms(answer.content.decode(), screen.address)).data()
        expected = {**screen.typed, screen.name: name}
        assert {field: back[field][0] for field in expected} == expected
        assert screen.send_again(answer, is_new="on").status_code == 302
        assert (screen.called(name), screen.called(near)) == (1, 1)

    def test_the_name_of_the_card_that_was_meant_answers_the_question(self, world, screen):
        near, name = screen.twins(world.sg)
        assert screen.send_again(screen.send(name), **{screen.name: near}).status_code == 302
        assert (screen.called(name), screen.called(near)) == (0, 1)

    def test_a_card_of_a_stranger_cannot_be_chosen_by_key_or_by_name(self, world, screen):
        theirs = screen.card(world.stranger, screen.new_name)
        answer = screen.send(str(theirs.pk))
        assert (answer.status_code, list(answer.context["form"].errors)) == (422, [screen.name])
        assert theirs.name_ar not in answer.content.decode()
        assert screen.send(theirs.name_ar).status_code == 302  # to us it is a name like any other
        ours = screen.model.objects.exclude(pk=theirs.pk).get(name_ar=theirs.name_ar)
        assert (ours.space, theirs.space) == (world.sg.space, world.stranger.space)


def opened(client, address: str):
    return next(own_forms(client.get(address).content.decode(), address))


@pytest.mark.parametrize(
    ("written", "name", "changed"), [("item", "responsible", "objective"), ("run", "facilitator", "held_on")]
)
def test_a_form_that_comes_back_keeps_who_was_chosen(world, browse, written, name, changed):
    """Also when two people have that name, for the form says of which of them nothing was touched."""
    client, file = browse(world.sg), engagement_of(world)
    chosen = add_person(world.sg, name_ar=SOMEBODY)
    if written == "item":
        row = propose_item(world.sg, file, form="coaching", objective="مواكبة", side="support", responsible=chosen)
        address = f"/accompaniment/plan/{row.pk}/edit/"
    else:
        said = {"instrument": "sanad-8@1", "kind": "annual", "mode": "workshop", "held_on": date(2026, 1, 10)}
        row = start_diagnosis(world.sg, file, facilitator=chosen, **said)
        address = f"/diagnosis/{row.pk}/edit/"
    add_person(world.sg, name_ar=SOMEBODY, is_new=True)
    assert opened(client, address).data()[name] == [SOMEBODY]
    value = "مواكبة ثانية" if changed == "objective" else "2026-01-11"
    assert client.post(address, opened(client, address).data(**{changed: value})).status_code == 302
    row.refresh_from_db()
    assert getattr(row, name) == chosen
    assert client.post(address, opened(client, address).data(**{name: "زبيدة الوزاني"})).status_code == 302
    row.refresh_from_db()
    assert getattr(row, name).name_ar == "زبيدة الوزاني"
    assert client.post(address, opened(client, address).data(**{name: ""})).status_code == 302
    row.refresh_from_db()
    assert getattr(row, name) is None
