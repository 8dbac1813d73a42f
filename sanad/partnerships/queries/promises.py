"""Promises with all that their standing depends on, and what each side has to do next."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F, Prefetch, Q, QuerySet
from django.utils import timezone

from sanad.foundation.policy import Verdict
from sanad.foundation.spaces.actor import Actor
from sanad.partnerships.models import Agreement, Commitment, CommitmentChange, Fulfilment, FulfilmentEvidence
from sanad.partnerships.policies import visible_to
from sanad.partnerships.policies.life import BINDING, can_answer_fulfilment, can_submit_fulfilment, can_waive
from sanad.partnerships.queries.standing import Due, Kept, accepted, kept, next_due, promise_of, promised


def with_promise(rows: QuerySet[Commitment]) -> QuerySet[Commitment]:
    """The promises with their parties, instalments, pieces and changes: five questions, however many they are."""
    evidence = FulfilmentEvidence.objects.select_related("evidence")
    pieces = Fulfilment.objects.select_related("by", "answered_by").prefetch_related(
        Prefetch("evidence_links", evidence)
    )
    changes = CommitmentChange.objects.select_related("amendment")
    rows = rows.select_related("agreement", "debtor__organisation", "creditor__organisation", "plan_item")
    return rows.prefetch_related("instalments", Prefetch("fulfilments", pieces), Prefetch("changes", changes))


@dataclass(frozen=True)
class Piece:
    """One piece delivered, and whether the actor answers it."""

    row: Fulfilment
    can_answer: Verdict


@dataclass(frozen=True)
class PromiseRow:
    """One promise as a page shows it: where it stands, how much of it is done, what the actor may do."""

    commitment: Commitment
    standing: Kept
    due: Due | None
    dues: tuple[Due, ...]
    done: int
    total: int
    pieces: list[Piece]
    can_submit: Verdict
    can_waive: Verdict

    @property
    def is_money(self) -> bool:
        """True when it is measured in centimes."""
        return self.commitment.amount is not None

    @property
    def waits(self) -> bool:
        """True when something delivered waits for its answer."""
        return any(piece.row.state == Fulfilment.State.SUBMITTED for piece in self.pieces)


def promise_row(actor: Actor, commitment: Commitment, on: date) -> PromiseRow:
    """One promise, read with `with_promise`."""
    promise = promise_of(commitment)
    pieces = commitment.fulfilments.all()
    for piece in pieces:
        piece.commitment = commitment  # read already
    return PromiseRow(
        commitment=commitment,
        standing=kept(promise, on),
        due=next_due(promise, on),
        dues=promise.dues,
        done=accepted(promise, on),
        total=promised(promise),
        pieces=[Piece(piece, can_answer_fulfilment(actor, piece)) for piece in pieces],
        can_submit=can_submit_fulfilment(actor, commitment),
        can_waive=can_waive(actor, commitment),
    )


def promises_of(actor: Actor, agreement: Agreement) -> list[PromiseRow]:
    """The promises of an agreement, those due first on top."""
    today = timezone.localdate()
    rows = with_promise(visible_to(actor, Commitment).filter(agreement=agreement, withdrawn_at=None))
    found = [promise_row(actor, row, today) for row in rows]
    return sorted(found, key=lambda row: row.due.on if row.due else date.max)


@dataclass(frozen=True)
class NextStep:
    """What one side has to do next: deliver a promise, or answer a piece."""

    who: str
    row: PromiseRow
    is_answer: bool


def next_steps(rows: list[PromiseRow]) -> list[NextStep]:
    """Who does what next: answers that are waited for, then what is late or due within a month, the earliest first."""
    soon = timezone.localdate() + timedelta(days=31)
    answers = [NextStep(str(row.commitment.creditor), row, is_answer=True) for row in rows if row.waits]
    owed = [
        NextStep(str(row.commitment.debtor), row, is_answer=False)
        for row in rows
        if row.due and row.due.on <= soon and not row.waits
    ]
    return [*answers, *owed]


def spoken_for(actor: Actor, side: str) -> Q:
    """The promises of which the actor's space is that side, or speaks for one without a space (`policies.life.space_of`)."""
    return Q(**{f"{side}__organisation__own_space": actor.space}) | Q(
        **{f"{side}__organisation__own_space": None, "space": actor.space}
    )


def binding_promises(actor: Actor) -> QuerySet[Commitment]:
    """The promises of signed agreements, those due first on top."""
    rows = visible_to(actor, Commitment).filter(withdrawn_at=None, agreement__state__in=BINDING)
    return rows.select_related("agreement", "debtor__organisation", "creditor__organisation").order_by(
        F("open_due_on").asc(nulls_last=True), "created_at", "pk"
    )


def still_binding(today: date) -> Q:
    """The promises of agreements that are not terminated on that day."""
    return Q(agreement__state=Agreement.State.SIGNED) | Q(
        agreement__state=Agreement.State.TERMINATED, agreement__terminated_on__gt=today
    )


def pressing_promises(actor: Actor, within: date) -> QuerySet[Commitment]:
    """What the actor's space has to keep until that day, the oldest first."""
    rows = binding_promises(actor).filter(spoken_for(actor, "debtor"), still_binding(timezone.localdate()))
    return rows.filter(open_due_on__lte=within)


def waiting_pieces(actor: Actor) -> QuerySet[Fulfilment]:
    """What was delivered and waits for the answer of the actor's space, the oldest first."""
    mine = binding_promises(actor).filter(spoken_for(actor, "creditor"))
    rows = Fulfilment.objects.filter(state=Fulfilment.State.SUBMITTED, commitment__in=mine.values("pk"))
    return rows.select_related(
        "commitment__agreement", "commitment__debtor__organisation", "commitment__creditor__organisation"
    ).order_by("created_at", "pk")
