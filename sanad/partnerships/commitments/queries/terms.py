"""Where a commitment stands on a day: pure functions of what is written, never stored (A4)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import accumulate

from sanad.foundation.days import recurring
from sanad.partnerships.models import Amendment, Commitment, CommitmentChange, Fulfilment

Kept = Commitment.Kept


@dataclass(frozen=True, order=True)
class DueQuantity:
    """So much is owed until this day: `measure` in the unit of the commitment, centimes or pieces."""

    on: date
    measure: int


@dataclass(frozen=True)
class TermsChange:
    """What an amendment says of a commitment; an empty field leaves the term as it was."""

    effective_on: date
    number: int
    due_on: date | None = None
    measure: int | None = None
    is_dropped: bool = False


@dataclass(frozen=True)
class Terms:
    """The terms of a commitment as amended, and what came of it.

    `deliveries` are (day, how much), in its unit: what was accepted; `unanswered` is what waits for its answer.
    """

    dues: tuple[DueQuantity, ...]
    deliveries: tuple[tuple[date, int], ...] = ()
    waived_on: date | None = None
    unanswered: tuple[tuple[date, int], ...] = ()


def amend_dues(
    dues: Iterable[DueQuantity],
    change: TermsChange,
    *,
    recurs: tuple[int, date] | None = None,
    meant: int | None = None,
) -> list[DueQuantity]:
    """The dues after a change.

    Of a commitment that comes back, what fell due before the change stays owed and the rest follows the new terms.
    Otherwise the whole commitment does: its last payment moves to the new day, none stays later, and the last one takes
    what the new amount adds or lacks.
    """
    rows = sorted(dues)
    past = [due for due in rows if due.on < change.effective_on] if recurs else []
    rest = rows[len(past) :]
    if change.is_dropped or not rest:
        return past
    if recurs:
        every, until = recurs
        days = [due.on for due in rest]
        if change.due_on:
            days = [day for day in recurring(change.due_on, every, until, meant) if day >= change.effective_on]
        return sorted([*past, *(DueQuantity(day, change.measure or rest[0].measure) for day in days)])
    return _moved(_remeasured(rest, change.measure), change.due_on)


def _remeasured(rows: list[DueQuantity], measure: int | None) -> list[DueQuantity]:
    if measure is None:
        return rows
    left, found = measure, []
    for place, due in enumerate(rows):
        part = left if place == len(rows) - 1 else min(due.measure, left)
        left -= part
        if part:
            found.append(DueQuantity(due.on, part))
    return sorted(found)


def _moved(rows: list[DueQuantity], day: date | None) -> list[DueQuantity]:
    if day is None:
        return rows
    return sorted(
        [*(DueQuantity(min(due.on, day), due.measure) for due in rows[:-1]), DueQuantity(day, rows[-1].measure)]
    )


def terms_of(commitment: Commitment) -> Terms:
    """A commitment with every signed amendment, from its rows (read with `with_terms` where many are shown)."""
    parts = [row for row in commitment.instalments.all() if row.is_standing]
    dues = [DueQuantity(row.due_on, row.amount) for row in parts] or _repeated(commitment)
    every, until = commitment.every_months, commitment.until_on
    recurs = (every, until) if every and until and not parts else None
    for change in signed_changes(commitment.changes.all()):
        dues = amend_dues(dues, change, recurs=recurs, meant=commitment.meant_day)
    accepted, unanswered = (
        tuple((row.on, row.quantity) for row in commitment.fulfilments.all() if row.state == state)
        for state in (Fulfilment.State.ACCEPTED, Fulfilment.State.SUBMITTED)
    )
    return Terms(tuple(sorted(dues)), accepted, commitment.waived_on, unanswered)


def _repeated(commitment: Commitment) -> list[DueQuantity]:
    if commitment.due_on is None:  # still open in a draft
        return []
    days = recurring(commitment.due_on, commitment.every_months, commitment.until_on, commitment.meant_day)
    return [DueQuantity(day, commitment.measure) for day in days]


def signed_changes(rows: Iterable[CommitmentChange]) -> list[TermsChange]:
    """What signed amendments say of a commitment, in the order in which they take effect."""
    found = [
        TermsChange(row.amendment.effective_on, row.amendment.number, row.due_on, row.measure, row.is_dropped)
        for row in rows
        if row.is_standing and row.amendment.state == Amendment.State.SIGNED
    ]
    return sorted(found, key=lambda change: (change.effective_on, change.number))


def total_due(terms: Terms) -> int:
    """All that is owed from the first day to the last, in the unit of the commitment."""
    return sum(due.measure for due in terms.dues)


def accepted_by(terms: Terms, on: date) -> int:
    """What was delivered by that day and accepted by the other side, in the unit of the commitment."""
    return sum(quantity for day, quantity in terms.deliveries if day <= on)


def delivered_by(terms: Terms, on: date) -> int:
    """What was delivered by that day, whether accepted or waiting for its answer, in the unit of the commitment."""
    return accepted_by(terms, on) + sum(quantity for day, quantity in terms.unanswered if day <= on)


def kept_on(terms: Terms, on: date) -> Kept:
    """Exactly one of the states. A commitment that an amendment dropped whole is waived."""
    if not is_owed(terms, on):
        return Kept.FULFILLED if terms.dues and accepted_by(terms, on) >= total_due(terms) else Kept.WAIVED
    undelivered = next_undelivered(terms, on)
    if undelivered is None:
        return Kept.DELIVERED
    return Kept.OVERDUE if undelivered.on < on else Kept.PENDING


def is_owed(terms: Terms, on: date) -> bool:
    """Whether something of it is neither accepted nor let go."""
    is_waived = terms.waived_on is not None and terms.waived_on <= on
    return not is_waived and accepted_by(terms, on) < total_due(terms)


def next_due(terms: Terms, on: date) -> DueQuantity | None:
    """The first day on which something is still owed, past or to come, and how much of it; None when nothing is."""
    return _first_beyond(terms.dues, accepted_by(terms, on)) if is_owed(terms, on) else None


def next_undelivered(terms: Terms, on: date) -> DueQuantity | None:
    """The first day on which something that is owed is still to be delivered, and how much of it; None when nothing is."""
    return _first_beyond(terms.dues, delivered_by(terms, on)) if is_owed(terms, on) else None


def _first_beyond(dues: tuple[DueQuantity, ...], given: int) -> DueQuantity | None:
    sums = accumulate((due.measure for due in dues), initial=0)
    return next(
        (
            DueQuantity(due.on, before + due.measure - max(given, before))
            for due, before in zip(dues, sums, strict=False)
            if before + due.measure > given
        ),
        None,
    )
