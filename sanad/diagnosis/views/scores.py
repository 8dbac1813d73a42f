"""The workshop: what each group said, what all agree on; evidence and who checked it."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sanad.diagnosis import commands, policies
from sanad.diagnosis.forms.scores import EvidenceForm, ScoresForm, VerifyForm
from sanad.diagnosis.models import AgreedScore, Diagnosis
from sanad.diagnosis.policies import visible_to
from sanad.diagnosis.queries.blueprint import blueprint_of
from sanad.diagnosis.queries.results import Results, results_of
from sanad.diagnosis.views.diagnoses import fetch, frame
from sanad.foundation import ui
from sanad.foundation.policy import Refused


def workshop(request: HttpRequest, pk: UUID) -> HttpResponse:
    """All domains on one screen, each saved by itself."""
    row = fetch(request, pk)
    verdict = policies.can_agree(request.actor, row)
    results = results_of(row)
    sent = _sent(request, results) if request.method == "POST" else None
    if sent is not None and sent.is_valid() and _is_agreed(request, row, sent):
        return HttpResponseRedirect(f"{reverse('diagnosis:workshop', args=[row.pk])}#{sent.domain.domain.key}")
    shown = [
        sent
        if sent is not None and sent.domain is domain
        else ScoresForm(actor=request.actor, domain=domain, blueprint=results.blueprint)
        for domain in results.domains
    ]
    page = frame(request, row, results=results, forms=shown, can_agree=verdict)
    status = HTTPStatus.OK if sent is None else HTTPStatus.UNPROCESSABLE_ENTITY
    return render(request, "diagnosis/workshop.html", page, status=status)


def _sent(request: HttpRequest, results: Results) -> ScoresForm | None:
    """The form of the domain that was sent."""
    part = request.POST.get("part")
    domain = next((domain for domain in results.domains if domain.domain.key == part), None)
    if domain is None:
        return None
    return ScoresForm(request.POST, actor=request.actor, domain=domain, blueprint=results.blueprint)


def _is_agreed(request: HttpRequest, row: Diagnosis, form: ScoresForm) -> bool:
    try:
        commands.agree_scores(request.actor, row, key=form.key, **form.cleaned_data)
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal.message))
        form.renew_key()
        return False
    messages.success(request, _("Saved."))
    return True


def _fetch(request: HttpRequest, pk: UUID) -> AgreedScore:
    rows = visible_to(request.actor, AgreedScore).select_related(
        "diagnosis__instrument", "diagnosis__engagement__association", "diagnosis__engagement__space"
    )
    return get_object_or_404(rows, pk=pk)


def item_title(score: AgreedScore) -> str:
    """What an agreed score is about."""
    return next(str(item.title) for item in blueprint_of(score.diagnosis.instrument).items if item.key == score.item)


def to_results(score: AgreedScore) -> str:
    """The line of a score on the page of the results."""
    return f"{reverse('diagnosis:results', args=[score.diagnosis_id])}#{score.item}"


def attach_evidence(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = _fetch(request, pk)
    return ui.sheet(
        request, EvidenceForm, commands.attach_score_evidence, row, title=_("File evidence for a score"), lead=item_title(row),
        form_kwargs={"score": row, "blueprint": blueprint_of(row.diagnosis.instrument)}, then=lambda _link: to_results(row),
    )  # fmt: skip


def verify(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = _fetch(request, pk)
    return ui.sheet(
        request, VerifyForm, commands.verify_score, row, title=_("Verify a score"), lead=item_title(row),
        form_kwargs={"score": row, "blueprint": blueprint_of(row.diagnosis.instrument)}, initial={"level": row.level},
        then=to_results,
    )  # fmt: skip
