"""Commitments while they are negotiated, and their instalments."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import get_language, override, pgettext
from django.utils.translation import gettext_lazy as _

from sanad.accompaniment.models import PlanItem
from sanad.foundation.arabic import dates
from sanad.foundation.arabic.bidi import has_arabic
from sanad.foundation.command import amend, command
from sanad.foundation.days import is_month_end
from sanad.foundation.policy import Refused
from sanad.foundation.spaces.actor import Actor
from sanad.partnerships.drafting.commands.parties import seat_party
from sanad.partnerships.models import MONTH_END, Agreement, Commitment, Instalment, Party
from sanad.partnerships.policies import can_draft


@command(can_draft, says=_("wrote a commitment down"))
def add_commitment(actor: Actor, agreement: Agreement, *, text_ar: str = "", **details: Any) -> Commitment:
    """Write one commitment of one party to another. Refused when it says nothing, is not measured, or names no two parties."""
    commitment = Commitment(space_id=agreement.space_id, agreement=agreement)
    return _written(commitment, {"text_ar": text_ar, **details})


@command(can_draft, says=_("changed a commitment"))
def edit_commitment(actor: Actor, commitment: Commitment, **details: Any) -> Commitment:
    """Change a commitment. Refused as when it is written, and when its instalments would be more than it."""
    _written(commitment, details)
    paid = _sum_of(commitment)
    if paid and (commitment.amount is None or paid > commitment.amount or commitment.every_months):
        raise Refused(_("Its instalments do not fit any more. Change them first."), "amount")
    return commitment


def _written(commitment: Commitment, details: dict[str, Any]) -> Commitment:
    is_meant = details.pop("is_month_end", commitment.is_month_end)
    amend(commitment, details)
    _mean_month_end(commitment, is_meant=is_meant)
    if not commitment.text_ar.strip() and not commitment.text_fr.strip():
        raise Refused(_("Say what is promised."), "text_ar" if "ar" in commitment.agreement.languages else "text_fr")
    _refuse_parties(commitment)
    _refuse_measure(commitment)
    _refuse_recurrence(commitment)
    _refuse_plan_item(commitment)
    commitment.save()
    return commitment


def _refuse_parties(commitment: Commitment) -> None:
    """Debtor and creditor, where known, are two parties of this very agreement (A3)."""
    for name in ("debtor", "creditor"):
        party: Party | None = getattr(commitment, name)
        if party is not None and (party.agreement_id != commitment.agreement_id or not party.is_standing):
            raise Refused(_("This choice does not exist."), name)
    if commitment.debtor_id is not None and commitment.debtor_id == commitment.creditor_id:
        raise Refused(_("Nobody promises something to themselves: choose two parties."), "creditor")


def _refuse_measure(commitment: Commitment) -> None:
    if bool(commitment.quantity) == bool(commitment.amount):
        raise Refused(_("Write how many, or an amount of money; one of the two."), "quantity")
    commitment.quantity, commitment.amount = commitment.quantity or None, commitment.amount or None


def _refuse_recurrence(commitment: Commitment) -> None:
    if not commitment.every_months:
        commitment.every_months, commitment.until_on = None, None
        return
    if commitment.due_on is None:
        raise Refused(_("Say when it falls due for the first time."), "due_on")
    if commitment.until_on is None or commitment.until_on < commitment.due_on:
        raise Refused(_("Say until when it falls due again, not before the first time."), "until_on")


def _mean_month_end(commitment: Commitment, *, is_meant: bool) -> None:
    """31 stands for the end of every month; a day that an earlier renewal cut is kept until another is written."""
    if is_meant:
        _refuse_before_month_end(commitment.due_on)
        commitment.meant_day = MONTH_END
    elif commitment.meant_day == MONTH_END:
        commitment.meant_day = None


def _refuse_before_month_end(due_on: date | None) -> None:
    if due_on is None:
        raise Refused(_("Say when it falls due for the first time."), "due_on")
    if not is_month_end(due_on):
        last = due_on.replace(day=monthrange(due_on.year, due_on.month)[1])
        said = _(
            "The last day of this month is %(day)s. Change the day, or take the mark off “On the last day of the month”."
        )
        raise Refused(said % {"day": dates.day_and_month(last, get_language() or "ar")}, "due_on")


def _refuse_plan_item(commitment: Commitment) -> None:
    item = commitment.plan_item
    if item is not None and item.engagement_id != commitment.agreement.engagement_id:
        raise Refused(_("This choice does not exist."), "plan_item")


@command(can_draft, says=_("took plan items over as commitments"))
def promise_plan_items(actor: Actor, agreement: Agreement, *, plan_items: list[PlanItem]) -> Agreement:
    """Make a commitment of each plan item chosen. Refused for items of another file; one promised already is passed over."""
    write_commitments(agreement, plan_items)
    return agreement


def write_commitments(agreement: Agreement, items: Iterable[PlanItem]) -> list[Commitment]:
    """Commitments made of plan items, each owed by the side that does it; shared by commands."""
    promised = set(agreement.commitments.standing().values_list("plan_item", flat=True))
    made = []
    for item in items:
        if item.engagement_id != agreement.engagement_id or item.state == PlanItem.State.CANCELLED:
            raise Refused(_("This choice does not exist."), "plan_items")
        if item.pk in promised:
            continue
        debtor, creditor = _sides(agreement, item)
        amount = item.cost if item.form == PlanItem.Form.DIRECT_SUPPORT and item.cost else None
        words = {"text_ar" if has_arabic(item.objective) else "text_fr": item.objective}
        made.append(
            Commitment.objects.create(
                space_id=agreement.space_id,
                agreement=agreement,
                debtor=debtor,
                creditor=creditor,
                plan_item=item,
                amount=amount,
                quantity=None if amount else 1,
                unit=_unit(agreement, item),
                due_on=item.due_on,
                **words,
            )
        )
    return made


def _unit(agreement: Agreement, item: PlanItem) -> str:
    """What is counted, in the first language of the text."""
    with override(agreement.text_languages[0]):
        return pgettext("counted", "course") if item.form == PlanItem.Form.TRAINING else ""


def _sides(agreement: Agreement, item: PlanItem) -> tuple[Party | None, Party | None]:
    """Who owes a plan item to whom: the accompanier to the association, or back; a third party joins the table."""
    seated = {party.organisation_id: party for party in agreement.parties.standing()}
    lead = next((party for party in seated.values() if party.part == Party.Part.LEAD), None)
    association = seated.get(item.engagement.association_id)
    if item.side == PlanItem.Side.ASSOCIATION:
        return association, lead
    if item.side == PlanItem.Side.SUPPORT:
        return lead, association
    third = item.third_party
    if third is None:
        return None, association
    return seated.get(third.pk) or seat_party(agreement, third, Party.Part.PARTNER), association


@command(can_draft, says=_("withdrew a commitment"))
def withdraw_commitment(actor: Actor, commitment: Commitment) -> Commitment:
    """Take a commitment out of the agreement, with its instalments; it stays in the history."""
    commitment.withdraw()
    commitment.instalments.standing().update(withdrawn_at=commitment.withdrawn_at)
    return commitment


def _sum_of(commitment: Commitment) -> int:
    return sum(commitment.instalments.standing().values_list("amount", flat=True))


@command(can_draft, says=_("planned an instalment"))
def add_instalment(
    actor: Actor, commitment: Commitment, *, amount: int, due_on: date, condition: str = ""
) -> Instalment:
    """Plan one payment of a commitment of money. Refused for more than the commitment, or one that falls due again and again."""
    if commitment.amount is None or commitment.every_months:
        raise Refused(_("Only a promise of money that falls due once is paid in instalments."), "amount")
    left = commitment.amount - _sum_of(commitment)
    if not 0 < amount <= left:
        raise Refused(_("The instalments would be more than what is promised, or this one is nothing."), "amount")
    return Instalment.objects.create(
        space_id=commitment.space_id, commitment=commitment, amount=amount, due_on=due_on, condition=condition
    )


@command(can_draft, says=_("withdrew an instalment"))
def withdraw_instalment(actor: Actor, instalment: Instalment) -> Instalment:
    """Take an instalment out of the plan of payments."""
    instalment.withdraw()
    return instalment
