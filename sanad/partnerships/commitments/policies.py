"""Who speaks for a side of a commitment: delivers, answers, lets go."""

from uuid import UUID

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from sanad.foundation.policy import YES, Verdict, all_of, needs, no, owns
from sanad.foundation.spaces.actor import Actor
from sanad.partnerships.models import Agreement, Commitment, Fulfilment, Party
from sanad.partnerships.policies import is_once_signed


def space_of(party: Party) -> UUID:
    """The space that speaks for a party: its own, else the one that keeps the agreement."""
    return party.organisation.own_space_id or party.space_id


def speaks_for(actor: Actor, party: Party | None) -> bool:
    """True when the actor's space is the party's own, or keeps the agreement for a party without one."""
    return party is not None and space_of(party) == actor.space_id


def is_own_judge(actor: Actor, commitment: Commitment) -> bool:
    """True when one space speaks for both sides: what it accepts for the other one needs a paper that shows it."""
    return speaks_for(actor, commitment.creditor) and speaks_for(actor, commitment.debtor)


def _is_for(actor: Actor, party: Party | None) -> Verdict:
    return YES if speaks_for(actor, party) else no(_("Only the other party says this."))


def _is_open(commitment: Commitment) -> Verdict:
    """Signed, and something is still owed."""
    if not commitment.is_standing:
        return no(_("This was withdrawn."))
    if commitment.waived_on is not None:
        return no(_("This promise was waived."))
    if commitment.open_due_on is None:
        return no(_("This promise is kept: nothing is owed any more."))
    return YES


def can_submit_fulfilment(actor: Actor, commitment: Commitment) -> Verdict:
    """Say that something was delivered: who owes it, from its own space, or the keeper for a party without one."""
    return all_of(
        needs(actor, "agreements.follow"),
        YES if speaks_for(actor, commitment.debtor) else no(_("Only who promised it says this.")),
        lambda: is_once_signed(commitment.agreement),
        lambda: _is_open(commitment),
    )


def can_answer_fulfilment(actor: Actor, fulfilment: Fulfilment) -> Verdict:
    """Accept what was delivered or not: the side to which it is owed."""
    waits = fulfilment.state == Fulfilment.State.SUBMITTED
    return all_of(
        needs(actor, "agreements.follow"),
        _is_for(actor, fulfilment.commitment.creditor),
        YES if waits else no(_("This was answered already.")),
        lambda: _is_open(fulfilment.commitment),
    )


def can_waive(actor: Actor, commitment: Commitment) -> Verdict:
    """Let a commitment go: the side to which it is owed."""
    return all_of(
        needs(actor, "agreements.sign"),
        _is_for(actor, commitment.creditor),
        lambda: is_once_signed(commitment.agreement),
        lambda: _is_open(commitment),
    )


def can_issue_life_paper(actor: Actor, row: Model) -> Verdict:
    """Print a numbered paper of an agreement that one's own space keeps."""
    agreement = row if isinstance(row, Agreement) else row.held_with  # type: ignore[attr-defined]  # rows of an agreement
    return all_of(needs(actor, "papers.issue"), owns(actor, row), lambda: is_once_signed(agreement))
