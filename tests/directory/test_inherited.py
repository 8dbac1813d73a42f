"""What others wrote of an association waits until who moved in confirms it, mends it or takes it off."""

import pytest
from django.utils import timezone

from sanad.accompaniment.joining.commands import open_association_space
from sanad.accounts.commands.beginning import open_own_space
from sanad.accounts.commands.entering import accept_as_newcomer
from sanad.directory.commands.inherited import confirm_card, inherit_card
from sanad.directory.commands.mandates import end_mandate, record_mandate
from sanad.directory.commands.organisations import edit_organisation
from sanad.directory.commands.people import add_person, edit_person
from sanad.directory.models import Inherited, Mandate, Person
from sanad.directory.policies import visible_to
from sanad.directory.queries import own_card, unconfirmed_here
from sanad.foundation.history.models import HistoryEntry
from sanad.foundation.spaces.actor import Actor, actor_of
from sanad.foundation.spaces.roles import Role
from sanad.workspace.queries import first_steps
from tests.directory.known import NAME, card_of_known
from tests.refusals import says_no

pytestmark = pytest.mark.django_db
PAGE = "/directory/inherited/"


@pytest.fixture
def head(world):
    """The president who moved in, of an association of which the support organisation wrote a card with two people."""
    card = card_of_known(world)
    add_person(world.sg, name_ar="زهرة المرابط", organisation=card, capacity_ar="رئيسة الجمعية")
    add_person(world.sg, name_ar="كمال الدراوي", is_new=True, organisation=card, capacity_ar="أمين المال")
    letter = open_association_space(world.sg, card, president_name="زهرة المرابط")
    return actor_of(accept_as_newcomer(letter, username="zohra", password="sanad-2023-x"))


def lines(actor) -> dict[str, Inherited]:
    """What waits, by what it is; capacities by their words."""
    return {
        row.mandate.capacity_ar if row.mandate else row.part: row for row in unconfirmed_here(actor, own_card(actor))
    }


def test_who_moves_in_is_asked_about_card_seat_people_and_capacities(world, browse, head):
    assert list(lines(head)) == [
        "name_ar",
        "seat_place",
        "founded_year",
        "seat_address",
        "phone",
        "رئيسة الجمعية",
        "أمين المال",
    ]
    step = first_steps(head)[0]
    assert (step.key, step.url) == ("inherited", PAGE)
    client = browse(head)
    page = client.get(PAGE)
    for told in (world.sg.space.name_ar, "+212600000001", "2020", "كمال الدراوي", "أمين المال"):
        assert told in page.text, told
    assert "directory.inherit_card" in HistoryEntry.objects.filter(space=head.space).values_list("command", flat=True)
    for where in (f"/directory/{own_card(head).pk}/", f"/directory/people/{Person.objects.get(user=head.user).pk}/"):
        assert 'class="badge warn"' in client.get(where).text, where
    assert PAGE in client.get(f"/directory/{own_card(head).pk}/").text


def test_with_one_button_what_is_ticked_is_right_and_the_rest_waits(browse, head):
    client, found = browse(head), lines(head)
    right = {f"line-{row.pk}": "right" for name, row in found.items() if name != "phone"}
    assert client.post(PAGE, right).url == f"/directory/{own_card(head).pk}/"
    assert list(lines(head)) == ["phone"]
    found["name_ar"].refresh_from_db()
    assert (found["name_ar"].state, found["name_ar"].answered_by) == (Inherited.State.RIGHT, head.user)
    assert str(found["phone"]) == "phone"
    assert client.post(PAGE, {f"line-{found['phone'].pk}": "right"}).status_code == 302
    assert client.get(PAGE).url == f"/directory/{own_card(head).pk}/"
    assert "inherited" not in [step.key for step in first_steps(head)]
    assert 'class="badge warn"' not in client.get(f"/directory/{own_card(head).pk}/").text


def test_all_that_is_not_taken_off_is_right_at_one_touch(browse, head):
    found = lines(head)
    browse(head).post(PAGE, {"all": "1", f"line-{found['phone'].pk}": "off"})
    assert lines(head) == {}
    assert (own_card(head).phone, own_card(head).founded_year) == ("", 2020)
    assert set(own_card(head).inherited.values_list("state", flat=True)) == {"right", "taken_off"}


def test_what_is_taken_off_is_gone_and_the_history_has_it(browse, head):
    found = lines(head)
    off = {f"line-{found[name].pk}": "off" for name in ("phone", "seat_place", "founded_year", "أمين المال")}
    browse(head).post(PAGE, off)
    card = own_card(head)
    assert (card.phone, card.seat_place, card.founded_year) == ("", None, None)
    assert not Mandate.objects.filter(space=head.space, capacity_ar="أمين المال").exists()
    assert not Person.objects.filter(space=head.space, name_ar="كمال الدراوي").exists()
    assert list(lines(head)) == ["name_ar", "seat_address", "رئيسة الجمعية"]
    row = Inherited.objects.get(pk=found["أمين المال"].pk)
    assert (row.state, row.mandate) == (Inherited.State.TAKEN_OFF, None)
    line = HistoryEntry.objects.filter(space=head.space, command="directory.confirm_card").get()
    assert line.changes["phone"] == ["+212600000001", ""]


def test_who_signs_in_keeps_their_card(head):
    confirm_card(head, own_card(head), right=[], off=[lines(head)["رئيسة الجمعية"]])
    assert Person.objects.get(user=head.user).mandates.count() == 0


def test_who_has_another_capacity_keeps_the_card_too(head):
    person = Person.objects.get(space=head.space, name_ar="كمال الدراوي")
    record_mandate(head, person, organisation=own_card(head), capacity_ar="مستشار")
    confirm_card(head, own_card(head), right=[], off=[lines(head)["أمين المال"]])
    assert person.mandates.get().capacity_ar == "مستشار"


def test_what_is_mended_waits_no_more(browse, head):
    card, person = own_card(head), Person.objects.get(space=head.space, name_ar="كمال الدراوي")
    edit_organisation(head, card, phone="+212600000009", founded_year=2020)
    edit_person(head, person, name_ar="كمال الدراوي")
    assert {"founded_year", "أمين المال"} <= set(lines(head))
    assert "phone" not in lines(head)
    edit_person(head, person, name_ar="كمال الدراوي الحسني")
    assert "أمين المال" not in lines(head)
    mandate = Mandate.objects.get(space=head.space, capacity_ar="رئيسة الجمعية")
    end_mandate(head, mandate, to_on=timezone.localdate())
    assert "رئيسة الجمعية" not in lines(head)
    answered = Inherited.objects.filter(space=head.space).exclude(state="waiting")
    states = set(answered.values_list("state", flat=True))
    assert states == {Inherited.State.MENDED}
    page = browse(head).get(PAGE).text
    assert f"/directory/{card.pk}/seat/" in page
    assert f"/directory/{card.pk}/edit/" in page


def test_who_mends_from_that_page_comes_back_to_it(browse, head):
    client, card = browse(head), own_card(head)
    person = Person.objects.get(space=head.space, name_ar="كمال الدراوي")
    for address, said in (
        (f"/directory/{card.pk}/seat/", {"seat_address": "الحي الجديد"}),
        (f"/directory/{card.pk}/edit/", {"kind": "association", "name_ar": NAME}),
        (f"/directory/people/{person.pk}/edit/", {"name_ar": "كمال"}),
    ):
        assert client.post(address, {**said, "_back": PAGE}).url == PAGE
        assert client.post(address, {**said, "_back": "/"}).url != PAGE


def test_what_was_answered_is_not_answered_again(head):
    row = lines(head)["phone"]
    confirm_card(head, own_card(head), right=[row])
    confirm_card(head, own_card(head), right=[], off=[row])
    assert own_card(head).phone


def test_refused_for_the_last_name_and_for_what_something_rests_on(world, head):
    found = lines(head)
    with says_no("Write the name in Arabic or in French.", field="name_ar"):
        confirm_card(head, own_card(head), right=[], off=[found["name_ar"]])
    mandate = found["أمين المال"].mandate
    named(mandate, head)
    with says_no("is named elsewhere in this capacity: end it instead."):
        confirm_card(head, own_card(head), right=[], off=[found["أمين المال"]])
    assert set(lines(head)) == set(found)


def named(mandate: Mandate, actor: Actor) -> None:
    """The page for everybody names somebody in a capacity."""
    from sanad.public.models import NameConsent

    NameConsent.objects.create(space=actor.space, mandate=mandate, by=actor.user)


def test_who_is_named_elsewhere_loses_the_capacity_alone(head):
    person = Person.objects.get(space=head.space, name_ar="كمال الدراوي")
    edit_person(head, person, aliases=["الدراوي"])
    confirm_card(head, own_card(head), right=[], off=[lines(head)["أمين المال"]])
    assert Person.objects.filter(pk=person.pk).exists()


def test_who_may_not(world, browse, head):
    card, row = own_card(head), lines(head)["phone"]
    with says_no("Your role in this space does not allow this."):
        confirm_card(Actor(head.user, head.space, Role.MEMBER), card, right=[row])
    with says_no("This belongs to another space."):
        confirm_card(world.sg, card, right=[])
    with says_no("This belongs to another space."):
        confirm_card(world.sg, world.association, right=[])
    with says_no("This belongs to another space."):
        inherit_card(head, card, world.association)
    assert not visible_to(world.sg, Inherited).filter(pk=row.pk).exists()
    assert browse(world.stranger).get(PAGE).url == "/directory/ours/"


def test_a_card_that_nobody_else_wrote_waits_for_nothing(db, browse):
    actor = open_own_space(
        None, kind="association", name_ar="جمعية وحدها", person="حليمة", username="halima", password="sanad-2023-x"
    )
    assert not Inherited.objects.exists()
    assert browse(actor).get(PAGE).url == f"/directory/{own_card(actor).pk}/"
