"""A session ends when nobody used it for some hours, and fourteen days after its sign-in."""

import time

import pytest
from django.test import Client

from tests.accounts.test_ground import PASSWORD, make_ground

pytestmark = pytest.mark.django_db
HOUR = 3600


@pytest.fixture
def client():
    make_ground()
    client = Client()
    client.post("/account/login/", {"login": "head", "password": PASSWORD, "remember": "on"})
    client.get("/members/")
    return client


def after(client: Client, **ago: float) -> None:
    session = client.session
    for name, seconds in ago.items():
        session[name] = int(time.time() - seconds)
    session.save()


def test_ends_after_idle_hours_and_leads_back(client, settings):
    after(client, seen=11 * HOUR)
    assert client.get("/members/").status_code == 200
    after(client, seen=settings.IDLE_SECONDS + 10)
    page = client.get("/members/invite/")
    assert page.headers["Location"] == "/account/login/?next=/members/invite/"
    assert "_auth_user_id" not in client.session


def test_what_was_sent_too_late_leads_back_to_its_page(client, settings):
    after(client, seen=settings.IDLE_SECONDS + 10)
    page = client.post(
        "/members/letters/00000000-0000-0000-0000-000000000000/revoke/",
        headers={"referer": "http://testserver/members/?q=1"},
    )
    assert page.headers["Location"] == "/account/login/?next=%2Fmembers%2F%3Fq%3D1"


@pytest.mark.parametrize(
    "referer", ["", "http://evil.example/members/", "http://[", "http://testserver//evil.example/"]
)
def test_it_leads_nowhere_else(client, settings, referer):
    after(client, seen=settings.IDLE_SECONDS + 10)
    page = client.post("/members/invite/", headers={"referer": referer})
    assert page.headers["Location"] == "/account/login/?next=/members/invite/"


def test_ends_fourteen_days_after_the_sign_in(client):
    after(client, seen=10, since=15 * 24 * HOUR)
    assert client.get("/members/").status_code == 302


def test_use_goes_on(client, settings):
    after(client, seen=settings.IDLE_SECONDS - 60)
    client.get("/members/")
    assert time.time() - client.session["seen"] < 60


def test_not_every_page_writes(client):
    session = client.session
    before = session["seen"] = session["seen"] - 100
    session.save()
    client.get("/members/")
    assert client.session["seen"] == before


def test_half_signed_in_ends_too(client):
    from allauth.account import app_settings

    assert app_settings.LOGIN_TIMEOUT <= 15 * 60
