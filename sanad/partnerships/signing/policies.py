"""Who sends a text out, signs it, and has its paper numbered."""

from django.utils.translation import gettext_lazy as _

from sanad.foundation.policy import YES, Verdict, all_of, needs, no, owns
from sanad.foundation.spaces.actor import Actor
from sanad.partnerships.models import Agreement, Party, Revision
from sanad.partnerships.policies import can_move_to, is_not_withdrawn


def can_send_out(actor: Actor, agreement: Agreement) -> Verdict:
    """Freeze the text and send it out to sign."""
    return can_move_to(actor, agreement, Agreement.State.OUT, "agreements.sign")


def can_take_back(actor: Actor, agreement: Agreement) -> Verdict:
    """Bring a text that is out for signature back to the table."""
    out = YES if agreement.state == Agreement.State.OUT else no(_("It is not out for signature."))
    return all_of(can_move_to(actor, agreement, Agreement.State.NEGOTIATING, "agreements.sign"), out)


def can_record_signature(actor: Actor, party: Party) -> Verdict:
    """Say that a party signed: its own space, or the keeper who holds the signed paper."""
    out = party.agreement.state == Agreement.State.OUT
    mine = actor.space_id in {party.space_id, party.organisation.own_space_id}
    return all_of(
        needs(actor, "agreements.sign"),
        YES if mine else no(_("This belongs to another space.")),
        YES if out else no(_("The agreement is not out for signature.")),
        is_not_withdrawn(party),
        YES if party.signed_on is None else no(_("This party has signed already.")),
    )


def can_issue_agreement(actor: Actor, revision: Revision) -> Verdict:
    """Print a numbered paper of the text that went out, as long as it is the newest."""
    newest = revision.agreement.revisions.newest() == revision
    gone_out = revision.agreement.state in Agreement.FROZEN
    return all_of(
        needs(actor, "papers.issue"),
        owns(actor, revision),
        YES if newest and gone_out else no(_("This text does not stand any more.")),
    )
