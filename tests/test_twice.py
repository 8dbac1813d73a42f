"""Every form and every button of every page, sent twice: done once, and the second answer is that of the first."""

from random import Random

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from sanad.activities.models import Minutes
from tests import grounds
from tests.foundation.test_command_story import PDF
from tests.fuzz.pages import Form, Page, view_of
from tests.fuzz.walk import _usual
from tests.test_constant_queries import Growth
from tests.test_every_form import addresses, undone

# What is sent to the doors of the house, to the language and to one's own session has no key, and may be said twice.
KEYLESS = ("account_", "mfa_", "usersessions_", "accounts:language", "accounts:stop_letters", "accounts:new_password")
SENT = 60  # kinds of forms and buttons that this must have sent with success


def sent_with(form: Form) -> dict:
    """What somebody sends who fills in what must be filled in."""
    rng, data = Random(form.address), {}
    for box in form.boxes:
        data[box.name] = SimpleUploadedFile("ورقة.pdf", PDF) if box.kind == "file" else _usual(rng, box)
    return data


def counted() -> dict[str, int]:
    ours = [model for model in apps.get_models() if model.__module__.startswith(("sanad.", "django_tasks"))]
    return {model._meta.label: model._base_manager.count() for model in ours}


def forms_of(client: Client, pages) -> list[Form]:
    """Every form of every page, once a kind and page."""
    found = {}
    for _name, address, _row in pages:
        response = client.get(address)
        body = response.getvalue()
        if response.status_code == 200 and response["Content-Type"].startswith("text/html"):
            for form in Page(address, body.decode()).forms:
                found.setdefault((form.address, *sorted(box.name for box in form.boxes)), form)
    return list(found.values())


@pytest.fixture
def pages(world):
    growth = Growth(world)
    Minutes.objects.update(state=Minutes.State.DRAFT)
    growth.by([0])
    return list(addresses(world, growth.rows | grounds.beneath(growth)))


@pytest.mark.parametrize("who", ["sg", "president"])
def test_what_is_sent_twice_is_done_once(world, browse, pages, who):
    client, broken, kinds = browse(getattr(world, who)), [], set()
    client.raise_request_exception = False  # rows that the test made up may not be fit for a paper
    for form in forms_of(client, pages):
        if view_of(form.address).startswith(KEYLESS):
            continue
        with undone():
            data = sent_with(form)
            first = client.post(form.address, data)
            if first.status_code != 302:
                continue
            then = counted()
            for box in form.boxes:
                if box.kind == "file":
                    data[box.name].seek(0)
            second = client.post(form.address, data)
            kinds.add(view_of(form.address))
            if (second.status_code, second.get("Location")) != (302, first["Location"]) or counted() != then:
                more = {name: (then[name], number) for name, number in counted().items() if then[name] != number}
                broken.append((form.shape, second.status_code, second.get("Location"), first["Location"], more))
    assert not broken, "\n".join(map(str, broken))
    assert len(kinds) >= (SENT if who == "sg" else 10), sorted(kinds)


def test_every_form_that_is_sent_carries_its_key(world, browse, pages):
    without = {
        view_of(form.address)
        for form in forms_of(browse(world.sg), pages)
        if "_key" not in {box.name for box in form.boxes} and not view_of(form.address).startswith(KEYLESS)
    }
    assert without == set()
