"""The paper on which it stands what became of every commitment of an agreement."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanad.foundation.arabic import dates
from sanad.foundation.documents.content import Block, Facts, Heading, PaperContent, Table
from sanad.foundation.documents.papers import Paper, declare
from sanad.partnerships.commitments.policies import can_issue_life_paper
from sanad.partnerships.commitments.queries.rows import with_terms
from sanad.partnerships.commitments.queries.terms import accepted_by, kept_on, next_undelivered, terms_of, total_due
from sanad.partnerships.documents import format_done, headed_paper, paper_language, parties_on_paper
from sanad.partnerships.models import Agreement
from sanad.partnerships.queries.standing import life_of, standing_on
from sanad.partnerships.queries.wording import format_day


def state_of_commitments(agreement: Agreement) -> PaperContent:
    """Who owes what to whom, what was accepted of it, and what is late, on the day of the paper."""
    today, language = timezone.localdate(), paper_language()
    parties = parties_on_paper(agreement)
    where = standing_on(life_of(agreement), today)
    between: dict[tuple[str, str], list[list[str]]] = {}
    for commitment in with_terms(agreement.commitments.standing()):
        terms = terms_of(commitment)
        due = next_undelivered(terms, today)
        row = [
            commitment.text,
            format_done(commitment, accepted_by(terms, today), total_due(terms)),
            dates.day(due.on, language) if due else "",
            str(kept_on(terms, today).label),
        ]
        between.setdefault((str(commitment.debtor), str(commitment.creditor)), []).append(row)
    head = [_("What is promised"), _("Accepted"), _("Due"), _("Where it stands")]
    facts = [
        (_("Signed on"), format_day(agreement.signed_on.isoformat() if agreement.signed_on else None, language)),
        (_("Where it stands"), str(where.label) if where else ""),
    ]
    blocks: list[Block] = [Facts(facts)]
    for (who, whom), rows in between.items():
        blocks += [
            Heading(_("%(who)s owes to %(whom)s") % {"who": who, "whom": whom}),
            Table(head, rows, [12, 7, 8, 8]),
        ]
    return headed_paper(agreement, parties, _("State of the promises"), blocks)


STATE_OF_COMMITMENTS = declare(
    Paper("promises", "promises", gettext_lazy("State of the promises"), state_of_commitments, can_issue_life_paper)
)
