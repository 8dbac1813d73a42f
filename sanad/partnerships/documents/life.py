"""The papers of what happens after signature: an amendment to sign, the state of the promises on a day."""

from typing import Any

from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from sanad.directory.documents import facts_of_card, letterhead
from sanad.foundation.arabic import dates
from sanad.foundation.documents.content import Block, Facts, Heading, PaperContent, Prose, Signatures, Table
from sanad.foundation.documents.papers import Paper, declare
from sanad.foundation.policy import Verdict, all_of, no
from sanad.foundation.spaces.actor import Actor
from sanad.partnerships.models import Agreement, Amendment, CommitmentChange, Party
from sanad.partnerships.policies.life import can_issue_life_paper
from sanad.partnerships.queries.fold import signed_text
from sanad.partnerships.queries.placeholders import day_of, money
from sanad.partnerships.queries.promises import with_promise
from sanad.partnerships.queries.standing import accepted, kept, life_of, next_due, promise_of, promised, standing

BOXES = 3  # signatures beside each other


def _language() -> str:
    return get_language() or "ar"


def _either(ar: str, fr: str) -> str:
    return (ar or fr) if _language() == "ar" else (fr or ar)


def _parties(agreement: Agreement) -> list[Party]:
    rows = agreement.parties.filter(withdrawn_at=None)
    return list(rows.select_related("organisation__seat_place", "signatory", "mandate"))


def _paper(agreement: Agreement, parties: list[Party], title: str, blocks: list[Block]) -> PaperContent:
    card = facts_of_card(parties[0].organisation)
    language = _language()
    return PaperContent(
        language=language,
        head=letterhead(card),
        title=title,
        subtitle=agreement.title,
        place_and_day=day_of(timezone.localdate().isoformat(), language),
        blocks=blocks,
    )


def amendment(row: Amendment) -> PaperContent:
    """What changes, for all parties to sign."""
    agreement, language = row.agreement, _language()
    parties = _parties(agreement)
    names = _("; ").join(party.organisation.name for party in parties)
    known = {article["id"]: article for article in signed_text(agreement)}
    facts = [
        (_("Agreement"), agreement.title),
        (_("Signed on"), day_of(agreement.signed_on.isoformat() if agreement.signed_on else None, language)),
        (_("Between"), names),
        (_("Takes effect on"), day_of(row.effective_on.isoformat(), language)),
    ]
    if row.ends_on:
        facts.append((_("New end of the agreement"), day_of(row.ends_on.isoformat(), language)))
    blocks: list[Block] = [Facts(facts), Heading(_("Reason")), Prose([row.reason])]
    for change in row.article_changes.filter(withdrawn_at=None):
        article = known.get(str(change.article_id))
        blocks += [Heading(_article(article, change)), Prose(_lines(_either(change.text_ar, change.text_fr)))]
    promises = list(row.commitment_changes.filter(withdrawn_at=None).select_related("commitment"))
    if promises:
        head = [_("What is promised"), _("New due date"), _("New quantity or amount")]
        blocks += [Heading(_("Promises")), Table(head, [_terms(change) for change in promises], [9, 5, 5])]
    blocks.append(Prose([_("All that this amendment does not change stays as it was signed.")]))
    boxes = [(party.organisation.name, str(party.signatory or "")) for party in parties]
    signatures = [
        Signatures(boxes[start : start + BOXES], _("Signature and stamp")) for start in range(0, len(boxes), BOXES)
    ]
    title = _("Amendment %(number)s") % {"number": row.number}
    return _paper(agreement, parties, title, [*blocks, *signatures])


def _article(article: dict[str, Any] | None, change: Any) -> str:
    if article is None:
        return _("An article is added: %(heading)s") % {"heading": change.heading}
    heading = _either(article["heading_ar"], article["heading_fr"])
    if article["number"] is None:
        return _("“%(heading)s” now reads:") % {"heading": heading}
    return _("Article %(number)s (%(heading)s) now reads:") % {"number": article["number"], "heading": heading}


def _lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]


def _size(commitment: Any, value: int) -> str:
    if commitment.amount is not None:
        return money(value, _language())
    return f"{value} ({commitment.unit})" if commitment.unit else str(value)


def _terms(change: CommitmentChange) -> list[str]:
    if change.is_dropped:
        return [change.commitment.text, _("dropped"), _("dropped")]
    return [
        change.commitment.text,
        day_of(change.due_on.isoformat(), _language()) if change.due_on else _("as it was"),
        _size(change.commitment, change.measure) if change.measure else _("as it was"),
    ]


def promises(agreement: Agreement) -> PaperContent:
    """Who owes what to whom, what was accepted of it, and what is late, on the day of the paper."""
    today, language = timezone.localdate(), _language()
    parties = _parties(agreement)
    where = standing(life_of(agreement), today)
    rows = []
    for commitment in with_promise(agreement.commitments.filter(withdrawn_at=None)):
        promise = promise_of(commitment)
        due = next_due(promise, today)
        sides = {"who": str(commitment.debtor), "whom": str(commitment.creditor)}
        had = accepted(promise, today)
        done = {
            "done": _size(commitment, had) if commitment.amount is not None else had,
            "total": _size(commitment, promised(promise)),
        }
        rows.append(
            [
                commitment.text,
                _("%(who)s owes it to %(whom)s") % sides,
                _("%(done)s of %(total)s") % done,
                dates.short_day(due.on) if due else "",
                str(kept(promise, today).label),
            ]
        )
    head = [_("What is promised"), _("Between"), _("Accepted"), _("Due"), _("Where it stands")]
    facts = [
        (_("Signed on"), day_of(agreement.signed_on.isoformat() if agreement.signed_on else None, language)),
        (_("Where it stands"), str(where.label) if where else ""),
    ]
    blocks: list[Block] = [Facts(facts), Table(head, rows, [9, 9, 6, 5, 5])]
    return _paper(agreement, parties, _("State of the promises"), blocks)


def _may_issue_amendment(actor: Actor, row: Amendment) -> Verdict:
    given_up = row.state == Amendment.State.ABANDONED
    return all_of(
        can_issue_life_paper(actor, row), no(_("This amendment was given up.")) if given_up else Verdict(ok=True)
    )


AMENDMENT = declare(Paper("amendment", "amendment", gettext_lazy("Amendment"), amendment, _may_issue_amendment))
PROMISES = declare(Paper("promises", "promises", gettext_lazy("State of the promises"), promises, can_issue_life_paper))
