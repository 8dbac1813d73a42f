"""What signatures make fall due: mandates that end."""

from datetime import date

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from sanad.foundation.reminders.sources import Source, as_dues, declare
from sanad.foundation.spaces.actor import Actor
from sanad.partnerships.models import Agreement, Party
from sanad.partnerships.queries.standing import last_day


def ending_mandates(actor: Actor, day: date) -> QuerySet[Party]:
    """Mandates of those who sign for the other parties, while their signature is waited for or may be asked again."""
    states = [Agreement.State.READY, Agreement.State.OUT, Agreement.State.SIGNED]
    rows = Party.objects.standing().filter(space=actor.space, mandate__to_on__isnull=False, agreement__state__in=states)
    rows = rows.exclude(organisation__own_space=actor.space)
    rows = rows.annotate(last_on=last_day("agreement", day))
    return as_dues(
        rows.filter(Q(last_on=None) | Q(last_on__gt=F("mandate__to_on"))),
        on="mandate__to_on",
        title=("mandate__capacity_ar", "mandate__capacity_fr"),
        about=("organisation__name_ar", "organisation__name_fr"),
        page="agreement",
    )


declare(
    Source(
        "partnerships.mandate",
        _("Mandate of a signatory that ends"),
        days_before=30,
        capability="agreements.draft",
        link="partnerships:agreement",
        rows=ending_mandates,
        days_after=60,
    )
)
