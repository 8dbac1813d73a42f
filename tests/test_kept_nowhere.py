"""What a browser may keep: nothing of whoever is signed in, nothing of a secret address, what is public.

Of every address of Sanad it is asked in `tests/test_every_address.py` (`doors.is_kept_nowhere`).
"""

import pytest
from django.urls import reverse

from sanad.demo.case import PASSWORD
from tests.answers import ended

OF_THE_LIBRARY = [
    "account/login/",
    "account/logout/",
    "account/password/change/",
    "account/reauthenticate/",
    "account/2fa/",
    "account/sessions/",
    "account/password/reset/",
]


def kept(response) -> bool:
    return "no-store" not in ended(response).headers.get("Cache-Control", "")


@pytest.mark.parametrize("path", [*OF_THE_LIBRARY, "nowhere/", "directory"])
def test_nothing_is_kept_of_whoever_is_signed_in(world, browse, path) -> None:
    client = browse(world.sg)
    assert not kept(client.get(f"/{path}"))
    assert not kept(client.post(f"/{path}", {}))


@pytest.mark.parametrize("query", ["?export=csv", "?export=xlsx", "?q=x"])
def test_nothing_is_kept_of_what_is_taken_along(world, browse, query) -> None:
    assert not kept(browse(world.sg).get("/directory/people/" + query))
    assert not kept(browse(world.sg).get("/directory/people/" + query, headers={"HX-Request": "true"}))


def test_a_page_that_broke_is_kept_nowhere(world, browse, monkeypatch) -> None:
    client = browse(world.sg)
    client.raise_request_exception = False
    monkeypatch.setattr("sanad.workspace.views.render", None)
    response = client.get("/")
    assert response.status_code == 500
    assert not kept(response)


def test_signing_in_and_out_is_kept_nowhere(world, client) -> None:
    door = reverse("account_login")
    assert not kept(client.get(door))
    assert not kept(client.post(door, {"login": "sg", "password": "wrong"}))
    assert not kept(client.post(door, {"login": "sg", "password": PASSWORD}))
    assert not kept(client.post(reverse("account_logout")))


@pytest.mark.parametrize("path", ["start/", "invitation/x/", "nowhere/", "directory/", "training/come-in/x/"])
def test_secret_addresses_and_refusals_are_kept_nowhere_without_an_account(world, client, path) -> None:
    assert not kept(client.get(f"/{path}"))


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("check/", "no-cache"),
        ("check/offline/", "no-cache"),
        ("check/worker.js", "no-cache"),
        ("check/keys.json", "max-age=60"),
        ("D/0000", "no-cache"),
    ],
)
def test_public_pages_keep_what_they_say(world, client, browse, path, said) -> None:
    assert client.get(f"/{path}").headers["Cache-Control"] == said
    assert not kept(browse(world.sg).get(f"/{path}"))
