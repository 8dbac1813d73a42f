"""Every form that shows what a row holds: sent back as it is it changes nothing, and two people write side by side."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import time
from typing import Any

import pytest
from django import forms
from django.apps import apps
from django.db import DatabaseError, models, transaction
from django.test import Client

from sanad.activities.models import Minutes
from sanad.courses.queries.drafts import LISTS as ROWS_OF_COURSES
from sanad.courses.queries.drafts import WHOLE
from sanad.courses.queries.syllabus import shipped
from sanad.foundation import ui
from tests import grounds
from tests.pages import Form, own_forms
from tests.test_constant_queries import Growth
from tests.test_every_address import LISTS, _address, _row, about_rows

COURSE = "advocacy"
# What no form of a person writes: lines of history, places of the census.
ASIDE = {"foundation.HistoryEntry", "territory.Place"}
# Forms that open with something their row has too, and yet write it anew: what was proposed, agreed or signed.
BEGINS_WITH = {
    "diagnosis:start": "the seat of the association, for a new diagnosis",
    "partnerships:take_remark": "the words as proposed, to be brought together with the article",
    "partnerships:sign_amendment": "the day on which it takes effect, said once more at the signature",
}
# Forms that this must have met; every other one is met too.
EDITS = {
    "accompaniment:edit",
    "accompaniment:edit_item",
    "accompaniment:edit_need",
    "activities:change_attendance",
    "activities:edit",
    "activities:edit_item",
    "directory:edit_organisation",
    "directory:edit_person",
    "partnerships:edit",
    "partnerships:edit_amendment",
    "partnerships:edit_budget_line",
    "partnerships:edit_commitment",
    "partnerships:edit_party",
    "partnerships:place_article",
    "training:edit_registration",
    "training:edit_session",
    "training:edit_slot",
    "training:name_mandate",
    "training:write_report",
    "accounts:me",
    "accounts:role",
    "courses:write_card",
    "diagnosis:edit",
}
# Commands never let a row hold anything but a sound one of these.
NEVER_ODD = {"reason", "target_item", "target_level", "framework", "plan_item", "mandate"}
GUARDED = {"base_version"}  # a text that is written as a whole knows from which version it was begun


def course_pages() -> list[tuple[str, str]]:
    """Every part of a course that is written."""
    content = shipped()[COURSE]
    rows = [f"{part}/{('h1' if part == 'programme' else content[part][0]['key'])}" for part in ROWS_OF_COURSES]
    return [(f"courses:write_{page}", f"/training/courses/{COURSE}/write/{page}/") for page in [*WHOLE, *rows]]


def addresses(world, rows: dict[str, Any] | None = None) -> Iterator[tuple[str, str, Any]]:
    """(name, address, row) of every page, of the rows that are named or of the case."""
    for name, path in about_rows():
        if (row := (rows or {}).get(name) or _row(name, world)) is not None:
            yield name, _address(path, row), row
    for name, address in course_pages():
        yield name, address, None
    for name, path in LISTS:
        yield name, f"/{path}", world.sg.user


def opened(client: Client, address: str) -> tuple[Any, Form] | None:
    """The form of a page with what a browser would send of it, when the page has one."""
    response = client.get(address)
    body = response.getvalue()
    if response.status_code != 200 or "text/html" not in response["Content-Type"]:
        return None
    context = response.context or {}
    form = context["form"] if "form" in context else next(iter(context.get("forms") or []), None)
    found = next(own_forms(body.decode(), address), None)
    return (form, found) if found and isinstance(form, ui.SheetForm) else None


def stored() -> dict[tuple[str, Any], dict[str, Any]]:
    """Every row there is, by table and key, without what is derived."""
    ours = [model for model in apps.get_models() if model.__module__.startswith("sanad.")]
    return {
        (model._meta.label, row[model._meta.pk.attname]): {
            name: value for name, value in row.items() if name not in getattr(model, "history_hidden", ())
        }
        for model in ours
        if model._meta.label not in ASIDE
        for row in model._base_manager.values()
    }


@contextmanager
def undone() -> Iterator[None]:
    """Whatever happens inside leaves nothing behind."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def fill(row: models.Model) -> None:
    """Let a row hold what its pages can hardly show: seconds, line ends, blanks, thousands, marks of direction."""
    for field in row._meta.concrete_fields:
        value = getattr(row, field.attname)
        odd = value if field.name in NEVER_ODD else _odd(field, value, row)
        if field.editable and not field.primary_key and not field.choices and odd != value:
            try:
                with transaction.atomic():
                    type(row)._base_manager.filter(pk=row.pk).update(**{field.attname: odd})
            except DatabaseError:  # a rule of the table, or one that is never changed
                continue


def _odd(field: models.Field, value: Any, row: models.Model) -> Any:
    if isinstance(field, models.TimeField):
        return time(10, 5, 30, 123456)
    if isinstance(field, models.TextField):
        return "\n  سطر أول\n\n  ثان \nثالث\n "
    if isinstance(field, models.EmailField | models.URLField):
        return value
    if isinstance(field, models.CharField):
        return value or " \u200fنص 1.234 "[: field.max_length]
    if isinstance(field, models.IntegerField):
        return 1_234 if value is None or field.name in {"amount", "budget", "cost", "seats", "minutes"} else value
    if isinstance(field, models.ForeignKey) and value is None:
        others = field.related_model._base_manager.all()
        if any(each.name == "space" for each in field.related_model._meta.concrete_fields):
            others = others.filter(space_id=row.space_id)
        return others.values_list("pk", flat=True).last()
    return value


def changed(before: dict, after: dict) -> dict[str, Any]:
    """The columns of rows that are otherwise than before."""
    return {
        f"{label}.{name}": (value, after.get((label, key), {}).get(name))
        for (label, key), row in before.items()
        for name, value in row.items()
        if after.get((label, key), {}).get(name) != value
    }


def lost(client: Client, pages: list[tuple[str, str, Any]]) -> list[str]:
    """Every page whose form, sent as it was opened, is refused or changes a row."""
    found, before, sent = [], stored(), set()
    for name, address, _of in pages:
        with undone():
            if (page := opened(client, address)) is None or not page[0].shown:
                continue
            sent.add(name)
            button = dict(page[1].buttons[:1])
            response = client.post(page[1].action or address, page[1].data(**button))
            told = response.context["form"].errors if response.status_code == 422 else {}
            blank = bool(told) and all(page[1].data().get(each, [""]) == [""] for each in told)  # not written yet
            other = changed(before, stored())
            if not (response.status_code == 302 or blank) or other:
                found.append(f"{name}: {response.status_code} {told} {other}")
    assert sent >= EDITS, EDITS - sent
    return found


@pytest.fixture
def client(world, browse):
    return browse(world.sg)


@pytest.fixture
def pages(world):
    """Every page of a space that holds a row of every kind."""
    growth = Growth(world)
    Minutes.objects.update(state=Minutes.State.DRAFT)
    growth.by([0])
    return list(addresses(world, growth.rows | grounds.beneath(growth)))


def test_what_is_sent_back_as_it_was_shown_changes_nothing(client, pages):
    assert lost(client, pages) == []


def test_nor_does_it_when_rows_hold_what_a_page_can_hardly_show(client, pages):
    for *_where, row in pages:
        if isinstance(row, models.Model) and row._meta.label not in ASIDE:
            fill(row)
    assert lost(client, pages) == []


def test_a_form_that_opens_with_what_its_row_holds_says_that_it_edits_it(client, pages):
    silent = []
    for name, address, row in pages:
        with undone():
            page = opened(client, address)
        if page is None or page[0].shown or name in BEGINS_WITH or GUARDED & set(page[0].fields):
            continue
        form = page[0]
        held = {each: form.get_initial_for_field(field, each) for each, field in form.fields.items()}
        same = [each for each, value in held.items() if value and value == getattr(row, each, None)]
        silent += [f"{name}: {same}"] if same else []
    assert silent == []


def test_two_people_who_change_different_fields_lose_nothing(client, pages):
    broken, tried = [], 0
    for name, address, _of in pages:
        with undone():
            page = opened(client, address)
            if page is None or not page[0].shown or GUARDED & set(page[0].fields):
                continue
            form, sent = page
            plain = [each for each, field in form.fields.items() if type(field) in {ui.PlainField, ui.TextField}]
            texts = [each for each in plain if each in sent.typed and sent.data()[each] != [""]][:2]
            if len(texts) < 2:
                continue
            tried += 1
            wanted = {each: f"{sent.data()[each][0]} كلمة" for each in texts}
            codes = [client.post(address, sent.data(_key="", **{each: wanted[each]})).status_code for each in texts]
            there = opened(client, address)[1].data()
            kept = {each: there[each][0] for each in texts}
            if codes != [302, 302] or kept != wanted:
                broken.append(f"{name}: {codes} {kept} {wanted}")
    assert tried >= 5
    assert broken == []


def test_a_day_that_nobody_means_is_refused_at_its_field(client, pages):
    asked, broken = 0, []
    for name, address, _of in pages:
        if (page := opened(client, address)) is None:
            continue
        for day in [each for each, field in page[0].fields.items() if isinstance(field, forms.DateField)]:
            response = client.post(page[1].action or address, page[1].data(**{day: "31/12/9999"}))
            errors = response.context["form"].errors if response.status_code == 422 else {}
            asked, broken = asked + 1, [*broken, *([] if day in errors else [f"{name}.{day}: {response.status_code}"])]
    assert asked >= 20
    assert broken == []


def test_no_field_writes_its_numbers_as_they_are_read(client, pages):
    """A number in a box goes back to the server: it has no signs between its digits."""
    shown = [opened(client, address) for _name, address, _row in pages]
    fields = [field for page in shown if page for field in page[0].fields.values()]
    assert len(fields) > 100
    assert not [field for field in fields if field.localize or field.widget.is_localized]
    assert any(isinstance(field, forms.IntegerField) for field in fields)
