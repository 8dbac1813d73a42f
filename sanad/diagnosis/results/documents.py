"""The results of a diagnosis as a paper."""

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from sanad.diagnosis.instruments.documents import keeper_of
from sanad.diagnosis.models import Diagnosis, Sheet
from sanad.diagnosis.policies import can_issue_results
from sanad.diagnosis.workshop.queries.results import DomainResult, ItemResult, Results, results_of
from sanad.directory.documents import place_and_day
from sanad.foundation.arabic import dates
from sanad.foundation.arabic.numbers import format_tenths
from sanad.foundation.documents.content import (
    Block,
    Facts,
    Heading,
    Items,
    PaperContent,
    Picture,
    Prose,
    Signatures,
    Table,
)
from sanad.foundation.documents.papers import Paper, declare


def results_paper(diagnosis: Diagnosis) -> PaperContent:
    """What was found, what was agreed, and what follows, with the radar."""
    results, title = results_of(diagnosis), _("Results of the diagnosis")
    association = diagnosis.engagement.association.name
    head, town = keeper_of(diagnosis.space)
    radar = results.radar(f"{title}: {association}")
    blocks: list[Block] = [Facts(_facts(diagnosis, results))]
    if radar:
        blocks.append(Picture(radar, results.told()))
    if results.series:
        blocks += [Heading(_("Scores by domain")), _domain_table(results)]
    for domain in results.domains:
        blocks += [Heading(str(domain.domain.title)), _item_table(domain)]
    if follows := [_follows(line) for line in results.below]:
        blocks += [Heading(_("What follows")), Items(follows)]
    blocks += [
        Prose([f"{results.blueprint.credit} ({results.blueprint.licence})"]),
        Signatures([(_("For the organisation"), ""), (_("For the association"), "")], _("Signature and stamp")),
    ]
    return PaperContent(
        language=get_language() or "ar",
        head=head,
        title=title,
        subtitle=association,
        place_and_day=place_and_day(town, diagnosis.held_on),
        blocks=blocks,
    )


def _facts(diagnosis: Diagnosis, results: Results) -> list[tuple[str, str]]:
    answered = [
        f"{label}: {count}"
        for group, label in Sheet.Group.choices
        if (count := sum(sheet.group == group for sheet in results.sheets))
    ]
    rows = [
        (_("Instrument"), f"{results.blueprint.title} ({results.blueprint.version})"),
        (_("Kind"), f"{diagnosis.get_kind_display()} · {diagnosis.get_mode_display()}"),
        (_("Day"), dates.day(diagnosis.held_on, get_language() or "ar")),
        (_("Place asked about"), diagnosis.place.name if diagnosis.place else ""),
        (_("Facilitator"), diagnosis.facilitator.name if diagnosis.facilitator else ""),
        (_("Sheets of answers"), _(", ").join(answered)),
        (_("State"), str(diagnosis.get_state_display())),
    ]
    return [(label, value) for label, value in rows if value]


def _domain_table(results: Results) -> Table:
    rows = [
        [str(domain.domain.title), *(format_tenths(score) or "—" for score in domain.scores)]
        for domain in results.domains
    ]
    return Table([_("Domain"), *results.series], rows, [6, *(2 for _series in results.series)])


def _agreed_in_words(line: ItemResult) -> str:
    """The agreed answer in words."""
    if line.score is None:
        return "—"
    return str(line.score.level) if line.score.level is not None else str(line.score.get_reply_display())


def _item_table(domain: DomainResult) -> Table:
    rows = [
        [
            str(line.item.title),
            _agreed_in_words(line),
            str(line.score.desired or "—") if line.score else "—",
            str(line.score.verified or "—") if line.score else "—",
            line.score.comment if line.score else "",
        ]
        for line in domain.items
    ]
    return Table([_("Item"), _("Agreed"), _("Desired"), _("Verified"), _("Why")], rows, [7, 3, 3, 3, 6])


def _follows(line: ItemResult) -> str:
    gap = getattr(line.score, "gap", None)
    if gap is None:
        return f"{line.item.title}: {_('not said yet')}"
    if gap.need:
        return f"{line.item.title}: {gap.need.statement}"
    return f"{line.item.title}: {_('left as it is')} ({gap.waiver})"


RESULTS_PAPER = declare(
    Paper("diagnosis_results", "diagnosis", gettext_lazy("Results of the diagnosis"), results_paper, can_issue_results)
)
