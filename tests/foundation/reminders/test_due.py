"""What falls due for whom: derived, one question, nothing stored."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sanad.foundation.reminders.sources import Stage, Whose, due_for
from tests.foundation.reminders.rounds import TODAY


def test_one_question_for_all_sources(world):
    with CaptureQueriesContext(connection) as queries:
        found = due_for(world.sg, TODAY)
    assert found
    assert len(queries) == 1


@pytest.mark.parametrize(
    ("days", "stage"), [(-1, Stage.LATE), (0, Stage.TODAY), (1, Stage.SOON), (14, Stage.SOON), (15, None)]
)
def test_the_stage_is_where_the_day_stands(world, follow_up, days, stage):
    row = follow_up(days)
    stages = [due.stage for due in due_for(world.sg, TODAY) if due.subject_id == row.pk]
    assert stages == ([stage] if stage else [])


def test_ones_own_and_the_rest_are_parts_of_the_whole(world, follow_up):
    follow_up(-3, owner=world.people["coordinator"])
    follow_up(2)
    every = due_for(world.sg, TODAY)
    own, rest = due_for(world.sg, TODAY, whose=Whose.MINE), due_for(world.sg, TODAY, whose=Whose.OTHERS)
    assert {due.key for due in own} | {due.key for due in rest} == {due.key for due in every}
    assert len(own) + len(rest) == len(every)
    assert own
    assert rest


def test_a_part_is_read_in_the_order_of_the_whole(world, follow_up):
    for days in (5, -7, 0, 3, -7):
        follow_up(days)
    every = due_for(world.sg, TODAY)
    assert [due.due_on for due in every] == sorted(due.due_on for due in every)
    assert due_for(world.sg, TODAY, start=1, limit=3) == every[1:4]
    assert due_for(world.sg, TODAY, start=len(every), limit=3) == []
