"""Who spoke is chosen among those present, or typed: whoever is not on the list yet comes on it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from sanad.activities.models import Activity
from sanad.activities.people.commands import edit_word, record_attendance, record_word
from sanad.activities.programme.commands.activity import hold_activity, plan_activity
from sanad.directory.models import Person
from sanad.foundation.policy import Refused
from tests.refusals import says_no


@pytest.fixture
def held(world) -> Activity:
    """A meeting that took place, of which nothing is written down yet."""
    begun = timezone.now() - timedelta(days=1)
    row = plan_activity(world.sg, kind="meeting", title="لقاء", host=world.host, starts_at=begun, ends_at=begun)
    return hold_activity(world.sg, row)


def test_who_is_present_is_found_by_name(world, held):
    line = record_attendance(world.sg, held, guest_name="ليلى الفاسي")
    assert record_word(world.sg, held, speaker="ليلى الفاسي", text="كلمة").speaker == line
    assert held.attendance.count() == 1


def test_who_is_not_on_the_list_comes_on_it(world, held):
    word = record_word(world.sg, held, speaker="إدريس الرئيس", text="كلمة")
    assert (word.speaker.person, word.speaker.status) == (world.people["president"], "present")
    guest = record_word(world.sg, held, speaker="ضيفة من بعيد", text="كلمة").speaker
    assert (guest.person, guest.guest_name) == (None, "ضيفة من بعيد")
    assert edit_word(world.sg, word, speaker="زائر آخر", text="كلمة").speaker.guest_name == "زائر آخر"


def test_who_is_perhaps_there_is_asked_about(world, held):
    line = record_attendance(world.sg, held, guest_name="فاطمة الزهراء العلوي")
    with pytest.raises(Refused) as refusal:
        record_word(world.sg, held, speaker="فاطمه الزهرا العلوي الصغيرة", text="كلمة")
    assert refusal.value.field == "is_new"
    word = record_word(world.sg, held, speaker="فاطمه الزهرا العلوي الصغيرة", text="كلمة", is_new=True)
    assert word.speaker != line


def test_the_beginning_of_a_name_is_enough_where_one_begins_so(world, held):
    line = record_attendance(world.sg, held, guest_name="ليلى الفاسي")
    assert record_word(world.sg, held, speaker="ليلى", text="كلمة").speaker == line
    record_attendance(world.sg, held, guest_name="ليلى المكناسي", same="no")
    with pytest.raises(Refused) as refusal:
        record_word(world.sg, held, speaker="ليلى", text="كلمة")
    assert refusal.value.field == "is_new"
    assert record_word(world.sg, held, speaker="ليلى", text="كلمة", is_new=True).speaker.guest_name == "ليلى"


def test_who_was_not_there_does_not_speak(world, held):
    record_attendance(world.sg, held, guest_name="غائبة اليوم", status="absent")
    with says_no("This person is already on the list.", field="speaker"):
        record_word(world.sg, held, speaker="غائبة اليوم", text="كلمة")


def test_two_of_one_name_are_told_apart_on_the_page(world, held, browse):
    for capacity in ("كاتبة", "مستشارة"):
        person = Person.objects.create(space=world.sg.space, name_ar="خديجة")
        record_attendance(world.sg, held, person=person, capacity=capacity, same="no")
    site, address = browse(world.sg), reverse("activities:record_word", args=[held.pk])
    assert "خديجة (مستشارة)" in site.get(address).content.decode()
    sent = {"speaker": "خديجة (مستشارة)", "text": "كلمة"}
    assert site.post(address, sent).status_code == 302
    assert held.words.get().speaker.capacity == "مستشارة"
