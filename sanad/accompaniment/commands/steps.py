"""Steps: one change of state of a row, written with its fold."""

from typing import Any

from django.db import models

from sanad.accompaniment.models import Engagement, EngagementStep, Need, NeedStep, PlanItem, PlanItemStep
from sanad.foundation.policy import Refused
from sanad.foundation.spaces.actor import Actor

_STEPS: dict[type[models.Model], tuple[type[models.Model], str, str]] = {
    Engagement: (EngagementStep, "engagement", "stage"),
    Need: (NeedStep, "need", "state"),
    PlanItem: (PlanItemStep, "plan_item", "state"),
}


def take_step(actor: Actor, row: Any, after: str, reason: str) -> Any:
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
