"""The test before and after, the gain (T4), and opinions without a name."""

from datetime import timedelta
from fractions import Fraction
from uuid import uuid4

import pytest
from django.utils import timezone
from hypothesis import assume, given
from hypothesis import strategies as st

from sanad.foundation.history.chain import digest_of
from sanad.foundation.history.models import HistoryEntry
from sanad.foundation.policy import Refused
from sanad.foundation.spaces.actor import visitor
from sanad.training.learning.commands import assessment, feedback
from sanad.training.learning.policies.assessment import can_take_test
from sanad.training.learning.queries.assessment import UNKNOWN, Taken, opinion_of, questions_of
from sanad.training.learning.queries.gain import gain, mean_gain
from sanad.training.models import Attempt, Feedback
from sanad.training.queries.links import ticket
from sanad.training.registrations.policies import opinions
from tests.properties import LOOK, alone, frozen, is_refused
from tests.refusals import says_no
from tests.training.school import a_registration, a_session, answered


@pytest.fixture
def session(world):
    """Its first half-day ends in an hour, whatever the time of day at which the tests run."""
    session = a_session(world.sg, starts_on=timezone.localdate())
    shift(session, seconds=(timezone.now() + timedelta(hours=1) - session.slots.first().ends_at).total_seconds())
    return session


@pytest.fixture
def registration(session):
    return a_registration(session, 1)


@pytest.fixture
def here(session):
    return visitor(session.space)


def right(session, count=10):
    """Answers of which so many are right; the person does not know the others."""
    return {q.key: q.answer if n < count else UNKNOWN for n, q in enumerate(questions_of(session))}


def shift(session, **by):
    """The whole session, so much later."""
    for slot in session.slots.all():
        slot.starts_at, slot.ends_at = slot.starts_at + timedelta(**by), slot.ends_at + timedelta(**by)
        slot.save()


# ------------------------------------------------------------------------------------------------------------- tests
def test_the_answers_are_counted_and_kept(here, session, registration):
    row = assessment.take_test(here, registration, "before", answers=right(session, 4))
    assert (row.score, row.out_of, row.by, row.moment) == (4, 10, None, "before")
    assert row.answers == right(session, 4)
    line = HistoryEntry.objects.filter(space=session.space).latest("seq")
    assert (line.command, line.user) == ("training.take_test", None)


def test_a_test_is_answered_once(world, here, session, registration):
    assessment.take_test(here, registration, "before", answers=right(session, 4))
    with pytest.raises(Refused, match=r"4.*10"):
        assessment.take_test(here, registration, "before", answers=right(session, 9))
    with pytest.raises(Refused, match=r"4.*10"):
        assessment.type_test(world.sg, registration, "before", answers=right(session, 9))
    assert Attempt.objects.get(registration=registration).score == 4
    frozen(Attempt.objects.filter(registration=registration), score=9)


def test_the_same_request_sent_twice_is_one_answer(here, session, registration):
    key = uuid4()
    first = assessment.take_test(here, registration, "before", answers=right(session), key=key)
    assert assessment.take_test(here, registration, "before", answers=right(session), key=key) == first


def test_what_has_no_answer_is_pointed_at(here, session, registration):
    answers = right(session)
    del answers["q7"]
    with pytest.raises(Refused) as refusal:
        assessment.take_test(here, registration, "before", answers=answers)
    assert refusal.value.field == "q7"
    for wrong in ({"q1": "z"}, {"q99": "a"}):
        with says_no("This choice does not exist."):
            assessment.take_test(here, registration, "before", answers=right(session) | wrong)
    assert not Attempt.objects.filter(registration=registration).exists()


def test_what_is_blank_on_paper_is_not_right(world, session, registration):
    with says_no("The test after the course opens when the last half-day begins."):
        assessment.type_test(world.sg, registration, "after", answers={})
    shift(session, days=-2)
    row = assessment.type_test(world.sg, registration, "after", answers={"q1": questions_of(session)[0].answer})
    assert (row.score, row.out_of, row.by) == (1, 10, world.sg.user)
    with says_no("This choice does not exist."):
        assessment.type_test(world.sg, registration, "during", answers={})
    with says_no("Your role in this space does not allow this."):
        assessment.type_test(world.secretary, a_registration(session, 2), "before", answers={})
    session.state = "closed"
    session.save()
    with says_no("This is done while the session is announced or under way."):
        assessment.type_test(world.sg, a_registration(session, 3), "before", answers={})


@pytest.mark.parametrize(
    ("days", "hours", "before", "after"),
    [
        (-3, 0, True, False),
        (0, -13, True, False),
        (2, -13, False, True),
        (15, -13, False, True),
        (16, -13, False, False),
    ],
)
def test_when_each_test_is_open(here, session, registration, days, hours, before, after):
    """Two half-days from 9 to 12, one a day: the first test until noon of the first, the second for 14 days more."""
    first = session.slots.first()
    begins = timezone.now() - timedelta(days=days, hours=hours + 13)
    shift(session, seconds=(begins - first.starts_at).total_seconds())
    assert bool(can_take_test(here, registration, "before")) == before
    assert bool(can_take_test(here, registration, "after")) == after


def test_the_hours_of_the_tests_meet_the_half_days(here, session, registration):
    """To the minute: the first half-day ends, the last one begins, and fourteen days after its end."""
    first, last = session.slots.all()

    def at(moment, wanted):
        shift(session, seconds=(timezone.now() - moment(*session.slots.all())).total_seconds())
        found = tuple(bool(can_take_test(here, registration, which)) for which in ("before", "after"))
        assert found == wanted

    minute = timedelta(minutes=1)
    at(lambda first, _last: first.ends_at - minute, (True, False))
    at(lambda first, _last: first.ends_at + minute, (False, False))
    at(lambda _first, last: last.starts_at + minute, (False, True))
    at(lambda _first, last: last.ends_at + timedelta(days=14) - minute, (False, True))
    at(lambda _first, last: last.ends_at + timedelta(days=14) + minute, (False, False))
    assert last.minutes == first.minutes


@pytest.mark.parametrize("state", ["draft", "cancelled"])
def test_no_test_in_a_session_that_does_not_take_place(here, session, registration, state):
    session.state = state
    session.save()
    with says_no("This session does not take place."):
        assessment.take_test(here, registration, "before", answers=right(session))
    with says_no("This session does not take place."):
        feedback.give_feedback(here, session, "hot", ticket="t", answers={"f1": 5})


def test_no_test_without_a_place_a_course_or_a_half_day(world, here, session):
    with says_no("This is for those who have a place."):
        assessment.take_test(here, a_registration(session, 5, state="waiting"), "before", answers=right(session))
    trip = a_session(world.sg, course=None)
    for number, moment in enumerate(("before", "after"), 3):
        with says_no("There is no test here."):
            assessment.take_test(here, a_registration(trip, number), moment, answers={})
    with says_no("There is no test here."):
        assessment.type_test(world.sg, a_registration(trip, 2), "before", answers={})
    with says_no("No opinion is asked here."):
        feedback.give_feedback(here, trip, "hot", ticket="t", answers={"f1": 5})
    assert questions_of(trip) == opinion_of(trip, "hot") == []
    session.slots.all().update(withdrawn_at=timezone.now())
    with says_no("There is no test here."):
        assessment.take_test(here, a_registration(session, 6), "before", answers=right(session))


def test_a_stranger_answers_no_test_and_gives_no_opinion(world, session, registration):
    with says_no("This belongs to another space."):
        assessment.take_test(world.stranger, registration, "before", answers=right(session))
    with says_no("This belongs to another space."):
        feedback.give_feedback(world.stranger, session, "hot", ticket="t", answers={"f1": 5})


# -------------------------------------------------------------------------------------------------------------- gain
OUT_OF = st.integers(1, 40)


@st.composite
def pairs(draw):
    out_of = draw(OUT_OF)
    return draw(st.integers(0, out_of)), draw(st.integers(0, out_of)), out_of


@given(pairs())
def test_t4_gain_is_at_most_one_and_one_only_when_all_is_right(pair):
    before, after, out_of = pair
    found = gain(*pair)
    if before == out_of:
        assert found is None
        return
    assert found <= 1
    assert (found == 1) == (after == out_of)
    assert (found > 0) == (after > before)
    assert (found == 0) == (after == before)
    assert before + found * (out_of - before) == after


@given(pairs(), st.integers(1, 40))
def test_t4_more_right_afterwards_is_never_less_gain(pair, more):
    before, after, out_of = pair
    assume(before < out_of and after + more <= out_of)
    assert gain(before, after + more, out_of) > gain(*pair)


@pytest.mark.parametrize("wrong", [(-1, 3, 10), (3, -1, 10), (11, 3, 10), (3, 11, 10)])
def test_t4_what_is_no_result_has_no_gain(wrong):
    with pytest.raises(ValueError, match="results"):
        gain(*wrong)


@given(st.lists(pairs(), max_size=12))
def test_t4_the_mean_counts_each_person_the_same(found):
    known = [one for one in (gain(*pair) for pair in found) if one is not None]
    assert mean_gain(found) == (Fraction(sum(known), len(known)) if known else None)


def test_t4_gain_is_known_only_from_both_tests(session, registration):
    before, after = answered(registration, "before", 4), answered(registration, "after", 7)
    assert Taken(registration, 0, 0, before, after).gain == Fraction(1, 2)
    assert Taken(registration, 90, 180, before, None).gain is None
    assert Taken(registration, 90, 180, None, after).gain is None
    assert Taken(registration, 90, 180, None, None).share == Fraction(1, 2)
    assert Taken(registration, 0, 0, None, None).share is None


@LOOK
@given(st.lists(st.tuples(st.sampled_from(["before", "after"]), st.integers(0, 10), st.booleans()), max_size=6))
def test_t4_the_first_answers_stand_whatever_follows(world, here, session, registration, story):
    for slot in session.slots.all():  # one half-day that is under way: both tests are open
        slot.starts_at, slot.ends_at = timezone.now() - timedelta(hours=1), timezone.now() + timedelta(hours=2)
        slot.save()

    def tell() -> None:
        first: dict[str, int] = {}
        for moment, count, on_paper in story:
            act = (assessment.type_test, world.sg) if on_paper else (assessment.take_test, here)
            assert is_refused(*act, registration, moment, answers=right(session, count)) == (moment in first)
            first.setdefault(moment, count)
        assert {row.moment: row.score for row in registration.attempts.all()} == first

    alone(tell)


# ---------------------------------------------------------------------------------------------------------- opinions
def test_an_opinion_is_given_once_and_summed(here, session, registration):
    shift(session, days=-2)
    answers = {"f1": 5, "f2": 3, "f4": "b", "f7": "دفتر الصندوق"}
    row = feedback.give_feedback(here, session, "hot", ticket=ticket(registration, "hot"), answers=answers)
    assert (row.points, row.points_of, row.answers) == (8, 2, answers)
    with says_no("You gave your opinion already. Thank you."):
        feedback.give_feedback(here, session, "hot", ticket=ticket(registration, "hot"), answers=answers)
    feedback.give_feedback(here, session, "hot", ticket=ticket(a_registration(session, 2), "hot"), answers={"f1": 1})
    assert Feedback.objects.filter(session=session).count() == 2
    frozen(Feedback.objects.filter(session=session), points=1)


@pytest.mark.parametrize(
    "wrong", [{}, {"f1": 0}, {"f1": 6}, {"f4": "z"}, {"f7": ""}, {"f7": "س" * 1001}, {"f7": 3}, {"f99": 1}]
)
def test_an_opinion_says_something_that_was_asked(here, session, wrong):
    shift(session, days=-2)
    field = next(iter(wrong), None)
    with says_no("This choice does not exist." if field else "Answer at least one of the questions.", field=field):
        feedback.give_feedback(here, session, "hot", ticket="t", answers=wrong)
    assert not Feedback.objects.exists()


def test_nobody_reads_from_the_history_whose_opinion_it_is(here, session, registration):
    """Neither the answers nor the ticket, nor a digest that can be made again from the list of those registered."""
    shift(session, days=-2)
    answers, key = {"f1": 5}, uuid4()
    row = feedback.give_feedback(here, session, "hot", ticket=ticket(registration, "hot"), answers=answers, key=key)
    line = HistoryEntry.objects.filter(space=session.space).latest("seq")
    assert (line.command, line.user, line.object_id) == ("training.give_feedback", None, row.pk)
    assert set(line.changes) == {"space_id", "session_id", "moment", "created_at"}
    name = "training.give_feedback"
    assert line.digest == digest_of([name, [str(session.pk), "hot"], {"answers": answers}])
    assert row.ticket not in str(line.changes)
    assert ticket(registration, "hot") != ticket(registration, "cold")


def test_when_each_opinion_is_asked(session, here):
    last = session.slots.last()

    def at(moment, hot, cold):
        shift(session, seconds=(timezone.now() - moment(session.slots.last())).total_seconds())
        found = [bool(opinions.can_give_feedback(here, session, which)) for which in ("hot", "cold")]
        assert found == [hot, cold]

    minute, day = timedelta(minutes=1), timedelta(days=1)
    at(lambda slot: slot.starts_at - minute, hot=False, cold=False)
    at(lambda slot: slot.starts_at + minute, hot=True, cold=False)
    at(lambda slot: slot.ends_at + 30 * day - minute, hot=True, cold=False)
    at(lambda slot: slot.ends_at + 31 * day, hot=False, cold=False)
    at(lambda slot: slot.ends_at + 118 * day, hot=False, cold=False)
    at(lambda slot: slot.ends_at + 125 * day, hot=False, cold=True)
    at(lambda slot: slot.ends_at + 490 * day, hot=False, cold=False)
    assert last.minutes == 180
    with says_no("This opinion is no longer asked."):
        feedback.give_feedback(here, session, "cold", ticket="t", answers={"g5": 5})
