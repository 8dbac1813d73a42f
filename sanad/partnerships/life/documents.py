"""The paper of an amendment, for all parties to sign."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanad.foundation.arabic.language import in_language
from sanad.foundation.documents.content import Block, Facts, Heading, PaperContent, Prose, Table
from sanad.foundation.documents.papers import Paper, declare
from sanad.foundation.policy import YES, Verdict, all_of, no
from sanad.foundation.spaces.actor import Actor
from sanad.partnerships.commitments.policies import can_issue_life_paper
from sanad.partnerships.documents import (
    format_measure,
    headed_paper,
    paper_language,
    parties_on_paper,
    signature_boxes,
)
from sanad.partnerships.models import Amendment, ArticleChange, CommitmentChange
from sanad.partnerships.queries.articles import signed_articles
from sanad.partnerships.queries.content import ArticleContent
from sanad.partnerships.queries.wording import format_day


def amendment_paper(row: Amendment) -> PaperContent:
    """What changes, for all parties to sign."""
    agreement, language = row.agreement, paper_language()
    parties = parties_on_paper(agreement)
    names = _("; ").join(party.organisation.name for party in parties)
    known = {article["id"]: article for article in signed_articles(agreement)}
    facts = [
        (_("Agreement"), agreement.title),
        (_("Signed on"), format_day(agreement.signed_on.isoformat() if agreement.signed_on else None, language)),
        (_("Between"), names),
        (_("Takes effect on"), format_day(row.effective_on.isoformat(), language)),
    ]
    if row.ends_on:
        facts.append((_("New end of the agreement"), format_day(row.ends_on.isoformat(), language)))
    blocks: list[Block] = [Facts(facts), Heading(_("Reason")), Prose([row.reason])]
    for change in row.article_changes.standing():
        article = known.get(str(change.article_id))
        blocks += [Heading(_article(article, change)), Prose(_lines(in_language(change.text_ar, change.text_fr)))]
    commitments = list(row.commitment_changes.standing().select_related("commitment"))
    if commitments:
        head = [_("What is promised"), _("New due date"), _("New quantity or amount")]
        blocks += [Heading(_("Promises")), Table(head, [_terms(change) for change in commitments], [9, 5, 5])]
    blocks.append(Prose([_("All that this amendment does not change stays as it was signed.")]))
    boxes = [(party.organisation.name, str(party.signatory or "")) for party in parties]
    signatures = signature_boxes(boxes, _("Signature and stamp"))
    title = _("Amendment %(number)s") % {"number": row.number}
    return headed_paper(agreement, parties, title, [*blocks, *signatures])


def _article(article: ArticleContent | None, change: ArticleChange) -> str:
    if article is None:
        return _("An article is added: %(heading)s") % {"heading": change.heading}
    heading = in_language(article["heading_ar"], article["heading_fr"])
    if article["number"] is None:
        return _("“%(heading)s” now reads:") % {"heading": heading}
    return _("Article %(number)s (%(heading)s) now reads:") % {"number": article["number"], "heading": heading}


def _lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]


def _terms(change: CommitmentChange) -> list[str]:
    if change.is_dropped:
        return [change.commitment.text, _("dropped"), _("dropped")]
    return [
        change.commitment.text,
        format_day(change.due_on.isoformat(), paper_language()) if change.due_on else _("as it was"),
        format_measure(change.commitment, change.measure) if change.measure else _("as it was"),
    ]


def _may_issue_amendment(actor: Actor, row: Amendment) -> Verdict:
    stands = no(_("This amendment was given up.")) if row.state == Amendment.State.ABANDONED else YES
    return all_of(can_issue_life_paper(actor, row), stands)


AMENDMENT = declare(Paper("amendment", "amendment", gettext_lazy("Amendment"), amendment_paper, _may_issue_amendment))
