"""What the budget is spent on."""

from django.utils.translation import gettext_lazy as _

from sanad.foundation.command import command
from sanad.foundation.policy import Refused
from sanad.foundation.spaces.actor import Actor
from sanad.partnerships.models import Agreement, BudgetLine
from sanad.partnerships.policies import can_draft


@command(can_draft, says=_("added a line to the budget"))
def add_budget_line(
    actor: Actor, agreement: Agreement, *, amount: int, label_ar: str = "", label_fr: str = ""
) -> BudgetLine:
    """Say what a part of the budget is spent on. Refused for nothing, or without a heading."""
    line = BudgetLine(space_id=agreement.space_id, agreement=agreement)
    return _lined(line, amount, label_ar, label_fr)


@command(can_draft, says=_("changed a line of the budget"))
def edit_budget_line(
    actor: Actor, line: BudgetLine, *, amount: int, label_ar: str | None = None, label_fr: str | None = None
) -> BudgetLine:
    """Change a line of the budget; a heading that is not given stays. Refused for nothing, or without a heading."""
    return _lined(
        line,
        amount,
        line.label_ar if label_ar is None else label_ar,
        line.label_fr if label_fr is None else label_fr,
    )


def _lined(line: BudgetLine, amount: int, label_ar: str, label_fr: str) -> BudgetLine:
    if amount <= 0:
        raise Refused(_("Write an amount above zero."), "amount")
    if not label_ar.strip() and not label_fr.strip():
        raise Refused(_("Say what it is spent on."), "label_ar")
    line.amount, line.label_ar, line.label_fr = amount, label_ar, label_fr
    line.save()
    return line


@command(can_draft, says=_("withdrew a line of the budget"))
def withdraw_budget_line(actor: Actor, line: BudgetLine) -> BudgetLine:
    """Take a line out of the budget."""
    line.withdraw()
    return line
