"""Who does what with a text until it is agreed."""

from django.utils.translation import gettext_lazy as _

from sanad.foundation.policy import YES, Verdict, all_of, needs, no, owns
from sanad.foundation.spaces.actor import Actor
from sanad.partnerships.models import Agreement, Article, ArticleRemark
from sanad.partnerships.policies import can_move_to, is_at_the_table, is_drafted, is_not_withdrawn


def can_start(actor: Actor) -> Verdict:
    """Begin an agreement."""
    return needs(actor, "agreements.draft")


def can_negotiate(actor: Actor, agreement: Agreement) -> Verdict:
    """Show the draft to the parties."""
    idea = YES if agreement.state == Agreement.State.IDEA else no(_("It is being negotiated already."))
    return all_of(can_move_to(actor, agreement, Agreement.State.NEGOTIATING), idea)


def can_settle(actor: Actor, agreement: Agreement) -> Verdict:
    """Say that the parties agree on the text."""
    return can_move_to(actor, agreement, Agreement.State.READY)


def can_reopen(actor: Actor, agreement: Agreement) -> Verdict:
    """Negotiate an agreed text again."""
    ready = YES if agreement.state == Agreement.State.READY else no(_("The text is not agreed yet."))
    return all_of(can_move_to(actor, agreement, Agreement.State.NEGOTIATING), ready)


def can_abandon(actor: Actor, agreement: Agreement) -> Verdict:
    """Give an agreement up before it is signed."""
    return can_move_to(actor, agreement, Agreement.State.ABANDONED)


def can_remark(actor: Actor, article: Article) -> Verdict:
    """Comment on an article or propose other words, from any side of the table."""
    negotiated = article.agreement.state == Agreement.State.NEGOTIATING
    return all_of(
        needs(actor, "agreements.draft"),
        lambda: is_at_the_table(actor, article.agreement),
        YES if negotiated else no(_("Remarks are made while the text is negotiated.")),
        is_not_withdrawn(article),
    )


def can_answer_remark(actor: Actor, remark: ArticleRemark) -> Verdict:
    """Take a remark over, or leave the article as it is, from the space that keeps the text."""
    is_open = YES if remark.state == ArticleRemark.State.OPEN else no(_("This remark was answered already."))
    return all_of(needs(actor, "agreements.draft"), owns(actor, remark), lambda: is_drafted(remark), is_open)
