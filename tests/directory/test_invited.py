"""A colleague is invited by their card: one human has one card, whether the card or the account was there first."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sanad.accounts.commands.entering import accept_as_newcomer, enter
from sanad.accounts.commands.invitations import invite_member, renew_invitation, revoke_invitation
from sanad.accounts.commands.members import end_membership
from sanad.directory.commands.invited import invite_person, link_member, take_card
from sanad.directory.commands.people import add_person, edit_person
from sanad.directory.models import Invited, Person
from sanad.directory.policies import can_invite_person, can_link_member
from sanad.foundation.spaces.actor import Actor, actor_of
from sanad.foundation.spaces.models import Invitation, Membership, User
from sanad.foundation.spaces.roles import Role
from tests.refusals import says_no

PASSWORD = "sanad-2023"


@pytest.fixture
def amina(world) -> Person:
    return add_person(world.sg, name_ar="أمينة الزروالي", phone="+212661000001", email="amina@example.org")


def moved_in(letter, username="amina") -> Actor:
    return actor_of(accept_as_newcomer(letter, username=username, password=PASSWORD))


def own_card_of(user) -> Person:
    return Person.objects.get(user=user)


class TestCardFirst:
    def test_who_accepts_is_linked_to_the_card(self, world, amina):
        letter = invite_person(world.sg, amina, role=Role.MEMBER)
        assert (letter.name, letter.contact, letter.role) == (amina.name_ar, amina.phone, Role.MEMBER)
        assert letter.token
        people = Person.objects.filter(space=world.sg.space).count()
        actor = moved_in(letter)
        assert own_card_of(actor.user) == amina
        assert Person.objects.filter(space=world.sg.space).count() == people
        assert str(Invited.objects.get(person=amina)) == amina.name_ar

    def test_a_contact_that_was_typed_counts(self, world, amina):
        assert invite_person(world.sg, amina, role="member", contact="0612").contact == "0612"

    def test_an_e_mail_where_there_is_no_phone(self, world, amina):
        edit_person(world.sg, amina, phone="")
        assert invite_person(world.sg, amina, role="member").contact == amina.email

    def test_somebody_with_an_account_is_linked_too(self, world, amina):
        user = User.objects.get(username="stranger")
        enter(user, invite_person(world.sg, amina, role="member"))
        assert own_card_of(user) == amina

    def test_who_has_another_card_here_keeps_it(self, world, amina):
        user = User.objects.get(username="stranger")
        theirs = add_person(world.sg, name_ar="غريب الدار")
        enter(user, invite_person(world.sg, theirs, role="member"))
        row = Membership.objects.get(user=user, space=world.sg.space)
        end_membership(world.sg, row)
        enter(user, invite_person(world.sg, amina, role="member"))
        assert own_card_of(user) == theirs

    def test_who_left_is_invited_again_by_the_same_card(self, world, amina):
        actor = moved_in(invite_person(world.sg, amina, role="member"))
        end_membership(world.sg, Membership.objects.get(user=actor.user))
        enter(actor.user, invite_person(world.sg, amina, role="trainer"))
        assert own_card_of(actor.user) == amina

    def test_a_president_who_is_invited_by_card_gets_no_second_one(self, world, amina):
        Person.objects.filter(space=world.stranger.space).delete()
        card = add_person(world.stranger, name_ar="رئيسة جديدة")
        actor = moved_in(invite_person(world.stranger, card, role=Role.PRESIDENT))
        assert Person.objects.get(space=world.stranger.space, user=actor.user) == card


class TestByName:
    def test_a_name_is_the_card_of_that_name(self, world, amina):
        letter = invite_member(world.sg, name="امينة الزروالي", role=Role.MEMBER)
        assert (letter.name, letter.contact) == (amina.name_ar, amina.phone)
        assert own_card_of(moved_in(letter).user) == amina

    def test_the_card_itself(self, world, amina):
        assert invite_member(world.sg, name=amina, role=Role.MEMBER).contact == amina.phone
        with says_no("أمينة الزروالي is invited already.", field="name"):
            invite_member(world.sg, name=amina, role=Role.MEMBER)

    def test_somebody_unknown_is_invited_by_name_alone(self, world):
        letter = invite_member(world.sg, name="خديجة الوردي", role=Role.MEMBER)
        assert not Invited.objects.filter(invitation=letter).exists()
        assert not Person.objects.filter(user=moved_in(letter).user).exists()

    def test_one_who_is_perhaps_meant_is_asked_about(self, world, amina):
        with says_no("is perhaps أمينة الزروالي, who is here already", field="is_new"):
            invite_member(world.sg, name="Amina Zerouali", role=Role.MEMBER)
        letter = invite_member(world.sg, name="Amina Zerouali", role=Role.MEMBER, is_new=True)
        assert (letter.name, amina.invited.exists()) == ("Amina Zerouali", False)

    def test_of_several_of_one_name_one_is_chosen(self, world, amina):
        add_person(world.sg, name_ar="أمينة الزروالي", phone="+212661000002", is_new=True)
        with says_no("Several here are called so", field="name") as refusal:
            invite_member(world.sg, name="أمينة الزروالي", role=Role.MEMBER)
        first, _second = refusal.value.choices
        invite_member(world.sg, name=first, role=Role.MEMBER)
        assert amina.invited.exists()

    def test_a_namesake_of_who_enters_already(self, world, amina):
        moved_in(invite_person(world.sg, amina, role=Role.MEMBER))
        with says_no("أمينة الزروالي enters this space already.", field="is_new"):
            invite_member(world.sg, name="أمينة الزروالي", role=Role.MEMBER)
        letter = invite_member(world.sg, name="أمينة الزروالي", role=Role.MEMBER, is_new=True)
        assert Person.objects.filter(user=moved_in(letter, "other").user).count() == 0


class TestRefused:
    def test_only_officers_invite(self, world, amina):
        with says_no("Your role in this space does not allow this."):
            invite_person(world.coordinator, amina, role=Role.MEMBER)

    def test_a_role_that_is_none(self, world, amina):
        with says_no("This choice does not exist.", field="role"):
            invite_person(world.sg, amina, role="king")

    def test_a_person_of_another_space(self, world, amina):
        with says_no("This belongs to another space."):
            invite_person(world.stranger, amina, role=Role.MEMBER)
        with says_no("This choice does not exist.", field="name"):
            invite_member(world.stranger, name=amina, role=Role.MEMBER)

    def test_who_enters_already(self, world, amina):
        moved_in(invite_person(world.sg, amina, role=Role.MEMBER))
        with says_no("أمينة الزروالي enters this space already."):
            invite_person(world.sg, amina, role=Role.MEMBER)

    def test_twice(self, world, amina):
        letter = invite_person(world.sg, amina, role=Role.MEMBER)
        with says_no("أمينة الزروالي is invited already."):
            invite_person(world.sg, amina, role=Role.MEMBER)
        revoke_invitation(world.sg, letter)
        assert can_invite_person(world.sg, amina)

    def test_a_card_is_taken_with_its_letter_alone(self, world, amina):
        reader = moved_in(invite_member(world.sg, name="قارئ", role=Role.MEMBER), "reader")
        with says_no("You were not invited by this card."):
            take_card(reader, amina)
        with says_no("This belongs to another space."):
            take_card(world.stranger, amina)
        moved_in(invite_person(world.sg, amina, role=Role.MEMBER))
        amina.refresh_from_db()
        with says_no("This card is somebody's already."):
            take_card(reader, amina)


class TestAccountFirst:
    @pytest.fixture
    def member(self, world) -> Membership:
        letter = invite_member(world.sg, name="أمينة الزروالي", role=Role.TRAINER)
        return Membership.objects.get(user=moved_in(letter).user)

    def test_whose_card_it_is(self, world, member):
        card = add_person(world.sg, name_ar="أمينة الزروالي")
        link_member(world.sg, card, member=member)
        assert own_card_of(member.user) == card
        assert not can_link_member(world.sg, Person.objects.get(pk=card.pk))
        other = add_person(world.sg, name_ar="أخرى")
        with says_no("This choice does not exist.", field="member"):
            link_member(world.sg, other, member=member)

    def test_only_officers_say_so(self, world, member, amina):
        with says_no("Your role in this space does not allow this."):
            link_member(world.coordinator, amina, member=member)

    def test_a_member_of_another_space(self, world, amina):
        theirs = Membership.objects.get(user=world.stranger.user)
        with says_no("This choice does not exist.", field="member"):
            link_member(world.sg, amina, member=theirs)

    def test_the_page_asks_whether_it_is_the_same(self, world, member, browse):
        card = add_person(world.sg, name_ar="أمينة الزروالي")
        client, address = browse(world.sg), reverse("directory:link_member", args=[card.pk])
        assert address in client.get(reverse("directory:person", args=[card.pk])).text
        form = client.get(address).context["form"]
        assert form.initial["member"] == member.pk
        sent = {"member": str(member.pk), "_key": str(form.key), "_space": str(world.sg.space_id)}
        assert client.post(address, sent).status_code == 302
        assert own_card_of(member.user) == card
        assert address not in client.get(reverse("directory:person", args=[card.pk])).text

    def test_of_somebody_else_it_does_not_ask(self, world, member, browse):
        card = add_person(world.sg, name_ar="خديجة الوردي")
        address = reverse("directory:link_member", args=[card.pk])
        assert address not in browse(world.sg).get(reverse("directory:person", args=[card.pk])).text

    def test_the_same_phone_is_the_same_person(self, world, member, browse):
        User.objects.filter(pk=member.user_id).update(phone="+212661000009")
        card = add_person(world.sg, name_fr="Khadija Ouardi", phone="+212661000009")
        address = reverse("directory:link_member", args=[card.pk])
        assert address in browse(world.sg).get(reverse("directory:person", args=[card.pk])).text
        assert address not in browse(world.coordinator).get(reverse("directory:person", args=[card.pk])).text


class TestPages:
    def test_from_the_card_in_one_tap(self, world, amina, browse):
        client, card = browse(world.sg), reverse("directory:person", args=[amina.pk])
        address = reverse("directory:invite_person", args=[amina.pk])
        assert address in client.get(card).text
        form = client.get(address).context["form"]
        assert form.initial["contact"] == amina.phone
        sent = {"role": "member", "contact": amina.phone, "_key": str(form.key), "_space": str(world.sg.space_id)}
        page = client.post(address, sent, follow=True)
        assert "wa.me/212661000001" in page.text
        assert f'href="{card}"' in page.text  # back to the card
        letter = Invitation.objects.get(name=amina.name_ar)
        page = client.get(card).text
        assert address not in page
        assert reverse("accounts:letter", args=[letter.pk]) in page
        moved_in(letter_again(world, letter))
        page = client.get(card).text
        assert "amina" in page
        assert address not in page
        assert reverse("accounts:letter", args=[letter.pk]) not in page

    def test_who_may_not_invite_is_not_led_there(self, world, amina, browse):
        client = browse(world.coordinator)
        page = client.get(reverse("directory:person", args=[amina.pk])).text
        assert reverse("directory:invite_person", args=[amina.pk]) not in page

    def test_a_stranger_finds_nothing(self, world, amina, browse):
        for name in ("invite_person", "link_member"):
            assert browse(world.stranger).get(reverse(f"directory:{name}", args=[amina.pk])).status_code == 404

    def test_names_are_offered_where_somebody_is_invited(self, world, amina, browse):
        client = browse(world.sg)
        page = client.get(reverse("accounts:invite"))
        assert "أمينة الزروالي" in page.text
        assert "غريب الدار" not in page.text
        form = page.context["form"]
        sent = {"name": "أمينة الزروالي", "role": "member", "_key": str(form.key), "_space": str(world.sg.space_id)}
        assert "wa.me/212661000001" in client.post(reverse("accounts:invite"), sent, follow=True).text
        again = client.post(reverse("accounts:invite"), {**sent, "_key": ""})
        assert again.status_code == 422
        assert "is_new" in again.context["form"].errors

    def test_a_card_costs_as_much_among_many_members(self, world, amina, browse):
        client, address = browse(world.sg), reverse("directory:person", args=[amina.pk])
        client.get(address)
        with CaptureQueriesContext(connection) as few:
            client.get(address)
        for number in range(5):
            moved_in(invite_member(world.sg, name=f"عضو {number}", role=Role.MEMBER), f"m{number}")
        with CaptureQueriesContext(connection) as many:
            client.get(address)
        assert len(many) == len(few)


def letter_again(world, letter) -> Invitation:
    return renew_invitation(world.sg, letter)
