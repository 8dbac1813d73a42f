"""Invariants over random stories: states, votes, replays, order."""

from datetime import timedelta
from functools import partial
from uuid import UUID, uuid5

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from sanad.accompaniment.models import Engagement, Need, PlanItem
from sanad.accompaniment.needs.commands.needs import move_need, voice_need
from sanad.activities.minutes.commands import correct_minutes
from sanad.activities.models import Activity, ActivityStep, FollowUp, Minutes, MinutesStep
from sanad.activities.outcome.commands import (
    assign_follow_up,
    drop_follow_up,
    finish_follow_up,
    record_decision,
    reopen_follow_up,
    withdraw_decision,
)
from sanad.activities.people.commands import (
    change_attendance,
    invite_guest,
    record_attendance,
    record_word,
    withdraw_word,
)
from sanad.activities.programme.commands.activity import cancel_activity, hold_activity, start_series
from sanad.activities.programme.commands.items import add_item, withdraw_item
from sanad.directory.commands.people import add_person
from sanad.directory.models import Organisation, Person
from sanad.foundation.policy import Refused
from tests.activities.moments import hold_with
from tests.properties import (
    GLANCE,
    LOOK,
    across_spaces,
    alone,
    approved,
    assigned,
    folded,
    frozen,
    is_refused,
    planned,
    stays,
)
from tests.refusals import says_no

SPACE = UUID("7f8f6d0e-6d3d-4b0e-9f3e-1d0c6b1f0001")


@pytest.fixture
def held(world):
    return hold_activity(world.sg, planned(world.sg, world.host, timezone.now() - timedelta(hours=3)))


@LOOK
@given(st.lists(st.sampled_from(Need.State.values), max_size=6))
def test_c6_a_state_is_the_fold_of_its_steps(world, wanted):
    def story() -> None:
        file = Engagement.objects.get(space=world.sg.space, association=world.association)
        need = voice_need(world.sg, file, kind="capacity", statement="حاجة")
        for state in wanted:
            # What is resolved is shown by another command.
            allowed = bool(Need.STATES.allows(need.state, state)) and state != Need.State.RESOLVED
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
            record_attendance(world.sg, held, guest_name=f"ضيف {number}")
        yes, no, none = voices
        vote = {"votes_for": yes, "votes_against": no, "abstained": none}
        if sum(voices) > present:
            with says_no("There are more voices than people present.", field="votes_for"):
                record_decision(world.sg, held, text="…", method="vote", **vote)
        else:
            row = record_decision(world.sg, held, text="…", method="vote", **vote)
            assert yes + no + none + row.did_not_vote == row.entitled == present

    alone(story)


@LOOK
@given(st.lists(st.integers(0, 4), min_size=1, max_size=10).flatmap(st.permutations))
def test_y1_operations_in_any_order_and_number_give_one_state(world, held, sent):
    def story() -> None:
        for number in sent:
            record_attendance(world.sg, held, guest_name=f"ضيف {number}", key=uuid5(SPACE, str(number)))
        assert set(held.attendance.values_list("guest_name", flat=True)) == {f"ضيف {number}" for number in sent}

    alone(story)


@LOOK
@given(st.lists(st.integers(-5, 5), min_size=1, max_size=5))
def test_m4_no_follow_up_is_due_before_its_activity(world, held, offsets):
    def story() -> None:
        for offset in offsets:
            due = held.held_on + timedelta(days=offset)
            if offset < 0:
                with says_no("It would be due before the activity itself.", field="due_on"):
                    assign_follow_up(world.sg, held, text="مهمة", owner=world.people["sg"], due_on=due)
            else:
                assign_follow_up(world.sg, held, text="مهمة", owner=world.people["sg"], due_on=due)
        assert all(row.owner_id and row.due_on >= held.held_on for row in held.follow_ups.all())

    alone(story)


def attempts(actor, here, *, activity, person, card, series) -> dict:
    """The ways to link an activity to rows that may be foreign to it."""
    line, item, decision = (rows.first() for rows in (activity.attendance, activity.programme, activity.decisions))
    follow = partial(assign_follow_up, actor, here, text="مهمة", due_on=here.held_on)
    word = partial(record_word, actor, here, text="كلمة")
    plan = partial(planned, actor, starts_at=here.starts_at)
    return {
        "word by": partial(word, speaker=line),
        "word under": partial(word, speaker=here.attendance.first(), item=item),
        "follows from": partial(follow, owner=Person.objects.filter(space=actor.space).first(), decision=decision),
        "owner": partial(follow, owner=person),
        "speaker": partial(add_item, actor, here, kind="course", title="دورة", speaker=person),
        "present": partial(record_attendance, actor, here, person=person),
        "present for": partial(record_attendance, actor, here, guest_name="آخر", organisation=card),
        "invited": partial(invite_guest, actor, here, person=person),
        "partner": partial(hold_with, actor, here, card),
        "partners": partial(plan, host=here.host, partners=[card]),
        "host": partial(plan, host=card),
        "series": partial(plan, host=here.host, series=series),
    }


def full(actor, host, **details) -> Activity:
    """An activity with one of everything that can be linked to."""
    row = hold_activity(actor, planned(actor, host, timezone.now() - timedelta(hours=3), **details))
    record_attendance(actor, row, guest_name="ضيف")
    add_item(actor, row, kind="words", title="كلمات")
    record_decision(actor, row, text="قرار")
    return row


def rows_of(actor, host) -> dict:
    person = add_person(actor, name_ar="زينب العطار", is_new=True)
    series = start_series(actor, title="سلسلة")
    return {"activity": full(actor, host), "person": person, "card": host, "series": series}


def taken(ways: dict) -> set[str]:
    """The names of those that are not refused; each is tried alone."""
    found = set()

    def story(name) -> None:
        if not is_refused(ways[name]):
            found.add(name)
            assert not across_spaces()

    for name in ways:
        alone(partial(story, name))
    return found


def test_c1_both_ends_of_every_link_share_space_and_activity(world):
    here = full(world.sg, world.host)
    theirs = rows_of(world.president, Organisation.objects.filter(space=world.president.space).first())
    others = rows_of(world.sg, world.host)
    known = attempts(world.sg, here, **{**others, "activity": here})
    assert taken(known) == set(known)
    assert taken(attempts(world.sg, here, **theirs)) == set()
    assert taken(attempts(world.sg, here, **others)) == set(known) - {"word by", "word under", "follows from"}


@GLANCE
@given(st.lists(st.lists(st.sampled_from(["finish", "drop", "leave"]), max_size=2), max_size=3), st.booleans())
def test_c5_what_something_hangs_on_stays(world, held, decisions, speaks):
    def story() -> None:
        for closings in decisions:
            decision = record_decision(world.sg, held, text="قرار")
            for closing in closings:
                row = assigned(world, held, decision=decision)
                if closing == "finish":
                    stays(finish_follow_up(world.sg, row))
                if closing == "drop":
                    stays(drop_follow_up(world.sg, row, note="سبب"))
            if closings:
                stays(decision)
            assert is_refused(withdraw_decision, world.sg, decision) == bool(closings)
        line = record_attendance(world.sg, held, guest_name="ضيف")
        item = add_item(world.sg, held, kind="words", title="كلمات")
        word = record_word(world.sg, held, speaker=line, text="كلمة", item=item)
        stays(line)
        stays(item)
        if not speaks:
            withdraw_word(world.sg, word)
        assert is_refused(withdraw_item, world.sg, item) == speaks
        assert is_refused(change_attendance, world.sg, line, status="absent") == speaks
        stays(held)

    alone(story)


@pytest.mark.parametrize("verb", ["cancel", "drop", "correct"])
def test_c5_a_blank_reason_is_none(world, held, verb):
    leave = {
        "cancel": lambda: partial(cancel_activity, world.sg, planned(world.sg, world.host, timezone.now()), reason=" "),
        "drop": lambda: partial(drop_follow_up, world.sg, assigned(world, held), note=" "),
        "correct": lambda: partial(correct_minutes, world.sg, approved(world, held), reason=" "),
    }
    act = leave[verb]()
    with says_no("Say why.", field="note" if verb == "drop" else "reason"):
        act()


@pytest.mark.parametrize("kind", ["decision", "item"])
def test_c5_nothing_is_hung_on_what_was_withdrawn(world, held, kind):
    line = record_attendance(world.sg, held, guest_name="ضيف")
    if kind == "decision":
        decision = withdraw_decision(world.sg, record_decision(world.sg, held, text="قرار"))
        with says_no("This choice does not exist.", field="decision"):
            assigned(world, held, decision=decision)
    else:
        item = withdraw_item(world.sg, add_item(world.sg, held, kind="words", title="كلمات"))
        with says_no("This choice does not exist.", field="item"):
            record_word(world.sg, held, speaker=line, text="كلمة", item=item)


@LOOK
@given(st.lists(st.sampled_from(["finish", "drop", "reopen"]), max_size=6))
def test_c5_states_as_of_earlier_instants_stay(world, held, verbs):
    def story() -> None:
        act = {
            "finish": finish_follow_up,
            "drop": partial(drop_follow_up, note="سبب"),
            "reopen": reopen_follow_up,
        }
        row, known = assigned(world, held), []
        for verb in verbs:
            is_refused(act[verb], world.sg, row)
            row.refresh_from_db()
            known.append((timezone.now(), row.state))
        is_refused(act["drop"], world.sg, row)
        assert [folded(row, created_at__lte=instant) for instant, _state in known] == [state for _i, state in known]
        frozen(row.steps.all(), after="open")

    alone(story)


def test_c5_the_steps_of_activities_and_minutes_are_written_once(world, held):
    approved(world, held)
    frozen(ActivityStep.objects.filter(activity=held), after="planned")
    frozen(MinutesStep.objects.filter(minutes__activity=held), after="draft")


@GLANCE
@given(st.lists(st.tuples(st.sampled_from(["sg", "coordinator", "president"]), st.integers(0, 30)), max_size=3))
def test_m4_approved_follow_ups_have_one_owner_and_a_day(world, held, wanted):
    def story() -> None:
        given_out = []
        for number, (who, days) in enumerate(wanted):
            owner, due = world.people[who], held.held_on + timedelta(days=days)
            row = assigned(world, held, text=f"مهمة {number}", owner=owner, due_on=due)
            given_out.append((row.text, [owner.name_ar, owner.name_fr], due.isoformat()))
            for lacking in ("owner", "due_on"):
                with pytest.raises(IntegrityError), transaction.atomic():
                    FollowUp.objects.filter(pk=row.pk).update(**{lacking: None})
                whole = {"space": held.space, "activity": held, "text": "…", "owner": owner, "due_on": due}
                with pytest.raises(IntegrityError), transaction.atomic():
                    FollowUp.objects.create(**{**whole, lacking: None})
        facts = approved(world, held).revisions.get().facts["follow_ups"]
        assert sorted((row["text"], row["owner"], row["due"]) for row in facts) == sorted(given_out)

    alone(story)
