"""Secret links to an account: each is judged again when it is used, and dies with any change of what it was bound to (ADR 0010)."""

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import encrypt
from django.core.cache import cache
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from sanad.accounts import letters
from sanad.accounts.commands import passwords as password_commands
from sanad.accounts.commands.entering import accept_as_newcomer, join_space
from sanad.accounts.commands.invitations import invite_member, open_space, write_letter
from sanad.accounts.commands.members import change_role, end_membership
from sanad.accounts.commands.own import confirm_email
from sanad.accounts.commands.passwords import end_password_link, offer_password_link, take_back_account
from sanad.accounts.letters import NEWS
from sanad.accounts.links import undo_token
from sanad.accounts.throttle import tomorrow
from sanad.foundation.management.commands.work import empties_the_queue
from sanad.foundation.spaces.models import Membership, User
from tests.accounts.test_ground import PASSWORD, enter, make_ground, membership_of, signed_in
from tests.foundation.reminders.conftest import _one_transaction, post  # noqa: F401  a mail server, one transaction
from tests.refusals import says_no

pytestmark = pytest.mark.django_db
NEW = "carpet-mountain-9"


@pytest.fixture(autouse=True)
def _no_attempts_yet():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def ground():
    made = make_ground()
    User.objects.filter(pk=made.member.user.pk).update(email="member@example.org", phone="+212661234567")
    made.member.user.refresh_from_db()
    return made


def offered(ground) -> str:
    row = offer_password_link(ground.head, membership_of(ground.member))
    return reverse("accounts:new_password", args=[row.pk, row.token])


def change(ground, **columns) -> None:
    User.objects.filter(pk=ground.member.user.pk).update(**columns)


def joins_elsewhere(ground) -> None:
    letter = invite_member(ground.stranger, name="x", role="member")
    join_space(type(ground.member)(ground.member.user, ground.stranger.space, "member"), letter)


CHANGES = {
    "joins another space": joins_elsewhere,
    "leaves": lambda g: end_membership(g.head, membership_of(g.member)),
    "another role": lambda g: change_role(g.head, membership_of(g.member), role="treasurer"),
    "e-mail": lambda g: change(g, email="other@example.org"),
    "e-mail to be confirmed": lambda g: change(g, new_email="other@example.org"),
    "phone": lambda g: change(g, phone=None),
    "password": lambda g: change(g, password="x"),
    "signs in": lambda g: change(g, last_login=timezone.now()),
    "inactive": lambda g: change(g, is_active=False),
    "second factor": lambda g: Authenticator.objects.create(user=g.member.user, type="totp", data={}),
    "officer leaves": lambda g: Membership.objects.filter(user=g.head.user).update(ended_at=timezone.now()),
    "officer becomes a member": lambda g: Membership.objects.filter(user=g.head.user).update(role="member"),
    "officer inactive": lambda g: User.objects.filter(pk=g.head.user.pk).update(is_active=False),
    "another link": lambda g: offer_password_link(g.head, membership_of(g.member)),
    "ended by an officer": lambda g: end_password_link(g.head, membership_of(g.member)),
}


@pytest.mark.parametrize("what", CHANGES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_password_link_dies_with_any_change(ground, what, method):
    link = offered(ground)
    assert Client().get(link).status_code == 200
    CHANGES[what](ground)
    page = getattr(Client(), method)(link, {"password": NEW})
    assert page.status_code == 410
    assert '<p class="lead">' in page.text
    assert not User.objects.get(pk=ground.member.user.pk).check_password(NEW)


def test_a_password_link_dies_while_one_types(ground, monkeypatch):
    """The page found it open; the command, which holds the account, knows better."""
    link, judged = offered(ground), password_commands.offer_of
    monkeypatch.setattr(password_commands, "offer_of", lambda pk, token: joins_elsewhere(ground) or judged(pk, token))
    assert Client().post(link, {"password": NEW}).status_code == 410
    assert not User.objects.get(pk=ground.member.user.pk).check_password(NEW)


def test_the_case_of_the_review(ground):
    """An officer makes a link, the member joins the support organisation, the officer opens the link."""
    officer = enter(User.objects.create(username="driss", name="Driss"), ground.stranger.space, "president")
    said = enter(User.objects.create(username="said", name="Said"), ground.stranger.space, "secretary")
    client = signed_in(said)  # before: a sign-in alone would end the link
    said.user.refresh_from_db()
    row = offer_password_link(officer, membership_of(said))
    link = reverse("accounts:new_password", args=[row.pk, row.token])
    letter = invite_member(ground.head, name="Said", role="coordinator")
    client.post(reverse("accounts:invitation", args=[letter.token]))
    assert Membership.live.filter(user=said.user).count() == 2
    assert Client().post(link, {"password": NEW}).status_code == 410


def test_making_and_using_a_link_is_told(ground, post):  # noqa: F811  the mail server
    link = offered(ground)
    empties_the_queue().run()
    Client().post(link, {"password": NEW})
    empties_the_queue().run()
    texts = [letter.get_content() for letter in post.to("member@example.org")]
    assert len(texts) == 2
    assert all(re.search(r"/me/back/\S+", text) for text in texts)


INVITER_GOES = {
    "left": lambda g: Membership.objects.filter(user=g.head.user).update(ended_at=timezone.now()),
    "is no officer": lambda g: Membership.objects.filter(user=g.head.user).update(role="member"),
    "is inactive": lambda g: User.objects.filter(pk=g.head.user.pk).update(is_active=False),
}


@pytest.mark.parametrize("what", INVITER_GOES)
def test_an_invitation_stands_by_the_office_of_who_wrote_it(ground, what):
    letter = invite_member(ground.head, name="x", role="president")
    path = reverse("accounts:invitation", args=[letter.token])
    assert Client().get(path).status_code == 200
    INVITER_GOES[what](ground)
    for client in (Client(), signed_in(ground.stranger)):
        for method in ("get", "post"):
            page = getattr(client, method)(path, {"username": "salma", "password": PASSWORD})
            assert page.status_code == 410
    assert not User.objects.filter(username="salma").exists()


def test_an_invitation_to_a_role_that_is_gone(ground):
    letter = invite_member(ground.head, name="x", role="member")
    type(letter).objects.update(role="king")
    assert Client().get(reverse("accounts:invitation", args=[letter.token])).status_code == 410


def test_an_opened_space_is_claimed_once(ground):
    """Two letters for one empty room: the second ends when somebody moved in."""
    letter = open_space(ground.coordinator, name_ar="جمعية", president_name="أ")
    twin = write_letter(ground.coordinator, letter.space, name="ب", contact="", role="president")
    accept_as_newcomer(letter, username="ahmed", password=PASSWORD)
    assert Client().get(reverse("accounts:invitation", args=[twin.token])).status_code == 410


# S12: what changes an account asks for the password, and is told.


def me(client, **typed):
    return client.post(
        reverse("accounts:me"), {"name": "Member", "phone": "+212661234567", "email": "member@example.org", **typed}
    )


@pytest.mark.parametrize("typed", [{"email": "thief@example.org"}, {"phone": "+212661999999"}, {"email": ""}])
def test_contacts_ask_for_the_password(ground, typed):
    for wrong in ("", "wrong"):
        page = me(signed_in(ground.member), **typed, current_password=wrong)
        assert page.status_code == 422
        assert "current_password" in page.context["form"].errors
    user = User.objects.get(pk=ground.member.user.pk)
    assert (user.email, user.phone, user.new_email) == ("member@example.org", "+212661234567", "")


def test_the_password_there_is_not_guessed_and_nothing_typed_is_lost(ground):
    for _n in range(5):
        assert me(signed_in(ground.member), email="t@example.org", current_password="wrong").status_code == 422
    page = me(signed_in(ground.member), email="t@example.org", name="Typed", current_password=PASSWORD)
    assert page.status_code == 422
    assert "current_password" in page.context["form"].errors
    assert "خمس دقائق" in page.text
    assert 'value="t@example.org"' in page.text
    assert User.objects.get(pk=ground.member.user.pk).email == "member@example.org"
    cache.clear()
    assert me(signed_in(ground.member), phone="+212661999999", current_password=PASSWORD).status_code == 302


def link_in(letter) -> str:
    return re.search(r"https?://[^/\s]+(/(?:me|account)/\S+)", letter.get_content()).group(1)


def is_the_owners_again(ground, thief: Client) -> None:
    """Contacts and a new password are theirs, and nothing that a thief added opens it."""
    user = User.objects.get(pk=ground.member.user.pk)
    assert (user.email, user.phone) == ("member@example.org", "+212661234567")
    assert user.check_password(NEW)
    assert not Authenticator.objects.filter(user=user).exists()
    assert thief.get("/members/").status_code == 302


def test_an_unconfirmed_address_resets_nothing(ground, post):  # noqa: F811  the mail server
    assert me(signed_in(ground.member), email="new@example.org", current_password=PASSWORD).status_code == 302
    Client().post(reverse("account_reset_password"), {"email": "new@example.org"})
    Client().post(reverse("account_reset_password"), {"email": "stranger@example.org"})
    empties_the_queue().run()
    assert [letter["to"] for letter in post.letters] == ["member@example.org", "new@example.org"]
    [asked] = post.to("new@example.org")
    assert "Member" not in asked.get_content()
    confirm = link_in(asked)
    assert Client().get(confirm).status_code == 200
    assert User.objects.get(pk=ground.member.user.pk).email == "member@example.org"
    EmailAddress.objects.create(user=ground.member.user, email="member@example.org", primary=True)
    assert Client().post(confirm).status_code == 200
    user = User.objects.get(pk=ground.member.user.pk)
    assert (user.email, user.new_email) == ("new@example.org", "")
    assert Client().post(confirm).status_code == 410
    Client().post(reverse("account_reset_password"), {"email": "member@example.org"})
    Client().post(reverse("account_reset_password"), {"email": "new@example.org"}, headers={"host": "localhost"})
    empties_the_queue().run()
    assert len(post.to("new@example.org")) == 2
    assert "http://127.0.0.1:8000/account/password/reset/key/" in post.to("new@example.org")[-1].get_content()
    assert len(post.to("member@example.org")) == 2  # that another was given, that it was changed; no link to reset
    assert "reset/key" not in post.to("member@example.org")[-1].get_content()


def test_the_letter_to_one_address_confirms_no_other(ground, post):  # noqa: F811  the mail server
    """Else whoever reads the letters of an address confirms one that is given later, which need not be theirs."""
    for address in ("first@example.org", "second@example.org"):
        me(signed_in(ground.member), email=address, current_password=PASSWORD)
        empties_the_queue().run()
    first, second = (link_in(post.to(f"{which}@example.org")[0]) for which in ("first", "second"))
    assert Client().post(first).status_code == 410
    assert User.objects.get(pk=ground.member.user.pk).email == "member@example.org"
    assert Client().post(second).status_code == 200
    assert User.objects.get(pk=ground.member.user.pk).email == "second@example.org"


def test_the_old_address_takes_the_account_back(ground, post):  # noqa: F811  the mail server
    thief = signed_in(ground.member)
    me(thief, email="thief@example.org", phone="+212661999999", current_password=PASSWORD)
    Authenticator.objects.create(user=ground.member.user, type="totp", data={})
    empties_the_queue().run()
    Client().post(link_in(post.to("thief@example.org")[0]))
    empties_the_queue().run()
    [*_told, last] = post.to("member@example.org")
    back = link_in(last)
    first = link_in(post.to("member@example.org")[0])
    assert Client().get(back).status_code == 200
    assert Client().post(first, {"password": NEW}).status_code == 302
    is_the_owners_again(ground, thief)
    for over in (first, back):
        assert Client().post(over, {"password": "another-mountain-9"}).status_code == 410
    empties_the_queue().run()
    assert link_in(post.to("member@example.org")[-1]).startswith("/me/back/")


@pytest.mark.parametrize("was_taken_back", [False, True])
def test_a_thief_s_own_link_back_ends_no_earlier_one(ground, post, was_taken_back):  # noqa: F811  the mail server
    if was_taken_back:
        since = (timezone.now() - timedelta(days=2)).isoformat()
        token = undo_token(ground.member.user, email="member@example.org", phone="+212661234567", since=since)
        take_back_account(ground.member, ground.member.user, token=token, password=PASSWORD)
        empties_the_queue().run()
        post.letters.clear()
        ground.member.user.refresh_from_db()
    thief = signed_in(ground.member)
    me(thief, email="thief@example.org", current_password=PASSWORD)
    empties_the_queue().run()
    first = link_in(post.to("member@example.org")[0])
    Client().post(link_in(post.to("thief@example.org")[0]))
    me(thief, email="thief@example.org", phone="+212661999999", current_password=PASSWORD)
    empties_the_queue().run()
    theirs = link_in(post.to("thief@example.org")[-1])
    assert Client().post(theirs, {"password": NEW}).status_code == 302
    assert Client().post(theirs, {"password": NEW}).status_code == 410
    assert Client().post(first, {"password": "another-mountain-9"}).status_code == 302
    user = User.objects.get(pk=ground.member.user.pk)
    assert (user.email, user.phone) == ("member@example.org", "+212661234567")
    assert user.check_password("another-mountain-9")
    assert Client().post(theirs, {"password": NEW}).status_code == 410


def test_a_link_back_ends_after_seven_days(ground, post, monkeypatch):  # noqa: F811  the mail server
    me(signed_in(ground.member), phone="+212661999999", current_password=PASSWORD)
    empties_the_queue().run()
    back = link_in(post.to("member@example.org")[0])
    later = (timezone.now() + timedelta(days=8)).timestamp()
    monkeypatch.setattr("django.core.signing.time.time", lambda: later)
    assert Client().get(back).status_code == 410


@pytest.mark.parametrize("kind", NEWS)
def test_every_change_is_told_once(ground, post, kind):  # noqa: F811  the mail server
    letters.tell(ground.member.user, kind)
    empties_the_queue().run()
    [letter] = post.to("member@example.org")
    assert link_in(letter)


def test_keys_codes_sessions_and_passwords_are_told(ground, post):  # noqa: F811  the mail server
    client = Client()
    client.post("/account/login/", {"login": "member", "password": PASSWORD})
    other = Client()
    other.post("/account/login/", {"login": "member", "password": PASSWORD})
    client.post(reverse("usersessions_list"))
    client.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})
    empties_the_queue().run()
    assert len(post.to("member@example.org")) == 2


def test_letters_to_one_unconfirmed_address_are_few(ground, post, settings):  # noqa: F811  the mail server
    for number in range(9):
        user = User.objects.create(username=f"u{number}", name="x", new_email="victim@example.org")
        letters.ask_to_confirm(user)
    empties_the_queue().run()
    assert len(post.to("victim@example.org")) == settings.LETTERS_A_DAY
    put_off = DBTaskResult.objects.filter(status="READY", run_after__gt=timezone.now())
    assert put_off.count() == 9 - settings.LETTERS_A_DAY
    assert {row.run_after.date() for row in put_off} == {tomorrow().date()}


def test_a_mail_server_that_comes_back_is_given_what_was_owed(ground, post, settings):  # noqa: F811  the mail server
    for number in range(settings.LETTERS_A_DAY + 1):
        user = User.objects.create(username=f"u{number}", name="x", new_email="victim@example.org")
        letters.ask_to_confirm(user)
    post.after_text = "450 Come back later"
    empties_the_queue().run()
    assert post.letters == []
    post.after_text = "250 OK"
    DBTaskResult.objects.filter(status="READY").update(run_after=timezone.now())
    empties_the_queue().run()
    assert len(post.to("victim@example.org")) == settings.LETTERS_A_DAY, "what was not taken does not count"


def given_back(capsys, *words: str) -> str:
    """The link that the keeper is given for the member."""
    call_command("give_back", "member", *words)
    return capsys.readouterr().out.strip().removeprefix("http://127.0.0.1:8000")


def test_the_keeper_gives_an_account_back(ground, capsys):
    thief = signed_in(ground.member)
    Authenticator.objects.create(user=ground.member.user, type="totp", data={})
    change(ground, email="thief@example.org", phone=None)
    link = given_back(capsys, "--email", "member@example.org", "--phone", "+212661234567")
    assert Client().post(link, {"password": NEW}).status_code == 302
    is_the_owners_again(ground, thief)
    with pytest.raises(CommandError, match="nobody"):
        call_command("give_back", "nobody")


def test_what_the_keeper_does_not_name_stays(ground, capsys):
    Client().post(given_back(capsys), {"password": NEW})
    user = User.objects.get(pk=ground.member.user.pk)
    assert (user.email, user.phone) == ("member@example.org", "+212661234567")
    assert user.check_password(NEW)


def test_an_invited_person_confirms_the_address_too(ground, post):  # noqa: F811  the mail server
    letter = invite_member(ground.head, name="x", role="member")
    Client().post(
        reverse("accounts:invitation", args=[letter.token]),
        {"username": "salma", "password": PASSWORD, "email": "salma@example.org"},
    )
    user = User.objects.get(username="salma")
    assert (user.email, user.new_email) == (None, "salma@example.org")
    empties_the_queue().run()
    assert len(post.to("salma@example.org")) == 1


def test_confirm_email_is_refused_when_somebody_else_uses_it_by_now(ground, post):  # noqa: F811  the mail server
    me(signed_in(ground.member), email="shared@example.org", current_password=PASSWORD)
    User.objects.filter(pk=ground.head.user.pk).update(email="shared@example.org")
    empties_the_queue().run()
    assert Client().post(link_in(post.to("shared@example.org")[0])).status_code == 410
    user = User.objects.get(pk=ground.member.user.pk)
    with says_no("Somebody already uses this. Choose another.", field="email"):
        confirm_email(ground.member, user)
    assert user.email == "member@example.org"


def test_take_back_account_with_contacts_that_others_use(ground):
    since = timezone.now()
    token = undo_token(ground.member.user, email="head@example.org", phone="+212612345678", since=since.isoformat())
    with says_no("This link is no longer open"):
        take_back_account(ground.head, ground.head.user, token=token, password=NEW)
    user = take_back_account(ground.member, ground.member.user, token=token, password=NEW)
    assert (user.email, user.phone) == (None, None)
    with says_no("This link is no longer open"):
        take_back_account(ground.member, ground.member.user, token=token, password=NEW)


def test_who_belongs_to_no_space_is_led_to_an_officer(ground):
    token = undo_token(ground.member.user, email="member@example.org", phone="", since=timezone.now().isoformat())
    end_membership(ground.head, membership_of(ground.member))
    for over in (reverse("accounts:take_back", args=[token]), reverse("accounts:take_back", args=["nonsense"])):
        assert Client().get(over).status_code == 410


def test_codes_that_are_shown_are_told(ground, post):  # noqa: F811  the mail server
    client = Client()
    client.post("/account/login/", {"login": "member", "password": PASSWORD})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    assert client.get(reverse("mfa_view_recovery_codes")).status_code == 404
    Authenticator.objects.create(
        user=ground.member.user, type="recovery_codes", data={"seed": encrypt("5eed"), "used_mask": 0}
    )
    assert client.get(reverse("mfa_view_recovery_codes")).status_code == 200
    assert client.get(reverse("mfa_download_recovery_codes")).status_code == 200
    empties_the_queue().run()
    assert len(post.to("member@example.org")) == 2


def test_a_letter_waits_for_a_mail_server_that_is_away(ground, post):  # noqa: F811  the mail server
    post.answers["member@example.org"] = "451 later"
    letters.tell(ground.member.user, "phone")
    empties_the_queue().run()
    assert not post.letters
    assert (
        letters.write.func("x", str(ground.stranger.user.pk), "reset", "gone@example.org", "", "") == "nothing to tell"
    )


def test_an_officer_ends_the_last_link_on_its_page(ground):
    link, client = offered(ground), signed_in(ground.head)
    row = membership_of(ground.member)
    assert (
        reverse("accounts:end_password", args=[row.pk])
        in client.get(reverse("accounts:password_letter", args=[row.pk])).text
    )
    assert client.post(reverse("accounts:end_password", args=[row.pk])).status_code == 302
    assert Client().get(link).status_code == 410


def test_an_invitation_says_who_invites_and_fills_in_where_it_was_sent(ground, client):
    letter = invite_member(ground.head, name="زهرة", role="member", contact="+212600000077")
    page = client.get(f"/invitation/{letter.token}/")
    assert ground.head.user.name in page.text
    assert 'value="+212600000077"' in page.text or 'value="0600000077"' in page.text
