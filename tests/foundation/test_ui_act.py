"""Buttons of the kit, and what its tests stand on: requests as they reach a view."""

from pathlib import Path
from uuid import uuid4

import pytest
from django.contrib.messages import get_messages
from django.contrib.messages.storage.fallback import FallbackStorage
from django.http import HttpRequest
from django.template import Context, Template
from django.test import RequestFactory
from django.urls import resolve
from django.utils import translation
from django.utils.translation import gettext as _
from django_htmx.middleware import HtmxDetails

from sanad import foundation
from sanad.config import urls  # noqa: F401  the case issues papers, which the slices register
from sanad.directory.commands.people import add_person
from sanad.directory.models import Person
from sanad.foundation import ui
from sanad.foundation.history.models import HistoryEntry
from tests.markup import in_one_line

ROOT = Path(foundation.__file__).parent
PEOPLE = "/directory/people/"
NEW_PERSON = "/directory/people/new/"


@pytest.fixture(autouse=True)
def _arabic():
    with translation.override("ar"):
        yield


def ask(actor, data: dict | None = None, *, post: bool = False, address: str = "/", **headers) -> HttpRequest:
    """A request as it reaches a view."""
    factory = RequestFactory(headers=headers)
    request = factory.post(address, data or {}) if post else factory.get(address, data or {})
    request.actor, request.htmx, request.session = actor, HtmxDetails(request), {}
    request.user = actor.user
    request.resolver_match = resolve("/")
    request._messages = FallbackStorage(request)
    return request


def said(request: HttpRequest) -> list[str]:
    return [str(message) for message in get_messages(request)]


def html(response) -> str:
    return in_one_line(response.content.decode())


def draw(source: str, **context) -> str:
    return in_one_line(Template("{% load sanad %}" + source).render(Context(context)))


def many(actor, number: int) -> None:
    rows = [Person(space=actor.space, name_ar=f"شخص {n}") for n in range(number)]
    for row in rows:
        row.refresh_index([])
    Person.objects.bulk_create(rows)


def press(actor, command, data: dict | None = None, then="/there/", **fixed):
    request = ask(actor, data or {}, post=True)
    return request, ui.act(request, command, then=then, **fixed)


@pytest.mark.django_db
class TestAct:
    def test_only_a_post_acts(self, world):
        assert ui.act(ask(world.sg), add_person, then="/").status_code == 405

    def test_it_runs_the_command_once(self, world):
        data = {"_key": str(uuid4())}
        request, response = press(world.sg, add_person, data, then=lambda row: f"/{row.pk}", name_ar="سعيد")
        _request, again = press(world.sg, add_person, data, then=lambda row: f"/{row.pk}", name_ar="سعيد")
        assert response["Location"] == again["Location"]
        assert said(request) == [_("Done.")]
        assert HistoryEntry.objects.filter(key=data["_key"]).count() == 1

    def test_a_refusal_is_said_where_one_returns(self, world):
        request, response = press(world.sg, add_person)
        assert response["Location"] == "/there/"
        assert len(said(request)) == 1

    @pytest.mark.parametrize(
        ("back", "place"),
        [
            ("/directory/", "/directory/"),
            ("", "/"),
            ("//evil.example", "/"),
            ("/\\evil.example", "/"),
            ("https://evil.example", "/"),
            ("javascript:alert(1)", "/"),
            ("directory/", "/"),
        ],
    )
    def test_one_never_leaves_the_house(self, world, back, place):
        _request, response = press(world.sg, add_person, {"_back": back}, then=lambda row: f"/{row.pk}")
        assert response["Location"] == place

    def test_a_reason_reaches_the_command_that_wants_one(self, world):
        heard = {}

        def withdraw(_actor, *, reason, key):
            heard["reason"] = reason

        press(world.sg, withdraw, {"reason": " \u200fلم يعد صحيحا\x00 "})
        assert heard == {"reason": "لم يعد صحيحا"}
        press(world.sg, withdraw, {"reason": "typed"}, reason="fixed")
        assert heard == {"reason": "fixed"}
        press(world.sg, add_person, {"reason": "nobody asked"}, name_ar="سعيد")
