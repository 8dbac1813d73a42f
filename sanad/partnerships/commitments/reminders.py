"""What commitments make fall due: what is owed, and what waits for an answer."""

from datetime import date

from django.db.models import F, IntegerField, QuerySet, Value
from django.utils.translation import gettext_lazy as _

from sanad.foundation.days import DaysBefore
from sanad.foundation.reminders.sources import Source, as_dues, declare
from sanad.foundation.spaces.actor import Actor
from sanad.partnerships.models import Commitment, Fulfilment

ANSWER_WITHIN = 14  # days that the other side has to answer before it is late


def owed_commitments(actor: Actor, day: date) -> QuerySet[Commitment]:
    """What the actor's space owes, or speaks for who owes it; what it delivered waits for the other side, which is reminded."""
    rows = Commitment.objects.binding_on(day).undelivered().owed_by(actor.space)
    return as_dues(
        rows,
        on="undelivered_due_on",
        title=("text_ar", "text_fr"),
        about=("creditor__organisation__name_ar", "creditor__organisation__name_fr"),
    )


def unanswered_fulfilments(actor: Actor, _on: date) -> QuerySet[Fulfilment]:
    """What was delivered and waits for the answer of the actor's space."""
    return as_dues(
        Fulfilment.objects.submitted().answered_by_space(actor.space),
        on=DaysBefore(F("on"), Value(-ANSWER_WITHIN, IntegerField())),
        page="commitment",
        title=("commitment__text_ar", "commitment__text_fr"),
        about=("commitment__debtor__organisation__name_ar", "commitment__debtor__organisation__name_fr"),
    )


declare(
    Source(
        "partnerships.promise",
        _("Promise"),
        days_before=14,
        capability="agreements.follow",
        link="partnerships:promise",
        rows=owed_commitments,
    )
)
declare(
    Source(
        "partnerships.answer",
        _("Delivered, to be answered"),
        days_before=ANSWER_WITHIN,
        capability="agreements.follow",
        link="partnerships:promise",
        rows=unanswered_fulfilments,
    )
)
