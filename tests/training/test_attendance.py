"""Attendance: written by the trainer, once, never beyond the half-day (T1)."""

from contextlib import nullcontext
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from sanad.foundation.history.models import HistoryEntry
from sanad.foundation.policy import Refused
from sanad.foundation.spaces.actor import visitor
from sanad.training.attendance.commands import attendance, late
from sanad.training.models import Presence
from tests.properties import LOOK, alone, is_refused
from tests.refusals import says_no
from tests.training.school import a_registration, a_session

TODAY = timezone.localdate


@pytest.fixture
def session(world):
    return a_session(world.sg, starts_on=TODAY() - timedelta(days=1))


@pytest.fixture
def slot(session):
    return session.slots.first()


@pytest.fixture
def people(session):
    return [a_registration(session, number) for number in range(1, 4)]


def told(slot):
    return {row.registration.number: row.minutes for row in slot.presences.select_related("registration")}


def test_everybody_in_one_save(world, slot, people):
    first, second, third = people
    attendance.take_attendance(world.sg, slot, minutes={first.pk: 180, second.pk: 60, third.pk: 0})
    assert told(slot) == {1: 180, 2: 60, 3: 0}
    row = slot.presences.get(registration=first)
    assert (row.method, row.by, row.is_late) == ("trainer", world.sg.user, True)
    line = HistoryEntry.objects.filter(space=world.sg.space).latest("seq")
    assert (line.command, line.subject_id) == ("training.take_attendance", slot.session.activity_id)


def test_the_same_once_more_changes_nothing(world, slot, people):
    given = {registration.pk: 180 for registration in people}
    attendance.take_attendance(world.sg, slot, minutes=given)
    before = list(Presence.objects.order_by("pk").values_list())
    attendance.take_attendance(world.sg, slot, minutes=given, method="sheet")
    assert list(Presence.objects.order_by("pk").values_list()) == before


def test_what_is_corrected_says_how_it_is_known_now(world, slot, people):
    first = people[0]
    attendance.take_attendance(world.sg, slot, minutes={first.pk: 180})
    attendance.take_attendance(world.sg, slot, minutes={first.pk: 90}, method="sheet")
    row = slot.presences.get(registration=first)
    assert (row.minutes, row.method) == (90, "sheet")


def test_who_is_not_marked_stays_open_or_is_like_the_others(world, slot, people):
    first, second, _third = people
    attendance.take_attendance(world.sg, slot, minutes={first.pk: 30})
    assert told(slot) == {1: 30}
    attendance.take_attendance(world.sg, slot, minutes={second.pk: 0}, others=180)
    assert told(slot) == {1: 30, 2: 0, 3: 180}


def test_who_came_by_the_door_while_the_list_was_open_stays_in(world, slot, people):
    opened = timezone.now() - timedelta(minutes=1)
    door = Presence.objects.create(space=slot.space, slot=slot, registration=people[0], minutes=180, method="door")
    attendance.take_attendance(world.sg, slot, minutes={people[0].pk: 0}, others=0, as_of=opened)
    assert told(slot) == {1: 180, 2: 0, 3: 0}
    attendance.take_attendance(world.sg, slot, minutes={people[0].pk: 180})
    door.refresh_from_db()
    assert door.method == "door"
    attendance.take_attendance(world.sg, slot, minutes={people[0].pk: 0}, as_of=timezone.now())
    door.refresh_from_db()
    assert (door.minutes, door.method) == (0, "trainer")


@pytest.mark.parametrize("minutes", [-1, 181, 10_000])
def test_nobody_is_there_for_longer_than_the_half_day(world, slot, people, minutes):
    with pytest.raises(Refused, match="180"):
        attendance.take_attendance(world.sg, slot, minutes={people[0].pk: minutes})
    with pytest.raises(Refused, match="180"):
        attendance.take_attendance(world.sg, slot, minutes={}, others=minutes)
    assert not slot.presences.exists()


def test_who_has_no_place_is_not_written_down(world, slot):
    waiting = a_registration(slot.session, 7, state="waiting")
    elsewhere = a_registration(a_session(world.sg), 1)
    for stranger in (waiting, elsewhere):
        with says_no("One of them has no place in this session. Add them first."):
            attendance.take_attendance(world.sg, slot, minutes={stranger.pk: 180})
    with says_no("This choice does not exist.", field="method"):
        attendance.take_attendance(world.sg, slot, minutes={}, method="door")


EARLY = "This half-day has not come yet: who is there is written down from an hour before it begins."


@pytest.mark.parametrize(("minutes", "is_early"), [(-61, True), (-59, False)])
def test_who_is_there_is_written_down_from_an_hour_before(world, slot, minutes, is_early):
    length = slot.ends_at - slot.starts_at
    slot.starts_at = timezone.now() - timedelta(minutes=minutes)
    slot.ends_at = slot.starts_at + length
    slot.save()
    with says_no(EARLY) if is_early else nullcontext():
        attendance.take_attendance(world.sg, slot, minutes={}, others=slot.minutes)


def test_only_who_teaches_here_and_when_the_door_opens(world, slot, session):
    with says_no("This belongs to another space."):
        attendance.take_attendance(world.stranger, slot, minutes={})
    for actor in (world.secretary, visitor(slot.space)):
        with says_no("Your role in this space does not allow this."):
            attendance.take_attendance(actor, slot, minutes={})
    tomorrow = a_session(world.sg, starts_on=TODAY() + timedelta(days=1))
    with says_no(EARLY):
        attendance.take_attendance(world.sg, tomorrow.slots.first(), minutes={})
    slot.withdrawn_at = timezone.now()
    slot.save()
    with says_no("This half-day was withdrawn."):
        attendance.take_attendance(world.sg, slot, minutes={})
    session.state = "closed"
    session.save()
    with says_no("This is done while the session is announced or under way."):
        attendance.take_attendance(world.sg, session.slots.last(), minutes={})


def test_a_late_addition_has_a_confirmed_place_and_is_marked(world, session, people):
    row = late.add_late_person(world.sg, session, name="مريم بناني", phone="+212612345678", sex="w")
    assert (row.number, row.state, row.channel, row.is_late, row.sex) == (4, "confirmed", "door", True, "w")
    assert row.STATES.fold([(step.before, step.after) for step in row.steps.all()]) == "confirmed"
    with says_no("مريم بناني has a place in this session already.", field="name"):
        late.add_late_person(world.sg, session, name="مريم بناني", phone="+212612345678")
    person = world.people["president"] if "president" in world.people else next(iter(world.people.values()))
    late.add_late_person(world.sg, session, name=person.name, person=person)
    with says_no("إدريس الرئيس has a place in this session already.", field="person"):
        late.add_late_person(world.sg, session, name="اسم آخر", person=person)


def test_no_late_addition_without_a_free_seat_or_before_those_who_wait(world, session, people):
    session.seats = 3
    session.save()
    with says_no("No seat is free."):
        late.add_late_person(world.sg, session, name="مريم")
    session.seats = 9
    session.save()
    a_registration(session, 8, state="waiting")
    with says_no("Others wait for a seat. The first of them comes before."):
        late.add_late_person(world.sg, session, name="مريم")
    with says_no("Your role in this space does not allow this."):
        late.add_late_person(world.secretary, session, name="مريم")


def test_who_lacks_the_course_that_comes_before_is_answered_for(world):
    session = a_session(world.sg, course="advocacy", starts_on=TODAY())
    with pytest.raises(Refused) as refusal:
        late.add_late_person(world.sg, session, name="مريم بناني", phone="+212612345678")
    assert refusal.value.field == "without"
    row = late.add_late_person(world.sg, session, name="مريم بناني", phone="+212612345678", without="تكوين سابق")
    assert row.steps.get().reason == "تكوين سابق"


def test_the_signed_sheet_is_kept(world, slot):
    upload = SimpleUploadedFile("feuille.pdf", b"%PDF-1.4 signed")
    scan = attendance.attach_sheet(world.sg, slot, upload=upload)
    assert (scan.slot, scan.by, str(scan)) == (slot, world.sg.user, "feuille.pdf")
    with says_no("Only PDF files and pictures (JPEG, PNG, WebP, HEIC) are taken.", field="upload"):
        attendance.attach_sheet(world.sg, slot, upload=SimpleUploadedFile("x.exe", b"MZ"))
    with says_no("Your role in this space does not allow this."):
        attendance.attach_sheet(world.secretary, slot, upload=upload)


@LOOK
@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 3), st.integers(-20, 240)), max_size=14))
def test_t1_minutes_stay_within_the_half_day_and_sums_agree(world, session, story):
    """Whatever is written down, over people and over half-days comes to the same, and nothing exceeds its half-day."""

    def tell() -> None:
        registrations = [a_registration(session, number) for number in range(1, 7)]
        slots = list(session.slots.all())
        expected: dict = {}
        for who, which, minutes in story:
            slot, registration = slots[which % len(slots)], registrations[who]
            slot.starts_at -= timedelta(days=3)
            slot.ends_at -= timedelta(days=3)
            slot.save()
            allowed = 0 <= minutes <= slot.minutes
            assert is_refused(attendance.take_attendance, world.sg, slot, minutes={registration.pk: minutes}) != allowed
            if allowed:
                expected[slot.pk, registration.pk] = minutes
        rows = list(Presence.objects.filter(slot__session=session).select_related("slot"))
        assert {(row.slot_id, row.registration_id): row.minutes for row in rows} == expected
        assert all(0 <= row.minutes <= row.slot.minutes for row in rows)
        by_people = sum(sum(row.minutes for row in registration.presences.all()) for registration in registrations)
        by_slots = sum(sum(row.minutes for row in slot.presences.all()) for slot in slots)
        assert by_people == by_slots == sum(expected.values())

    alone(tell)
