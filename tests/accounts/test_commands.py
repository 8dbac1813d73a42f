"""Invitations, memberships, accounts: what commands promise and whom policies refuse."""

import pytest
from django.utils.translation import override

from sanad.accounts import policies
from sanad.accounts.commands.beginning import create_first_space, found_space, new_space
from sanad.accounts.commands.entering import accept_as_newcomer, join_space
from sanad.accounts.commands.invitations import (
    invite_member,
    open_space,
    renew_invitation,
    revoke_invitation,
    token_hash,
)
from sanad.accounts.commands.members import change_role, end_membership
from sanad.accounts.commands.own import new_user, remember_language, update_account
from sanad.accounts.commands.passwords import offer_password_link, use_password_link
from sanad.accounts.policies import visible_to
from sanad.foundation.history.chain import verify
from sanad.foundation.history.models import HistoryEntry
from sanad.foundation.ids import new_id
from sanad.foundation.policy import Refused
from sanad.foundation.spaces.actor import Actor, actor_of
from sanad.foundation.spaces.models import Invitation, Membership, Space, User
from sanad.foundation.spaces.roles import Role
from tests.accounts.test_ground import PASSWORD, enter, expire, make_ground, membership_of, person
from tests.refusals import says_no

pytestmark = pytest.mark.django_db


@pytest.fixture
def ground():
    return make_ground()


def refused(call, *args, **kwargs) -> str:
    with pytest.raises(Refused) as caught:
        call(*args, **kwargs)
    with override("en"):
        return str(caught.value.message)


class TestInvitation:
    def test_letter_is_kept_without_its_secret(self, ground):
        letter = invite_member(ground.head, name="سلمى", role=Role.SECRETARY, contact="0612")
        assert letter.is_open
        assert letter.token_hash == token_hash(letter.token)
        line = HistoryEntry.objects.get(space=ground.space)
        assert line.command == "accounts.invite_member"
        assert letter.token not in str(line.changes)
        assert letter.token_hash not in str(line.changes)

    def test_sent_twice_is_one_letter(self, ground):
        key = new_id()
        first = invite_member(ground.head, name="سلمى", role=Role.MEMBER, key=key)
        assert invite_member(ground.head, name="سلمى", role=Role.MEMBER, key=key) == first
        with says_no("This form was already sent with another content. Read it again and send it once more."):
            invite_member(ground.head, name="ليلى", role=Role.MEMBER, key=key)
        assert Invitation.objects.count() == 1

    def test_only_an_officer_invites(self, ground):
        assert "role" in refused(invite_member, ground.member, name="x", role=Role.MEMBER)

    def test_unknown_role(self, ground):
        with pytest.raises(Refused) as caught:
            invite_member(ground.head, name="x", role="king")
        assert caught.value.field == "role"

    def test_newcomer_becomes_author_of_their_own_entry(self, ground):
        letter = invite_member(ground.head, name="سلمى", role=Role.TREASURER)
        with override("fr"):
            user = accept_as_newcomer(letter, username="salma", password=PASSWORD, phone="+212661111111")
        actor = actor_of(user)
        assert (actor.space, actor.role, user.name, user.language) == (ground.space, Role.TREASURER, "سلمى", "fr")
        assert HistoryEntry.objects.filter(space=ground.space).latest("seq").user == user
        assert verify(ground.space.pk) == (2, None)

    def test_works_once(self, ground):
        letter = invite_member(ground.head, name="سلمى", role=Role.MEMBER)
        join_space(Actor(ground.stranger.user, ground.space, letter.role), letter)
        assert "no longer open" in refused(accept_as_newcomer, letter, username="salma", password=PASSWORD)
        assert not User.objects.filter(username="salma").exists()

    def test_expired(self, ground):
        letter = invite_member(ground.head, name="سلمى", role=Role.MEMBER)
        expire(letter)
        assert "no longer open" in refused(join_space, ground.stranger, letter)

    def test_revoked(self, ground):
        letter = invite_member(ground.head, name="سلمى", role=Role.MEMBER)
        assert not revoke_invitation(ground.head, letter).is_open
        assert "no longer open" in refused(join_space, ground.stranger, letter)
        assert "revoked" in refused(revoke_invitation, ground.head, letter)

    def test_sent_again_has_a_new_secret_and_a_new_term(self, ground):
        letter = invite_member(ground.head, name="سلمى", role=Role.MEMBER)
        old = letter.token_hash
        expire(letter)
        again = renew_invitation(ground.head, letter)
        assert again.pk == letter.pk
        assert again.is_open
        assert again.token_hash == token_hash(again.token) != old

    def test_used_one_is_neither_revoked_nor_renewed(self, ground):
        letter = invite_member(ground.head, name="سلمى", role=Role.MEMBER)
        accept_as_newcomer(letter, username="salma", password=PASSWORD)
        for command in (revoke_invitation, renew_invitation):
            assert "already used" in refused(command, ground.head, letter)

    def test_a_member_does_not_join_again(self, ground):
        letter = invite_member(ground.head, name="x", role=Role.PRESIDENT)
        assert "already a member" in refused(join_space, ground.member, letter)

    def test_strangers_see_and_revoke_nothing(self, ground):
        letter = invite_member(ground.head, name="x", role=Role.MEMBER)
        for actor in (ground.stranger, ground.member, ground.coordinator):
            assert letter not in visible_to(actor, Invitation)
            with says_no("Your role in this space does not allow this."):
                revoke_invitation(actor, letter)
        assert letter in visible_to(ground.head, Invitation)


class TestOpenSpace:
    def test_opens_a_room_and_invites_its_president(self, ground):
        letter = open_space(ground.coordinator, name_ar="جمعية الأشراف", president_name="أحمد", contact="0612")
        assert letter.space.kind == Space.Kind.ASSOCIATION
        assert letter.role == Role.PRESIDENT
        assert not HistoryEntry.objects.filter(space=ground.space).exists()
        line = HistoryEntry.objects.get(space=letter.space)
        assert (line.user, line.actor_space) == (ground.coordinator.user, ground.space)

    def test_support_organisation_keeps_the_letter_until_somebody_moved_in(self, ground):
        letter = open_space(ground.coordinator, name_ar="جمعية الأشراف", president_name="أحمد")
        assert letter in visible_to(ground.head, Invitation)
        letter = renew_invitation(ground.head, letter)
        assert letter not in visible_to(ground.stranger, Invitation)
        assert letter not in visible_to(ground.member, Invitation)
        president = accept_as_newcomer(letter, username="ahmed", password=PASSWORD)
        assert letter not in visible_to(ground.head, Invitation)
        assert letter in visible_to(actor_of(president), Invitation)

    def test_only_support_organisations_and_their_officers(self, ground):
        assert "support" in refused(open_space, ground.stranger, name_ar="x", president_name="y")
        assert "role" in refused(open_space, ground.member, name_ar="x", president_name="y")


class TestMembership:
    def test_role_changes(self, ground):
        row = change_role(ground.head, membership_of(ground.member), role=Role.TREASURER)
        assert row.role == Role.TREASURER
        assert HistoryEntry.objects.get(space=ground.space).changes == {"role": ["member", "treasurer"]}
        assert change_role(ground.head, row, role=Role.PRESIDENT).role == Role.PRESIDENT

    def test_unknown_role(self, ground):
        with says_no("This choice does not exist.", field="role"):
            change_role(ground.head, membership_of(ground.member), role="king")

    def test_ends(self, ground):
        row = end_membership(ground.head, membership_of(ground.member))
        assert actor_of(ground.member.user) is None
        assert "has ended" in refused(end_membership, ground.head, row)
        join_space(
            Actor(ground.member.user, ground.space, Role.MEMBER),
            invite_member(ground.head, name="x", role=Role.MEMBER),
        )
        assert actor_of(ground.member.user).space == ground.space

    def test_nobody_changes_their_own(self, ground):
        assert "another officer" in refused(end_membership, ground.head, membership_of(ground.head))

    def test_a_member_changes_nobody(self, ground):
        assert "role" in refused(end_membership, ground.member, membership_of(ground.coordinator))

    def test_a_stranger_changes_nobody(self, ground):
        row = membership_of(ground.member)
        assert row not in visible_to(ground.stranger, Membership)
        assert "another space" in refused(end_membership, ground.stranger, row)

    def test_the_last_officer_stays(self, ground):
        """Two officers who end each other at the same moment: the second was an officer when the page was opened."""
        second = enter(person("second"), ground.space, Role.PRESIDENT)
        end_membership(ground.head, membership_of(second))
        row = membership_of(ground.head)
        assert "at least one officer" in refused(end_membership, second, row)
        assert "at least one officer" in refused(change_role, second, row, role=Role.MEMBER)
        assert membership_of(ground.head).role == Role.SECRETARY_GENERAL


class TestAccount:
    def test_changes_and_frees_contacts(self, ground):
        user = update_account(
            ground.head, ground.head.user, name="الرئيسة", phone="", email="", current_password=PASSWORD
        )
        assert (user.name, user.phone, user.email) == ("الرئيسة", None, None)
        taken = update_account(
            ground.member, ground.member.user, name="m", phone="+212612345678", current_password=PASSWORD
        )
        assert taken.phone == "+212612345678"

    @pytest.mark.parametrize(("field", "value"), [("phone", "+212612345678"), ("email", "HEAD@example.org")])
    def test_contact_of_somebody_else(self, ground, field, value):
        with pytest.raises(Refused) as caught:
            update_account(ground.member, ground.member.user, name="m", current_password=PASSWORD, **{field: value})
        assert caught.value.field == field

    def test_an_email_is_kept_in_small_letters_so_that_sign_in_finds_it(self, ground):
        user = update_account(
            ground.member, ground.member.user, name="m", email="Salma@Example.ORG", current_password=PASSWORD
        )
        assert user.email == "salma@example.org"

    def test_nobody_elses(self, ground):
        assert "somebody else" in refused(update_account, ground.head, ground.member.user, name="m")

    @pytest.mark.parametrize(
        ("field", "value"), [("username", "HEAD"), ("phone", "+212612345678"), ("email", "head@EXAMPLE.org")]
    )
    def test_new_account_with_something_taken(self, ground, field, value):
        with pytest.raises(Refused) as caught:
            new_user(**{"username": "free", "password": PASSWORD, "name": "x"} | {field: value})
        assert caught.value.field == field

    def test_language(self, ground):
        remember_language(ground.head.user, "fr")
        assert User.objects.get(pk=ground.head.user.pk).language == "fr"


class TestPasswordLink:
    def test_new_password_leaves_no_trace_of_it(self, ground):
        row = offer_password_link(ground.head, membership_of(ground.member))
        assert row.token
        use_password_link(
            ground.member, ground.member.user, membership_id=row.pk, token=row.token, password="another-77-olive"
        )
        assert User.objects.get(pk=ground.member.user.pk).check_password("another-77-olive")
        lines = HistoryEntry.objects.filter(space=ground.space)
        assert [line.user for line in lines.order_by("seq")] == [ground.head.user, ground.member.user]
        assert "another" not in str(list(lines.values()))

    def test_refused_for_somebody_with_another_space(self, ground):
        enter(ground.stranger.user, ground.space, Role.MEMBER)
        row = Membership.objects.get(user=ground.stranger.user, space=ground.space)
        assert "another space" in refused(offer_password_link, ground.head, row)

    def test_refused_for_those_who_do_not_manage_members(self, ground):
        assert "role" in refused(offer_password_link, ground.coordinator, membership_of(ground.member))

    def test_nobody_chooses_for_another(self, ground):
        row = offer_password_link(ground.head, membership_of(ground.member))
        link = {"membership_id": row.pk, "token": row.token, "password": "another-77-olive"}
        assert "somebody else" in refused(use_password_link, ground.head, ground.member.user, **link)
        assert "no longer open" in refused(use_password_link, ground.stranger, ground.stranger.user, **link)


class TestFirstSpace:
    def test_begins_an_empty_installation_once(self):
        user = create_first_space(
            name_ar="فضاء", name_fr="Espace", person="فاطمة", username="fatima", password=PASSWORD
        )
        actor = actor_of(user)
        assert (actor.space.kind, actor.role) == (Space.Kind.SUPPORT, Role.SECRETARY_GENERAL)
        assert {line.user for line in HistoryEntry.objects.all()} == {user}
        again = {"name_ar": "x", "name_fr": "", "person": "y", "username": "z", "password": PASSWORD}
        assert "already in use" in refused(create_first_space, **again)

    def test_association_begins_with_a_president(self):
        user = new_space(
            name_ar="ج", name_fr="", person="x", username="xyz", password=PASSWORD, kind=Space.Kind.ASSOCIATION
        )
        assert actor_of(user).role == Role.PRESIDENT

    def test_a_space_with_members_is_not_taken(self, ground):
        assert "members already" in refused(found_space, ground.stranger, ground.space)


def test_members_are_seen_by_all_of_the_space(ground):
    assert set(visible_to(ground.member, Membership)) == set(Membership.objects.filter(space=ground.space))
    assert not policies.can_invite(ground.member)
    assert policies.can_edit_account(ground.member, ground.member.user)
