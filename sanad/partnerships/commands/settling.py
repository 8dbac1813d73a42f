"""What is still open of a promise, kept with it; for commands to share."""

from collections.abc import Iterable

from django.utils import timezone

from sanad.partnerships.models import Agreement, Commitment
from sanad.partnerships.queries.promises import with_promise
from sanad.partnerships.queries.standing import next_due, promise_of


def settle(commitments: Iterable[Commitment]) -> None:
    """Fold what is promised and what was accepted into the first day on which something is owed."""
    today = timezone.localdate()
    for row in with_promise(Commitment.objects.filter(pk__in=[commitment.pk for commitment in commitments])):
        due = next_due(promise_of(row), today)
        row.open_due_on = due.on if due else None
        row.save(update_fields=["open_due_on"])


def settle_all(agreement: Agreement) -> None:
    """Every promise of an agreement that is signed now."""
    settle(agreement.commitments.filter(withdrawn_at=None))
