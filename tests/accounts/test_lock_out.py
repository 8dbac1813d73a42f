"""Guessing is slow, also from many addresses; and locks nobody out of their own device or address (ADR 0010)."""

import pytest
from django.core.cache import cache
from django.test import Client

from sanad.foundation.spaces.models import User
from tests.accounts.test_doors import is_in, sign_in
from tests.accounts.test_ground import hashed, make_ground

pytestmark = pytest.mark.django_db
HOME, STRANGER = "196.200.1.1", "41.140.9.9"


@pytest.fixture
def ground():
    return make_ground()


@pytest.fixture(autouse=True)
def _no_attempts_yet():
    cache.clear()
    yield
    cache.clear()


def at(address: str, device: Client | None = None) -> Client:
    """A new browser at an address, or one that is known, carried there."""
    client = Client(REMOTE_ADDR=address)
    if device is not None:
        client.cookies["sanad_device"] = device.cookies["sanad_device"].value
    return client


def known(address: str = HOME, login: str = "head") -> Client:
    sign_in(client := at(address), login)
    assert is_in(client)
    client.post("/account/logout/")
    return client


def fails(client: Client, times: int, login: str = "head") -> None:
    for _time in range(times):
        sign_in(client, login, "wrong")


def gets_in(client: Client, login: str = "head") -> bool:
    sign_in(client, login)
    return is_in(client)


def many_networks(times: int) -> None:
    for number in range(times):
        fails(at(f"10.{number}.0.1"), 3)


# what the stranger does, and from where the person then signs in: (attack, her browser, does she get in)
ATTACKS = {
    "fails elsewhere; her device": (lambda: fails(at(STRANGER), 6), lambda device: at(HOME, device), True),
    "fails elsewhere; a new browser at home": (lambda: fails(at(STRANGER), 6), lambda _d: at(HOME), True),
    "fails elsewhere; a new browser at a new address": (lambda: fails(at(STRANGER), 6), lambda _d: at("5.5.5.5"), True),
    "fails behind her address; her device": (lambda: fails(at(HOME), 40), lambda device: at(HOME, device), True),
    "fails behind her address; a new browser there": (lambda: fails(at(HOME), 6), lambda _d: at(HOME), False),
    "fails in many places; her device anywhere": (lambda: many_networks(20), lambda device: at("5.5.5.5", device), True),
    "fails in many places; a new browser at home": (lambda: many_networks(20), lambda _d: at(HOME), True),
    "fails in many places; a new browser at a new address": (lambda: many_networks(20), lambda _d: at("5.5.5.5"), False),
    "under her e-mail; her device": (lambda: fails(at(STRANGER), 6, "head@example.org"), lambda device: at(STRANGER, device), True),
}  # fmt: skip


@pytest.mark.parametrize("what", ATTACKS)
def test_a_stranger_keeps_nobody_out(ground, what):
    attack, browser, gets = ATTACKS[what]
    device = known()
    attack()
    assert gets_in(browser(device)) is gets


def right_after(guesses: int, client: Client) -> bool:
    fails(client, guesses)
    return gets_in(client)


def test_guessing_from_one_address_is_slow(ground):
    assert not right_after(5, at(STRANGER))


def test_guessing_from_many_addresses_is_slow(ground):
    many_networks(10)
    assert not gets_in(at(STRANGER))
    assert gets_in(at(STRANGER), "coordinator"), "another account is another count"


def test_a_device_is_no_way_round(ground):
    device = known()
    assert not right_after(10, at(STRANGER, device))


def test_a_device_of_another_account_or_an_old_password_is_none(ground):
    other = known(login="coordinator")
    assert not right_after(5, at(STRANGER, other))
    device = known()
    User.objects.filter(username="head").update(password=hashed("carpet-mountain-9"))
    fails(at(STRANGER), 5)
    sign_in(client := at(STRANGER, device), "head", "carpet-mountain-9")
    assert not is_in(client)


def test_a_cookie_that_somebody_made_up_is_none(ground):
    client = at(STRANGER)
    client.cookies["sanad_device"] = "x:y:z"
    assert not right_after(5, client)


def test_people_on_one_phone_are_known_each(ground):
    sign_in(phone := at(HOME), "head")
    phone.post("/account/logout/")
    sign_in(phone, "coordinator")
    phone.post("/account/logout/")
    for login in ("head", "coordinator"):
        fails(at(HOME), 6, login)
        assert gets_in(at(HOME, phone), login)


def test_an_unknown_name_counts_like_a_known_one(ground):
    said = [sign_in(at(STRANGER), "nobody", "wrong").context["form"].errors.as_text() for _n in range(6)]
    same = [sign_in(at(STRANGER), "member", "wrong").context["form"].errors.as_text() for _n in range(6)]
    assert said == same


def test_many_counts_push_none_out():
    """The table of counts forgot whatever it liked at 300 lines."""
    from sanad.config.settings import CACHES

    assert CACHES["default"]["OPTIONS"]["MAX_ENTRIES"] >= 100_000
