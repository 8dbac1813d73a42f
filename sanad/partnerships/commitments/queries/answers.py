"""What promises say of the plan items that they repeat."""

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from sanad.accompaniment.models import Evidence, PlanItem
from sanad.accompaniment.models.answers import Answers, Shown, declare
from sanad.foundation.arabic import dates
from sanad.foundation.arabic.numbers import format_amount
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.ui.onward import Lead, lead_on
from sanad.partnerships.commitments.queries.rows import with_terms
from sanad.partnerships.commitments.queries.terms import accepted_by, terms_of, total_due
from sanad.partnerships.models import Agreement, Commitment, Fulfilment
from sanad.partnerships.models.commitment import CommitmentRows
from sanad.partnerships.policies import visible_to


def _signed() -> CommitmentRows:
    return Commitment.objects.once_signed().filter(plan_item=OuterRef("pk"))


def _binding() -> CommitmentRows:
    return Commitment.objects.binding_on(timezone.localdate()).filter(plan_item=OuterRef("pk"))


def _kept_as(kept: str) -> Q:
    return Q(Exists(_signed().kept_as(kept, timezone.localdate())))


def agreed() -> Q:
    """Signed by all, and not terminated."""
    return Q(Exists(_binding()))


def owed() -> Q:
    """Signed, and something of it is still to be delivered or accepted."""
    return Q(Exists(_binding().owed()))


def under_way() -> Q:
    """Signed, and a part of it was delivered and accepted."""
    accepted = Fulfilment.objects.accepted().filter(commitment=OuterRef("pk"))
    return Q(Exists(_binding().filter(Exists(accepted))))


def waits() -> Q:
    """Signed, all of it delivered, and not answered yet."""
    return Q(Exists(_binding().kept_as(Commitment.Kept.DELIVERED, timezone.localdate())))


def kept() -> Q:
    """Delivered and accepted."""
    return _kept_as(Commitment.Kept.FULFILLED)


def let_go() -> Q:
    """Let go by the side to which it was owed."""
    return _kept_as(Commitment.Kept.WAIVED)


def due_on() -> Subquery:
    """The first day on which something of it is to be delivered; of what is all delivered, that on which it was owed."""
    days = _binding().owed().annotate(falls=Coalesce("undelivered_due_on", "open_due_on"))
    return Subquery(days.order_by("falls").values("falls")[:1])


def shown_by_promise(item: PlanItem) -> Iterator[Shown]:
    """The evidence of what was delivered and accepted, as far as it lies in the file of the item."""
    accepted = Fulfilment.objects.accepted().filter(commitment__plan_item=item)
    rows = Evidence.objects.standing().filter(engagement=item.engagement_id, fulfilment_links__fulfilment__in=accepted)
    for evidence in rows.distinct():
        yield Shown(evidence=evidence)


def done_on(keys: Collection[UUID]) -> Iterator[tuple[UUID, date]]:
    """The day of the last delivery that was accepted."""
    signed = Commitment.objects.once_signed().filter(plan_item__in=keys)
    days = Fulfilment.objects.accepted().filter(commitment__in=signed).order_by("on")
    yield from dict(days.values_list("commitment__plan_item", "on")).items()


def _measured(row: Commitment, value: int) -> str:
    return str(value) if row.amount is None else format_amount(value, get_language() or "ar", short=True)


def from_plan_item(actor: Actor, item: PlanItem) -> Iterator[Lead]:
    """The promises that repeat the item, each with its agreement, where it stands, how much was delivered and when it is due."""
    seen: Any = visible_to(actor, Commitment)
    rows = seen.filter(plan_item=item).standing()
    given_up = Agreement.State.ABANDONED
    for row in with_terms(rows.exclude(agreement__state=given_up)).order_by("created_at"):
        is_signed = row.agreement.state in Agreement.ONCE_SIGNED
        told = [row.agreement.title, row.get_kept_display() if is_signed else row.agreement.get_state_display()]
        terms = terms_of(row)
        if is_signed and (done := accepted_by(terms, timezone.localdate())):
            told.append(
                _("%(done)s of %(total)s delivered")
                % {"done": _measured(row, done), "total": _measured(row, total_due(terms))}
            )
        if is_signed and row.undelivered_due_on:
            told.append(_("due on %(day)s") % {"day": dates.day(row.undelivered_due_on, get_language() or "ar")})
        yield Lead(str(row), reverse("partnerships:promise", args=[row.pk]), " · ".join(told))


declare(Answers(agreed, under_way, owed, kept, let_go, [due_on], shown_by_promise, done_on, waits))
lead_on(PlanItem, gettext_lazy("Promised in an agreement"), from_plan_item)
