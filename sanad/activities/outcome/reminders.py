"""What activities leave to be done."""

from datetime import date

from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from sanad.activities.models import FollowUp
from sanad.activities.policies import visible_to
from sanad.foundation.reminders.sources import Source, as_dues, declare
from sanad.foundation.spaces.actor import Actor


def _follow_ups(actor: Actor, _on: date) -> QuerySet[FollowUp]:
    rows = visible_to(actor, FollowUp).filter(space=actor.space, state=FollowUp.State.OPEN)
    who = Coalesce("owner__name_ar", "body__name_ar"), Coalesce("owner__name_fr", "body__name_fr")
    return as_dues(rows, on="due_on", title="text", about=who, page="activity", person="owner__user")


FOLLOW_UPS = declare(
    Source("activities.follow_up", _("Follow-up"), 14, "activities.run", "activities:outcome", _follow_ups)
)
