"""Where agreements and promises stand on a day: pure, told by examples and by random stories (A1, A4)."""

from calendar import monthrange
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanad.foundation.days import covers, months_after, recurring
from sanad.partnerships.commitments.queries.terms import (
    DueQuantity,
    Kept,
    Terms,
    TermsChange,
    accepted_by,
    amend_dues,
    kept_on,
    next_due,
    next_undelivered,
    total_due,
)
from sanad.partnerships.queries.standing import Life, Signature, Standing, end_on, standing_on

NEW_YEAR = date(2027, 1, 1)
DAYS = st.dates(date(2026, 1, 1), date(2028, 12, 31))
OPEN_DAYS = st.one_of(st.none(), DAYS)
SIGNED = Signature(date(2026, 12, 20), has_mandate=True)


def life(**details) -> Life:
    return Life(**{"state": "signed", "starts_on": NEW_YEAR, "ends_on": None, "signatures": (SIGNED,), **details})


# ---------------------------------------------------------------------------------------------------- the agreement: A1
SIGNATURES = st.builds(Signature, OPEN_DAYS, st.booleans(), OPEN_DAYS, OPEN_DAYS)
LIVES = st.builds(
    Life,
    state=st.sampled_from(["idea", "negotiating", "ready", "out", "signed", "terminated", "abandoned"]),
    starts_on=OPEN_DAYS,
    ends_on=OPEN_DAYS,
    signatures=st.lists(st.one_of(st.just(SIGNED), SIGNATURES), max_size=3).map(tuple),
    ends=st.lists(st.tuples(DAYS, st.integers(1, 9), DAYS), max_size=2, unique_by=lambda row: row[1]).map(tuple),
    suspensions=st.lists(st.tuples(DAYS, OPEN_DAYS), max_size=2).map(tuple),
    terminated_on=OPEN_DAYS,
)


@given(LIVES, DAYS)
def test_a1_in_force_means_signed_with_valid_mandates_within_its_days_and_not_stopped(life, day) -> None:
    end = life.ends_on
    for effective_on, _number, ends_on in sorted(life.ends):
        end = ends_on if effective_on <= day else end
    signed = bool(life.signatures) and all(
        row.signed_on
        and row.has_mandate
        and (row.mandate_from or row.signed_on) <= row.signed_on
        and row.signed_on <= (row.mandate_to or row.signed_on)
        for row in life.signatures
    )
    in_force = (
        life.state in {"signed", "terminated"}
        and signed
        and life.starts_on is not None
        and life.starts_on <= day
        and (end is None or day <= end)
        and not any(start <= day and (stop is None or day <= stop) for start, stop in life.suspensions)
        and (life.terminated_on is None or day < life.terminated_on)
    )
    assert (standing_on(life, day) == Standing.IN_FORCE) == in_force
    assert (standing_on(life, day) is None) == (life.state not in {"signed", "terminated"})


@pytest.mark.parametrize(
    ("details", "day", "where"),
    [
        ({}, date(2026, 12, 31), Standing.NOT_YET),
        ({}, NEW_YEAR, Standing.IN_FORCE),
        ({"ends_on": date(2027, 6, 30)}, date(2027, 6, 30), Standing.IN_FORCE),
        ({"ends_on": date(2027, 6, 30)}, date(2027, 7, 1), Standing.EXPIRED),
        ({"terminated_on": date(2027, 3, 1), "state": "terminated"}, date(2027, 2, 28), Standing.IN_FORCE),
        ({"terminated_on": date(2027, 3, 1), "state": "terminated"}, date(2027, 3, 1), Standing.TERMINATED),
        ({"suspensions": ((date(2027, 2, 1), date(2027, 2, 28)),)}, date(2027, 2, 28), Standing.SUSPENDED),
        ({"suspensions": ((date(2027, 2, 1), date(2027, 2, 28)),)}, date(2027, 3, 1), Standing.IN_FORCE),
        ({"suspensions": ((date(2027, 2, 1), None),)}, date(2040, 1, 1), Standing.SUSPENDED),
        ({"signatures": ()}, NEW_YEAR, Standing.NOT_YET),
        ({"signatures": (SIGNED, Signature(None, has_mandate=True))}, NEW_YEAR, Standing.NOT_YET),
        ({"signatures": (Signature(SIGNED.signed_on),)}, NEW_YEAR, Standing.NOT_YET),
        ({"signatures": (Signature(SIGNED.signed_on, True, None, date(2026, 12, 19)),)}, NEW_YEAR, Standing.NOT_YET),
        ({"state": "out"}, NEW_YEAR, None),
    ],
)
def test_where_an_agreement_stands(details, day, where) -> None:
    assert standing_on(life(**details), day) == where


def test_an_amendment_moves_the_end_from_its_own_day_on() -> None:
    longer = life(ends_on=date(2027, 6, 30), ends=((date(2027, 6, 1), 1, date(2027, 12, 31)),))
    assert end_on(longer, date(2027, 5, 31)) == date(2027, 6, 30)
    assert end_on(longer, date(2027, 6, 1)) == date(2027, 12, 31)


@given(OPEN_DAYS, OPEN_DAYS, DAYS)
def test_an_open_end_reaches_for_ever(start, end, day) -> None:
    assert covers(start, end, day) == ((start or day) <= day <= (end or day))


# ------------------------------------------------------------------------------------------------------ days and terms
@given(DAYS, st.integers(0, 60))
def test_a_month_later_is_the_same_day_or_the_last_one(day, months) -> None:
    later = months_after(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == min(day.day, monthrange(later.year, later.month)[1])


def test_the_last_day_of_january_comes_back_at_the_end_of_each_month() -> None:
    days = list(recurring(date(2027, 1, 31), 1, date(2027, 4, 30)))
    assert days == [date(2027, 1, 31), date(2027, 2, 28), date(2027, 3, 31), date(2027, 4, 30)]
    assert months_after(date(2028, 1, 31), 1) == date(2028, 2, 29)
    assert list(recurring(NEW_YEAR, None, None)) == [NEW_YEAR]
    assert list(recurring(date(9999, 11, 5), 1, date.max)) == [date(9999, 11, 5), date(9999, 12, 5)]


@given(DAYS, st.integers(1, 24), st.integers(0, 900))
def test_a_promise_comes_back_until_its_last_day(first, every, days) -> None:
    until = first + timedelta(days=days)
    found = list(recurring(first, every, until))
    assert found[0] == first
    assert all(earlier < later <= until for earlier, later in pairwise(found))
    assert months_after(first, every * len(found)) > until


PARTS = st.lists(st.builds(DueQuantity, DAYS, st.integers(1, 1000)), min_size=1, max_size=4)
CHANGES = st.builds(
    TermsChange, DAYS, st.integers(1, 9), OPEN_DAYS, st.one_of(st.none(), st.integers(1, 3000)), st.booleans()
)


@given(PARTS, CHANGES)
def test_a_changed_promise_owes_the_new_amount_until_the_new_day(parts, change) -> None:
    changed = amend_dues(parts, change)
    if change.is_dropped:
        assert changed == []
        return
    assert sum(due.measure for due in changed) == (change.measure or sum(due.measure for due in parts))
    assert changed == sorted(changed)
    if change.due_on:
        assert changed[-1].on == change.due_on
    else:
        assert {due.on for due in changed} <= {due.on for due in parts}


@given(DAYS, st.integers(1, 6), st.integers(30, 600), CHANGES)
def test_what_fell_due_before_a_change_stays_owed(first, every, days, change) -> None:
    until = first + timedelta(days=days)
    dues = [DueQuantity(day, 5) for day in recurring(first, every, until)]
    changed = amend_dues(dues, change, recurs=(every, until))
    past = [due for due in dues if due.on < change.effective_on]
    assert changed[: len(past)] == past
    rest = changed[len(past) :]
    assert all(due.on >= change.effective_on for due in rest)
    assert not (change.is_dropped and rest)
    assert all(due.measure == (change.measure or 5) for due in rest)


def test_a_smaller_amount_is_taken_from_the_last_instalments() -> None:
    parts = [DueQuantity(date(2027, 1, 1), 60), DueQuantity(date(2027, 6, 1), 40)]
    assert amend_dues(parts, TermsChange(NEW_YEAR, 1, measure=50)) == [DueQuantity(date(2027, 1, 1), 50)]
    assert amend_dues(parts, TermsChange(NEW_YEAR, 1, measure=130)) == [parts[0], DueQuantity(date(2027, 6, 1), 70)]
    moved = amend_dues(parts, TermsChange(NEW_YEAR, 1, due_on=date(2027, 9, 1)))
    assert moved == [parts[0], DueQuantity(date(2027, 9, 1), 40)]


# ----------------------------------------------------------------------------------------------------- the promises: A4
PROMISES = st.builds(
    Terms,
    PARTS.map(lambda parts: tuple(sorted(parts))) | st.just(()),
    st.lists(st.tuples(DAYS, st.integers(1, 900)), max_size=4).map(tuple),
    OPEN_DAYS,
    st.lists(st.tuples(DAYS, st.integers(1, 900)), max_size=2).map(tuple),
)


@given(PROMISES, DAYS)
def test_a4_exactly_one_of_fulfilled_waived_delivered_overdue_pending(promise, day) -> None:
    done = sum(quantity for on, quantity in promise.deliveries if on <= day)
    owed = sum(due.measure for due in promise.dues if due.on < day)
    fulfilled = bool(promise.dues) and done >= sum(due.measure for due in promise.dues)
    waived = not fulfilled and (not promise.dues or (promise.waived_on is not None and promise.waived_on <= day))
    given = done + sum(quantity for on, quantity in promise.unanswered if on <= day)
    is_open, delivered = not fulfilled and not waived, given >= sum(due.measure for due in promise.dues)
    expected = {
        Kept.FULFILLED: fulfilled,
        Kept.WAIVED: waived,
        Kept.DELIVERED: is_open and delivered,
        Kept.OVERDUE: is_open and not delivered and owed > given,
        Kept.PENDING: is_open and not delivered and owed <= given,
    }
    assert [name for name, holds in expected.items() if holds] == [kept_on(promise, day)]


@given(PROMISES, DAYS)
def test_the_next_due_day_is_the_first_on_which_something_lacks(promise, day) -> None:
    found, done = next_due(promise, day), accepted_by(promise, day)
    if kept_on(promise, day) in {Kept.FULFILLED, Kept.WAIVED}:
        assert found is None
        return
    assert found is not None
    until = [due for due in promise.dues if due < found or due.on <= found.on]
    assert 0 < found.measure <= total_due(promise) - done
    assert sum(due.measure for due in until) > done
    assert sum(due.measure for due in promise.dues if due.on < found.on) <= done
    undelivered = next_undelivered(promise, day)
    assert (undelivered is None) == (kept_on(promise, day) == Kept.DELIVERED)
    assert undelivered is None or undelivered >= found or undelivered.on == found.on
    assert (undelivered is not None and undelivered.on < day) == (kept_on(promise, day) == Kept.OVERDUE)


def test_pieces_make_a_promise_whole() -> None:
    promise = Terms((DueQuantity(date(2027, 1, 31), 3), DueQuantity(date(2027, 2, 28), 3)), ((date(2027, 1, 20), 3),))
    assert kept_on(promise, date(2027, 2, 1)) == kept_on(promise, date(2027, 2, 28)) == Kept.PENDING
    assert next_due(promise, date(2027, 2, 1)) == DueQuantity(date(2027, 2, 28), 3)
    assert kept_on(promise, date(2027, 3, 1)) == Kept.OVERDUE
    late = Terms(promise.dues, (*promise.deliveries, (date(2027, 3, 5), 2)))
    assert next_due(late, date(2027, 3, 5)) == DueQuantity(date(2027, 2, 28), 1)
    whole = Terms(promise.dues, (*late.deliveries, (date(2027, 3, 6), 4)), waived_on=date(2027, 3, 7))
    assert kept_on(whole, date(2027, 3, 8)) == Kept.FULFILLED
    assert next_due(whole, date(2027, 3, 8)) is None
