"""Whoever takes a space in charge finds the card of its organisation; a second, false one never comes of itself."""

import pytest
from django.urls import reverse

from sanad.accompaniment.joining.commands import open_association_space
from sanad.accounts.commands.beginning import create_first_space
from sanad.accounts.commands.entering import accept_as_newcomer
from sanad.accounts.commands.invitations import invite_member
from sanad.directory.commands.mandates import record_mandate
from sanad.directory.commands.organisations import add_organisation, adopt_own_card, edit_organisation
from sanad.directory.commands.people import add_person
from sanad.directory.models import Mandate, Organisation, Person
from sanad.directory.queries import head_of, own_card
from sanad.foundation.history.models import HistoryEntry
from sanad.foundation.spaces.actor import actor_of
from sanad.foundation.spaces.models import Beginning, Membership, Space, User
from sanad.foundation.spaces.roles import Role
from tests.directory.known import NAME, card_of_known
from tests.refusals import says_no

PASSWORD = "sanad-2023"


@pytest.fixture
def card(world):
    row = card_of_known(world)
    head = add_person(
        world.sg, name_ar="زهرة المرابط", phone="+212600000002", organisation=row, capacity_ar="رئيسة الجمعية"
    )
    treasurer = add_person(world.sg, name_ar="كمال الدراوي", is_new=True)
    record_mandate(world.sg, treasurer, organisation=row, capacity_ar="أمين المال")
    assert head.sex == ""
    return row


def moved_in(letter) -> object:
    user = accept_as_newcomer(letter, username=f"u{letter.pk.hex[-6:]}", password=PASSWORD)
    return actor_of(user)


def test_the_first_space_has_its_card(db):
    user = create_first_space(name_ar="جسور", name_fr="Ponts", person="سعاد", username="souad", password=PASSWORD)
    card = own_card(actor_of(user))
    assert (card.name_ar, card.name_fr, card.kind) == ("جسور", "Ponts", "support")
    assert Beginning.objects.count() == 1
    me = Person.objects.get(space=card.space)
    assert (me.user, me.name_ar, me.mandates.get().organisation) == (user, "سعاد", card)
    lines = HistoryEntry.objects.filter(space=card.space).values_list("command", flat=True)
    assert "directory.adopt_own_card" in lines


def test_who_moves_in_finds_what_was_written(world, card):
    head = moved_in(open_association_space(world.sg, card, president_name="زهرة المرابط"))
    own = own_card(head)
    assert (own.name_ar, own.phone, own.founded_year) == (NAME, "+212600000001", 2020)
    # The hamlet is one that the support organisation wrote: the address says it, the commune is everybody's.
    assert own.seat_place == world.association.seat_place.parent
    assert own.seat_address == world.association.seat_place.name
    held = {row.person.name_ar: row.capacity_ar for row in Mandate.objects.filter(space=head.space)}
    assert held == {"زهرة المرابط": "رئيسة الجمعية", "كمال الدراوي": "أمين المال"}
    people = Person.objects.filter(space=head.space)
    assert {row.phone for row in people} == {""}
    assert people.get(user=head.user).name_ar == "زهرة المرابط"


def test_what_is_there_already_stays(world, card):
    head = moved_in(open_association_space(world.sg, card, president_name="زهرة المرابط"))
    letter = invite_member(head, name="فاطنة", role=Role.SECRETARY)
    moved_in(letter)
    assert Organisation.objects.filter(space=head.space).count() == 1
    assert Person.objects.filter(space=head.space).count() == 2


def test_a_member_without_that_right_writes_no_card(world):
    space = Space.objects.create(kind="association", name_ar="فضاء قديم")
    user = User.objects.create_user("old", PASSWORD, name="قديم")
    Membership.objects.create(space=space, user=user, role=Role.PRESIDENT)
    letter = invite_member(actor_of(user), name="قارئ", role=Role.MEMBER)
    moved_in(letter)
    assert not Organisation.objects.filter(space=space).exists()


def test_a_space_that_wrote_a_card_of_its_name_says_itself_whether_it_is_its_own(world, browse):
    space = Space.objects.create(kind="association", name_ar="جمعية الوادي")
    user = User.objects.create_user("wadi", PASSWORD, name="وادي")
    Membership.objects.create(space=space, user=user, role=Role.PRESIDENT)
    actor = actor_of(user)
    written = add_organisation(actor, kind="association", name_ar="جمعية الوادي")
    moved_in(invite_member(actor, name="كاتبة", role=Role.SECRETARY))
    assert Organisation.objects.filter(space=space).count() == 1
    client = browse(actor)
    assert (
        reverse("directory:add_own_card")
        in client.get(reverse("directory:organisation", args=[written.pk])).content.decode()
    )
    page = client.get(reverse("directory:add_own_card"))
    form = page.context["form"]
    assert form.initial["card"] == written.pk
    sent = {"card": str(written.pk), "_key": str(form.key), "_space": str(space.pk)}
    assert client.post(reverse("directory:add_own_card"), sent).status_code == 302
    assert own_card(actor) == written
    assert client.get(reverse("directory:add_own_card")).status_code == 302
    assert "بطاقتنا" in client.get(reverse("directory:organisations")).content.decode()


def test_only_a_free_card_of_ones_own_is_taken_for_ones_own(world):
    authority = add_organisation(world.stranger, kind="local_authority", name_ar="جماعة")
    with says_no("This choice does not exist.", field="card"):
        adopt_own_card(world.stranger, card=authority)
    with says_no("This choice does not exist.", field="card"):
        adopt_own_card(world.stranger, card=world.association)
    with says_no("Write the name in Arabic or in French.", field="name_ar"):
        adopt_own_card(world.stranger)


def test_a_capacity_is_said_with_its_organisation(world):
    with says_no("Write in which capacity.", field="capacity_ar"):
        add_person(world.sg, name_ar="شخص", organisation=world.host)
    with says_no("Choose for whom.", field="organisation"):
        add_person(world.sg, name_ar="شخص", capacity_ar="رئيس")


def test_who_holds_two_offices_comes_once(world):
    row = add_organisation(world.sg, kind="association", name_ar=NAME)
    head = add_person(world.sg, name_ar="زهرة المرابط", organisation=row, capacity_ar="رئيسة الجمعية")
    record_mandate(world.sg, head, organisation=row, capacity_ar="منسقة المشاريع")
    actor = moved_in(open_association_space(world.sg, row, president_name="زهرة المرابط"))
    assert Person.objects.get(space=actor.space).mandates.count() == 2
    own = own_card(actor)
    assert (own.seat_place, own.seat_address) == (None, "")


def test_who_takes_an_unknown_space_in_charge_is_its_head_on_its_card(world):
    row = add_organisation(world.sg, kind="association", name_ar=NAME)
    actor = moved_in(open_association_space(world.sg, row, president_name="Zahra Mrabet"))
    me = Person.objects.get(space=actor.space)
    assert (me.user, me.name_fr) == (actor.user, "Zahra Mrabet")
    assert head_of(own_card(actor)) == me
    assert me.mandates.get().capacity_ar == "رئاسة الجمعية"


def test_who_comes_first_without_an_office_is_nobodys_head(world):
    space = Space.objects.create(kind="association", name_ar="فضاء بلا بطاقة")
    user = User.objects.create_user("first", PASSWORD, name="أول")
    Membership.objects.create(space=space, user=user, role=Role.PRESIDENT)
    moved_in(invite_member(actor_of(user), name="كاتبة", role=Role.SECRETARY))
    assert Organisation.objects.filter(space=space).exists()
    assert not Person.objects.filter(space=space).exists()


def test_a_space_is_called_as_its_own_card(world, browse):
    card = own_card(world.sg)
    edit_organisation(world.sg, card, name_fr="Jusur", name_ar="جسور")
    space = Space.objects.get(pk=world.sg.space_id)
    assert (space.name_ar, space.name_fr) == ("جسور", "Jusur")
    assert "Jusur" in browse(actor_of(world.sg.user), "fr").get("/help/").text
    edit_organisation(world.sg, card, name_fr="")
    assert Space.objects.get(pk=space.pk).name_fr == "Jusur"
    other = add_organisation(world.sg, kind="ngo", name_ar="هيئة أخرى")
    edit_organisation(world.sg, other, name_fr="Autre")
    assert Space.objects.get(pk=space.pk).name_fr == "Jusur"
