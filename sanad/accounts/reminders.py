"""What waits for whoever keeps the installation."""

from datetime import date

from django.db.models import QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from sanad.accounts.policies import visible_to
from sanad.foundation.reminders.sources import NOBODY, Source, as_dues, declare
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.spaces.models import Keeper, SpaceRequest


def _requests(actor: Actor, _on: date) -> QuerySet[SpaceRequest]:
    """Those who ask for a space and have no answer."""
    keeper = Subquery(Keeper.objects.filter(user=actor.user).values("user"))
    rows = visible_to(actor, SpaceRequest).filter(answered_at=None)
    names = ("name_ar", "name_fr")
    return as_dues(rows, on="asked_on", title=names, about="person", page=NOBODY, person=keeper)


REQUESTS = declare(
    Source("accounts.request", _("Request for a space"), 0, "space.read", "accounts:requests", _requests)
)
