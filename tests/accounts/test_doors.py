"""Signing in: by any identifier, slowed down, seen and revoked; the second factor; the language of a device."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client
from django.urls import NoReverseMatch, reverse

from sanad.accounts.adapter import AccountAdapter
from sanad.accounts.commands.members import end_membership
from sanad.accounts.commands.own import remember_language
from sanad.foundation.spaces.models import User
from sanad.foundation.ui.devices import device_named
from tests.accounts.test_ground import PASSWORD, enter, make_ground, membership_of, person, signed_in

pytestmark = pytest.mark.django_db
LOGIN = "/account/login/"


@pytest.fixture
def ground():
    return make_ground()


@pytest.fixture
def client():
    return Client()


@pytest.fixture(autouse=True)
def _no_attempts_yet():
    cache.clear()
    yield
    cache.clear()


def sign_in(client: Client, login: str, password: str = PASSWORD, **more):
    return client.post(LOGIN, {"login": login, "password": password, **more})


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


class TestIdentifiers:
    @pytest.mark.parametrize(
        "login",
        [
            "head",
            "HEAD",
            " head ",
            "head@example.org",
            "HEAD@Example.org",
            "0612345678",
            "06 12 34 56 78",
            "06.12.34.56.78",
            "+212612345678",
            "00212 612345678",
            "+212 6 12 34 56 78",
            "٠٦١٢٣٤٥٦٧٨",
            "\u202a+212612345678\u202c",
            "06\u202f12\u202f34\u202f56\u202f78",
            "06\u00a012\u200934\u200756\u00a078",
            "+212 (0) 6 12 34 56 78",
            "06‑12–34/56·78",
        ],
    )
    def test_each_finds_its_owner(self, ground, client, login):
        response = sign_in(client, login)
        assert response.status_code == 302, response.context["form"].errors
        assert client.session["_auth_user_id"] == str(ground.head.user.pk)

    @pytest.mark.parametrize("kept", ["+212061234567", "+212412345678"])
    def test_a_number_that_was_taken_under_the_old_rule_finds_its_owner(self, ground, client, kept):
        User.objects.filter(pk=ground.head.user.pk).update(phone=kept)
        national = "061234567" if kept == "+212061234567" else "0412345678"
        for login in (kept, national, f"{national[:2]} {national[2:]}", f"00{kept[1:]}"):
            assert sign_in(client, login).status_code == 302, login
            client.logout()
        assert sign_in(client, "0512345678").status_code == 200

    def test_a_user_name_that_ends_like_a_phone_is_a_user_name(self, ground, client):
        user = person("salma0612345678")
        sign_in(client, "salma0612345678")
        assert client.session["_auth_user_id"] == str(user.pk)

    def test_refusal_says_the_same_for_known_and_unknown(self, ground, client):
        said = [
            sign_in(client, login, "wrong").context["form"].errors.as_text()
            for login in ("head", "nobody", "head@example.org", "nobody@example.org", "0612345678", "0699999999", "x y")
        ]
        assert len(set(said)) == 1
        assert not is_in(client)

    def test_inactive_account(self, ground, client):
        User.objects.filter(pk=ground.head.user.pk).update(is_active=False)
        assert sign_in(client, "head").headers["Location"] == reverse("account_inactive")
        assert client.get(reverse("account_inactive")).status_code == 200
        assert not is_in(client)

    def test_where_one_wanted_to_go(self, ground, client):
        asked = client.get("/members/")
        assert asked.headers["Location"] == f"{LOGIN}?next=/members/"
        assert sign_in(client, "head", next="/members/").headers["Location"] == "/members/"
        assert sign_in(Client(), "head", next="https://evil.example/").headers["Location"] == "/"

    def test_session_ends_with_the_browser_unless_asked(self, ground, client):
        sign_in(client, "head")
        assert client.session.get_expire_at_browser_close()
        sign_in(stays := Client(), "head", remember="on")
        assert not stays.session.get_expire_at_browser_close()


def test_throttled_after_five_wrong_attempts(ground, client, settings):
    """With the cache of an installation, a table of the database, so that every process counts together."""
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "foundation_cache"}
    }
    call_command("createcachetable")
    wrong = [sign_in(client, "head", "wrong").context["form"].non_field_errors().as_text() for _ in range(5)]
    assert all(said == wrong[0] for said in wrong)
    for name in ("HEAD", "head@example.org", "0612345678"):
        late = sign_in(Client(), name)
        assert late.context["form"].non_field_errors().as_text() != wrong[0]
        assert not is_in(late.client)
    sign_in(elsewhere := Client(REMOTE_ADDR="10.0.0.9"), "head")
    assert is_in(elsewhere), "who fails elsewhere keeps nobody out"
    sign_in(client, "coordinator")
    assert client.session["_auth_user_id"] == str(ground.coordinator.user.pk)


def test_throttled_by_address(ground, client):
    said = [sign_in(client, f"name{n}", "wrong").context["form"].non_field_errors().as_text() for n in range(31)]
    assert said[0] == said[29] != said[30]


def test_pages_of_the_library_that_we_do_not_use(ground):
    for name in ("account_email", "account_change_phone", "account_verify_phone", "account_confirm_login_code"):
        with pytest.raises(NoReverseMatch):
            reverse(name)
    for path in ("signup/", "email/", "phone/change/", "confirm-email/", "3rdparty/"):
        assert Client().get(f"/account/{path}").status_code == 404
        assert signed_in(ground.head).get(f"/account/{path}").status_code == 404


PHONE_AGENT = "Mozilla/5.0 (Android 9; Mobile; rv:128.0) Gecko/128.0 Firefox/128.0"
DESK_AGENT = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/126.0 Safari/537.36"


class TestSessions:
    def test_seen_and_revoked(self, ground):
        phone, desk = Client(HTTP_USER_AGENT=PHONE_AGENT), Client(HTTP_USER_AGENT=DESK_AGENT)
        for client in (phone, desk):
            sign_in(client, "head")
        page = desk.get(reverse("usersessions_list"))
        assert device_named(PHONE_AGENT) in page.text
        assert device_named(DESK_AGENT) in page.text
        desk.post(reverse("usersessions_list"))
        assert phone.get("/members/").status_code == 302
        assert desk.get("/members/").status_code == 200

    def test_of_somebody_else_are_not_seen(self, ground):
        sign_in(Client(HTTP_USER_AGENT=PHONE_AGENT), "head")
        assert device_named(PHONE_AGENT) not in signed_in(ground.stranger).get(reverse("usersessions_list")).text

    def test_sign_out_needs_a_button(self, ground):
        client = signed_in(ground.head)
        assert client.get(reverse("account_logout")).status_code == 200
        assert is_in(client)
        client.post(reverse("account_logout"))
        assert not is_in(client)

    def test_new_password_ends_the_others(self, ground):
        here, elsewhere = Client(), Client()
        for client in (here, elsewhere):
            sign_in(client, "head")
        new = "carpet-mountain-9"
        wrong = here.post(reverse("account_change_password"), {"oldpassword": "x", "password1": new, "password2": new})
        assert wrong.context["form"].errors
        here.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": new, "password2": new})
        assert User.objects.get(pk=ground.head.user.pk).check_password(new)
        assert elsewhere.get("/members/").status_code == 302


def confirm(client: Client) -> None:
    """The password once more, before the safety of an account changes."""
    assert client.get(reverse("account_reauthenticate")).status_code == 200
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


class TestSecondFactor:
    def test_asked_after_the_password(self, ground, client):
        secret = generate_totp_secret()
        TOTP.activate(ground.head.user, secret)
        asked = sign_in(client, "head")
        assert asked.headers["Location"] == reverse("mfa_authenticate")
        assert not is_in(client)
        assert client.get(reverse("mfa_authenticate")).status_code == 200
        assert client.post(reverse("mfa_authenticate"), {"code": "000000"}).context["form"].errors
        client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
        assert is_in(client)

    def test_set_up_gives_recovery_codes_that_open_once(self, ground, client):
        sign_in(client, "head")
        assert (
            client.get(reverse("mfa_activate_totp")).headers["Location"].startswith(reverse("account_reauthenticate"))
        )
        confirm(client)
        page = client.get(reverse("mfa_activate_totp"))
        secret = page.context["form"].secret
        done = client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)}, follow=True)
        assert done.status_code == 200
        codes = client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]
        for path in (
            "mfa_index",
            "mfa_generate_recovery_codes",
            "mfa_deactivate_totp",
            "mfa_list_webauthn",
            "mfa_add_webauthn",
        ):
            assert client.get(reverse(path)).status_code == 200
        sign_in(other := Client(), "head")
        other.post(reverse("mfa_authenticate"), {"code": codes[0]})
        assert is_in(other)
        sign_in(third := Client(), "head")
        assert third.post(reverse("mfa_authenticate"), {"code": codes[0]}).context["form"].errors

    def test_passkey_is_offered_on_the_door(self, ground, client):
        page = client.get(LOGIN)
        assert 'id="passkey_login"' in page.text
        asked = client.get(reverse("mfa_login_webauthn"), headers={"x-requested-with": "XMLHttpRequest"})
        assert asked.json()["request_options"]["publicKey"]["challenge"]
        wrong = client.post(reverse("mfa_login_webauthn"), {"credential": "{}"})
        assert wrong.status_code in {200, 302}
        assert not is_in(client)


def test_keys_are_listed_and_renamed_by_their_owner_only(ground, client):
    sign_in(client, "head")
    confirm(client)
    key = Authenticator.objects.create(user=ground.head.user, type="webauthn", data={"name": "My phone"})
    assert "My phone" in client.get(reverse("mfa_list_webauthn")).text
    assert client.get(reverse("mfa_edit_webauthn", args=[key.pk])).status_code == 200
    client.post(reverse("mfa_edit_webauthn", args=[key.pk]), {"name": "Old phone"})
    assert "Old phone" in client.get(reverse("mfa_list_webauthn")).text
    sign_in(stranger := Client(), "stranger")
    confirm(stranger)
    assert stranger.get(reverse("mfa_edit_webauthn", args=[key.pk])).status_code == 404
    assert stranger.post(reverse("mfa_remove_webauthn", args=[key.pk])).status_code == 404


def executable_scripts(html: str) -> list[str]:
    """Scripts written inside the page, which the content policy forbids; data blocks are allowed."""
    return [
        tag for tag in re.findall(r"<script[^>]*>", html) if "src=" not in tag and 'type="application/json"' not in tag
    ]


def test_no_page_of_the_door_needs_an_inline_script_or_style(ground):
    client = Client()
    pages = [client.get(LOGIN)]
    sign_in(client, "head")
    confirm(client)
    for name in (
        "mfa_index",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "usersessions_list",
        "account_change_password",
        "accounts:me",
    ):
        pages += [client.get(reverse(name))]
    for page in pages:
        assert page.status_code == 200
        assert executable_scripts(page.text) == []
        assert not re.search(r"\s(onclick|onsubmit|onload|style)=", page.text)
        assert "script-src" not in page.headers["Content-Security-Policy"]


class TestLanguage:
    def test_what_was_chosen_at_the_door_stays_after_signing_in(self, client, ground):
        client.post(reverse("accounts:language"), {"language": "fr"}, headers={"accept-language": "ar"})
        client.post(LOGIN, {"login": "head", "password": PASSWORD})
        assert client.get("/members/", headers={"accept-language": "ar"}).headers["Content-Language"] == "fr"
        assert User.objects.get(pk=ground.head.user.pk).language == "fr"
        assert client.cookies["sanad_chosen"].value == ""
        client.post(reverse("accounts:language"), {"language": "en"})  # in the account
        assert User.objects.get(pk=ground.head.user.pk).language == "en"

    def test_what_a_cookie_makes_up_is_no_choice(self, client, ground):
        client.cookies["sanad_chosen"] = "xx"
        client.post(LOGIN, {"login": "head", "password": PASSWORD})
        assert client.get("/members/").headers["Content-Language"] == "ar"
        assert User.objects.get(pk=ground.head.user.pk).language == "ar"

    def test_who_comes_in_first_goes_on_in_the_language_of_the_door(self, client, ground):
        """That of the browser, when nobody chose another: and letters come in it from then on."""
        assert ground.head.user.language == ""
        client.post(LOGIN, {"login": "head", "password": PASSWORD}, headers={"accept-language": "fr"})
        assert client.get("/members/", headers={"accept-language": "fr"}).headers["Content-Language"] == "fr"
        assert User.objects.get(pk=ground.head.user.pk).language == "fr"

    def test_who_read_the_door_in_the_language_of_the_browser_is_answered_in_their_own(self, client, ground):
        remember_language(ground.head.user, "ar")
        client.post(LOGIN, {"login": "head", "password": PASSWORD}, headers={"accept-language": "fr"})
        assert client.get("/members/", headers={"accept-language": "fr"}).headers["Content-Language"] == "ar"

    def test_arabic_first(self, ground, client):
        page = client.get(LOGIN)
        assert page.headers["Content-Language"] == "ar"
        assert 'dir="rtl"' in page.text
        assert {"Cookie", "Accept-Language"} <= set(page.headers["Vary"].split(", "))

    @pytest.mark.parametrize(
        ("asked", "given"), [("fr-FR,en;q=0.5", "fr"), ("ar-MA", "ar"), ("de", "ar"), ("en", "en")]
    )
    def test_of_the_browser(self, ground, client, asked, given):
        assert client.get(LOGIN, headers={"accept-language": asked}).headers["Content-Language"] == given

    def test_chosen_on_the_device_is_remembered(self, ground, client):
        answer = client.post(reverse("accounts:language"), {"language": "fr", "next": "/account/login/?next=/members/"})
        assert answer.headers["Location"] == "/account/login/?next=/members/"
        page = client.get(LOGIN, headers={"accept-language": "en"})
        assert page.headers["Content-Language"] == "fr"
        assert 'dir="ltr"' in page.text

    def test_chosen_when_signed_in_follows_the_person(self, ground):
        signed_in(ground.head).post(reverse("accounts:language"), {"language": "fr"})
        sign_in(other := Client(), "head")
        assert other.get("/members/").headers["Content-Language"] == "fr"

    def test_the_choice_of_the_device_wins(self, ground, client):
        remember_language(ground.head.user, "fr")
        client.post(reverse("accounts:language"), {"language": "en"})
        sign_in(client, "head")
        assert client.get("/members/").headers["Content-Language"] == "en"

    @pytest.mark.parametrize("following", ["https://evil.example/", "//evil.example", ""])
    def test_never_leads_elsewhere(self, ground, client, following):
        answer = client.post(reverse("accounts:language"), {"language": "xx", "next": following})
        assert answer.headers["Location"] in {"/", ""} or answer.headers["Location"].startswith("/")
        assert not answer.headers["Location"].startswith("//")
        assert not answer.cookies

    def test_needs_a_button(self, client):
        assert client.get(reverse("accounts:language")).status_code == 405


class TestActor:
    def test_space_of_the_form_wins_over_the_session(self, ground):
        """Two tabs in two rooms: each form says in which it was opened."""
        enter(ground.stranger.user, ground.space, "president")
        client = signed_in(ground.stranger)
        own = ground.stranger.space
        assert client.get("/members/", {"space": own.pk}).context["actor"].space == own
        fields = {"name": "x", "role": "member", "_space": ground.space.pk}
        client.post("/members/invite/", fields)
        assert ground.space.invitations.count() == 1
        assert own.invitations.count() == 0

    @pytest.mark.parametrize("named", ["00000000-0000-0000-0000-000000000000", "nonsense"])
    def test_a_space_that_is_not_ones_own_changes_nothing(self, ground, named):
        assert signed_in(ground.head).get("/members/", {"space": named}).context["actor"].space == ground.space

    def test_somebody_elses_space(self, ground):
        page = signed_in(ground.stranger).get("/members/", {"space": ground.space.pk})
        assert page.context["actor"].space == ground.stranger.space

    def test_membership_that_ended_closes_the_room_at_once(self, ground):
        enter(ground.member.user, ground.stranger.space, "member")
        client = signed_in(ground.member)
        client.get("/members/", {"space": ground.space.pk})
        end_membership(ground.head, membership_of(ground.member))
        assert client.get("/members/").context["actor"].space == ground.stranger.space

    def test_without_a_space_one_is_led_home(self, ground):
        client = signed_in(ground.member)
        end_membership(ground.head, membership_of(ground.member))
        for path in ("/members/", "/members/invite/", "/me/", "/search/"):
            assert client.get(path).headers["Location"] == "/"
        assert client.get("/").status_code == 200
        assert client.get(reverse("account_change_password")).status_code == 200
        assert client.post(reverse("accounts:language"), {"language": "fr"}).status_code == 302


def test_what_the_library_asks_of_phones(ground):
    adapter, user = AccountAdapter(), ground.member.user
    assert adapter.get_phone(user) is None
    adapter.set_phone(user, "06 55 55 55 55", verified=False)
    adapter.set_phone_verified(user, "+212655555555")
    assert adapter.get_phone(user) == ("+212655555555", True)
    assert adapter.get_user_by_phone("٠٦٥٥٥٥٥٥٥٥") == user
    assert adapter.get_user_by_phone("no number") is None
    assert adapter.phone_form_field(required=False).clean("0655555555") == "+212655555555"
    adapter.set_phone(user, "+212061234567", verified=False)
    assert adapter.get_phone(user) == ("+212061234567", True)
    assert not adapter.is_open_for_signup(None)
