"""Agreeing to the plan: each side says yes to a plan item as it stands."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanad.accompaniment.models import Engagement, PlanApproval, PlanItem
from sanad.accompaniment.plan.policies import can_agree_item, missing_sides, sides_of
from sanad.accompaniment.queries.together import held_together
from sanad.activities.models import Activity
from sanad.foundation.command import command
from sanad.foundation.days import refuse_future
from sanad.foundation.policy import Refused
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.states import take_step


@command(can_agree_item, says=_("agreed to a plan item"))
def agree_item(
    actor: Actor,
    item: PlanItem,
    *,
    on: date | None = None,
    side: str = "",
    basis: Activity | None = None,
    terms: str = "",
) -> PlanApproval:
    """Say yes for one's own side; the item is agreed once both sides have.

    The keeper says yes for an association that has no space yet, and names the meeting at which it did. `terms` is the
    fingerprint of what was read. Refused when the item was changed since, or for a day to come.
    """
    engagement = item.engagement
    own = sides_of(actor, engagement)
    side = side or next(iter(own))
    if terms and terms != item.terms:
        raise Refused(_("This was changed meanwhile. Read it again before you agree."))
    if side not in own:
        raise Refused(_("This side says yes from its own space."), "side")
    if side not in missing_sides(item):
        raise Refused(_("This side has already agreed."), "side")
    day = on or timezone.localdate()
    refuse_future(day)
    _refuse_basis(engagement, side, basis, day)
    approval = PlanApproval.objects.create(
        space_id=item.space_id, plan_item=item, side=side, on=day, basis=basis, by=actor.user
    )
    if not missing_sides(item):
        take_step(actor, item, PlanItem.State.AGREED)
    return approval


def _refuse_basis(engagement: Engagement, side: str, basis: Activity | None, day: date) -> None:
    """A yes said for somebody else rests on a meeting that both held, on that day or before it."""
    if basis is None:
        if side == PlanItem.Side.ASSOCIATION and engagement.association_space_id is None:
            raise Refused(_("Name the meeting at which the association agreed."), "basis")
        return
    if not held_together(engagement).filter(pk=basis.pk).exists():
        raise Refused(_("This choice does not exist."), "basis")
    if basis.held_on > day:
        raise Refused(_("That meeting was held later."), "basis")
