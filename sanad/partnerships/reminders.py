"""What agreements make fall due: promises, answers, records to open, mandates that end, agreements to renew."""

from django.db.models import Exists, F, IntegerField, OuterRef, Q, QuerySet, Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanad.foundation.days import DaysBefore, MonthsBefore
from sanad.foundation.reminders.sources import Source, as_dues, declare
from sanad.foundation.spaces.actor import Actor
from sanad.partnerships.models import Agreement, Commitment, Fulfilment, Party, Sharing
from sanad.partnerships.queries.promises import spoken_for, still_binding
from sanad.partnerships.queries.standing import last_day

ANSWER_WITHIN = 14  # days that the other side has to answer before it is late


def _promises(actor: Actor) -> QuerySet[Commitment]:
    """What the actor's space owes, or speaks for who owes it."""
    rows = Commitment.objects.filter(
        spoken_for(actor, "debtor"), still_binding(timezone.localdate()), withdrawn_at=None, open_due_on__isnull=False
    )
    return as_dues(rows, on="open_due_on", title=("text_ar", "text_fr"), about=_names("creditor__organisation"))


def _names(path: str) -> tuple[str, str]:
    return f"{path}__name_ar", f"{path}__name_fr"


def _answers(actor: Actor) -> QuerySet[Fulfilment]:
    """What was delivered and waits for the answer of the actor's space."""
    rows = Fulfilment.objects.filter(spoken_for(actor, "commitment__creditor"), state=Fulfilment.State.SUBMITTED)
    return as_dues(
        rows,
        on=DaysBefore(F("on"), Value(-ANSWER_WITHIN, IntegerField())),
        page="commitment",
        title=("commitment__text_ar", "commitment__text_fr"),
        about=_names("commitment__debtor__organisation"),
    )


def _renewals(actor: Actor) -> QuerySet[Agreement]:
    """Agreements that end, on the day until which notice must be given; silent once their successor is begun."""
    today = timezone.localdate()
    followed = Agreement.objects.filter(predecessor=OuterRef("pk")).exclude(state=Agreement.State.ABANDONED)
    rows = Agreement.objects.filter(~Exists(followed), space=actor.space, state=Agreement.State.SIGNED)
    last_notice = DaysBefore(MonthsBefore(F("last_on"), F("notice_months")), F("notice_days"))
    return as_dues(
        rows.annotate(last_on=last_day("pk", today)).filter(last_on__gte=today),
        on=last_notice,
        title=("title_ar", "title_fr"),
    )


def _mandates(actor: Actor) -> QuerySet[Party]:
    """Mandates of those who sign for the other parties, while their signature is waited for or may be asked again."""
    states = [Agreement.State.READY, Agreement.State.OUT, Agreement.State.SIGNED]
    rows = Party.objects.filter(
        space=actor.space, withdrawn_at=None, mandate__to_on__isnull=False, agreement__state__in=states
    ).exclude(organisation__own_space=actor.space)
    rows = rows.annotate(last_on=last_day("agreement", timezone.localdate()))
    rows = rows.filter(Q(last_on=None) | Q(last_on__gt=F("mandate__to_on")))
    title = ("mandate__capacity_ar", "mandate__capacity_fr")
    return as_dues(rows, on="mandate__to_on", title=title, about=_names("organisation"), page="agreement")


def _sharings(actor: Actor) -> QuerySet[Sharing]:
    """Records that the text says the actor's space shows, and that it has not opened yet."""
    today = timezone.localdate()
    rows = Sharing.objects.filter(
        giver__organisation__own_space=actor.space,
        taker__organisation__own_space__isnull=False,
        consent=None,
        withdrawn_at=None,
        agreement__state=Agreement.State.SIGNED,
    )
    rows = rows.annotate(last_on=last_day("agreement", today)).filter(Q(last_on=None) | Q(last_on__gte=today))
    title = ("agreement__title_ar", "agreement__title_fr")
    return as_dues(rows, on="from_on", title=title, about=_names("taker__organisation"), page="agreement")


declare(Source("partnerships.promise", _("Promise"), 14, "agreements.follow", "partnerships:promise", _promises))
declare(
    Source(
        "partnerships.answer",
        _("Delivered, to be answered"),
        ANSWER_WITHIN,
        "agreements.follow",
        "partnerships:promise",
        _answers,
    )
)
declare(
    Source("partnerships.renewal", _("Agreement to renew"), 30, "agreements.draft", "partnerships:story", _renewals)
)
declare(
    Source(
        "partnerships.mandate",
        _("Mandate of a signatory that ends"),
        30,
        "agreements.draft",
        "partnerships:agreement",
        _mandates,
        days_after=60,
    )
)
declare(
    Source(
        "partnerships.sharing",
        _("Records to open"),
        14,
        "consent.give",
        "partnerships:sharing",
        _sharings,
        days_after=60,
    )
)
