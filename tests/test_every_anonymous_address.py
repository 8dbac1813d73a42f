"""Every address that opens without an account: what is sent to it is counted, or it takes nothing (ADR 0010)."""

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.judges.doors import wrong_parts
from tests.visits import undone

pytestmark = pytest.mark.django_db
OWN_PAGE = "own_page"
# What slows it down (a key of ACCOUNT_RATE_LIMITS).
COUNTED = {
    "accounts:first_space": "first_space",
    "accounts:begin": "begin",
    "accounts:invitation": "guess",
    "accounts:new_password": "guess",
    "accounts:confirm_email": "guess",
    "accounts:take_back": "guess",
    "accounts:stop_letters": "stop_letters",
    "training:join": "join",
    "training:join_again": "own_page_again",
    "training:be_sure": OWN_PAGE,
    "training:leave": OWN_PAGE,
    "training:own_test_before": OWN_PAGE,
    "training:own_test_after": OWN_PAGE,
    "training:own_opinion_hot": OWN_PAGE,
    "training:own_opinion_cold": OWN_PAGE,
    "training:finish_own_lesson": OWN_PAGE,
    "training:come_in": "door_failed",
    "training:come_in_late": "door_failed",
    "public:document": "guess",
    ":account_login": "login_failed",
    ":account_reset_password": "reset_password",
    ":account_reset_password_from_key": "reset_password_from_key",
    ":mfa_login_webauthn": "webauthn_login",
}
# What takes nothing, and why.
TAKES_NOTHING = {
    "accounts:language": "a cookie; of who is signed in the language",
    "workspace:home": "the door: what anybody may read",
    "accounts:asked": "a sentence",
    "public:check": "a way to the page of a paper",
    ":account_signup": "there is none",
    ":account_logout": "one's own session",
    ":account_inactive": "a sentence",
    ":account_reset_password_done": "a sentence",
    ":account_reset_password_from_key_done": "a sentence",
    ":mfa_authenticate": "login_failed, by account: only who knows the password",
    ":mfa_trust": "who has just signed in",
    ":account_reauthenticate": "login_failed",
    **dict.fromkeys(
        (
            "public:help",
            "public:help_topic",
            "public:help_words",
            "public:offline",
            "public:page",
            "public:news",
            "public:logo",
            "public:favicon",
            "public:robots",
            "public:keys",
            "public:worker",
            "activities:feed",
            "training:mine",
            "training:mine_calendar",
            "training:own_lessons",
            "training:own_lesson",
            "training:own_file",
            "courses:picture",
            "training:own_certificate",
            "training:own_credential",
            "training:issuer",
            "training:issuer_keys",
            "training:issuer_key",
            "training:achievement",
            "training:achievement_of_session",
            "training:status_list",
        ),
        "reads only",
    ),
}
# What is counted before anything of it is read; of the others only what does not fit is, or what fits.
AT_ONCE = {OWN_PAGE, "stop_letters"}
OF_NOBODY = {
    "accounts:first_space": "/start/",
    "accounts:begin": "/space/new/",
    ":account_reset_password_from_key": "/account/password/reset/key/a-b/",
}


def open_addresses(resolver: URLResolver, namespace: str = ""):
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from open_addresses(entry, entry.namespace or namespace)
        elif isinstance(entry, URLPattern) and not getattr(entry.callback, "login_required", True) and entry.name:
            yield f"{namespace}:{entry.name}"


def test_each_is_counted_or_takes_nothing() -> None:
    found = set(open_addresses(get_resolver()))
    assert found - set(COUNTED) - set(TAKES_NOTHING) == set()
    assert (set(COUNTED) | set(TAKES_NOTHING)) - found <= {":account_reauthenticate", ":mfa_trust"}
    assert set(COUNTED.values()) <= set(settings.ACCOUNT_RATE_LIMITS) | {"reset_password_from_key", "webauthn_login"}


def flood(settings, name: str, path: str) -> list[str]:
    """Send to an address more often than it takes: what is wrong with the answers."""
    cache.clear()
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, COUNTED[name]: "2/h/ip"}
    answers = [Client().post(path, {}) for _n in range(4)]
    faults = [f"{name}: refused at once"] if answers[0].status_code == 429 else []
    faults += [] if answers[-1].status_code == 429 and "<h1>" in answers[-1].text else [f"{name}: {answers[-1]}"]
    other = Client(REMOTE_ADDR="10.1.1.1").post(path, {}).status_code
    cache.clear()
    return faults + ([f"{name}: so is another network"] if other == 429 else [])


@pytest.mark.parametrize("name", OF_NOBODY)
def test_too_many_are_answered_with_a_sentence(name, settings) -> None:
    assert flood(settings, name, OF_NOBODY[name]) == []


def test_so_are_too_many_at_a_secret_address_and_guesses_of_one(ground, settings) -> None:
    faults, names = [], set()
    for spot in ground.spots:
        limit = COUNTED.get(spot.name)
        wrong = next(wrong_parts(spot), {}) if limit == "guess" else {}
        if limit in AT_ONCE or wrong:
            with undone():
                faults += flood(settings, spot.name, spot.address.path(**{**spot.parts, **wrong}))
            names.add(spot.name)
    assert names == {name for name, limit in COUNTED.items() if limit in {*AT_ONCE, "guess"}}
    assert faults == []


def test_what_was_typed_is_sent_again_by_one_button(settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "first_space": "0/10m/ip"}
    typed = {"name_ar": "جمعية <النور>", "kind": ["a", "b"], "password": "x-2023-sanad", "csrfmiddlewaretoken": "x"}
    page = Client().post("/start/", typed)
    assert page.status_code == 429
    assert page.context["kept"] == [("name_ar", "جمعية <النور>"), ("kind", "a"), ("kind", "b")]
    assert 'name="name_ar" value="جمعية &lt;النور&gt;"' in page.text
    assert "x-2023-sanad" not in page.text
    assert str(page.context["wait"]) in page.text


def test_an_office_behind_one_address_checks_its_papers(client) -> None:
    cache.clear()
    codes = {client.get(f"/D/{number:016}").status_code for number in range(50)}
    assert codes == {404}
    cache.clear()


def test_a_file_that_is_compared_is_counted(world, client, settings) -> None:
    from sanad.foundation.documents.models import IssuedDocument

    cache.clear()
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "check_file": "2/h/ip"}
    code = IssuedDocument.objects.first().code
    assert [client.post(f"/D/{code}").status_code for _n in range(3)] == [200, 200, 429]
    assert client.get(f"/D/{code}").status_code == 200
    cache.clear()


def test_a_genuine_code_is_shown_whatever_was_tried_from_that_address(world, client) -> None:
    from sanad.foundation.documents.models import IssuedDocument

    code = IssuedDocument.objects.first().code
    assert [client.get(f"/D/{number:016}").status_code for number in range(61)][-1] == 429
    assert client.get(f"/D/{code}").status_code == 200
