"""No page, and nothing that a machine reads, writes a number in an attribute as people read it."""

from importlib import import_module

import pytest
from django.utils import formats

from sanad.activities.models import Minutes
from sanad.directory.models import Organisation
from tests import markup
from tests.test_every_form import addresses, course_pages

MARK = "⟦"
LISTING = import_module("sanad.foundation.ui.listing")  # the kit calls its function by the same name


@pytest.fixture
def marked(monkeypatch):
    """Every number that is written for people carries a mark, however small it is."""
    written = formats.number_format

    def with_mark(*args, **kwargs):
        return f"{MARK}{written(*args, **kwargs)}"

    monkeypatch.setattr(formats, "number_format", with_mark)
    monkeypatch.setattr(LISTING, "PAGE", 1)


def faults(response, name: str) -> list[str]:
    """Where the mark stands and must not."""
    body = response.getvalue()
    if "text/html" in response.get("Content-Type", ""):
        where = markup.attributes(body.decode())
        return [f"{name}: <{tag} {each}={value[:60]}>" for tag, each, value in where if MARK in value]
    return [f"{name}: {response['Content-Type']}"] if MARK.encode() in body else []


@pytest.mark.usefixtures("marked")
@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_no_attribute_holds_a_number_for_people(world, browse, language):
    Minutes.objects.update(state=Minutes.State.DRAFT)
    client, broken, written = browse(world.sg, language), [], 0
    for name, address, _row in addresses(world):
        for question in ("", "?page=2", "?export=csv", "?month=2023-12"):
            if question and "pk" in name:
                continue
            response = client.get(address + question)
            broken += faults(response, name + question)
            written += (
                MARK in response.getvalue().decode(errors="ignore") if not (question or response.streaming) else 0
            )
            if response.status_code != 200 or not _is_list(response):
                break
    assert written > 10
    assert broken == []


def _is_list(response) -> bool:
    context = getattr(response, "context", None) or {}
    return "page" in context or "after" in context or "next" in context


@pytest.mark.usefixtures("marked")
def test_nor_does_a_text_that_somebody_else_changed_meanwhile(world, browse):
    """The pages that come back with both texts carry the version one has read."""
    Minutes.objects.update(state=Minutes.State.DRAFT, version=1_234)
    minutes = Minutes.objects.filter(activity__space=world.sg.space).first()
    client = browse(world.sg)
    page = client.post(f"/activities/minutes/{minutes.pk}/write/", {"body": "نص", "base_version": "3"})
    assert page.status_code == 422
    assert faults(page, "minutes") == []
    assert 'name="base_version" value="1234"' in page.content.decode()
    _name, address = course_pages()[0]
    assert faults(client.post(address, {"base_version": "9"}), "course") == []


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_pages_after_the_thousandth_are_reached(world, browse, monkeypatch, language):
    monkeypatch.setattr(LISTING, "PAGE", 1)
    rows = [Organisation(space=world.sg.space, kind="ngo", name_ar=f"هيئة {n:04}") for n in range(1_010)]
    for row in rows:
        row.refresh_index(aliases=[])
    Organisation.objects.bulk_create(rows)
    client, page = browse(world.sg, language), "/directory/?page=998"
    for number in range(999, 1_004):
        links = [value for tag, each, value in markup.attributes(client.get(page).content.decode()) if each == "href"]
        page = "/directory/" + next(link for link in links if link.endswith(f"page={number}"))
    response = client.get(page)
    assert response.context["page"].number == 1_003
    assert f"page={1_002}" in response.content.decode()
