"""What is asked of a page, however long, far or strange, is answered: every address, every form, every filter."""

import pytest
from django.test import Client

from sanad.activities.models import Minutes
from tests.test_every_choice import fields_of, shown
from tests.test_every_form import addresses

LONG = "ن" * 10_000
PARAMETERS = (
    "q",
    "page",
    "month",
    "day",
    "year",
    "from",
    "to",
    "language",
    "kind",
    "state",
    "sort",
    "code",
    "next",
    "space",
    "standing",
    "field",
    "region",
)
ASKED = (LONG, "9999-12-31", "%_" * 5_000, "9" * 400)


@pytest.fixture
def client(world, browse) -> Client:
    Minutes.objects.update(state=Minutes.State.DRAFT)
    client = browse(world.sg)
    client.raise_request_exception = False
    return client


def test_no_question_answers_with_a_failure(world, client) -> None:
    failed, asked = [], 0
    for number, (name, address, _row) in enumerate(addresses(world)):
        forms_here = shown(client, address)
        names = {field for form in forms_here for field in form.fields}
        question = {each: ASKED[(number + place) % len(ASKED)] for place, each in enumerate((*PARAMETERS, *names))}
        questions = [question, *({"suggest": each, each: "abc"} for form in forms_here for each in fields_of(form))]
        for each in questions:
            response = client.get(address, each)
            failed += [(name, each if "suggest" in each else "")] if response.status_code >= 500 else []
            response.getvalue()
            asked += 1
    assert asked > 200
    assert failed == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    "login", ["a" * 100_000, "%_" * 50_000, "ن" * 100_000, "@" * 100_000, "0" * 100_000, "a\ue000\x01b"]
)
def test_the_door_takes_any_name(login) -> None:
    client = Client(raise_request_exception=False)
    for address, name in (("/account/login/", "login"), ("/account/password/reset/", "email")):
        assert client.post(address, {name: login, "password": "x" * 10}).status_code < 500
