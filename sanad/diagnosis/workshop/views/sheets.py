"""Sheets: opening one, answering it domain by domain, typing in what was written by hand."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sanad.diagnosis import policies
from sanad.diagnosis.instruments.queries.blueprint import Domain, blueprint_of
from sanad.diagnosis.models import Sheet
from sanad.diagnosis.policies import visible_to
from sanad.diagnosis.workshop.commands import sheets as commands
from sanad.diagnosis.workshop.forms.answers import WHY, AnswersForm, TypedForm, choice_of
from sanad.diagnosis.workshop.queries.progress import asked_domains
from sanad.diagnosis.workshop.views.diagnoses import diagnosis_page
from sanad.foundation import ui

BACK, ON = "back", "on"


def fetch_sheet(request: HttpRequest, pk: UUID) -> Sheet:
    """The sheet of an address, with its diagnosis. 404 for strangers."""
    rows = visible_to(request.actor, Sheet).select_related(
        "diagnosis__instrument", "diagnosis__engagement__association", "diagnosis__engagement__space"
    )
    return get_object_or_404(rows, pk=pk)


def _given(sheet: Sheet) -> dict[str, Any]:
    """The answers of a sheet as its forms take them."""
    given: dict[str, Any] = {}
    for rating in sheet.ratings.all():
        given |= {rating.item: choice_of(rating), rating.item + WHY: rating.comment}
    return given


def sheet(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What one rater answered."""
    row = fetch_sheet(request, pk)
    given = {rating.item: rating for rating in row.ratings.all()}
    domains = [
        (number, domain, [(item, given.get(item.key)) for item in domain.items])
        for number, domain in enumerate(asked_domains(row.diagnosis), 1)
    ]
    page = diagnosis_page(
        request,
        row.diagnosis,
        sheet=row,
        domains=domains,
        total=sum(len(lines) for _number, _domain, lines in domains),
        can_answer=policies.can_answer(request.actor, row),
    )
    return render(request, "diagnosis/sheet.html", page)


def answer(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One domain a page (`?part=2`); what was answered before stands in the form."""
    row = fetch_sheet(request, pk)
    domains = asked_domains(row.diagnosis)
    part = _part(request, len(domains))
    before = sum(len(domain.items) for domain in domains[: part - 1])
    return ui.edit(
        request,
        AnswersForm,
        commands.answer_sheet,
        row,
        title=domains[part - 1].title,
        lead=row,
        form_kwargs={
            "domains": [domains[part - 1]],
            "blueprint": blueprint_of(row.diagnosis.instrument),
            "first": before + 1,
        },
        initial=_given(row),
        then=lambda sheet: _after(request, sheet, part, len(domains)),
        template="diagnosis/answer.html",
        context=diagnosis_page(
            request,
            row.diagnosis,
            sheet=row,
            part=part,
            parts=len(domains),
            total=sum(len(domain.items) for domain in domains),
            title=domains[part - 1].title,
        ),
    )


def _part(request: HttpRequest, parts: int) -> int:
    text = request.GET.get("part", "")
    return min(max(int(text), 1), parts) if text.isascii() and text.isdigit() and len(text) < 4 else 1  # noqa: PLR2004  no instrument has a thousand domains


def _after(request: HttpRequest, row: Sheet, part: int, parts: int) -> str:
    """The domain that one goes to; after the last one, the sheet."""
    turn = -1 if request.POST.get("go") == BACK else 1 if request.POST.get("go") == ON else parts
    if 1 <= part + turn <= parts:
        return f"{reverse('diagnosis:answer', args=[row.pk])}?part={part + turn}"
    return reverse("diagnosis:sheet", args=[row.pk])


def type_in(request: HttpRequest, pk: UUID) -> HttpResponse:
    """All items on one short page, in the order of the printed form."""
    row = fetch_sheet(request, pk)
    domains: list[Domain] = list(asked_domains(row.diagnosis))
    return ui.edit(
        request,
        TypedForm,
        commands.answer_sheet,
        row,
        title=_("Type in a sheet"),
        lead=row,
        form_kwargs={"domains": domains, "blueprint": blueprint_of(row.diagnosis.instrument)},
        initial=_given(row),
        then=lambda sheet: reverse("diagnosis:sheet", args=[sheet.pk]),
        template="diagnosis/type_in.html",
        context=diagnosis_page(request, row.diagnosis, sheet=row, title=_("Type in a sheet")),
    )
