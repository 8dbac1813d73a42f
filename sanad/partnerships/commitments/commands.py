"""Keeping commitments part by part, and letting them go."""

from collections.abc import Iterable
from datetime import date

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanad.accompaniment.evidence.commands import file_evidence
from sanad.accompaniment.models import Evidence
from sanad.foundation.command import command, stated
from sanad.foundation.days import refuse_future
from sanad.foundation.policy import Refused
from sanad.foundation.spaces.actor import Actor
from sanad.partnerships.commitments.policies import (
    can_answer_fulfilment,
    can_submit_fulfilment,
    can_waive,
    is_own_judge,
)
from sanad.partnerships.commitments.queries.rows import with_terms
from sanad.partnerships.commitments.queries.terms import next_due, next_undelivered, terms_of
from sanad.partnerships.models import Agreement, Commitment, Fulfilment, FulfilmentEvidence

LONGEST_TITLE = 200  # of a paper on file


@command(can_submit_fulfilment, says=_("delivered a part of a commitment"))
def submit_fulfilment(
    actor: Actor,
    commitment: Commitment,
    *,
    quantity: int,
    on: date | None = None,
    note: str = "",
    evidence: list[Evidence] | None = None,
    upload: UploadedFile | None = None,
    kept_at: str = "",
) -> Fulfilment:
    """Say that a part was delivered, with what shows it; it counts once the other side accepts it.

    Refused for nothing, for a day to come, and for evidence of another file.
    """
    day = on or timezone.localdate()
    if quantity <= 0:
        raise Refused(_("Write how much was delivered."), "quantity")
    refuse_future(day)
    agreement = commitment.agreement
    if any(row.engagement_id != agreement.engagement_id or not row.is_standing for row in evidence or []):
        raise Refused(_("This choice does not exist."), "evidence")
    fulfilment = Fulfilment.objects.create(
        space_id=commitment.space_id, commitment=commitment, quantity=quantity, on=day, note=note, by=actor.user
    )
    shown = list(evidence or [])
    if upload is not None or kept_at:
        shown.append(file_paper(actor, agreement, note or str(commitment), upload=upload, kept_at=kept_at))
    for row in shown:
        FulfilmentEvidence.objects.create(space_id=fulfilment.space_id, fulfilment=fulfilment, evidence=row)
    write_open_dues([commitment])
    return fulfilment


def file_paper(
    actor: Actor, agreement: Agreement, title: str, *, upload: UploadedFile | None, kept_at: str
) -> Evidence:
    """A paper filed with the agreement: in its file of accompaniment, else in the space that keeps it."""
    return file_evidence(
        actor,
        agreement.engagement,
        title=title[:LONGEST_TITLE],
        upload=upload,
        kept_at=kept_at,
        space_id=agreement.space_id,
    )


def _answered(actor: Actor, fulfilment: Fulfilment, state: str, answer: str) -> Fulfilment:
    fulfilment.state, fulfilment.answer = state, answer
    fulfilment.answered_by, fulfilment.answered_at = actor.user, timezone.now()
    fulfilment.save()
    write_open_dues([fulfilment.commitment])
    return fulfilment


@command(can_answer_fulfilment, says=_("accepted a part of a commitment"))
def accept_fulfilment(
    actor: Actor, fulfilment: Fulfilment, *, answer: str = "", upload: UploadedFile | None = None, kept_at: str = ""
) -> Fulfilment:
    """Accept what was delivered: it counts from now on.

    Who speaks for both sides shows a paper in which the other side accepts it; refused without.
    """
    commitment = fulfilment.commitment
    judges_itself = is_own_judge(actor, commitment)
    if judges_itself and upload is None and not kept_at:
        raise Refused(_("The other side has no space: attach the paper in which it accepts this."), "upload")
    if upload is not None or kept_at:
        paper = file_paper(actor, commitment.agreement, answer or str(fulfilment), upload=upload, kept_at=kept_at)
        FulfilmentEvidence.objects.create(
            space_id=fulfilment.space_id, fulfilment=fulfilment, evidence=paper, is_of_acceptance=True
        )
    return _answered(actor, fulfilment, Fulfilment.State.ACCEPTED, answer)


@command(can_answer_fulfilment, says=_("did not accept a part of a commitment"))
def decline_fulfilment(actor: Actor, fulfilment: Fulfilment, *, reason: str) -> Fulfilment:
    """Say why what was delivered is not what was promised; it may be delivered again."""
    return _answered(actor, fulfilment, Fulfilment.State.DECLINED, stated(reason))


@command(can_waive, says=_("let a commitment go"), is_final=True)
def waive_commitment(
    actor: Actor, commitment: Commitment, *, reason: str, upload: UploadedFile | None = None, kept_at: str = ""
) -> Commitment:
    """Let what is still owed go, with the reason. Refused while something delivered waits for its answer.

    Who speaks for both sides shows a paper in which the other side lets it go; refused without.
    """
    if commitment.fulfilments.submitted().exists():
        raise Refused(_("Answer first what was delivered."))
    if is_own_judge(actor, commitment) and upload is None and not kept_at:
        raise Refused(_("The other side has no space: attach the paper in which it lets this go."), "upload")
    if upload is not None or kept_at:
        commitment.waiver_proof = file_paper(
            actor, commitment.agreement, str(commitment), upload=upload, kept_at=kept_at
        )
    commitment.waived_on, commitment.waiver = timezone.localdate(), stated(reason)
    commitment.open_due_on = commitment.undelivered_due_on = None
    commitment.save()
    return commitment


def write_open_dues(commitments: Iterable[Commitment]) -> None:
    """Fold what is promised, accepted and delivered into the first day on which something is owed, and is to be delivered."""
    today = timezone.localdate()
    for row in with_terms(Commitment.objects.filter(pk__in=[commitment.pk for commitment in commitments])):
        terms = terms_of(row)
        due, undelivered = next_due(terms, today), next_undelivered(terms, today)
        row.open_due_on = due.on if due else None
        row.undelivered_due_on = undelivered.on if undelivered else None
        row.save(update_fields=["open_due_on", "undelivered_due_on"])
