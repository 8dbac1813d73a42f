"""What takes place is written down once it has begun: nobody was present, and nothing was decided, before."""

from datetime import timedelta

import pytest
from django.utils import timezone

from sanad.activities.models import Activity
from sanad.activities.outcome.commands import record_decision
from sanad.activities.people.commands import change_attendance, record_attendance
from sanad.activities.programme.commands.activity import plan_activity
from tests.refusals import says_no


@pytest.fixture
def coming(world) -> Activity:
    begins = timezone.now() + timedelta(minutes=30)
    return plan_activity(
        world.sg,
        kind="meeting",
        title="لقاء",
        host=world.host,
        starts_at=begins,
        ends_at=begins + timedelta(hours=2),
    )


def test_nobody_is_present_before(world, coming):
    with says_no("It has not begun yet.", field="status"):
        record_attendance(world.sg, coming, guest_name="ضيف")
    excused = record_attendance(world.sg, coming, guest_name="ضيف", status="excused")
    with says_no("It has not begun yet.", field="status"):
        change_attendance(world.sg, excused, status="present")
    Activity.objects.filter(pk=coming.pk).update(starts_at=timezone.now() - timedelta(minutes=1))
    excused.refresh_from_db()
    assert change_attendance(world.sg, excused, status="present").status == "present"


def test_nothing_is_decided_before(world, coming):
    with says_no("It has not begun yet.", field="text"):
        record_decision(world.sg, coming, text="قرار")
    Activity.objects.filter(pk=coming.pk).update(starts_at=timezone.now() - timedelta(minutes=1))
    assert record_decision(world.sg, coming, text="قرار")
