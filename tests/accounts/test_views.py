"""Pages of the doors: members, invitations, one's own account, the first space; and what a stranger meets."""

import html
import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from sanad.accounts.commands import beginning as beginning_commands
from sanad.accounts.commands.invitations import invite_member, revoke_invitation
from sanad.accounts.commands.members import end_membership
from sanad.accounts.first import first_code
from sanad.foundation.ids import new_id
from sanad.foundation.management.commands.work import empties_the_queue
from sanad.foundation.spaces.actor import actor_of
from sanad.foundation.spaces.models import Invitation, Membership, Space, User
from tests.accounts.test_ground import PASSWORD, expire, make_ground, membership_of, signed_in
from tests.foundation.reminders.conftest import _one_transaction, post  # noqa: F401  a mail server, one transaction

pytestmark = pytest.mark.django_db
NEWCOMER = {"username": "salma", "password": PASSWORD, "phone": "٠٦ ٦١ ١١ ١١ ١١", "email": ""}


@pytest.fixture
def ground():
    return make_ground()


def secret_in(page) -> str:
    """The address that a letter tells people to open."""
    return re.search(r"https?://[^/]+(/(?:invitation|password)/[^\s<\"]+)", html.unescape(page.text)).group(1)


def invited(ground, role="treasurer") -> str:
    client = signed_in(ground.head)
    fields = {"name": "سلمى", "role": role, "contact": "0612 34 56 78", "_key": new_id(), "_space": ground.space.pk}
    return secret_in(client.post(reverse("accounts:invite"), fields, follow=True))


class TestInvite:
    def test_letter_shows_its_secret_once_and_is_ready_to_send(self, ground):
        client = signed_in(ground.head)
        page = client.post(
            reverse("accounts:invite"), {"name": "سلمى", "role": "member", "contact": "0612345678"}, follow=True
        )
        assert "<svg" in page.text
        assert "https://wa.me/212612345678?text=" in page.text
        assert 'href="mailto:?subject=Sanad&amp;body=' in page.text
        secret = secret_in(page)
        again = client.get(reverse("accounts:letter", args=[Invitation.objects.get().pk]))
        assert secret not in again.text
        assert "wa.me" not in again.text

    def test_a_letter_into_our_own_space_names_it_once(self, ground):
        client = signed_in(ground.head)
        page = client.post(reverse("accounts:invite"), {"name": "سلمى", "role": "member"}, follow=True)
        assert page.context["words"].count(ground.head.space.name) == 1

    def test_letter_of_another_tab_does_not_spend_the_secret(self, ground):
        client = signed_in(ground.head)
        older = invite_member(ground.head, name="x", role="member")
        client.post(reverse("accounts:invite"), {"name": "سلمى", "role": "member"})
        newest = Invitation.objects.get(name="سلمى")
        assert "/invitation/" not in client.get(reverse("accounts:letter", args=[older.pk])).text
        assert secret_in(client.get(reverse("accounts:letter", args=[newest.pk])))

    def test_sent_twice_is_one_letter_that_still_shows(self, ground):
        client = signed_in(ground.head)
        fields = {"name": "سلمى", "role": "member", "_key": new_id()}
        client.post(reverse("accounts:invite"), fields)
        assert secret_in(client.post(reverse("accounts:invite"), fields, follow=True))
        assert Invitation.objects.count() == 1

    def test_wrong_form_comes_back_full(self, ground):
        page = signed_in(ground.head).post(reverse("accounts:invite"), {"name": "سلمى", "role": "king", "contact": "ق"})
        assert page.status_code == 422
        assert "سلمى" in page.text
        assert "role" in page.context["form"].errors

    def test_a_member_reads_why_not(self, ground):
        page = signed_in(ground.member).post(reverse("accounts:invite"), {"name": "x", "role": "member"})
        assert page.status_code == 422
        assert not Invitation.objects.exists()

    def test_new_link_closes_the_old_one(self, ground):
        old = invited(ground)
        client = signed_in(ground.head)
        row = Invitation.objects.get()
        key = new_id()
        client.post(reverse("accounts:renew", args=[row.pk]), {"_key": key})
        new = secret_in(client.post(reverse("accounts:renew", args=[row.pk]), {"_key": key}, follow=True))
        assert new != old
        assert Client().get(old).status_code == 404
        assert Client().get(new).status_code == 200

    def test_revoked_link_says_so_kindly(self, ground):
        link = invited(ground)
        row = Invitation.objects.get()
        answer = signed_in(ground.head).post(reverse("accounts:revoke", args=[row.pk]))
        assert answer.headers["Location"] == reverse("accounts:members")
        for method in ("get", "post"):
            assert getattr(Client(), method)(link, NEWCOMER).status_code == 410

    def test_support_organisation_opens_a_room(self, ground):
        client = signed_in(ground.coordinator)
        fields = {"name_ar": "جمعية الأشراف", "president_name": "أحمد"}
        link = secret_in(client.post(reverse("accounts:open_space"), fields, follow=True))
        assert "جمعية الأشراف" in client.get(reverse("accounts:members")).text
        newcomer = Client()
        assert "جمعية الأشراف" in newcomer.get(link).text
        newcomer.post(link, NEWCOMER)
        assert actor_of(User.objects.get(username="salma")).space.name_ar == "جمعية الأشراف"
        assert client.get(reverse("accounts:letter", args=[Invitation.objects.get().pk])).status_code == 404


class TestNewcomer:
    def test_makes_an_account_and_is_inside(self, ground):
        link, client = invited(ground), Client()
        page = client.get(link)
        assert page.status_code == 200
        assert "سلمى" in page.text
        assert client.post(link, NEWCOMER).headers["Location"] == reverse("workspace:home")
        user = User.objects.get(username="salma")
        assert (user.phone, user.email, user.name) == ("+212661111111", None, "سلمى")
        assert client.get(reverse("accounts:members")).context["actor"].role == "treasurer"
        assert client.get(reverse("usersessions_list")).context["session_count"] == 1
        assert Client().get(link).status_code == 410

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("username", "HEAD"),
            ("username", "0612345678"),
            ("username", "a@b.ma"),
            ("username", "two words"),
            ("username", "sa"),
            ("username", ""),
            ("username", "x" * 61),
            ("password", "short"),
            ("password", "password123"),
            ("password", "12345678901234"),
            ("password", ""),
            ("phone", "+212612345678"),
            ("phone", "12"),
            ("email", "Head@Example.org"),
            ("email", "no e-mail"),
        ],
    )
    def test_bad_input_comes_back_full(self, ground, field, value):
        page = Client().post(invited(ground), NEWCOMER | {field: value})
        assert page.status_code == 422
        assert field in page.context["form"].errors
        assert User.objects.count() == 4
        assert Invitation.objects.get().is_open

    def test_password_like_the_user_name(self, ground):
        page = Client().post(invited(ground), NEWCOMER | {"username": "salma-benali", "password": "salma-benali1"})
        assert "password" in page.context["form"].errors

    def test_expired_and_unknown(self, ground):
        link = invited(ground)
        expire(Invitation.objects.get())
        assert Client().get(link).status_code == 410
        assert Client().get(reverse("accounts:invitation", args=["nothing"])).status_code == 404

    def test_closed_between_reading_and_sending(self, ground, monkeypatch):
        """The letter was open when the page asked; the command, which holds it, knows better."""
        link = invited(ground)
        row = Invitation.objects.get()
        revoke_invitation(ground.head, row)
        monkeypatch.setattr(Invitation, "is_open", property(lambda self: self.revoked_at is None), raising=True)
        assert Client().post(link, NEWCOMER).status_code == 410
        assert not User.objects.filter(username="salma").exists()


class TestJoinWithAnAccount:
    def test_second_space(self, ground):
        link, client = invited(ground), signed_in(ground.stranger)
        assert client.get(link).status_code == 200
        assert client.post(link).headers["Location"] == reverse("workspace:home")
        assert client.get(reverse("accounts:members")).context["actor"].space == ground.space
        me = client.get(reverse("accounts:me")).text
        assert f"?space={ground.stranger.space.pk}" in me

    def test_already_a_member(self, ground):
        client = signed_in(ground.member)
        client.post(invited(ground))
        assert Membership.objects.filter(user=ground.member.user).count() == 1
        assert Invitation.objects.get().is_open


class TestMembers:
    def test_everybody_sees_who_is_who(self, ground):
        page = signed_in(ground.member).get(reverse("accounts:members"))
        assert "Coordinator" in page.text
        assert reverse("accounts:end", args=[membership_of(ground.coordinator).pk]) not in page.text

    def test_role_and_end(self, ground):
        client, row = signed_in(ground.head), membership_of(ground.member)
        assert client.get(reverse("accounts:role", args=[row.pk])).status_code == 200
        client.post(reverse("accounts:role", args=[row.pk]), {"role": "treasurer"})
        assert membership_of(ground.member).role == "treasurer"
        client.post(reverse("accounts:end", args=[row.pk]))
        assert signed_in(ground.member).get(reverse("accounts:members")).headers["Location"] == "/"

    def test_ones_own_role_is_refused_with_the_reason(self, ground):
        page = signed_in(ground.head).post(
            reverse("accounts:role", args=[membership_of(ground.head).pk]), {"role": "member"}
        )
        assert page.status_code == 422
        assert page.context["form"].non_field_errors()

    def test_invitations_that_expired_stay_in_sight_to_be_sent_again(self, ground):
        invited(ground)
        expire(Invitation.objects.get())
        page = signed_in(ground.head).get(reverse("accounts:members"))
        assert reverse("accounts:renew", args=[Invitation.objects.get().pk]) in page.text

    def test_queries_do_not_grow_with_the_rows(self, ground, django_assert_max_num_queries):
        client = signed_in(ground.head)
        for number in range(30):
            invite_member(ground.head, name=f"n{number}", role="member")
            Membership.objects.create(
                space=ground.space, role="member", user=User.objects.create(username=f"u{number}", name="n")
            )
        with django_assert_max_num_queries(8):
            assert client.get(reverse("accounts:members")).status_code == 200


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stranger_finds_nothing(ground, method):
    row, letter = membership_of(ground.member), invite_member(ground.head, name="x", role="member")
    expected = {"letter": letter, "revoke": letter, "renew": letter}
    expected |= dict.fromkeys(("role", "end", "password_letter", "offer_password"), row)
    posts = {"renew", "offer_password"}
    for name, thing in expected.items():
        answer = getattr(signed_in(ground.stranger), method)(
            reverse(f"accounts:{name}", args=[thing.pk]), {"role": "member"}
        )
        assert answer.status_code == (405 if method == "get" and name in posts else 404), name
    assert membership_of(ground.member).role == "member"
    letter.refresh_from_db()
    assert letter.is_open


@pytest.mark.parametrize("name", ["members", "invite", "open_space", "me"])
def test_a_visitor_is_asked_to_sign_in(ground, name):
    path = reverse(f"accounts:{name}")
    assert Client().get(path).headers["Location"] == f"{reverse('account_login')}?next={path}"


class TestMe:
    def test_contacts_change(self, ground):
        client = signed_in(ground.member)
        assert client.get(reverse("accounts:me")).status_code == 200
        answer = client.post(
            reverse("accounts:me"),
            {"name": "مليكة", "phone": "٠٦٧٧٧٧٧٧٧٧", "email": "M@x.ma", "current_password": PASSWORD},
        )
        assert answer.headers["Location"] == reverse("accounts:me")
        user = User.objects.get(pk=ground.member.user.pk)
        assert (user.name, user.phone, user.email) == ("مليكة", "+212677777777", "m@x.ma")

    def test_taken_phone_comes_back_at_its_field(self, ground):
        page = signed_in(ground.member).post(
            reverse("accounts:me"), {"name": "مليكة", "phone": "0612345678", "current_password": PASSWORD}
        )
        assert page.status_code == 422
        assert "phone" in page.context["form"].errors
        assert "مليكة" in page.text


class TestForgottenPassword:
    def link(self, ground) -> str:
        client, row = signed_in(ground.head), membership_of(ground.member)
        assert client.get(reverse("accounts:password_letter", args=[row.pk])).status_code == 200
        return secret_in(
            client.post(reverse("accounts:offer_password", args=[row.pk]), {"_key": new_id()}, follow=True)
        )

    def test_link_of_an_officer_sets_a_new_one_once(self, ground):
        link, client = self.link(ground), Client()
        assert client.get(link).status_code == 200
        assert client.post(link, {"password": "short"}).status_code == 422
        assert client.post(link, {"password": "carpet-mountain-9"}).headers["Location"] == reverse("account_login")
        assert User.objects.get(pk=ground.member.user.pk).check_password("carpet-mountain-9")
        assert client.get(link).status_code == 410
        assert "_auth_user_id" not in client.session

    def test_link_ends_after_48_hours(self, ground, monkeypatch):
        from django.contrib.auth.tokens import PasswordResetTokenGenerator

        link = self.link(ground)
        later = timezone.localtime().replace(tzinfo=None) + timedelta(hours=49)
        monkeypatch.setattr(PasswordResetTokenGenerator, "_now", lambda self: later)
        assert Client().get(link).status_code == 410

    def test_link_of_somebody_who_left_or_is_unknown(self, ground):
        link = self.link(ground)
        end_membership(ground.head, membership_of(ground.member))
        assert Client().get(link).status_code == 410
        assert Client().get(reverse("accounts:new_password", args=[new_id(), "x"])).status_code == 410
        assert Client().get(reverse("accounts:new_password", args=[ground.head.user.pk, "x"])).status_code == 410

    def test_sent_twice_still_shows_the_link(self, ground):
        client, path = (
            signed_in(ground.head),
            reverse("accounts:offer_password", args=[membership_of(ground.member).pk]),
        )
        key = new_id()
        client.post(path, {"_key": key})
        assert secret_in(client.post(path, {"_key": key}, follow=True))

    def test_without_a_mail_server_the_page_says_whom_to_ask(self, ground):
        page = Client().get(reverse("account_reset_password"))
        assert page.status_code == 200
        assert '<input type="email"' not in page.text

    @pytest.mark.parametrize("address", ["head@example.org", "nobody@example.org"])
    def test_with_a_mail_server_the_answer_is_the_same_for_all(self, ground, post, address):  # noqa: F811  the mail server
        client = Client()
        assert "email" in client.get(reverse("account_reset_password")).context["form"].fields
        answer = client.post(reverse("account_reset_password"), {"email": address})
        assert answer.headers["Location"] == reverse("account_reset_password_done")
        assert client.get(answer.headers["Location"]).status_code == 200
        if address.startswith("head"):
            empties_the_queue().run()
            path = re.search(r"/account/password/reset/key/\S+", post.to(address)[0].get_content()).group()
            page = client.get(path, follow=True)
            new = {"password1": "carpet-mountain-9", "password2": "carpet-mountain-9"}
            client.post(page.redirect_chain[-1][0], new)
            assert User.objects.get(pk=ground.head.user.pk).check_password("carpet-mountain-9")


FIRST = {"name_ar": "فضاء الدعم", "name_fr": "", "person": "فاطمة", "username": "fatima", "password": PASSWORD}


def first() -> dict[str, str]:
    return FIRST | {"kind": "support", "code": first_code()}


class TestFirstSpace:
    def test_first_visitor_begins_and_the_page_is_gone(self):
        client = Client()
        assert client.get("/").headers["Location"] == reverse("accounts:first_space")
        assert client.get(reverse("accounts:first_space")).status_code == 200
        assert client.post(reverse("accounts:first_space"), first()).headers["Location"] == reverse("workspace:home")
        assert client.get(reverse("accounts:members")).context["actor"].role == "secretary_general"
        for method in ("get", "post"):
            assert getattr(Client(), method)(reverse("accounts:first_space"), first()).status_code == 404

    @pytest.mark.parametrize("field", ["kind", "name_ar", "person", "username", "password"])
    def test_bad_input_comes_back_full(self, field):
        page = Client().post(reverse("accounts:first_space"), first() | {field: ""})
        assert page.status_code == 422
        assert list(page.context["form"].errors) == [field]
        assert not Space.objects.exists()

    def test_two_visitors_at_once(self, monkeypatch):
        """The second passed the door while nobody had an account yet."""
        real = beginning_commands.create_first_space

        def slower(**fields):
            real(**fields | {"username": "faster"})
            return real(**fields)

        monkeypatch.setattr(beginning_commands, "create_first_space", slower)
        page = Client().post(reverse("accounts:first_space"), first())
        assert page.status_code == 422
        assert User.objects.count() == 1
