"""The door takes any name. Of every address it is asked in `tests/test_every_address.py` (`questions`)."""

import pytest
from django.test import Client


@pytest.mark.django_db
@pytest.mark.parametrize(
    "login", ["a" * 100_000, "%_" * 50_000, "ن" * 100_000, "@" * 100_000, "0" * 100_000, "a\ue000\x01b"]
)
def test_the_door_takes_any_name(login) -> None:
    client = Client(raise_request_exception=False)
    for address, name in (("/account/login/", "login"), ("/account/password/reset/", "email")):
        assert client.post(address, {name: login, "password": "x" * 10}).status_code < 500
