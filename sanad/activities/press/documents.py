"""The press report as a paper."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanad.activities.models import PressReport
from sanad.activities.policies import can_issue_paper
from sanad.activities.press.queries import press_headline, told_paragraphs
from sanad.directory.documents import letterhead, place_and_day
from sanad.foundation.documents.content import Facts, PaperContent, Prose
from sanad.foundation.documents.papers import Paper, declare
from sanad.foundation.policy import YES, Verdict, all_of, no
from sanad.foundation.spaces.actor import Actor


def press_report(report: PressReport) -> PaperContent:
    """The report as a paper, with its by-line."""
    facts = report.revision.facts
    by = [(_("Written by"), report.author), (_("Published in"), report.outlet)]
    lines = [(label, value) for label, value in by if value]
    return PaperContent(
        language=report.language,
        head=letterhead(facts["host"]),
        title=_("Press report"),
        subtitle=press_headline(facts, report.language),
        place_and_day=place_and_day("", date.fromisoformat(facts["day"])),
        blocks=[*([Facts(lines)] if lines else []), Prose(told_paragraphs(report))],
    )


def _may_issue_press(actor: Actor, report: PressReport) -> Verdict:
    approved = YES if report.state == PressReport.State.APPROVED else no(_("Approve the report first."))
    return all_of(can_issue_paper(actor, report), approved)


PRESS = declare(Paper("press", "press", gettext_lazy("Press report"), press_report, _may_issue_press))
