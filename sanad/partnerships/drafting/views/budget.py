"""Commitments and the budget while they are negotiated."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sanad.foundation import ui
from sanad.partnerships.drafting.commands import budget as budget_commands
from sanad.partnerships.drafting.commands import commitments as commitment_commands
from sanad.partnerships.drafting.forms import budget as forms
from sanad.partnerships.models import Agreement, BudgetLine, Commitment
from sanad.partnerships.policies import agreement_of
from sanad.partnerships.queries.budget import budget_sums, instalments_total
from sanad.partnerships.queries.snapshot import AgreementSnapshot, snapshot_of, total_amount
from sanad.partnerships.views import fetch, fetch_part, tab_page, to_tab


def commitments(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = fetch(request, pk)
    found = snapshot_of(row)
    rows = [(each, found.party(each.debtor_id), found.party(each.creditor_id)) for each in found.commitments]
    return tab_page(request, row, "commitments", commitments=rows, sums=budget_sums(found))


def budget(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = fetch(request, pk)
    found = snapshot_of(row)
    payments = [
        (each, found.party(each.debtor_id), total_amount(each), found.instalments_of(each))
        for each in found.commitments
        if each.amount
    ]
    return tab_page(request, row, "budget", lines=found.budget_lines, payments=payments, sums=budget_sums(found))


# ------------------------------------------------------------------------------------------- sums while one types
def _watch(agreement: Agreement, kind: str, row: Model | None = None) -> str:
    query = QueryDict(mutable=True)
    query["kind"] = kind
    if row is not None:
        query["row"] = str(row.pk)
    return f"{reverse('partnerships:sums', args=[agreement.pk])}?{query.urlencode()}"


def _amount(text: str) -> int:
    try:
        return ui.AmountField(required=False).clean(text) or 0
    except django_forms.ValidationError:
        return 0


def sums_while_typing(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The sums as they become with the amount in the form; what is being changed counts as typed."""
    found, key = snapshot_of(fetch(request, pk)), request.GET.get("row", "")
    amount = _amount(request.GET.get("amount", ""))
    return render(request, "partnerships/_sums.html", _typed_sums(found, request.GET.get("kind", ""), key, amount))


def _typed_sums(found: AgreementSnapshot, kind: str, key: str = "", amount: int = 0) -> dict[str, Any]:
    if kind == "instalment":
        commitment = next((row for row in found.commitments if str(row.pk) == key), None)
        paid = instalments_total(found, commitment) + amount if commitment else amount
        return {"promised": commitment.amount if commitment else 0, "paid": paid, "is_instalment": True}
    rest = replace(
        found,
        commitments=[row for row in found.commitments if str(row.pk) != key],
        budget_lines=[row for row in found.budget_lines if str(row.pk) != key],
    )
    return {
        "sums": budget_sums(
            rest, commitment=amount if kind == "commitment" else 0, line=amount if kind == "line" else 0
        )
    }


def _sheet(request: HttpRequest, form: Any, command: Any, row: Any, kind: str, **options: Any) -> HttpResponse:
    """A form with an amount, the sums above it."""
    agreement = agreement_of(row)
    form_kwargs = {
        **options.pop("form_kwargs", {}),
        "watch": _watch(agreement, kind, None if row is agreement else row),
    }
    context = {"agreement": agreement}
    if request.method == "GET":
        key = "" if row is agreement else str(row.pk)
        amount = getattr(row, "amount", None) or 0
        context |= _typed_sums(snapshot_of(agreement), kind, key, 0 if kind == "instalment" else amount)
    shown = ui.edit if "initial" in options else ui.sheet
    return shown(
        request,
        form,
        command,
        row,
        lead=agreement.title,
        form_kwargs=form_kwargs,
        context=context,
        template="partnerships/amount_sheet.html",
        **options,
    )


def add_commitment(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = fetch(request, pk)
    return _sheet(
        request,
        forms.CommitmentForm,
        commitment_commands.add_commitment,
        row,
        "commitment",
        title=_("Write a promise down"),
        form_kwargs={"agreement": row},
        then=to_tab("commitments"),
    )


def edit_commitment(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = fetch_part(Commitment)(request, pk)
    initial = {name: getattr(row, name) for name in forms.CommitmentForm.base_fields}
    return _sheet(
        request,
        forms.CommitmentForm,
        commitment_commands.edit_commitment,
        row,
        "commitment",
        title=_("Change the promise"),
        form_kwargs={"agreement": row.agreement},
        initial=initial,
        then=to_tab("commitments"),
    )


def add_instalment(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = fetch_part(Commitment)(request, pk)
    return _sheet(
        request,
        forms.InstalmentForm,
        commitment_commands.add_instalment,
        row,
        "instalment",
        title=_("Plan an instalment"),
        then=to_tab("budget"),
    )


def add_budget_line(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = fetch(request, pk)
    return _sheet(
        request,
        forms.BudgetLineForm,
        budget_commands.add_budget_line,
        row,
        "line",
        title=_("Add a line to the budget"),
        form_kwargs={"agreement": row},
        then=to_tab("budget"),
    )


def edit_budget_line(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = fetch_part(BudgetLine)(request, pk)
    initial = {"label_ar": row.label_ar, "label_fr": row.label_fr, "amount": row.amount}
    return _sheet(
        request,
        forms.BudgetLineForm,
        budget_commands.edit_budget_line,
        row,
        "line",
        title=_("Change the line"),
        form_kwargs={"agreement": row.agreement},
        initial=initial,
        then=to_tab("budget"),
    )
