"""Whether the amounts of an agreement add up."""

from dataclasses import dataclass

from sanad.partnerships.models import Commitment
from sanad.partnerships.queries.snapshot import AgreementSnapshot, total_amount


@dataclass(frozen=True)
class BudgetSums:
    """Centimes: the budget, what is promised in money, and what the lines spend."""

    budget: int
    promised: int
    lines: int

    @property
    def to_promise(self) -> int:
        """What is still without a commitment; negative when more is promised than the budget."""
        return self.budget - self.promised

    @property
    def to_spend(self) -> int:
        """What is still without a line; negative when the lines are more than the budget."""
        return self.budget - self.lines

    @property
    def add_up(self) -> bool:
        """True when money promised, budget and lines are one amount."""
        return self.budget == self.promised == self.lines


def budget_sums(found: AgreementSnapshot, *, commitment: int = 0, line: int = 0) -> BudgetSums:
    """The sums of an agreement, with what is being typed (centimes): a commitment, or a line."""
    return BudgetSums(
        budget=found.agreement.budget or 0,
        promised=sum(total_amount(row) for row in found.commitments) + commitment,
        lines=sum(row.amount for row in found.budget_lines) + line,
    )


def instalments_total(found: AgreementSnapshot, commitment: Commitment) -> int:
    """What the instalments of a commitment come to, in centimes."""
    return sum(row.amount for row in found.instalments_of(commitment))
