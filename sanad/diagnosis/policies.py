"""Who sees, runs and answers a diagnosis."""

from typing import Any

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from sanad.accompaniment.models import Engagement
from sanad.accompaniment.plan.policies import can_plan
from sanad.accompaniment.policies import can_voice_need
from sanad.diagnosis.models import AgreedScore, Diagnosis, Gap, Instrument, Sheet
from sanad.foundation.naming.among import own_or
from sanad.foundation.naming.parts import PartOf
from sanad.foundation.policy import YES, Text, Verdict, all_of, needs, no, owns
from sanad.foundation.spaces.actor import Actor

INSTRUMENT_TO_ENGAGEMENT = "diagnoses__engagement"  # an instrument is seen by those who are asked with it
# Which groups answer about what.
GROUPS = {
    Instrument.Subject.ASSOCIATION.value: (Sheet.Group.ASSOCIATION, Sheet.Group.FACILITATOR),
    Instrument.Subject.RESIDENTS.value: (Sheet.Group.RESIDENTS, Sheet.Group.FACILITATOR),
}
STATE = Diagnosis.State


def visible_to(actor: Actor, model: type[Model]) -> Any:  # the rows with the sets that their model names
    """A diagnosis is seen by the organisation that keeps the engagement and by the association that it is about."""
    if not actor.may("space.read"):
        return model._default_manager.none()
    to_engagement = model.path_to_subject() if issubclass(model, PartOf) else INSTRUMENT_TO_ENGAGEMENT
    theirs = model._default_manager.filter(**{f"{to_engagement}__association_space": actor.space})
    return model._default_manager.filter(own_or(actor.space, theirs))


def groups_for(actor: Actor, diagnosis: Diagnosis) -> list[Sheet.Group]:
    """For whom the actor may write: the keeper for everybody, the association's side for all but the facilitator."""
    groups = GROUPS[diagnosis.instrument.subject]
    return [group for group in groups if diagnosis.space_id == actor.space_id or group != Sheet.Group.FACILITATOR]


def can_keep_instruments(actor: Actor) -> Verdict:
    """Take an instrument into the space."""
    support = YES if actor.space.is_support else no(_("Only a support organisation keeps instruments."))
    return all_of(needs(actor, "diagnosis.run"), support)


def can_start(actor: Actor, engagement: Engagement) -> Verdict:
    """Begin a diagnosis in an engagement."""
    return all_of(needs(actor, "diagnosis.run"), owns(actor, engagement), lambda: _engagement_is_open(engagement))


def can_run(actor: Actor, diagnosis: Diagnosis) -> Verdict:
    """Lead a diagnosis: its scores, its states. Nothing after it is closed or cancelled (D5)."""
    return all_of(needs(actor, "diagnosis.run"), owns(actor, diagnosis), lambda: _is_open(diagnosis))


def can_agree(actor: Actor, diagnosis: Diagnosis) -> Verdict:
    """Write down what all agreed: between the answers and the agreement."""
    return all_of(can_run(actor, diagnosis), lambda: _is_in(diagnosis, STATE.RATED))


def can_open_sheet(actor: Actor, diagnosis: Diagnosis) -> Verdict:
    """Answer, or write down answers, from either side while answers are taken."""
    return all_of(_side(actor, diagnosis), lambda: _is_open(diagnosis), lambda: _is_in(diagnosis, STATE.DRAFT))


def can_answer(actor: Actor, sheet: Sheet) -> Verdict:
    """Change answers: those of one's own sheet, or those that the keeper wrote down for others (D3)."""
    own = sheet.by_id == actor.user.pk or (
        sheet.written_in_id == sheet.space_id == actor.space_id and actor.may("diagnosis.run")
    )
    return all_of(
        can_open_sheet(actor, sheet.diagnosis),
        YES if own else no(_("These are somebody else's answers.")),
        YES if sheet.is_standing else no(_("This sheet was withdrawn.")),
    )


def can_file_evidence(actor: Actor, score: AgreedScore) -> Verdict:
    """Show what an agreed level rests on, from either side, until the diagnosis is closed."""
    diagnosis = score.diagnosis
    return all_of(
        can_voice_need(actor, diagnosis.engagement),
        lambda: _is_open(diagnosis),
        lambda: _is_in(diagnosis, STATE.RATED, STATE.AGREED),
    )


def can_verify(actor: Actor, score: AgreedScore) -> Verdict:
    """Check a level against the evidence on file."""
    return all_of(can_run(actor, score.diagnosis), lambda: _is_in(score.diagnosis, STATE.RATED, STATE.AGREED))


def can_answer_gap(actor: Actor, score: AgreedScore) -> Verdict:
    """Say what follows from an item below its desired level."""
    return can_answer_gaps(actor, score.diagnosis)


def can_answer_gaps(actor: Actor, diagnosis: Diagnosis) -> Verdict:
    """Say at once what follows from all items below their desired level."""
    return all_of(can_run(actor, diagnosis), lambda: _is_in(diagnosis, STATE.AGREED))


def can_propose_remedy(actor: Actor, gap: Gap) -> Verdict:
    """Propose in the plan what the instrument offers for the item."""
    return can_plan(actor, gap.diagnosis)


def can_issue_results(actor: Actor, diagnosis: Diagnosis) -> Verdict:
    """Number the results as a paper: when they are agreed."""
    settled = diagnosis.state in {STATE.AGREED, STATE.CLOSED}
    return all_of(
        needs(actor, "papers.issue"),
        owns(actor, diagnosis),
        YES if settled else no(_("The scores are not agreed yet.")),
    )


def can_measure(actor: Actor, score: AgreedScore) -> Verdict:
    """Write down what became of a need, from two diagnoses."""
    engagement = score.diagnosis.engagement
    return all_of(needs(actor, "diagnosis.run"), owns(actor, score), lambda: _engagement_is_open(engagement))


def _side(actor: Actor, diagnosis: Diagnosis) -> Verdict:
    if diagnosis.space_id == actor.space_id:
        return needs(actor, "diagnosis.run")
    mine = diagnosis.engagement.association_space_id == actor.space_id
    return all_of(YES if mine else no(_("This belongs to another space.")), needs(actor, "diagnosis.answer"))


def _engagement_is_open(engagement: Engagement) -> Verdict:
    return YES if engagement.is_open else no(_("This accompaniment is closed."))


def _is_open(diagnosis: Diagnosis) -> Verdict:
    reasons: dict[str, Text] = {
        STATE.CLOSED: _("This diagnosis is closed; another one may follow it."),
        STATE.CANCELLED: _("This diagnosis was cancelled."),
    }
    reason = reasons.get(diagnosis.state)
    return no(reason) if reason else _engagement_is_open(diagnosis.engagement)


def _is_in(diagnosis: Diagnosis, *states: Diagnosis.State) -> Verdict:
    """Yes in these states; otherwise what has to come first."""
    if diagnosis.state in states:
        return YES
    reasons: dict[str, Text] = {
        STATE.DRAFT: _("Answers are still being taken."),
        STATE.RATED: _("The scores are not agreed yet."),
        STATE.AGREED: _("The scores are agreed. Open them again to change them."),
    }
    if states == (STATE.DRAFT,):
        return no(_("Answers are no longer taken."))
    return no(reasons[diagnosis.state])
