"""A choice that grows with what a space holds is found by words, however much it grew, and no page carries all of it.

Of every form it is asked in `tests/test_every_address.py` (`choices`), and whether a list grows in
`tests/test_constant_queries.py`.
"""

import pytest
from django import forms

from sanad.activities.models import Activity, Attendance, Minutes, ProgrammeItem, Series, Word
from sanad.activities.programme.commands.activity import start_series
from sanad.courses.commands.courses import write_course
from sanad.courses.queries.drafts import begun
from sanad.foundation.ui.rows import MOST
from tests.foundation.test_ui_act import html

MANY = MOST + 50


@pytest.fixture
def client(world, browse):
    Minutes.objects.update(state=Minutes.State.DRAFT)
    return browse(world.sg)


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
        page = " ".join(html(client.get(f"/activities/{row.pk}/edit/")).split())
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
        assert "ضيف" not in nobody, "somebody who is not on the list may be typed"

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
        found = " ".join(html(client.get("/training/sessions/new/", {"suggest": "course", "course": "رقم 17"})).split())
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
