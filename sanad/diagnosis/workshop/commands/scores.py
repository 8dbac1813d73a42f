"""What all agreed, what it rests on, and who checked it."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID, uuid5

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanad.accompaniment.evidence.commands import file_evidence
from sanad.accompaniment.models import Evidence
from sanad.diagnosis.instruments.queries.blueprint import blueprint_of
from sanad.diagnosis.models import AgreedScore, Diagnosis, ScoreEvidence
from sanad.diagnosis.models.scores import LEVELS
from sanad.diagnosis.policies import can_agree, can_file_evidence, can_verify
from sanad.diagnosis.workshop.commands.sheets import reply_with_level
from sanad.diagnosis.workshop.queries.evidence import provable_level
from sanad.diagnosis.workshop.queries.progress import asked_keys
from sanad.foundation.command import command
from sanad.foundation.policy import Refused
from sanad.foundation.spaces.actor import Actor


@command(can_agree, says=_("wrote down an agreed score"))
def agree_score(
    actor: Actor,
    diagnosis: Diagnosis,
    *,
    item: str,
    reply: str,
    level: int | None = None,
    desired: int | None = None,
    comment: str = "",
) -> AgreedScore:
    """Write what all agreed on one item, beside what each rater said (D3). A new level is verified anew."""
    if item not in asked_keys(diagnosis):
        raise Refused(_("This item is not asked here."), "item")
    reply, level = reply_with_level(item, reply, level)
    if desired is not None and desired not in LEVELS:
        raise Refused(_("Choose one of the levels, or one of the two other answers."), item)
    score = AgreedScore.objects.filter(diagnosis=diagnosis, item=item).first() or AgreedScore(
        space_id=diagnosis.space_id, diagnosis=diagnosis, item=item
    )
    if (score.reply, score.level) != (reply, level):
        score.verified = score.verified_by = score.verified_at = None
    score.reply, score.level, score.desired, score.comment = reply, level, desired, comment
    score.save()
    return score


def agree_scores(
    actor: Actor, diagnosis: Diagnosis, *, scores: dict[str, dict[str, Any]], key: UUID | None = None
) -> list[AgreedScore]:
    """Agree on several items at once: all or none, and one line of history for each that is new or differs: these it returns."""
    with transaction.atomic():
        kept = {score.item: score for score in AgreedScore.objects.filter(diagnosis=diagnosis)}
        return [
            agree_score(actor, diagnosis, item=item, key=uuid5(key, item) if key else None, **details)
            for item, details in scores.items()
            if (before := kept.get(item)) is None
            or any(getattr(before, name) != value for name, value in details.items())
        ]


def were_agreed(actor: Actor, diagnosis: Diagnosis, items: Iterable[str], *, key: UUID) -> bool:
    """Whether `agree_scores` wrote some of these items for this person's request with this key before."""
    done = agree_score.done_before  # type: ignore[attr-defined]  # as every command has it
    return any(done(actor, diagnosis, key=uuid5(key, item)) for item in items)


@command(can_file_evidence, says=_("filed evidence for a score"))
def attach_score_evidence(
    actor: Actor,
    score: AgreedScore,
    *,
    evidence: Evidence | None = None,
    title: str = "",
    kind: str = "",
    upload: UploadedFile | None = None,
    kept_at: str = "",
    **details: Any,
) -> ScoreEvidence:
    """Let a score rest on evidence that the engagement has, or on new evidence. Both belong to one engagement (C1)."""
    diagnosis = score.diagnosis
    if evidence is not None and (title or upload or kept_at):
        raise Refused(_("Choose evidence of the file, or file it now: one of the two."), "evidence")
    if evidence is None:
        if not title.strip():
            raise Refused(_("Choose evidence of the file, or say what you add."), "title")
        if kind and kind not in blueprint_of(diagnosis.instrument).evidence_kinds:
            raise Refused(_("This choice does not exist."), "kind")
        evidence = file_evidence(
            actor, diagnosis.engagement, title=title, upload=upload, kept_at=kept_at, kind=kind, **details
        )
    elif not Evidence.objects.standing().filter(pk=evidence.pk, engagement=diagnosis.engagement_id).exists():
        raise Refused(_("This choice does not exist."), "evidence")
    if ScoreEvidence.objects.filter(score=score, evidence=evidence).exists():
        raise Refused(_("This evidence is already there."), "evidence")
    return ScoreEvidence.objects.create(space_id=score.space_id, score=score, evidence=evidence)


@command(can_verify, says=_("verified a score"))
def verify_score(actor: Actor, score: AgreedScore, *, level: int) -> AgreedScore:
    """Say up to which level the evidence was checked. Refused beyond what is agreed, and beyond what is filed (D2)."""
    if level not in LEVELS or score.level is None or level > score.level:
        raise Refused(_("No more can be verified than what was agreed."), "level")
    highest = provable_level(score)
    if level > highest:
        raise Refused(
            _("The evidence on file shows level %(level)s at most.") % {"level": highest}
            if highest
            else _("No evidence is on file for this item."),
            "level",
        )
    score.verified, score.verified_by, score.verified_at = level, actor.user, timezone.now()
    score.save()
    return score
