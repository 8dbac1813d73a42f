"""What the plans of accompaniments promise."""

from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from sanad.accompaniment.models import Engagement, PlanItem
from sanad.accompaniment.policies import visible_to
from sanad.foundation.reminders.sources import Source, as_dues, declare
from sanad.foundation.spaces.actor import Actor


def _plan_items(actor: Actor, _on: date) -> QuerySet[PlanItem]:
    """What was promised and is unfinished: all of it to who keeps the engagement, its own part to the association.

    Of what an agreement promises too, the promise reminds.
    """
    kept = Q(space=actor.space)
    about_us = Engagement.objects.filter(association_space=actor.space).order_by().values("pk")
    ours = Q(engagement__among=about_us, side=PlanItem.Side.ASSOCIATION)
    rows = visible_to(actor, PlanItem).promised_here_alone().going_on().filter(kept | ours)
    return as_dues(
        rows,
        on="due_on",
        title="objective",
        about=("engagement__association__name_ar", "engagement__association__name_fr"),
        person="responsible__user",
    )


PLAN_ITEMS = declare(
    Source("accompaniment.plan_item", _("Plan item"), 14, "needs.edit", "accompaniment:item", _plan_items)
)
