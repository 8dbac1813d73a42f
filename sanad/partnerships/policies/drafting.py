"""Who does what until an agreement is signed."""

from typing import Any

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from sanad.foundation.policy import YES, Verdict, all_of, needs, no, owns
from sanad.foundation.spaces.actor import Actor
from sanad.partnerships.models import Agreement, Article, ArticleRemark, Party, Revision

# While it is drafted, everything may be changed; afterwards only by going back, and once signed by an amendment.
DRAFTED = (Agreement.State.IDEA, Agreement.State.NEGOTIATING)


def agreement_of(row: Any) -> Agreement:
    """The agreement that a row belongs to, or the row itself."""
    return row if isinstance(row, Agreement) else row.held_with


def _is_drafted(row: Any) -> Verdict:
    agreement = agreement_of(row)
    if agreement.state in DRAFTED:
        return _is_there(row)
    if agreement.state == Agreement.State.READY:
        return no(_("The text is agreed. Open it again to change it."))
    if agreement.state == Agreement.State.OUT:
        return no(_("The text is frozen: it is out for signature. Take it back to change it."))
    if agreement.state == Agreement.State.ABANDONED:
        return no(_("This agreement was given up."))
    return no(_("What is signed is changed by an amendment only."))


def _is_there(row: Any) -> Verdict:
    gone = getattr(row, "withdrawn_at", None) is not None
    return no(_("This was withdrawn.")) if gone else YES


def can_start(actor: Actor) -> Verdict:
    """Begin an agreement."""
    return needs(actor, "agreements.draft")


def can_draft(actor: Actor, row: Model) -> Verdict:
    """Change the text, the parties, the promises or the budget, from the space that keeps the agreement."""
    return all_of(needs(actor, "agreements.draft"), owns(actor, row), lambda: _is_drafted(row))


def _can_step(actor: Actor, agreement: Agreement, state: str, capability: str = "agreements.draft") -> Verdict:
    return all_of(needs(actor, capability), owns(actor, agreement), Agreement.STATES.allows(agreement.state, state))


def can_negotiate(actor: Actor, agreement: Agreement) -> Verdict:
    """Show the draft to the parties."""
    idea = YES if agreement.state == Agreement.State.IDEA else no(_("It is being negotiated already."))
    return all_of(_can_step(actor, agreement, Agreement.State.NEGOTIATING), idea)


def can_settle(actor: Actor, agreement: Agreement) -> Verdict:
    """Say that the parties agree on the text."""
    return _can_step(actor, agreement, Agreement.State.READY)


def can_reopen(actor: Actor, agreement: Agreement) -> Verdict:
    """Negotiate an agreed text again."""
    ready = YES if agreement.state == Agreement.State.READY else no(_("The text is not agreed yet."))
    return all_of(_can_step(actor, agreement, Agreement.State.NEGOTIATING), ready)


def can_send_out(actor: Actor, agreement: Agreement) -> Verdict:
    """Freeze the text and send it out to sign."""
    return _can_step(actor, agreement, Agreement.State.OUT, "agreements.sign")


def can_take_back(actor: Actor, agreement: Agreement) -> Verdict:
    """Bring a text that is out for signature back to the table."""
    out = YES if agreement.state == Agreement.State.OUT else no(_("It is not out for signature."))
    return all_of(_can_step(actor, agreement, Agreement.State.NEGOTIATING, "agreements.sign"), out)


def can_abandon(actor: Actor, agreement: Agreement) -> Verdict:
    """Give an agreement up before it is signed."""
    return _can_step(actor, agreement, Agreement.State.ABANDONED)


def _is_at_the_table(actor: Actor, agreement: Agreement) -> Verdict:
    """The keeper, or a party from its own room."""
    if agreement.space_id == actor.space_id:
        return YES
    here = Party.objects.filter(agreement=agreement, organisation__own_space=actor.space, withdrawn_at=None).exists()
    return YES if here else no(_("This belongs to another space."))


def can_remark(actor: Actor, article: Article) -> Verdict:
    """Comment on an article or propose other words, from any side of the table."""
    negotiated = article.agreement.state == Agreement.State.NEGOTIATING
    return all_of(
        needs(actor, "agreements.draft"),
        lambda: _is_at_the_table(actor, article.agreement),
        YES if negotiated else no(_("Remarks are made while the text is negotiated.")),
        _is_there(article),
    )


def can_answer_remark(actor: Actor, remark: ArticleRemark) -> Verdict:
    """Take a remark over, or leave the article as it is, from the space that keeps the text."""
    is_open = YES if remark.state == ArticleRemark.State.OPEN else no(_("This remark was answered already."))
    return all_of(needs(actor, "agreements.draft"), owns(actor, remark), lambda: _is_drafted(remark), is_open)


def can_record_signature(actor: Actor, party: Party) -> Verdict:
    """Say that a party signed: its own room, or the keeper who holds the signed paper."""
    out = party.agreement.state == Agreement.State.OUT
    mine = actor.space_id in {party.space_id, party.organisation.own_space_id}
    return all_of(
        needs(actor, "agreements.sign"),
        YES if mine else no(_("This belongs to another space.")),
        YES if out else no(_("The agreement is not out for signature.")),
        _is_there(party),
        YES if party.signed_on is None else no(_("This party has signed already.")),
    )


def can_issue_agreement(actor: Actor, revision: Revision) -> Verdict:
    """Print a numbered paper of the text that went out, as long as it is the newest."""
    newest = not Revision.objects.filter(agreement=revision.agreement_id, number__gt=revision.number).exists()
    gone_out = revision.agreement.state in {Agreement.State.OUT, Agreement.State.SIGNED, Agreement.State.TERMINATED}
    return all_of(
        needs(actor, "papers.issue"),
        owns(actor, revision),
        YES if newest and gone_out else no(_("This text does not stand any more.")),
    )
