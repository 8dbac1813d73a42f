"""Papers of a diagnosis: the results, and the form to be filled in by hand."""

from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from sanad.activities.documents import letterhead, place_and_day
from sanad.activities.queries import organisation_facts
from sanad.diagnosis.commands.diagnosis import RESULTS
from sanad.diagnosis.models import Diagnosis, Instrument, Reply, Sheet
from sanad.diagnosis.policies import can_issue_results
from sanad.diagnosis.queries.blueprint import Item, blueprint_of
from sanad.diagnosis.queries.numbers import decimal
from sanad.diagnosis.queries.results import DomainResult, ItemResult, Results, results_of
from sanad.directory.models import Organisation
from sanad.foundation.arabic import dates
from sanad.foundation.documents.content import (
    Block,
    Facts,
    Head,
    Heading,
    Items,
    PaperContent,
    Picture,
    Prose,
    Signatures,
    Table,
)
from sanad.foundation.documents.papers import Paper, declare
from sanad.foundation.spaces.models import Space

DOTS = "…………………………"


def _language() -> str:
    return get_language() or "ar"


def _keeper(space: Space) -> tuple[Head, str]:
    """The letterhead of a space, and the town of its seat."""
    card = Organisation.objects.filter(space=space, own_space=space).select_related("seat_place").first()
    if card is None:
        return Head(space.name), ""
    return letterhead(organisation_facts(card)), card.seat_place.name if card.seat_place else ""


def results_paper(diagnosis: Diagnosis) -> PaperContent:
    """What was found, what was agreed, and what follows, with the radar."""
    results, title = results_of(diagnosis), _("Results of the diagnosis")
    association = diagnosis.engagement.association.name
    head, town = _keeper(diagnosis.space)
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
        language=_language(),
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
        (_("Day"), dates.day(diagnosis.held_on, _language())),
        (_("Place asked about"), diagnosis.place.name if diagnosis.place else ""),
        (_("Facilitator"), diagnosis.facilitator.name if diagnosis.facilitator else ""),
        (_("Sheets of answers"), _(", ").join(answered)),
        (_("State"), str(diagnosis.get_state_display())),
    ]
    return [(label, value) for label, value in rows if value]


def _domain_table(results: Results) -> Table:
    rows = [
        [str(domain.domain.title), *(decimal(score) or "—" for score in domain.scores)] for domain in results.domains
    ]
    return Table([_("Domain"), *results.series], rows, [6, *(2 for _series in results.series)])


def _said(line: ItemResult) -> str:
    """The agreed answer in words."""
    if line.score is None:
        return "—"
    return str(line.score.level) if line.score.level is not None else str(line.score.get_reply_display())


def _item_table(domain: DomainResult) -> Table:
    rows = [
        [
            str(line.item.title),
            _said(line),
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
    Paper(RESULTS, "diagnosis", gettext_lazy("Results of the diagnosis"), results_paper, can_issue_results)
)


def blank_form(instrument: Instrument, space: Space, *, core_only: bool) -> PaperContent:
    """The instrument to be filled in by hand: every item with its levels, and room for a mark."""
    blueprint = blueprint_of(instrument)
    head, town = _keeper(space)
    is_of_residents = instrument.subject == Instrument.Subject.RESIDENTS
    who = _("Household") if is_of_residents else _("In which capacity")
    where = _("Douar") if is_of_residents else _("Association")
    blocks: list[Block] = [
        Facts([(where, DOTS), (who, DOTS), (_("Day"), DOTS)]),
        Prose([str(blueprint.about), _("Mark one line for each item.")]),
    ]
    number = 0
    for domain in blueprint.asked(core_only=core_only):
        blocks.append(Heading(str(domain.title)))
        for item in domain.items:
            number += 1
            blocks.append(_marks(number, item))
    blocks.append(Prose([f"{blueprint.credit} ({blueprint.licence})"]))
    return PaperContent(
        language=_language(),
        head=head,
        title=str(blueprint.title),
        subtitle=_("Form to be filled in by hand"),
        place_and_day=place_and_day(town, timezone.localdate()),
        blocks=blocks,
    )


def _marks(number: int, item: Item) -> Table:
    others = f"{Reply.UNKNOWN.label}   ○        {Reply.NOT_APPLICABLE.label}   ○"
    rows = [[str(level.level), str(level.text), ""] for level in item.levels]
    return Table(["", f"{number}. {item.title}", _("Mark")], [*rows, ["", others, ""]], [1, 16, 2])
