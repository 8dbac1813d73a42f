"""Who keeps an engagement."""

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from sanad.accompaniment.models import Engagement, PlanItem
from sanad.accompaniment.policies import is_open
from sanad.foundation.policy import YES, Verdict, all_of, needs, no, owns
from sanad.foundation.spaces.actor import Actor


def can_run(actor: Actor, row: Model) -> Verdict:
    """Keep the engagement: its stage, its plan."""
    return all_of(needs(actor, "engagement.run"), owns(actor, row), lambda: is_open(row))


def can_close(actor: Actor, engagement: Engagement) -> Verdict:
    """End the accompaniment. Refused while something is under way (C5: cancel it with a reason first)."""
    running = engagement.plan_items.filter(state=PlanItem.State.RUNNING).exists()
    return all_of(can_run(actor, engagement), no(_("A plan item is still running.")) if running else YES)
