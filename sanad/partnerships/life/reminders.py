"""What the end of an agreement makes fall due."""

from datetime import date

from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from sanad.foundation.days import DaysBefore, MonthsBefore
from sanad.foundation.reminders.sources import Source, as_dues, declare
from sanad.foundation.spaces.actor import Actor
from sanad.partnerships.models import Agreement
from sanad.partnerships.queries.standing import last_day


def agreements_to_renew(actor: Actor, day: date) -> QuerySet[Agreement]:
    """Agreements that end, on the day until which notice must be given; silent once their successor is begun."""
    followed = Agreement.objects.not_abandoned().filter(predecessor=OuterRef("pk"))
    rows = Agreement.objects.signed().filter(~Exists(followed), space=actor.space)
    return as_dues(
        rows.annotate(last_on=last_day("pk", day)).filter(last_on__gte=day),
        on=DaysBefore(MonthsBefore(F("last_on"), F("notice_months")), F("notice_days")),
        title=("title_ar", "title_fr"),
    )


declare(
    Source(
        "partnerships.renewal",
        _("Agreement to renew"),
        days_before=30,
        capability="agreements.draft",
        link="partnerships:story",
        rows=agreements_to_renew,
    )
)
