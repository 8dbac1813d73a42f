"""The plan: what each side promises, to which needs it answers, and when it was carried out."""

import re
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanad.accompaniment.evidence.commands import file_evidence, gather_evidence
from sanad.accompaniment.models import Engagement, Evidence, Need, PlanItem, PlanItemEvidence, PlanItemNeed
from sanad.accompaniment.models.answers import shown_of
from sanad.accompaniment.plan.policies import (
    can_attach_evidence,
    can_edit_item,
    can_finish_item,
    can_move_item,
    can_plan,
    can_settle_item,
)
from sanad.directory.commands.names import TypedNames
from sanad.foundation.command import amend, command, stated
from sanad.foundation.policy import Refused
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.states import take_step

TARGET_KEY = re.compile(r"[a-z0-9]+([._-][a-z0-9]+)*")  # as instruments write the keys of their items: legal_receipt


def write_plan_item(
    actor: Actor, engagement: Engagement, *, form: str, objective: str, needs: list[Need] | None = None, **details: Any
) -> PlanItem:
    """Write a plan item linked to needs of the same engagement (C1), inside a command that has judged who may."""
    item = PlanItem(space_id=engagement.space_id, engagement=engagement, form=form, objective=objective)
    _refuse_half_said(amend(item, details))
    item.save()
    _link(actor, item, needs or [])
    return item


@command(can_plan, says=_("proposed a plan item"))
def propose_item(
    actor: Actor,
    engagement: Engagement,
    *,
    form: str,
    objective: str,
    needs: list[Need] | None = None,
    is_new: bool = False,
    **details: Any,
) -> PlanItem:
    """Write one point of the outline of the partnership, linked to needs of the same engagement (C1).

    A third party, or a person responsible, that has no card yet gets one.
    """
    details = _with_cards(actor, engagement, details, is_new=is_new)
    return write_plan_item(actor, engagement, form=form, objective=objective, needs=needs, **details)


@command(can_edit_item, says=_("changed a plan item"))
def edit_item(
    actor: Actor, item: PlanItem, *, needs: list[Need] | None = None, is_new: bool = False, **details: Any
) -> PlanItem:
    """Change a plan item; links to needs are added. When its terms change, both sides are asked again."""
    read = item.terms
    details = _with_cards(actor, item.engagement, details, is_new=is_new)
    _refuse_half_said(amend(item, details))
    item.save()
    if item.terms != read:
        item.approvals.standing().update(withdrawn_at=timezone.now())
        if item.state in PlanItem.PROMISED:
            take_step(actor, item, PlanItem.State.PROPOSED)
    _link(actor, item, needs or [])
    return item


def _with_cards(actor: Actor, engagement: Engagement, details: dict[str, Any], *, is_new: bool) -> dict[str, Any]:
    """The details with the cards of who was named. Refused when the third party is one of the two sides."""
    names, found = TypedNames(actor, is_new=is_new), dict(details)
    if named := details.get("third_party"):
        found["third_party"] = names.chosen_body(named, "third_party")
    if named := details.get("responsible"):
        found["responsible"] = names.chosen_person(named, "responsible")
    names.refuse_asked()
    third = found.get("third_party")
    if third and (third == engagement.association or third.own_space_id == engagement.space_id):
        raise Refused(_("This is one of the two sides: choose it as who does it."), "third_party")
    return found


def _refuse_half_said(item: PlanItem) -> None:
    """Refused where one part of the terms asks for another that is not there."""
    is_third = item.side == PlanItem.Side.THIRD
    if item.form == PlanItem.Form.TRAINING and not item.field:
        raise Refused(_("Choose the field of the training."), "field")
    if is_third and item.third_party_id is None:
        raise Refused(_("Choose which third party."), "third_party")
    if item.third_party_id and not is_third:
        raise Refused(_("Only what a third party does names one."), "third_party")
    if item.target_item and not TARGET_KEY.fullmatch(item.target_item):
        raise Refused(_("This choice does not exist."), "target_item")
    if item.target_level is not None and not item.target_item:
        raise Refused(_("Say which item should reach this level."), "target_item")


def _link(actor: Actor, item: PlanItem, needs: list[Need]) -> None:
    own = Need.objects.select_for_update(no_key=True).filter(engagement_id=item.engagement_id)
    here = list(own.filter(pk__in=[need.pk for need in needs]))  # as they are now, not as the form read them (Y2)
    if len(here) < len(needs):
        raise Refused(_("This choice does not exist."), "needs")
    for need in here:
        PlanItemNeed.objects.get_or_create(space_id=item.space_id, plan_item=item, need=need)
        if need.state == Need.State.VOICED:
            take_step(actor, need, Need.State.ACCEPTED)
        if need.state == Need.State.ACCEPTED:
            take_step(actor, need, Need.State.IN_PLAN)


@command(can_move_item, says=_("moved a plan item"))
def move_item(actor: Actor, item: PlanItem, *, state: str, reason: str = "") -> PlanItem:
    """Begin a plan item or cancel it, with a reason (C5). What both sides agree and what is done are said otherwise."""
    if state in {PlanItem.State.AGREED, PlanItem.State.PROPOSED}:
        raise Refused(_("Each side says yes for itself; a change of the item asks both again."), "state")
    if state == PlanItem.State.DONE:
        raise Refused(_("Say that it was carried out, with what shows it."), "state")
    if state == PlanItem.State.CANCELLED:
        reason = stated(reason)
    return take_step(actor, item, state, reason)


@command(can_finish_item, says=_("carried out a plan item"))
def finish_item(
    actor: Actor,
    item: PlanItem,
    *,
    note: str = "",
    evidence: list[Evidence] | None = None,
    title: str = "",
    upload: UploadedFile | None = None,
    kept_at: str = "",
) -> PlanItem:
    """Say that a plan item was carried out, with evidence of the engagement or a paper filed now, or none yet."""
    shown = gather_evidence(actor, item.engagement, evidence or [], title=title, upload=upload, kept_at=kept_at)
    _carry_out(actor, item, note)
    _attach(item, shown)
    return item


def _carry_out(actor: Actor, item: PlanItem, note: str = "") -> None:
    """Done; what was agreed to elsewhere is agreed to here, first."""
    if item.state == PlanItem.State.PROPOSED:
        take_step(actor, item, PlanItem.State.AGREED)
    take_step(actor, item, PlanItem.State.DONE, note)


@command(can_settle_item, says=_("took over that a plan item was carried out"))
def settle_item(actor: Actor, item: PlanItem) -> PlanItem:
    """Say that a plan item was carried out, as the promise that repeats it or the session that answers it says, with what shows it."""
    shown = shown_of(item)
    papers = [
        file_evidence(actor, item.engagement, title=row.title, kept_at=row.kept_at, seen_on=row.seen_on)
        for row in shown
        if row.evidence is None
    ]
    known = gather_evidence(actor, item.engagement, [row.evidence for row in shown if row.evidence is not None])
    _carry_out(actor, item)
    _attach(item, [*known, *papers])
    return item


@command(can_attach_evidence, says=_("attached evidence to a plan item"))
def attach_evidence(
    actor: Actor,
    item: PlanItem,
    *,
    evidence: list[Evidence] | None = None,
    title: str = "",
    upload: UploadedFile | None = None,
    kept_at: str = "",
) -> PlanItem:
    """Show by evidence that a plan item is or was carried out. Refused when nothing is shown."""
    shown = gather_evidence(actor, item.engagement, evidence or [], title=title, upload=upload, kept_at=kept_at)
    if not shown:
        raise Refused(_("Choose what shows it, or file it now."), "evidence")
    _attach(item, shown)
    return item


def _attach(item: PlanItem, shown: list[Evidence]) -> None:
    for evidence in shown:
        PlanItemEvidence.objects.get_or_create(space_id=item.space_id, plan_item=item, evidence=evidence)
