"""Commitments with all that their standing depends on, and what each side has to do next."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F, Prefetch, QuerySet
from django.utils import timezone

from sanad.foundation.policy import Verdict
from sanad.foundation.spaces.actor import Actor
from sanad.partnerships.commitments.policies import can_answer_fulfilment, can_submit_fulfilment, can_waive
from sanad.partnerships.commitments.queries.terms import (
    DueQuantity,
    Kept,
    accepted_by,
    kept_on,
    next_undelivered,
    terms_of,
    total_due,
)
from sanad.partnerships.models import Agreement, Commitment, CommitmentChange, Fulfilment, FulfilmentEvidence
from sanad.partnerships.policies import visible_to


def with_terms(rows: QuerySet[Commitment]) -> QuerySet[Commitment]:
    """The commitments with their parties, instalments, fulfilments and changes: five questions, however many they are."""
    evidence = FulfilmentEvidence.objects.select_related("evidence")
    delivered = Fulfilment.objects.select_related("by", "answered_by").prefetch_related(
        Prefetch("evidence_links", evidence)
    )
    changes = CommitmentChange.objects.select_related("amendment")
    rows = rows.select_related("agreement", "debtor__organisation", "creditor__organisation", "plan_item")
    return rows.prefetch_related("instalments", Prefetch("fulfilments", delivered), Prefetch("changes", changes))


@dataclass(frozen=True)
class FulfilmentRow:
    """What was delivered at once, and whether the actor answers it."""

    row: Fulfilment
    can_answer: Verdict


@dataclass(frozen=True)
class CommitmentRow:
    """One commitment as a page shows it: where it stands, what the actor may do; `done` of `total` in its unit.

    `due` is what is to be delivered next.
    """

    commitment: Commitment
    standing: Kept
    due: DueQuantity | None
    dues: tuple[DueQuantity, ...]
    done: int
    total: int
    fulfilments: list[FulfilmentRow]
    can_submit: Verdict
    can_waive: Verdict

    @property
    def is_money(self) -> bool:
        """True when it is measured in centimes."""
        return self.commitment.amount is not None

    @property
    def waits(self) -> bool:
        """True when something delivered waits for its answer."""
        return any(each.row.state == Fulfilment.State.SUBMITTED for each in self.fulfilments)


def commitment_row(actor: Actor, commitment: Commitment, on: date) -> CommitmentRow:
    """One terms, read with `with_terms`."""
    terms = terms_of(commitment)
    delivered = commitment.fulfilments.all()
    for each in delivered:
        each.commitment = commitment  # read already
    return CommitmentRow(
        commitment=commitment,
        standing=kept_on(terms, on),
        due=next_undelivered(terms, on),
        dues=terms.dues,
        done=accepted_by(terms, on),
        total=total_due(terms),
        fulfilments=[FulfilmentRow(each, can_answer_fulfilment(actor, each)) for each in delivered],
        can_submit=can_submit_fulfilment(actor, commitment),
        can_waive=can_waive(actor, commitment),
    )


def commitment_rows(actor: Actor, agreement: Agreement) -> list[CommitmentRow]:
    """The commitments of an agreement, those due first on top."""
    today = timezone.localdate()
    rows = with_terms(visible_to(actor, Commitment) & agreement.commitments.standing())
    found = [commitment_row(actor, row, today) for row in rows]
    return sorted(found, key=lambda row: row.due.on if row.due else date.max)


@dataclass(frozen=True)
class NextStep:
    """What one side has to do next: deliver, or answer what was delivered."""

    who: str
    row: CommitmentRow
    is_answer: bool


def next_steps(rows: list[CommitmentRow]) -> list[NextStep]:
    """Who does what next: answers that are waited for, then what is late or due within a month, the earliest first."""
    soon = timezone.localdate() + timedelta(days=31)
    answers = [NextStep(str(row.commitment.creditor), row, is_answer=True) for row in rows if row.waits]
    owed = [
        NextStep(str(row.commitment.debtor), row, is_answer=False) for row in rows if row.due and row.due.on <= soon
    ]
    return [*answers, *owed]


def followed_commitments(actor: Actor) -> QuerySet[Commitment]:
    """The commitments of signed agreements, those due first on top."""
    rows = Commitment.objects.once_signed() & visible_to(actor, Commitment)
    return rows.select_related("agreement", "debtor__organisation", "creditor__organisation").order_by(
        F("open_due_on").asc(nulls_last=True), "created_at", "pk"
    )
