"""Invariants over random stories: states, votes, replays, order."""

from datetime import timedelta
from itertools import pairwise
from uuid import UUID, uuid5

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sanad.accompaniment.commands import move_need, voice_need
from sanad.accompaniment.models import Engagement, Need, PlanItem
from sanad.activities import commands
from sanad.activities.models import Activity, FollowUp, Minutes
from sanad.foundation.policy import Refused

LOOK = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
SPACE = UUID("7f8f6d0e-6d3d-4b0e-9f3e-1d0c6b1f0001")


@pytest.fixture
def held(world):
    now = timezone.now()
    row = commands.plan_activity(
        world.sg,
        kind="meeting",
        title="لقاء",
        host=world.host,
        starts_at=now - timedelta(hours=3),
        ends_at=now - timedelta(hours=1),
    )
    return commands.hold_activity(world.sg, row)


def alone(story) -> None:
    """Run one example and leave nothing behind for the next."""
    with transaction.atomic():
        story()
        transaction.set_rollback(True)


@LOOK
@given(st.lists(st.sampled_from(Need.State.values), max_size=6))
def test_c6_a_state_is_the_fold_of_its_steps(world, wanted):
    def story() -> None:
        file = Engagement.objects.get(space=world.sg.space, association=world.association)
        need = voice_need(world.sg, file, kind="capacity", statement="حاجة")
        for state in wanted:
            allowed = bool(Need.STATES.allows(need.state, state))
            try:
                need = move_need(world.sg, need, state=state, reason="سبب")
            except Refused:
                assert not allowed
            else:
                assert allowed
        assert Need.STATES.fold([(step.before, step.after) for step in need.steps.all()]) == need.state

    alone(story)


@given(st.sampled_from([Need, PlanItem, Engagement, Activity, FollowUp, Minutes]), st.data())
def test_c6_no_move_leads_outside_the_table(model, data):
    known = {
        model.STATES.initial,
        *model.STATES.moves,
        *(after for moves in model.STATES.moves.values() for after in moves),
    }
    state = data.draw(st.sampled_from(sorted(known)))
    other = data.draw(st.sampled_from([*sorted(known), "nowhere"]))
    assert bool(model.STATES.allows(state, other)) == (other in model.STATES.moves.get(state, frozenset()))


@LOOK
@given(st.integers(0, 5), st.tuples(*[st.integers(0, 4)] * 3))
def test_m3_voices_never_exceed_those_present_and_add_up(world, held, present, voices):
    def story() -> None:
        for number in range(present):
            commands.record_attendance(world.sg, held, guest_name=f"ضيف {number}")
        yes, no, none = voices
        vote = {"votes_for": yes, "votes_against": no, "abstained": none}
        if sum(voices) > present:
            with pytest.raises(Refused):
                commands.record_decision(world.sg, held, text="…", method="vote", **vote)
        else:
            row = commands.record_decision(world.sg, held, text="…", method="vote", **vote)
            assert yes + no + none + row.did_not_vote == row.entitled == present

    alone(story)


@LOOK
@given(st.lists(st.integers(0, 4), min_size=1, max_size=10).flatmap(st.permutations))
def test_y1_operations_in_any_order_and_number_give_one_state(world, held, sent):
    def story() -> None:
        for number in sent:
            commands.record_attendance(world.sg, held, guest_name=f"ضيف {number}", key=uuid5(SPACE, str(number)))
        assert set(held.attendance.values_list("guest_name", flat=True)) == {f"ضيف {number}" for number in sent}

    alone(story)


@LOOK
@given(st.lists(st.integers(-5, 5), min_size=1, max_size=5))
def test_m4_no_follow_up_is_due_before_its_activity(world, held, offsets):
    def story() -> None:
        for offset in offsets:
            due = held.held_on + timedelta(days=offset)
            if offset < 0:
                with pytest.raises(Refused):
                    commands.assign_follow_up(world.sg, held, text="مهمة", owner=world.people["sg"], due_on=due)
            else:
                commands.assign_follow_up(world.sg, held, text="مهمة", owner=world.people["sg"], due_on=due)
        assert all(row.owner_id and row.due_on >= held.held_on for row in held.follow_ups.all())

    alone(story)


@LOOK
@given(
    st.lists(
        st.text(min_size=1, max_size=40).filter(lambda text: text.strip() and "\x00" not in text),
        min_size=1,
        max_size=3,
    )
)
def test_m1_each_revision_chains_to_the_one_before(world, held, texts):
    def story() -> None:
        minutes = commands.begin_minutes(world.sg, held)
        for number, text in enumerate(texts):
            if number:
                minutes = commands.correct_minutes(world.sg, minutes, reason="تصحيح")
            minutes = commands.save_minutes(world.sg, minutes, body=text, base_version=minutes.version)
            minutes = commands.approve_minutes(world.sg, commands.circulate_minutes(world.sg, minutes))
        rows = list(minutes.revisions.order_by("number"))
        assert [row.body for row in rows] == texts
        assert all(after.previous_hash == before.hash for before, after in pairwise(rows))

    alone(story)
