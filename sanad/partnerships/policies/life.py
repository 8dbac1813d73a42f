"""Who does what after an agreement is signed: keeping promises, changing, pausing and ending it, showing records."""

from typing import Any
from uuid import UUID

from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanad.foundation.policy import YES, Verdict, all_of, needs, no, owns
from sanad.foundation.spaces.actor import Actor
from sanad.partnerships.models import Agreement, Amendment, Commitment, Fulfilment, Party, Sharing, Suspension

BINDING = (Agreement.State.SIGNED, Agreement.State.TERMINATED)


def space_of(party: Party) -> UUID:
    """The space that speaks for a party: its own, else the one that keeps the agreement."""
    return party.organisation.own_space_id or party.space_id


def speaks_for(actor: Actor, party: Party | None) -> bool:
    """True when the actor's space is the party's own, or keeps the agreement for a party without one."""
    return party is not None and space_of(party) == actor.space_id


def is_own_judge(actor: Actor, commitment: Commitment) -> bool:
    """True when one space speaks for both sides: what it accepts for the other one needs a paper that shows it."""
    return speaks_for(actor, commitment.creditor) and speaks_for(actor, commitment.debtor)


def _is_signed(agreement: Agreement) -> Verdict:
    return YES if agreement.state in BINDING else no(_("The agreement is not signed."))


def _is_live(agreement: Agreement) -> Verdict:
    """Signed, not terminated, and not past its end."""
    if agreement.state == Agreement.State.TERMINATED:
        return no(_("This agreement was terminated."))
    return _is_signed(agreement)


def _is_for(actor: Actor, party: Party | None) -> Verdict:
    return YES if speaks_for(actor, party) else no(_("Only the other party says this."))


def _is_open(commitment: Commitment) -> Verdict:
    """Signed, and something is still owed."""
    if commitment.withdrawn_at is not None:
        return no(_("This was withdrawn."))
    if commitment.waived_on is not None:
        return no(_("This promise was waived."))
    if commitment.open_due_on is None:
        return no(_("This promise is kept: nothing is owed any more."))
    return YES


def can_submit_fulfilment(actor: Actor, commitment: Commitment) -> Verdict:
    """Say that a piece was delivered: who owes it, from its own space, or the keeper for a party without one."""
    return all_of(
        needs(actor, "agreements.follow"),
        YES if speaks_for(actor, commitment.debtor) else no(_("Only who promised it says this.")),
        lambda: _is_signed(commitment.agreement),
        lambda: _is_open(commitment),
    )


def can_answer_fulfilment(actor: Actor, fulfilment: Fulfilment) -> Verdict:
    """Accept a piece or not: the side to which it is owed."""
    waits = fulfilment.state == Fulfilment.State.SUBMITTED
    return all_of(
        needs(actor, "agreements.follow"),
        _is_for(actor, fulfilment.commitment.creditor),
        YES if waits else no(_("This was answered already.")),
        lambda: _is_open(fulfilment.commitment),
    )


def can_waive(actor: Actor, commitment: Commitment) -> Verdict:
    """Let a promise go: the side to which it is owed."""
    return all_of(
        needs(actor, "agreements.sign"),
        _is_for(actor, commitment.creditor),
        lambda: _is_signed(commitment.agreement),
        lambda: _is_open(commitment),
    )


def can_draft_amendment(actor: Actor, agreement: Agreement) -> Verdict:
    """Begin an amendment, from the space that keeps the agreement; one at a time."""
    drafted = Amendment.objects.filter(agreement=agreement, state=Amendment.State.DRAFT).exists()
    return all_of(
        needs(actor, "agreements.draft"),
        owns(actor, agreement),
        lambda: _is_live(agreement),
        no(_("Another amendment is being drafted.")) if drafted else YES,
    )


def _is_draft(row: Any) -> Verdict:
    amendment = getattr(row, "amendment", row)
    if getattr(row, "withdrawn_at", None) is not None:
        return no(_("This was withdrawn."))
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
        lambda: _is_live(amendment.agreement),
    )


def can_suspend(actor: Actor, agreement: Agreement) -> Verdict:
    """Pause an agreement, from the space that keeps it."""
    return all_of(needs(actor, "agreements.sign"), owns(actor, agreement), lambda: _is_live(agreement))


def can_lift(actor: Actor, suspension: Suspension) -> Verdict:
    """Let an agreement bind again."""
    ended = suspension.to_on is not None and suspension.to_on < timezone.localdate()
    over = suspension.withdrawn_at is not None or ended
    return all_of(
        needs(actor, "agreements.sign"), owns(actor, suspension), no(_("This suspension is over.")) if over else YES
    )


def _is_party(actor: Actor, agreement: Agreement) -> Verdict:
    here = Party.objects.filter(agreement=agreement, organisation__own_space=actor.space, withdrawn_at=None)
    return YES if agreement.space_id == actor.space_id or here.exists() else no(_("This belongs to another space."))


def can_terminate(actor: Actor, agreement: Agreement) -> Verdict:
    """End an agreement before its last day: any party from its own space, or the keeper."""
    return all_of(needs(actor, "agreements.sign"), lambda: _is_party(actor, agreement), lambda: _is_live(agreement))


def can_renew(actor: Actor, agreement: Agreement) -> Verdict:
    """Begin the agreement that follows; once, unless the one begun was given up."""
    followed = Agreement.objects.filter(predecessor=agreement).exclude(state=Agreement.State.ABANDONED).exists()
    return all_of(
        needs(actor, "agreements.draft"),
        owns(actor, agreement),
        lambda: _is_signed(agreement),
        no(_("The agreement that follows this one is begun already.")) if followed else YES,
    )


def can_link_activity(actor: Actor, agreement: Agreement) -> Verdict:
    """Put an activity under the agreement, such as a meeting of its steering committee."""
    return all_of(needs(actor, "agreements.follow"), owns(actor, agreement), lambda: _is_signed(agreement))


def can_give_sharing(actor: Actor, sharing: Sharing) -> Verdict:
    """Show what the text says: the giver itself, from its own space, after signature."""
    own = sharing.giver.organisation.own_space_id == actor.space_id
    taker = YES if sharing.taker.organisation.own_space_id else no(_("The other party has no space of its own yet."))
    return all_of(
        needs(actor, "consent.give"),
        YES if own else no(_("Only who shows it gives this, from its own space.")),
        no(_("This was withdrawn.")) if sharing.withdrawn_at else YES,
        lambda: _is_live(sharing.agreement),
        taker,
        no(_("This is shown already.")) if sharing.consent and sharing.consent.is_live else YES,
    )


def can_issue_life_paper(actor: Actor, row: Model) -> Verdict:
    """Print a numbered paper of an agreement that one's own space keeps."""
    agreement = row if isinstance(row, Agreement) else row.held_with  # type: ignore[attr-defined]  # rows of an agreement
    return all_of(needs(actor, "papers.issue"), owns(actor, row), lambda: _is_signed(agreement))
