"""The results, their paper, and the change since an earlier diagnosis."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sanad.accompaniment.models import Need
from sanad.diagnosis import policies
from sanad.diagnosis.models import Diagnosis, Gap, MeasuredChange
from sanad.diagnosis.policies import visible_to
from sanad.diagnosis.results import commands
from sanad.diagnosis.results.documents import RESULTS_PAPER
from sanad.diagnosis.results.queries.change_radar import change_radar
from sanad.diagnosis.results.queries.comparison import ItemChange, compare, earlier_closed, why_not_comparable
from sanad.diagnosis.workshop.queries.radar import NARROW
from sanad.diagnosis.workshop.queries.results import results_of
from sanad.diagnosis.workshop.views.diagnoses import diagnosis_page, fetch_diagnosis
from sanad.foundation import ui
from sanad.foundation.arabic import dates
from sanad.foundation.documents.models import IssuedDocument
from sanad.foundation.documents.papers import preview
from sanad.foundation.spaces.actor import Actor

LANGUAGES = ("ar", "fr")
Pairs = set[tuple[UUID, UUID]]


def results(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The radar, the domains, and every item with the spread between raters."""
    row, actor = fetch_diagnosis(request, pk), request.actor
    found = results_of(row)
    first = next((line.score for line in found.items if line.score), None)
    page = diagnosis_page(
        request,
        row,
        results=found,
        radar=found.radar(_("Radar of the domains")),
        narrow_radar=found.radar(_("Radar of the domains"), frame=NARROW),
        languages_of_papers=LANGUAGES,
        issued=IssuedDocument.objects.filter(space=actor.space, subject_id=row.pk).select_related("withdrawal"),
        can_issue=policies.can_issue_results(actor, row),
        can_file=bool(first and policies.can_file_evidence(actor, first)),
        can_verify=bool(first and policies.can_verify(actor, first)),
    )
    return render(request, "diagnosis/results.html", page)


def draft_paper(request: HttpRequest, pk: UUID, language: str) -> HttpResponse:
    """The paper as it would be, marked as a draft."""
    row = fetch_diagnosis(request, pk)
    if language not in LANGUAGES:
        raise Http404
    return HttpResponse(preview(RESULTS_PAPER, row, language), content_type="application/pdf")


def ahead_of_issue(actor: Actor, row: Diagnosis, *, language: str) -> ui.Ahead:
    """The number that the paper takes, and its draft."""
    draft = reverse("diagnosis:draft_paper", args=[row.pk, language])
    before = commands.standing_before(actor, row, language)
    return ui.ahead_of_numbering(actor, RESULTS_PAPER, row, language, draft=draft, replaces=before)


@ui.asks_first
def issue_paper(request: HttpRequest, pk: UUID, language: str) -> HttpResponse:
    row = get_object_or_404(visible_to(request.actor, Diagnosis), pk=pk)
    if language not in LANGUAGES:
        raise Http404
    return ui.act(
        request,
        commands.issue_results,
        row,
        language=language,
        asks=ahead_of_issue,
        home=reverse("diagnosis:results", args=[row.pk]),
        then=lambda document: reverse("workspace:paper", args=[document.pk]),
    )


def change(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What moved since an earlier closed diagnosis of the engagement (`?with=`); why not, when the two do not compare."""
    row = fetch_diagnosis(request, pk)
    earlier = earlier_closed(request.actor, row)
    before = _chosen(request, row, earlier)
    reason = why_not_comparable(before, row) if before else None
    moved = compare(before, row) if before and not reason else []
    needs = _needs(request, row)
    shown = [
        (domain, [(line, _of_item(needs.get(line.item.key, []), line)) for line in domain.items]) for domain in moved
    ]
    page = diagnosis_page(
        request,
        row,
        earlier=[(one, _labelled(one)) for one in earlier],
        before=before,
        reason=reason,
        days=[_day(one) for one in (before, row) if one],
        moved=shown,
        radar=change_radar(before, row, moved),
        narrow_radar=change_radar(before, row, moved, frame=NARROW),
        can_measure=row.state == Diagnosis.State.CLOSED and policies.can_start(request.actor, row.engagement),
    )
    return render(request, "diagnosis/change.html", page)


def _day(row: Diagnosis) -> str:
    return dates.day(row.held_on, get_language() or "ar")


def _labelled(row: Diagnosis) -> str:
    return f"{row.instrument.title} · {_day(row)}"


def _of_item(needs: list[tuple[Need, Pairs]], line: ItemChange) -> list[tuple[Need, bool]]:
    """The needs that come from an item, each with whether this change of it is already written down."""
    return [(need, (line.before.pk, line.after.pk) in measured) for need, measured in needs]


def _chosen(request: HttpRequest, row: Diagnosis, earlier: list[Diagnosis]) -> Diagnosis | None:
    """The one that was asked for, else the latest that compares, else the latest."""
    named = next((one for one in earlier if str(one.pk) == request.GET.get("with")), None)
    return named or next((one for one in earlier if not why_not_comparable(one, row)), next(iter(earlier), None))


def _needs(request: HttpRequest, row: Diagnosis) -> dict[str, list[tuple[Need, Pairs]]]:
    """By item: the needs that come from it, and the scores between which their change is already written down."""
    measured: dict[UUID, Pairs] = {}
    known = visible_to(request.actor, MeasuredChange).filter(change__need__engagement=row.engagement_id)
    for need, before, after in known.values_list("change__need", "before", "after"):
        measured.setdefault(need, set()).add((before, after))
    found: dict[str, list[tuple[Need, Pairs]]] = {}
    gaps = visible_to(request.actor, Gap).filter(diagnosis__engagement=row.engagement_id)
    for gap in gaps.select_related("need", "score").order_by("created_at", "pk"):
        lines = found.setdefault(gap.score.item, [])
        if gap.need and gap.need not in (need for need, _measured in lines):
            lines.append((gap.need, measured.get(gap.need.pk, set())))
    return found
