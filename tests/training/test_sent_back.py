"""A list, a text, a half-day that is sent back as it was shown leaves no line in the history."""

import pytest
from django.utils import timezone

from sanad.courses.commands import writing
from sanad.foundation.history.models import HistoryEntry
from tests.pages import own_forms
from tests.training.school import a_registration, a_session

TODAY = timezone.localdate


def lines(world) -> int:
    return HistoryEntry.objects.filter(space=world.sg.space).count()


def sent_back(site, address: str) -> int:
    form = max(own_forms(site.get(address).content.decode(), address), key=lambda each: len(each.data()))
    return site.post(address, form.data()).status_code


@pytest.fixture
def session(world):
    row = a_session(world.coordinator, starts_on=TODAY())
    a_registration(row, 1)
    a_registration(row, 2)
    return row


def test_attendance_as_it_stands(world, session, browse):
    site, slot = browse(world.coordinator), session.slots.first()
    slot.presences.create(space=slot.space, registration=session.registrations.first(), minutes=60, method="sheet")
    address = f"/training/sessions/{session.pk}/attendance/?slot={slot.pk}"
    assert sent_back(site, address) == 302
    before = lines(world)
    assert sent_back(site, address) == 302
    assert lines(world) == before


def test_a_half_day_as_it_stands(world, session, browse):
    site, slot = browse(world.coordinator), a_session(world.coordinator).slots.first()
    assert sent_back(site, f"/training/slots/{slot.pk}/") == 302
    before = lines(world)
    assert sent_back(site, f"/training/slots/{slot.pk}/") == 302
    assert lines(world) == before


def test_a_part_of_a_course_as_it_stands(world, browse):
    known = {
        "title_ar": "دورة المحضر",
        "title_fr": "Le compte rendu",
        "field": "management",
        "level": "beginner",
        "source": "management",
    }
    course = writing.begin_course(world.coordinator, **known)
    site, before = browse(world.coordinator), lines(world)
    assert sent_back(site, f"/training/courses/{course.key}/write/card/") == 302
    assert lines(world) == before
