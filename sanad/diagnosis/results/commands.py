"""What follows from a diagnosis: needs, waivers, remedies, its paper, and change measured again."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from sanad.accompaniment.models import Change, Need, PlanItem
from sanad.accompaniment.needs.commands.change import write_change
from sanad.accompaniment.needs.commands.needs import write_need
from sanad.accompaniment.plan.commands.items import write_plan_item
from sanad.diagnosis.models import AgreedScore, Diagnosis, Gap, Instrument, MeasuredChange
from sanad.diagnosis.policies import can_answer_gap, can_answer_gaps, can_issue_results, can_measure, can_propose_remedy
from sanad.diagnosis.results.documents import RESULTS_PAPER
from sanad.diagnosis.results.queries.comparison import why_not_comparable
from sanad.diagnosis.workshop.queries.progress import asked_items
from sanad.foundation.command import command, stated
from sanad.foundation.documents.models import IssuedDocument
from sanad.foundation.documents.papers import issue
from sanad.foundation.policy import Refused
from sanad.foundation.spaces.actor import Actor

NEW, JOIN, WAIVE = "new", "join", "waive"
KINDS = {
    Instrument.Subject.ASSOCIATION.value: Need.Kind.CAPACITY,
    Instrument.Subject.RESIDENTS.value: Need.Kind.RESIDENTS,
}


@command(can_answer_gap, says=_("said what follows from a score"))
def answer_gap(
    actor: Actor,
    score: AgreedScore,
    *,
    answer: str,
    statement: str = "",
    priority: int = Need.Priority.MIDDLE,
    need: Need | None = None,
    waiver: str = "",
) -> Gap:
    """Let an item below its desired level become a need, join one of the engagement, or be left for a reason (D5).

    Refused for an item that is not below. The answer may be changed until the diagnosis is closed.
    """
    key = need.pk if need else None
    return write_gap(actor, score, answer=answer, statement=statement, priority=priority, need_id=key, waiver=waiver)


@command(can_answer_gaps, says=_("said what follows from a diagnosis"))
def answer_gaps(actor: Actor, diagnosis: Diagnosis, *, answers: dict[str, dict[str, Any]]) -> Diagnosis:
    """Say of several items at once what follows, as `answer_gap` takes it, all or none.

    With `remedy`, what the instrument offers for the item is proposed in the plan at once. Refusals name the item.
    """
    scores = {score.item: score for score in diagnosis.scores.all()}
    for item, said in answers.items():
        score = scores.get(item)
        if score is None:
            raise Refused(_("This item is not asked here."), item)
        score.diagnosis = diagnosis
        try:
            _answered(actor, score, **said)
        except Refused as refusal:
            raise Refused(refusal.message, f"{item}__{refusal.field}" if refusal.field else item) from refusal
    return diagnosis


def _answered(actor: Actor, score: AgreedScore, *, remedy: bool = False, **said: Any) -> None:
    gap = write_gap(actor, score, **said)
    if not remedy or gap.need is None:
        return
    may = can_propose_remedy(actor, gap)
    if not may:
        raise Refused(may.reason, "remedy")
    write_remedy(actor, gap)


def write_gap(
    actor: Actor,
    score: AgreedScore,
    *,
    answer: str,
    statement: str = "",
    priority: int = Need.Priority.MIDDLE,
    need_id: UUID | None = None,
    waiver: str = "",
) -> Gap:
    """What follows from one item, inside the command that says it."""
    need = None
    diagnosis = score.diagnosis
    if not score.is_below:
        raise Refused(_("This item stands where you wish it to be."))
    gap = Gap.objects.filter(score=score).first() or Gap(
        space_id=score.space_id, diagnosis=diagnosis, score=score, by=actor.user
    )
    if answer == NEW:
        kind = KINDS[diagnosis.instrument.subject]
        words = stated(statement, "statement")
        need = write_need(actor, diagnosis.engagement, kind=kind, statement=words, priority=priority)
    elif answer == JOIN:
        own = Need.objects.select_for_update(no_key=True).filter(engagement=diagnosis.engagement_id)
        need = own.unsettled().filter(pk__in=[need_id] if need_id else []).first()
        if need is None:
            raise Refused(_("Choose a need of this file."), "need")
    elif answer != WAIVE:
        raise Refused(_("This choice does not exist."), "answer")
    gap.need, gap.waiver = (None, stated(waiver, "waiver")) if answer == WAIVE else (need, "")
    gap.by = actor.user
    gap.save()
    return gap


@command(can_propose_remedy, says=_("proposed the remedy of an item"))
def propose_remedy(actor: Actor, gap: Gap) -> PlanItem:
    """Put what the instrument offers for the item into the plan, linked to its need. Refused a second time."""
    return write_remedy(actor, gap)


def write_remedy(actor: Actor, gap: Gap) -> PlanItem:
    """The same inside a command."""
    need, score = gap.need, gap.score
    if need is None:
        raise Refused(_("This item was left as it is; there is no need to answer."))
    there = PlanItem.objects.live().filter(engagement_id=need.engagement_id, needs=need, target_item=score.item)
    if there.exists():
        raise Refused(_("This is already in the plan."))
    remedy = next(item.remedy for item in asked_items(gap.diagnosis) if item.key == score.item)
    side = PlanItem.Side.ASSOCIATION if remedy.form == PlanItem.Form.SELF else PlanItem.Side.SUPPORT
    return write_plan_item(
        actor,
        need.engagement,
        form=remedy.form,
        field=remedy.field,
        objective=str(remedy.text),
        needs=[need],
        side=side,
        target_item=score.item,
        target_level=score.desired,
    )


@command(can_measure, says=_("measured what became of a need"))
def measure_change(actor: Actor, after: AgreedScore, *, need: Need, before: AgreedScore, text: str = "") -> Change:
    """Write down the change of a need, measured from one agreed score to a later one of its item, in closed diagnoses.

    Refused across items, scales and engagements (D4), for an item that is not this need's, and a second time.
    """
    rows = AgreedScore.objects.select_related("diagnosis__instrument")
    before, after = pair = (rows.get(pk=before.pk), rows.get(pk=after.pk))  # as they are now, not as a form read them
    if any(score.diagnosis.engagement_id != need.engagement_id for score in pair):
        raise Refused(_("This choice does not exist."), "after")
    if any(score.diagnosis.state != Diagnosis.State.CLOSED for score in pair):
        raise Refused(_("Change is measured between two closed diagnoses."), "after")
    if reason := why_not_comparable(before.diagnosis, after.diagnosis):
        raise Refused(reason, "after")
    if before.item != after.item or before.level is None or after.level is None:
        raise Refused(_("Change is measured on one item that has a level in both diagnoses."), "after")
    if not Gap.objects.filter(need=need, score__item=before.item).exists():
        raise Refused(_("This need does not come from this item."), "after")
    if MeasuredChange.objects.filter(change__need=need, before=before, after=after).exists():
        raise Refused(_("This change is already written down."), "after")
    change = write_change(
        actor,
        need,
        method=Change.Method.SCORE,
        before=before.level,
        after=after.level,
        text=text,
        measured_on=after.diagnosis.held_on,
    )
    MeasuredChange.objects.create(space_id=need.space_id, change=change, before=before, after=after)
    return change


def standing_before(actor: Actor, diagnosis: Diagnosis, language: str) -> IssuedDocument | None:
    """The paper that a new one replaces."""
    return IssuedDocument.objects.filter(
        space=actor.space, kind=RESULTS_PAPER.kind, subject_id=diagnosis.pk, language=language
    ).first()


@command(can_issue_results, says=_("issued the results of a diagnosis"), is_final=True)
def issue_results(actor: Actor, diagnosis: Diagnosis, *, language: str) -> IssuedDocument:
    """Number, freeze and store the results as a paper; it replaces the one before in the same language."""
    return issue(actor, RESULTS_PAPER, diagnosis, language, replaces=standing_before(actor, diagnosis, language))
