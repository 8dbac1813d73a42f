"""The plan: what each side promises, and to which needs it answers."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from sanad.accompaniment.commands.steps import take_step
from sanad.accompaniment.models import Engagement, Need, PlanItem, PlanItemNeed
from sanad.accompaniment.policies import can_plan
from sanad.foundation.command import amend, command, stated
from sanad.foundation.policy import Refused
from sanad.foundation.spaces.actor import Actor


def write_plan_item(
    actor: Actor, engagement: Engagement, *, form: str, objective: str, needs: list[Need] | None = None, **details: Any
) -> PlanItem:
    """Write a plan item linked to needs of the same file (C1), inside a command that has judged who may."""
    _refuse_field(form, details.get("field", ""))
    item = PlanItem(space_id=engagement.space_id, engagement=engagement, form=form, objective=objective)
    amend(item, details).save()
    _link(actor, item, needs or [])
    return item


@command(can_plan, says=_("proposed a plan item"))
def propose_item(
    actor: Actor, engagement: Engagement, *, form: str, objective: str, needs: list[Need] | None = None, **details: Any
) -> PlanItem:
    """Write one point of the outline of the partnership, linked to needs of the same file (C1)."""
    return write_plan_item(actor, engagement, form=form, objective=objective, needs=needs, **details)


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
            take_step(actor, need, Need.State.ACCEPTED, "")
        if need.state == Need.State.ACCEPTED:
            take_step(actor, need, Need.State.IN_PLAN, "")


@command(can_plan, says=_("moved a plan item"))
def move_item(actor: Actor, item: PlanItem, *, state: str, reason: str = "") -> PlanItem:
    """Take a plan item to a state that follows. Cancelling needs a reason (C5)."""
    if state == PlanItem.State.CANCELLED:
        reason = stated(reason)
    return take_step(actor, item, state, reason)
