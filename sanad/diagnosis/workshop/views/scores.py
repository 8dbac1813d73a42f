"""The workshop: what each group said, what all agree on; evidence and who checked it."""

from http import HTTPStatus
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sanad.diagnosis import policies
from sanad.diagnosis.instruments.queries.blueprint import blueprint_of
from sanad.diagnosis.models import AgreedScore, Diagnosis
from sanad.diagnosis.policies import visible_to
from sanad.diagnosis.workshop.commands import scores as commands
from sanad.diagnosis.workshop.forms.scores import PROPOSED, EvidenceForm, ScoresForm
from sanad.diagnosis.workshop.queries.results import Results, results_of
from sanad.diagnosis.workshop.views.diagnoses import diagnosis_page, fetch_diagnosis
from sanad.foundation import ui
from sanad.foundation.policy import Refused, Text
from sanad.foundation.ui.sheet import SAID


def workshop(request: HttpRequest, pk: UUID) -> HttpResponse:
    """All domains on one screen; any save writes all that was filled in on it, or none of it."""
    row, status = fetch_diagnosis(request, pk), HTTPStatus.OK
    forms = _forms(request, results := results_of(row))
    sent = [form for form in forms if form.is_sent]
    can_agree = policies.can_agree(request.actor, row)
    if request.method == "POST" and (sent or can_agree):  # who may not, and filled in nothing, reads why on the page
        if (said := _agree(request, row, sent)) is not None:
            messages.success(request, str(said))
            here, part = reverse("diagnosis:workshop", args=[row.pk]), request.POST.get("part", "")
            is_saved = said != SAID[HTTPStatus.NOT_MODIFIED] and part != PROPOSED
            return HttpResponseRedirect(f"{here}?{urlencode({'saved': part})}#saved" if is_saved else here)
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    page = diagnosis_page(
        request,
        row,
        results=results,
        forms=forms,
        saved=request.GET.get("saved"),
        opened=_opened(results, request.GET.get("saved", "")),
        proposed=PROPOSED,
        can_agree=can_agree,
        is_wrong=any(form.errors for form in sent),
    )
    return render(request, "diagnosis/workshop.html", page, status=status)


def _opened(results: Results, saved: str) -> str:
    """The domain that stands open: the first on which something is still to be agreed, else the one just saved."""
    missing = (domain.domain.key for domain in results.domains if domain.agreed_count < len(domain.items))
    return next(missing, saved)


def _forms(request: HttpRequest, results: Results) -> list[ScoresForm]:
    """A form for each domain, with what was sent, or with what is agreed."""
    sent = request.POST if request.method == "POST" else None
    found = [
        ScoresForm(sent, actor=request.actor, domain=domain, blueprint=results.blueprint) for domain in results.domains
    ]
    for form in found:
        form.edit()
    return found


def _agree(request: HttpRequest, row: Diagnosis, forms: list[ScoresForm]) -> Text | None:
    """What is said of what was saved; None when it was not, and the forms say why."""
    if not forms:
        return SAID[HTTPStatus.NOT_MODIFIED]
    key = forms[0].key
    if not all(form.is_valid() for form in forms):
        return None
    scores = {item: score for form in forms for item, score in form.cleaned_data["scores"].items()}
    try:
        written = commands.agree_scores(request.actor, row, key=key, scores=scores)
    except Refused as refusal:
        form = next((form for form in forms if refusal.field in form.fields), None)
        (form or forms[0]).add_error(refusal.field if form else None, str(refusal.message))
        return None
    if written:
        return ngettext(
            "What you agreed on %(count)d item is saved.", "What you agreed on %(count)d items is saved.", len(written)
        ) % {"count": len(written)}
    is_again = commands.were_agreed(request.actor, row, scores, key=key)
    return SAID[HTTPStatus.ALREADY_REPORTED if is_again else HTTPStatus.NOT_MODIFIED]


def fetch_score(request: HttpRequest, pk: UUID) -> AgreedScore:
    """The agreed score of an address, with its diagnosis. 404 for strangers."""
    rows = visible_to(request.actor, AgreedScore).select_related(
        "diagnosis__instrument", "diagnosis__engagement__association", "diagnosis__engagement__space", "gap"
    )
    return get_object_or_404(rows, pk=pk)


def item_title(score: AgreedScore) -> str:
    """What an agreed score is about."""
    return next(str(item.title) for item in blueprint_of(score.diagnosis.instrument).items if item.key == score.item)


def to_results(score: AgreedScore) -> str:
    """The line of a score on the page of the results."""
    return f"{reverse('diagnosis:results', args=[score.diagnosis_id])}#{score.item}"


@ui.takes_files
def attach_evidence(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = fetch_score(request, pk)
    return ui.sheet(
        request,
        EvidenceForm,
        commands.attach_score_evidence,
        row,
        title=_("File evidence for a score"),
        lead=item_title(row),
        form_kwargs={"score": row, "blueprint": blueprint_of(row.diagnosis.instrument)},
        then=lambda _link: to_results(row),
    )
