"""Where an agreement and its promises stand on a day: pure functions of what is written, never stored (A1, A4)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import accumulate

from django.db.models import F, OuterRef, Prefetch, QuerySet, Subquery, TextChoices
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from sanad.foundation.days import covers, recurring
from sanad.partnerships.models import Agreement, Amendment, Commitment, CommitmentChange, Fulfilment, Party, Suspension

Kept = Commitment.Kept


class Standing(TextChoices):
    """Where a signed agreement stands."""

    NOT_YET = "not_yet", _("Not in force yet")
    IN_FORCE = "in_force", _("In force")
    SUSPENDED = "suspended", _("Suspended")
    EXPIRED = "expired", _("Expired")
    TERMINATED = "terminated", _("Terminated")


@dataclass(frozen=True)
class Signature:
    """One party's signature; `is_valid` when its mandate covered that day."""

    signed_on: date | None
    has_mandate: bool = False
    mandate_from: date | None = None
    mandate_to: date | None = None

    @property
    def is_valid(self) -> bool:
        """True when somebody with a mandate on that day signed."""
        day = self.signed_on
        return day is not None and self.has_mandate and covers(self.mandate_from, self.mandate_to, day)


@dataclass(frozen=True)
class Life:
    """All that decides whether an agreement binds on a day. `ends` are (effective day, number, new end)."""

    state: str
    starts_on: date | None
    ends_on: date | None
    signatures: tuple[Signature, ...]
    ends: tuple[tuple[date, int, date], ...] = ()
    suspensions: tuple[tuple[date, date | None], ...] = ()
    terminated_on: date | None = None


def life_of(agreement: Agreement) -> Life:
    """The life of an agreement, from its rows (read with `with_life` where many are shown)."""
    return Life(
        state=agreement.state,
        starts_on=agreement.starts_on or agreement.signed_on,
        ends_on=agreement.ends_on,
        signatures=tuple(
            Signature(
                party.signed_on,
                party.mandate is not None,
                party.mandate.from_on if party.mandate else None,
                party.mandate.to_on if party.mandate else None,
            )
            for party in agreement.parties.all()
            if party.withdrawn_at is None
        ),
        ends=tuple(
            (row.effective_on, row.number, row.ends_on)
            for row in agreement.amendments.all()
            if row.state == Amendment.State.SIGNED and row.ends_on
        ),
        suspensions=tuple((row.from_on, row.to_on) for row in agreement.suspensions.all() if row.withdrawn_at is None),
        terminated_on=agreement.terminated_on,
    )


def with_life(rows: QuerySet[Agreement]) -> QuerySet[Agreement]:
    """The agreements with all that `life_of` reads: three questions more, however many they are."""
    return rows.prefetch_related(
        Prefetch("parties", Party.objects.select_related("mandate")),
        Prefetch("amendments", Amendment.objects.defer("content")),
        Prefetch("suspensions", Suspension.objects.all()),
    )


def end_on(life: Life, on: date) -> date | None:
    """The last day of the agreement as amended on that day."""
    effective = [change for change in life.ends if change[0] <= on]
    return max(effective)[2] if effective else life.ends_on


def last_day(agreement: str, on: date) -> Coalesce:
    """The same in the database, of the agreement that a column names ("pk": the row itself); NULL for one without end."""
    moved = Amendment.objects.filter(
        agreement=OuterRef(agreement), state=Amendment.State.SIGNED, ends_on__isnull=False, effective_on__lte=on
    ).order_by("-effective_on", "-number")
    written = F("ends_on" if agreement == "pk" else f"{agreement}__ends_on")
    return Coalesce(Subquery(moved.values("ends_on")[:1]), written)


def standing(life: Life, on: date) -> Standing | None:
    """Where a signed agreement stands on a day; None for one that is not signed."""
    if life.state not in {Agreement.State.SIGNED, Agreement.State.TERMINATED}:
        return None
    end = end_on(life, on)
    if life.terminated_on is not None and life.terminated_on <= on:
        return Standing.TERMINATED
    if end is not None and end < on:
        return Standing.EXPIRED
    if life.starts_on is None or on < life.starts_on or not _is_signed(life):
        return Standing.NOT_YET
    if any(covers(from_on, to_on, on) for from_on, to_on in life.suspensions):
        return Standing.SUSPENDED
    return Standing.IN_FORCE


def _is_signed(life: Life) -> bool:
    return bool(life.signatures) and all(signature.is_valid for signature in life.signatures)


def is_in_force(agreement: Agreement, on: date) -> bool:
    """A1: all parties signed with a mandate valid on that day, start <= day <= end, neither suspended nor terminated."""
    return standing(life_of(agreement), on) == Standing.IN_FORCE


# ------------------------------------------------------------------------------------------------------- promises
@dataclass(frozen=True, order=True)
class Due:
    """So much is owed until this day."""

    on: date
    measure: int


@dataclass(frozen=True)
class Change:
    """What an amendment says of a promise; an empty field leaves the term as it was."""

    effective_on: date
    number: int
    due_on: date | None = None
    measure: int | None = None
    is_dropped: bool = False


@dataclass(frozen=True)
class Promise:
    """The terms of a promise as amended, and what was accepted of it. `pieces` are (day of delivery, how much)."""

    dues: tuple[Due, ...]
    pieces: tuple[tuple[date, int], ...] = ()
    waived_on: date | None = None


def amended(
    dues: Iterable[Due], change: Change, *, recurs: tuple[int, date] | None = None, meant: int | None = None
) -> list[Due]:
    """The dues after a change.

    Of a promise that comes back, what fell due before the change stays owed and the rest follows the new terms.
    Otherwise the whole promise does: its last payment moves to the new day, none stays later, and the last one takes
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
        return sorted([*past, *(Due(day, change.measure or rest[0].measure) for day in days)])
    return _moved(_remeasured(rest, change.measure), change.due_on)


def _remeasured(rows: list[Due], measure: int | None) -> list[Due]:
    if measure is None:
        return rows
    left, found = measure, []
    for place, due in enumerate(rows):
        part = left if place == len(rows) - 1 else min(due.measure, left)
        left -= part
        if part:
            found.append(Due(due.on, part))
    return sorted(found)


def _moved(rows: list[Due], day: date | None) -> list[Due]:
    if day is None:
        return rows
    return sorted([*(Due(min(due.on, day), due.measure) for due in rows[:-1]), Due(day, rows[-1].measure)])


def promise_of(commitment: Commitment) -> Promise:
    """A promise with every signed amendment, from its rows (read with `with_promise` where many are shown)."""
    parts = [row for row in commitment.instalments.all() if row.withdrawn_at is None]
    dues = [Due(row.due_on, row.amount) for row in parts] or _repeated(commitment)
    every, until = commitment.every_months, commitment.until_on
    recurs = (every, until) if every and until and not parts else None
    for change in signed_changes(commitment.changes.all()):
        dues = amended(dues, change, recurs=recurs, meant=commitment.meant_day)
    pieces = [row for row in commitment.fulfilments.all() if row.state == Fulfilment.State.ACCEPTED]
    return Promise(tuple(sorted(dues)), tuple((row.on, row.quantity) for row in pieces), commitment.waived_on)


def _repeated(commitment: Commitment) -> list[Due]:
    if commitment.due_on is None:  # still open in a draft
        return []
    days = recurring(commitment.due_on, commitment.every_months, commitment.until_on, commitment.meant_day)
    return [Due(day, commitment.measure) for day in days]


def signed_changes(rows: Iterable[CommitmentChange]) -> list[Change]:
    """What signed amendments say of a promise, in the order in which they take effect."""
    found = [
        Change(row.amendment.effective_on, row.amendment.number, row.due_on, row.measure, row.is_dropped)
        for row in rows
        if row.withdrawn_at is None and row.amendment.state == Amendment.State.SIGNED
    ]
    return sorted(found, key=lambda change: (change.effective_on, change.number))


def promised(promise: Promise) -> int:
    """All that is owed from the first day to the last."""
    return sum(due.measure for due in promise.dues)


def accepted(promise: Promise, on: date) -> int:
    """What was delivered by that day and accepted by the other side."""
    return sum(quantity for day, quantity in promise.pieces if day <= on)


def kept(promise: Promise, on: date) -> Kept:
    """Exactly one of fulfilled, waived, overdue, pending. A promise that an amendment dropped whole is waived."""
    done = accepted(promise, on)
    if promise.dues and done >= promised(promise):
        return Kept.FULFILLED
    if not promise.dues or (promise.waived_on is not None and promise.waived_on <= on):
        return Kept.WAIVED
    return Kept.OVERDUE if sum(due.measure for due in promise.dues if due.on < on) > done else Kept.PENDING


def next_due(promise: Promise, on: date) -> Due | None:
    """The first day on which something is still owed, past or to come, and how much of it; None when nothing is."""
    if kept(promise, on) in {Kept.FULFILLED, Kept.WAIVED}:
        return None
    left = accepted(promise, on)
    sums = accumulate((due.measure for due in promise.dues), initial=0)
    return next(
        Due(due.on, before + due.measure - max(left, before))
        for due, before in zip(promise.dues, sums, strict=False)
        if before + due.measure > left
    )
