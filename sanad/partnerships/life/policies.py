"""Who changes, pauses, ends and renews what was signed."""

from typing import Any

from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanad.foundation.policy import YES, Verdict, all_of, needs, no, owns
from sanad.foundation.spaces.actor import Actor
from sanad.partnerships.models import Agreement, Amendment, Suspension
from sanad.partnerships.policies import is_at_the_table, is_not_withdrawn, is_once_signed, is_signed


def can_draft_amendment(actor: Actor, agreement: Agreement) -> Verdict:
    """Begin an amendment, from the space that keeps the agreement; one at a time."""
    drafted = agreement.amendments.drafts().exists()
    return all_of(
        needs(actor, "agreements.draft"),
        owns(actor, agreement),
        lambda: is_signed(agreement),
        no(_("Another amendment is being drafted.")) if drafted else YES,
    )


def _is_draft(row: Any) -> Verdict:
    amendment = getattr(row, "amendment", row)
    if not (there := is_not_withdrawn(row)):
        return there
    return YES if amendment.state == Amendment.State.DRAFT else no(_("This amendment is not a draft any more."))


def can_edit_amendment(actor: Actor, row: Model) -> Verdict:
    """Change what a draft amendment says."""
    return all_of(needs(actor, "agreements.draft"), owns(actor, row), lambda: _is_draft(row))


def can_sign_amendment(actor: Actor, amendment: Amendment) -> Verdict:
    """Say that all parties signed it, and seal it."""
    return all_of(
        needs(actor, "agreements.sign"),
        owns(actor, amendment),
        lambda: _is_draft(amendment),
        lambda: is_signed(amendment.agreement),
    )


def can_suspend(actor: Actor, agreement: Agreement) -> Verdict:
    """Pause an agreement, from the space that keeps it."""
    return all_of(needs(actor, "agreements.sign"), owns(actor, agreement), lambda: is_signed(agreement))


def can_lift(actor: Actor, suspension: Suspension) -> Verdict:
    """Let an agreement bind again."""
    ended = suspension.to_on is not None and suspension.to_on < timezone.localdate()
    over = ended or not suspension.is_standing
    return all_of(
        needs(actor, "agreements.sign"), owns(actor, suspension), no(_("This suspension is over.")) if over else YES
    )


def can_terminate(actor: Actor, agreement: Agreement) -> Verdict:
    """End an agreement before its last day: any party from its own space, or the keeper."""
    return all_of(
        needs(actor, "agreements.sign"), lambda: is_at_the_table(actor, agreement), lambda: is_signed(agreement)
    )


def can_renew(actor: Actor, agreement: Agreement) -> Verdict:
    """Begin the agreement that follows; once, unless the one begun was given up."""
    followed = agreement.successors.not_abandoned().exists()
    return all_of(
        needs(actor, "agreements.draft"),
        owns(actor, agreement),
        lambda: is_once_signed(agreement),
        no(_("The agreement that follows this one is begun already.")) if followed else YES,
    )


def can_link_activity(actor: Actor, agreement: Agreement) -> Verdict:
    """Put an activity under the agreement, such as a meeting of its steering committee."""
    return all_of(needs(actor, "agreements.follow"), owns(actor, agreement), lambda: is_once_signed(agreement))
