"""Keeping the file."""

from datetime import date
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanad.accompaniment.models import (
    Engagement,
    EngagementStep,
    Evidence,
    Need,
    NeedStep,
    PlanItem,
    PlanItemNeed,
    PlanItemStep,
    WayForward,
)
from sanad.accompaniment.policies import (
    can_add_evidence,
    can_close,
    can_edit_need,
    can_move_need,
    can_open_engagement,
    can_plan,
    can_run,
    can_voice_need,
)
from sanad.directory.models import Organisation, Person
from sanad.foundation.command import amend, command, stated
from sanad.foundation.files.store import keep_upload
from sanad.foundation.policy import Refused
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.spaces.models import Space


@command(can_open_engagement, says=_("opened a file of accompaniment"))
def open_engagement(
    actor: Actor,
    *,
    association: Organisation,
    referent: Person | None = None,
    purpose: str = "",
    opened_on: date | None = None,
) -> Engagement:
    """Open the file on an association. Refused while another file on it is open."""
    if (
        Engagement.objects.filter(space=actor.space, association=association)
        .exclude(stage=Engagement.Stage.CLOSED)
        .exists()
    ):
        raise Refused(_("A file on this association is already open."), "association")
    return Engagement.objects.create(
        space=actor.space, association=association, association_space=association.room, referent=referent,
        purpose=purpose, opened_on=opened_on or timezone.localdate(),
    )  # fmt: skip


@command(can_run, says=_("changed the file"))
def edit_engagement(actor: Actor, engagement: Engagement, *, referent: Person | None, purpose: str) -> Engagement:
    """Change the referent or the purpose."""
    engagement.referent, engagement.purpose = referent, purpose
    engagement.save()
    return engagement


@command(can_run, says=_("connected the association's own space"))
def connect_space(actor: Actor, engagement: Engagement, *, association_space: Space) -> Engagement:
    """Let the association see its file from its own space. Refused for a space that is another's."""
    taken = Organisation.objects.filter(space_id=engagement.space_id, room=association_space).exclude(
        pk=engagement.association_id
    )
    if association_space.kind != Space.Kind.ASSOCIATION or taken.exists():
        raise Refused(_("This choice does not exist."), "association_space")
    engagement.association_space = association_space
    engagement.save()
    engagement.association.room = association_space
    engagement.association.save()
    return engagement


_STEPS: dict[type[models.Model], tuple[type[models.Model], str, str]] = {
    Engagement: (EngagementStep, "engagement", "stage"),
    Need: (NeedStep, "need", "state"),
    PlanItem: (PlanItemStep, "plan_item", "state"),
}


def _move(actor: Actor, row: Any, after: str, reason: str) -> Any:
    """Write one step of the table and its fold; Refused when the table has no such step (C6)."""
    steps, name, column = _STEPS[type(row)]
    before = getattr(row, column)
    verdict = row.STATES.allows(before, after)
    if not verdict:
        raise Refused(verdict.reason, column)
    steps._default_manager.create(
        space_id=row.space_id, before=before, after=after, by=actor.user, reason=reason, **{name: row}
    )
    setattr(row, column, after)
    row.save()
    return row


@command(can_run, says=_("moved the accompaniment to another stage"))
def move_engagement(actor: Actor, engagement: Engagement, *, stage: str, reason: str = "") -> Engagement:
    """Go to another stage that follows. Closing has its own command."""
    if stage == Engagement.Stage.CLOSED:
        raise Refused(_("Say how it ended to close it."), "stage")
    return _move(actor, engagement, stage, reason)


@command(can_close, says=_("closed the accompaniment"))
def close_engagement(actor: Actor, engagement: Engagement, *, exit: str, reason: str) -> Engagement:  # noqa: A002  the model's own word
    """End the accompaniment, with how and why."""
    engagement.exit, engagement.closed_on = exit, timezone.localdate()
    return _move(actor, engagement, Engagement.Stage.CLOSED, stated(reason))


@command(can_voice_need, says=_("wrote down a need"))
def voice_need(
    actor: Actor, engagement: Engagement, *, kind: str, statement: str, ways: list[str] | None = None, **details: Any
) -> Need:
    """Write a need down in the association's words, with the ways proposed to overcome it."""
    need = Need(space_id=engagement.space_id, engagement=engagement, kind=kind, statement=statement)
    amend(need, details).save()
    for text in ways or []:
        WayForward.objects.create(space_id=engagement.space_id, need=need, text=text)
    return need


@command(can_edit_need, says=_("changed a need"))
def edit_need(actor: Actor, need: Need, *, ways: list[str] | None = None, **details: Any) -> Need:
    """Change a need; new ways forward are added, those written earlier stay."""
    amend(need, details).save()
    known = set(need.ways.values_list("text", flat=True))
    for text in ways or []:
        if text not in known:
            WayForward.objects.create(space_id=need.space_id, need=need, text=text)
    return need


@command(can_move_need, says=_("moved a need"))
def move_need(actor: Actor, need: Need, *, state: str, reason: str = "") -> Need:
    """Take a need to a state that follows. Parking and leaving out need a reason (C5)."""
    if state == Need.State.RESOLVED:
        raise Refused(_("Show first what changed, and what it is known from."), "state")
    if state in {Need.State.PARKED, Need.State.OUT_OF_SCOPE}:
        reason = stated(reason)
    return _move(actor, need, state, reason)


@command(can_plan, says=_("proposed a plan item"))
def propose_item(
    actor: Actor, engagement: Engagement, *, form: str, objective: str, needs: list[Need] | None = None, **details: Any
) -> PlanItem:
    """Write one point of the outline of the partnership, linked to needs of the same file (C1)."""
    _refuse_field(form, details.get("field", ""))
    item = PlanItem(space_id=engagement.space_id, engagement=engagement, form=form, objective=objective)
    amend(item, details).save()
    _link(actor, item, needs or [])
    return item


@command(can_plan, says=_("changed a plan item"))
def edit_item(actor: Actor, item: PlanItem, *, needs: list[Need] | None = None, **details: Any) -> PlanItem:
    """Change a plan item; links to needs are added."""
    amend(item, details)
    _refuse_field(item.form, item.field)
    item.save()
    _link(actor, item, needs or [])
    return item


def _refuse_field(form: str, field: str) -> None:
    if form == PlanItem.Form.TRAINING and not field:
        raise Refused(_("Choose the field of the training."), "field")


def _link(actor: Actor, item: PlanItem, needs: list[Need]) -> None:
    own = Need.objects.select_for_update().filter(engagement_id=item.engagement_id)
    here = list(own.filter(pk__in=[need.pk for need in needs]))  # as they are now, not as the form read them (Y2)
    if len(here) < len(needs):
        raise Refused(_("This choice does not exist."), "needs")
    for need in here:
        PlanItemNeed.objects.get_or_create(space_id=item.space_id, plan_item=item, need=need)
        if need.state == Need.State.VOICED:
            _move(actor, need, Need.State.ACCEPTED, "")
        if need.state == Need.State.ACCEPTED:
            _move(actor, need, Need.State.IN_PLAN, "")


@command(can_plan, says=_("moved a plan item"))
def move_item(actor: Actor, item: PlanItem, *, state: str, reason: str = "") -> PlanItem:
    """Take a plan item to a state that follows. Cancelling needs a reason (C5)."""
    if state == PlanItem.State.CANCELLED:
        reason = stated(reason)
    return _move(actor, item, state, reason)


def file_evidence(
    actor: Actor,
    engagement: Engagement | None,
    *,
    title: str,
    upload: UploadedFile | None = None,
    kept_at: str = "",
    **details: Any,
) -> Evidence:
    """File a paper or picture, inside a command. Refused with neither a file nor the place where it is kept."""
    if upload is None and not kept_at:
        raise Refused(_("Attach it, or say where the paper is kept."), "upload")
    space_id = engagement.space_id if engagement else actor.space_id
    evidence = Evidence(space_id=space_id, engagement=engagement, title=title, kept_at=kept_at, by=actor.user)
    amend(evidence, details)
    if upload is not None:
        evidence.file = keep_upload(space_id, upload)
    evidence.save()
    return evidence


@command(can_add_evidence, says=_("filed evidence"))
def add_evidence(
    actor: Actor,
    engagement: Engagement,
    *,
    title: str,
    upload: UploadedFile | None = None,
    kept_at: str = "",
    **details: Any,
) -> Evidence:
    """File what shows that something is so, from either side. Refused with neither a file nor a place."""
    return file_evidence(actor, engagement, title=title, upload=upload, kept_at=kept_at, **details)
