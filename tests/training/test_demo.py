"""The demo of training: every part of it shows something."""

import pytest

from sanad.demo.training import teach
from sanad.partnerships.models import Commitment
from sanad.training.demand.queries.answers import items_of, shown_by_sessions
from sanad.training.learning.queries.session_results import opinions_of, people_of
from sanad.training.models import Feedback, Registration, Session

pytestmark = pytest.mark.django_db


def test_courses_were_held_are_announced_and_have_a_waiting_list(world):
    teach(world)
    sessions = Session.objects.filter(space=world.sg.space).order_by("created_at")
    assert [row.state for row in sessions] == ["closed", "closed", "closed", "open", "open"]
    inside, _earlier, lately, full, trip = sessions
    assert inside.item.activity.starts_at.year == 2023
    assert sum(row.minutes > 0 for row in people_of(world.sg, lately)) == 12
    assert [row.is_open for row in opinions_of(world.sg, lately)] == [True, False]
    assert not trip.course
    counted = {state: full.registrations.filter(state=state).count() for state in Registration.State}
    assert counted == {"confirmed": 5, "waiting": 2, "withdrawn": 0}
    assert set(Feedback.objects.values_list("moment", flat=True)) == {"hot", "cold"}


def test_a_course_that_was_held_is_one_thing_with_the_plan_item_and_the_promise(world):
    teach(world)
    held = Session.objects.filter(space=world.sg.space, item=None, state="closed")
    assert held.count() == 2
    for session in held:
        ((item, people),) = items_of(world.sg, session)
        assert (item.field, item.standing, people) == (session.course.field, "done", 9)
        assert Commitment.objects.once_signed().get(plan_item=item).kept == "fulfilled"
        assert session.activity.held_on in {shown.seen_on for shown in shown_by_sessions(item)}
