"""A change of state, for commands to share."""

from sanad.foundation.spaces.actor import Actor
from sanad.partnerships.models import Agreement, AgreementStep


def take_step(actor: Actor, agreement: Agreement, after: str, reason: str = "") -> Agreement:
    """Write the step down and move the agreement; the policy of the command has judged it."""
    AgreementStep.objects.create(
        space_id=agreement.space_id,
        agreement=agreement,
        before=agreement.state,
        after=after,
        by=actor.user,
        reason=reason,
    )
    agreement.state = after
    agreement.save()
    return agreement
