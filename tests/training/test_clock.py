"""The door counts by the right clock, and is counted again when the data about it changed."""

from datetime import date, time, timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from sanad.foundation.clock.follow import FOLLOWERS
from sanad.foundation.clock.wall import at
from sanad.foundation.history.models import HistoryEntry
from sanad.foundation.spaces.actor import visitor
from sanad.training.attendance.commands.attendance import minutes_left
from sanad.training.attendance.commands.clock import count_door_again, follow_clock
from sanad.training.attendance.views.attendance import chosen
from sanad.training.models import Presence
from tests.refusals import says_no
from tests.training.school import a_registration, a_session

pytestmark = pytest.mark.django_db


@pytest.fixture
def slot(world):
    """A half-day of last week, nine to twelve."""
    return a_session(world.sg, starts_on=timezone.localdate() - timedelta(days=7), halves=1).slots.get()


def came(slot, number, minutes, *, method="door", after=timedelta()):
    registration = a_registration(slot.session, number)
    row = Presence.objects.create(
        space=slot.space,
        slot=slot,
        registration=registration,
        minutes=minutes,
        method=method,
        created_at=slot.starts_at + after,
    )
    assert row.created_at == slot.starts_at + after
    return row


def minutes_of(slot):
    return list(slot.presences.order_by("registration__number").values_list("minutes", flat=True))


def span(slot):
    return slot.starts_at - timedelta(hours=1), slot.ends_at


def test_who_comes_at_nine_sharp_is_there_for_the_whole(slot):
    assert timezone.localtime(slot.starts_at).hour == 9
    assert minutes_left(slot, slot.starts_at) == slot.minutes == 180


def test_who_lost_an_hour_to_a_wrong_clock_gets_it_back(slot):
    came(slot, 1, 120)
    came(slot, 2, 60, after=timedelta(hours=1))
    came(slot, 3, 90, method="trainer")
    assert follow_clock(*span(slot)) == 1
    assert minutes_of(slot) == [180, 120, 90]
    line = HistoryEntry.objects.filter(space=slot.space).order_by("-seq").first()
    assert line.command == "training.count_door_again"
    assert line.user is None
    assert follow_clock(*span(slot)) == 0, "once"


@pytest.mark.parametrize(
    ("from_its_begin", "counted"), [(timedelta(minutes=1), 0), (timedelta(), 1), (-timedelta(hours=3), 0)]
)
def test_the_time_begins_with_its_first_moment_and_ends_before_its_last(slot, from_its_begin, counted):
    came(slot, 1, 120)
    begin = slot.starts_at + from_its_begin
    assert follow_clock(begin, begin + timedelta(hours=3)) == counted
    assert minutes_of(slot) == [180 if counted else 120]


def test_what_was_taken_out_stays_as_it_was(slot):
    came(slot, 1, 120)
    slot.withdrawn_at = timezone.now()
    slot.save()
    assert follow_clock(*span(slot)) == 0


def test_the_letter_before_the_first_day_waits_for_its_new_moment(world):
    session = a_session(world.sg)
    begins = session.slots.first().starts_at
    follow_clock(begins - timedelta(hours=1), begins + timedelta(days=3))
    waiting = DBTaskResult.objects.filter(task_path__endswith="remind_session")
    assert [row.run_after for row in waiting if str(session.pk) in str(row.args_kwargs)]


def test_nobody_counts_again_in_another_space(world, slot):
    with says_no("This belongs to another space."):
        count_door_again(visitor(world.stranger.space), slot)


def test_it_follows_the_clock():
    assert follow_clock in FOLLOWERS


@pytest.mark.parametrize(("clock", "night"), [("00:10", 0), ("00:40", 1), ("21:40", 1), ("12:00", 1)])
def test_the_list_of_now_is_that_of_the_night_that_goes_on(world, clock, night):
    day = date(2027, 2, 10)
    session = a_session(world.sg, starts_on=day, halves=2)
    slots = list(session.slots.order_by("starts_at"))
    for number, slot in enumerate(slots):
        slot.starts_at = at(day + timedelta(days=number), time(21, 30))
        slot.ends_at = slot.starts_at + timedelta(hours=3)
    assert chosen(slots, None, at(date(2027, 2, 11), time.fromisoformat(clock))) == slots[night]
