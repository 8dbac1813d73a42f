"""What the text says is shown, and is not yet."""

from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from sanad.foundation.reminders.sources import Source, as_dues, declare
from sanad.foundation.spaces.actor import Actor
from sanad.partnerships.models import Agreement, Party, Sharing
from sanad.partnerships.queries.standing import last_day


def records_to_open(actor: Actor, day: date) -> QuerySet[Sharing]:
    """Records that the text says the actor's space shows, and that it has not opened yet."""
    rows = Sharing.objects.standing().filter(
        giver__among=Party.objects.of_space(actor.space).order_by().values("pk"),
        taker__organisation__own_space__isnull=False,
        consent=None,
        agreement__state=Agreement.State.SIGNED,
    )
    return as_dues(
        rows.annotate(last_on=last_day("agreement", day)).filter(Q(last_on=None) | Q(last_on__gte=day)),
        on="from_on",
        title=("agreement__title_ar", "agreement__title_fr"),
        about=("taker__organisation__name_ar", "taker__organisation__name_fr"),
        page="agreement",
    )


declare(
    Source(
        "partnerships.sharing",
        _("Records to open"),
        days_before=14,
        capability="consent.give",
        link="partnerships:sharing",
        rows=records_to_open,
        days_after=60,
    )
)
