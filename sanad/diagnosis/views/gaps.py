"""What follows from a diagnosis."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from sanad.accompaniment.models import PlanItem
from sanad.accompaniment.policies import visible_to as visible_in_engagements
from sanad.diagnosis import commands, policies
from sanad.diagnosis.commands.gap import JOIN, NEW, WAIVE
from sanad.diagnosis.forms.scores import GapForm, MeasureForm
from sanad.diagnosis.models import AgreedScore, Gap
from sanad.diagnosis.policies import visible_to
from sanad.diagnosis.queries.results import results_of
from sanad.diagnosis.views.diagnoses import fetch, frame
from sanad.diagnosis.views.scores import item_title
from sanad.foundation import ui


def gaps(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Every item below its desired level, and what follows from it."""
    row = fetch(request, pk)
    below = results_of(row).below
    planned = visible_in_engagements(request.actor, PlanItem).live().filter(engagement=row.engagement_id)
    remedied = set(planned.exclude(target_item="").values_list("target_item", "needs"))
    first = next((line.score for line in below if line.score), None)
    lines = [
        (line, gap, gap is not None and (line.item.key, gap.need_id) in remedied)
        for line in below
        for gap in [getattr(line.score, "gap", None)]
    ]
    page = frame(
        request,
        row,
        lines=lines,
        answered=sum(gap is not None for _line, gap, _planned in lines),
        can_answer=policies.can_answer_gap(request.actor, first) if first else None,
    )
    return render(request, "diagnosis/gaps.html", page)


def to_gaps(gap: Gap) -> str:
    """The line of an answer on the page of what follows."""
    return f"{reverse('diagnosis:gaps', args=[gap.diagnosis_id])}#{gap.score.item}"


def _fetch(request: HttpRequest, pk: UUID) -> AgreedScore:
    rows = visible_to(request.actor, AgreedScore).select_related(
        "diagnosis__instrument", "diagnosis__engagement__association", "gap"
    )
    return get_object_or_404(rows, pk=pk)


def answer_gap(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = _fetch(request, pk)
    title = item_title(row)
    gap = getattr(row, "gap", None)
    answer = NEW if gap is None else JOIN if gap.need_id else WAIVE
    initial = {"answer": answer, "statement": title, "need": gap and gap.need_id, "waiver": gap.waiver if gap else ""}
    return ui.edit(
        request,
        GapForm,
        commands.answer_gap,
        row,
        title=_("What follows from this item"),
        lead=title,
        form_kwargs={"diagnosis": row.diagnosis},
        initial=initial,
        then=to_gaps,
    )


@require_POST
def propose_remedy(request: HttpRequest, pk: UUID) -> HttpResponse:
    gap = get_object_or_404(visible_to(request.actor, Gap).select_related("score"), pk=pk)
    return ui.act(request, commands.propose_remedy, gap, then=to_gaps(gap))


def measure(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write down what became of a need; `?before=` and `?need=` say what was chosen on the page of the change."""
    row = _fetch(request, pk)
    return ui.sheet(
        request,
        MeasureForm,
        commands.measure_change,
        row,
        title=_("Write down a measured change"),
        lead=item_title(row),
        form_kwargs={"after": row},
        initial={name: request.GET.get(name) for name in ("before", "need")},
        then=reverse("diagnosis:change", args=[row.diagnosis_id]),
    )
