"""What follows from a diagnosis."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from sanad.accompaniment.models import PlanItem
from sanad.accompaniment.policies import visible_to as visible_in_engagements
from sanad.diagnosis import policies
from sanad.diagnosis.models import AgreedScore, Gap
from sanad.diagnosis.policies import visible_to
from sanad.diagnosis.results import commands
from sanad.diagnosis.results.commands import JOIN, NEW, WAIVE
from sanad.diagnosis.results.forms import GapsForm, MeasureForm
from sanad.diagnosis.workshop.queries.results import results_of
from sanad.diagnosis.workshop.views.diagnoses import diagnosis_page, fetch_diagnosis
from sanad.diagnosis.workshop.views.scores import fetch_score, item_title
from sanad.foundation import ui


def gaps(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Every item below its desired level, and what follows from it; what is not said yet is asked here, all at once."""
    row = fetch_diagnosis(request, pk)
    below = results_of(row).below
    planned = visible_in_engagements(request.actor, PlanItem).live().filter(engagement=row.engagement_id)
    remedied = set(planned.exclude(target_item="").values_list("target_item", "needs"))
    first = next((line.score for line in below if line.score), None)
    lines = [
        (line, gap, gap is not None and (line.item.key, gap.need_id) in remedied)
        for line in below
        for gap in [getattr(line.score, "gap", None)]
    ]
    page = diagnosis_page(
        request,
        row,
        lines=lines,
        answered=sum(gap is not None for _line, gap, _planned in lines),
        can_answer=policies.can_answer_gap(request.actor, first) if first else None,
    )
    open_lines = [line for line, gap, _planned in lines if gap is None]
    if request.method != "POST" and not (open_lines and page["can_answer"]):
        return render(request, "diagnosis/gaps.html", page)
    return ui.sheet(
        request,
        GapsForm,
        commands.answer_gaps,
        row,
        title=page["title"],
        form_kwargs={
            "below": open_lines,
            "engagement": row.engagement,
            "may": page["can_answer"] is None or bool(page["can_answer"]),
        },
        template="diagnosis/gaps.html",
        context=page,
        then=lambda _row: reverse("diagnosis:gaps", args=[row.pk]),
    )


def to_gaps(gap: Gap) -> str:
    """The line of an answer on the page of what follows."""
    return f"{reverse('diagnosis:gaps', args=[gap.diagnosis_id])}#{gap.score.item}"


@require_POST
def propose_remedy(request: HttpRequest, pk: UUID) -> HttpResponse:
    gap = get_object_or_404(visible_to(request.actor, Gap).select_related("score"), pk=pk)
    return ui.act(request, commands.propose_remedy, gap, then=to_gaps(gap))


def as_it_stands(score: AgreedScore) -> dict[str, Any]:
    """What the form that answers a gap opens with: the answer, else a new need in the words of the item."""
    gap = getattr(score, "gap", None)
    if gap is None:
        return {"answer": NEW, "statement": item_title(score)}
    answer = JOIN if gap.need_id else WAIVE
    return {"answer": answer, "statement": item_title(score), "need": gap.need_id, "waiver": gap.waiver}


def measure(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write down what became of a need; `?before=` and `?need=` say what was chosen on the page of the change."""
    row = fetch_score(request, pk)
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
