"""T3 and T5: the rule holds on what is frozen; a certificate is valid from its first day to its last, both included."""

from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from sanad.training.certificates.commands import certificates, runs
from sanad.training.certificates.queries.certificates import holds, lacks_of
from sanad.training.models import Certificate
from sanad.training.registrations.queries.reached import standing_rows
from tests.properties import GLANCE, LOOK, alone, is_refused
from tests.refusals import says_no
from tests.training.school import a_registration, a_session, answered, was_there
from tests.training.test_certificates import TODAY, issued

PERCENT = st.integers(0, 100)


@st.composite
def snapshots(draw) -> dict:
    held, out_of = draw(st.integers(0, 400)), draw(st.one_of(st.none(), st.integers(1, 20)))
    return {
        "held": held,
        "minutes": draw(st.integers(0, held)),
        "out_of": out_of,
        "score": None if out_of is None else draw(st.integers(0, out_of)),
        "attendance_percent": draw(PERCENT),
        "test_percent": draw(PERCENT),
    }


@given(snapshots())
@LOOK
def test_t3_the_rule_is_the_two_shares_and_nothing_else(snapshot):
    came = (
        snapshot["minutes"] > 0
        and Fraction(snapshot["minutes"], snapshot["held"]) * 100 >= snapshot["attendance_percent"]
    )
    knew = not snapshot["test_percent"] or (
        snapshot["out_of"] is not None
        and Fraction(snapshot["score"], snapshot["out_of"]) * 100 >= snapshot["test_percent"]
    )
    assert holds(snapshot) == (came and knew)
    assert len(lacks_of(snapshot)) == (not came) + (not knew)


@given(
    people=st.lists(st.tuples(st.sampled_from([0, 0.5, 0.8, 1]), st.one_of(st.none(), st.integers(0, 10))), max_size=4)
)
@GLANCE
def test_t3_who_has_one_had_the_right_and_who_had_none_has_none(world, people):
    def story() -> None:
        session = a_session(world.coordinator, starts_on=TODAY() - timedelta(days=3), state="confirmed")
        for number, (share, right) in enumerate(people, 1):
            registration = a_registration(session, number)
            was_there(registration, share)
            if right is not None:
                answered(registration, "after", right)
        if not is_refused(runs.ask_certificates, world.sg, session, language="ar"):
            run = session.certificate_runs.get()
            while run.finished_at is None:
                run = runs.issue_next(world.sg, run)
        rows = list(standing_rows(world.sg).filter(registration__session=session))
        course = session.course
        right = {
            number
            for number, (share, score) in enumerate(people, 1)
            if share * 100 >= course.attendance_percent and score is not None and score * 10 >= course.test_percent
        }
        assert {row.registration.number for row in rows} == right
        assert all(holds(row.snapshot) for row in rows)
        assert sorted(row.document.number for row in rows) == list(range(1, len(rows) + 1))
        with says_no("Nobody is due a certificate: each was issued, or what the course asks was not reached."):
            runs.ask_certificates(world.sg, session, language="ar")

    alone(story)


@given(days=st.integers(-800, 800))
@GLANCE
def test_t5_valid_on_its_first_and_last_day_and_not_after(world, days):
    def story() -> None:
        session = a_session(world.coordinator, starts_on=TODAY() - timedelta(days=3), state="confirmed")
        registration = a_registration(session, 1)
        was_there(registration)
        answered(registration, "after", 10)
        (row,) = issued(world.sg, session)
        again = certificates.reissue_certificate(world.sg, row, language="fr")
        assert again.valid_until == row.valid_until
        day: date = row.valid_until + timedelta(days=days)
        (now,) = standing_rows(world.sg).filter(pk=again.pk)
        assert (now.standing(day) is Certificate.Standing.VALID) == (days <= 0)

    alone(story)
