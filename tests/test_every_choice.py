"""Every choice that grows with what a space holds is found by words, and no page carries all of it."""

from itertools import count
from typing import Any

import pytest
from django import forms
from django.db import transaction
from django.test import Client
from django.utils.translation import gettext as _

from sanad.accompaniment.models import Engagement, Evidence, Need, PlanItem
from sanad.activities.models import Activity, Attendance, Decision, Minutes, ProgrammeItem, Series, Word
from sanad.activities.programme.commands.activity import start_series
from sanad.courses.commands.courses import write_course
from sanad.courses.queries.drafts import begun
from sanad.diagnosis.models import AgreedScore
from sanad.directory.models import Mandate
from sanad.foundation import ui
from sanad.foundation.naming.models import Findable
from sanad.foundation.spaces.models import Space
from sanad.foundation.ui.rows import MOST
from sanad.partnerships.models import Article, Commitment, Party
from tests.browsing import signed_in
from tests.foundation.test_ui_act import html
from tests.test_constant_queries import Growth, _addresses
from tests.test_every_form import addresses

OURS = (ui.ChoiceOfRows, ui.SeveralRows, ui.ChoiceOfMany, ui.SeveralOfMany)
# Rows that are read and compared by what the form calls them: of how little they are.
READ = {
    ProgrammeItem: "of one activity",
    Attendance: "of one activity",
    Decision: "of one activity",
    Need: "of one file",
    PlanItem: "of one file",
    Evidence: "of one file",
    AgreedScore: "of one item of one file",
    Article: "of one agreement",
    Party: "of one agreement",
    Commitment: "of one agreement",
    Mandate: "of one person, or one organisation",
    Engagement: "one for each association that is accompanied",
    Space: "one for each association that was let in",
}
MANY = MOST + 50


@pytest.fixture
def client(world, browse):
    Minutes.objects.update(state=Minutes.State.DRAFT)
    return browse(world.sg)


def shown(client: Client, address: str) -> list[Any]:
    """The forms of a page."""
    response = client.get(address)
    response.getvalue()
    context = getattr(response, "context", None) or {}
    found = [context[name] for name in ("form", "late_form") if name in context]
    found += list(context["forms"]) if "forms" in context else []
    found += [context["filters"].form] if context.get("filters") else []
    return [form for form in found if isinstance(form, forms.BaseForm)]


def fields_of(form: Any) -> dict[str, Any]:
    return {name: field for name, field in form.fields.items() if isinstance(field, forms.ChoiceField)}


def test_rows_are_chosen_by_our_fields_alone_and_found_in_the_database_or_among_few(world, client):
    plain, unknown, models = [], set(), set()
    for name, address, _row in addresses(world):
        for form in shown(client, address):
            for each, field in fields_of(form).items():
                if isinstance(field, forms.ModelChoiceField):
                    models.add(field.queryset.model)
                    plain += [] if isinstance(field, OURS) else [f"{name}.{each}"]
    unknown = {model for model in models if not issubclass(model, Findable) and model not in READ}
    assert len(models) > 10
    assert (plain, unknown) == ([], set())


def test_every_such_choice_answers_what_one_types(world, client):
    asked = []
    for name, address, _row in addresses(world):
        for form in shown(client, address):
            for each, field in fields_of(form).items():
                if not isinstance(field, OURS) or isinstance(field.widget, forms.HiddenInput):
                    continue
                for typed in ("جمعية", "%'\"" + "x" * 5_000 + "\x00"):
                    response = client.get(address, {"suggest": each, each: typed})
                    assert response.status_code == 200, (name, each, typed)
                    assert b"<html" not in response.content, (name, each)
                asked.append(f"{name}.{each}")
    assert len(asked) > 40
    assert {name.partition(".")[2] for name in asked} >= {"series", "speaker", "item", "association_space", "course"}


def test_no_other_choice_grows_with_the_rows(world):
    """A list that is longer because a space holds more must be one that is found by words."""

    def sizes(client: Client, pages: dict) -> dict[tuple[str, str], int]:
        return {
            (page[0], each): len(list(field.choices))
            for page, address in pages.items()
            for form in shown(client, address)
            for each, field in fields_of(form).items()
            if not isinstance(field, OURS)
        }

    with transaction.atomic():
        numbers, client = count(), signed_in(world.sg.user, raise_request_exception=False)
        growth = Growth(world)
        Minutes.objects.update(state=Minutes.State.DRAFT)
        growth.by([next(numbers)])
        pages = {page: address for page, address in _addresses(world, growth).items() if not page[1]}
        few = sizes(client, pages)
        growth.by(next(numbers) for _more in range(5))
        many = sizes(client, pages)
        transaction.set_rollback(True)
    assert len(few) > 40
    assert {name: (size, many[name]) for name, size in few.items() if many.get(name, size) > size} == {}


class TestManySeries:
    """Five thousand series make no five thousand options."""

    @pytest.fixture(autouse=True)
    def series(self, world):
        rows = [Series(space=world.sg.space, title=f"سلسلة رقم {n}") for n in range(5_000)]
        for row in rows:
            row.refresh_index()
        Series.objects.bulk_create(rows, batch_size=1_000)
        start_series(world.sg, title="الملتقى السنوي للأطلس")

    def test_the_page_stays_light(self, world, client):
        page = client.get("/activities/new/")
        assert "suggest=series" in html(page)
        assert "سلسلة رقم" not in html(page)
        assert len(page.content) < 60_000

    def test_one_finds_them_under_every_spelling(self, world, client):
        found = html(client.get("/activities/new/", {"suggest": "series", "series": "الملتقي اطلس"}))
        assert "الملتقى السنوي للأطلس" in found
        assert found.count("<label") == 1
        assert html(client.get("/activities/new/", {"suggest": "series", "series": "سلسلة"})).count("<label") == 10

    def test_words_alone_are_enough_without_scripts(self, world, client):
        data = {"kind": "meeting", "title": "محطة", "day": "2026-12-24", "begins": "10:00", "ends": "12:00"}
        data |= {"host": str(world.host.pk), "series": "الملتقى السنوي"}
        assert client.post("/activities/new/", data).status_code == 302
        assert Activity.objects.get(title="محطة").series.title == "الملتقى السنوي للأطلس"

    def test_what_was_chosen_stands_in_the_box(self, world, client):
        row = Activity.objects.filter(space=world.sg.space).exclude(series=None).first()
        page = html(client.get(f"/activities/{row.pk}/edit/"))
        assert f'type="radio" name="series" value="{row.series_id}" checked' in page


class TestManyThingsOfOneActivity:
    """People on the list and points of the programme are found by what the page calls them."""

    @pytest.fixture
    def meeting(self, world):
        row = Activity.objects.get(space=world.sg.space, kind="meeting")
        here = {"space": world.sg.space, "activity": row}
        guests = [Attendance(**here, guest_name=f"ضيف {n}", status="present") for n in range(MANY)]
        Attendance.objects.bulk_create([*guests, Attendance(**here, guest_name="فاطمة الزهراء", status="present")])
        points = [ProgrammeItem(**here, title=f"نقطة {n}", kind="words", position=500 + n) for n in range(MANY)]
        ProgrammeItem.objects.bulk_create(
            [*points, ProgrammeItem(**here, title="كلمة الختام", kind="words", position=900)]
        )
        return row

    def test_the_boxes_find_them_by_letters_and_by_sound(self, client, meeting):
        address = f"/activities/{meeting.pk}/people/words/"
        page = html(client.get(address))
        assert "suggest=speaker" in page
        assert "ضيف 7" not in page
        for typed in ("فاطمه", "Fatima", "الزهراء"):
            assert "فاطمة الزهراء" in html(client.get(address, {"suggest": "speaker", "speaker": typed})), typed
        assert "كلمة الختام" in html(client.get(address, {"suggest": "item", "item": "ختام"}))
        nobody = html(client.get(address, {"suggest": "speaker", "speaker": "قفطان"}))
        assert _("Nothing is found under these words.") in nobody

    def test_a_name_of_one_is_taken_without_scripts(self, client, meeting):
        sent = {"speaker": "فاطمة الزهراء", "item": "كلمة الختام", "text": "شكرا للجميع"}
        assert client.post(f"/activities/{meeting.pk}/people/words/", sent).status_code == 302
        word = Word.objects.get(text="شكرا للجميع")
        assert (word.speaker.guest_name, word.item.title) == ("فاطمة الزهراء", "كلمة الختام")
        assert client.post(f"/activities/{meeting.pk}/people/words/", {**sent, "speaker": "ضيف"}).status_code == 422


class TestManyCourses:
    """A course is no row to choose from, and yet there may be hundreds."""

    @pytest.fixture(autouse=True)
    def courses(self, world):
        for number in range(MANY):
            title = {"ar": f"دورة رقم {number}", "fr": f"Cours {number}"}
            write_course(
                world.sg.space_id, begun(f"c{number}", None, title=title, field="management", level="beginner")
            )

    def test_one_is_found_by_words(self, world, client):
        page = html(client.get("/training/sessions/new/"))
        assert "suggest=course" in page
        assert "دورة رقم" not in page
        found = html(client.get("/training/sessions/new/", {"suggest": "course", "course": "رقم 17"}))
        assert 'type="radio" name="course" value="c17"' in found
        assert found.count("<label") == 1

    def test_several_are_chosen_and_typed(self, world, client):
        address = "/training/courses/c1/write/card/"
        assert "suggest=prerequisites" in html(client.get(address))
        box = client.get(address).context["form"].fields["prerequisites"]
        assert box.clean(["رقم 17", "c3"]) == ["c3", "c17"]
        assert box.clean(["رقم 3", "c3"]) == ["c3"]
        assert box.clean([""]) == []
        for wrong in (["قفطان"], ["دورة"]):
            with pytest.raises(forms.ValidationError):
                box.clean(wrong)
