"""Promises and the budget while they are negotiated."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from sanad.foundation import ui
from sanad.partnerships import commands, forms
from sanad.partnerships.models import Agreement, BudgetLine, Commitment, Instalment
from sanad.partnerships.policies import visible_to
from sanad.partnerships.queries.sums import planned, sums
from sanad.partnerships.queries.whole import Whole, promised_amount, whole
from sanad.partnerships.views.tabs import fetch, tab_page, to_agreement


def _to_commitments(row: Any) -> str:
    return to_agreement(row, "commitments")


def _to_budget(row: Any) -> str:
    return to_agreement(row, "budget")


def _row(request: HttpRequest, model: type[Model], pk: UUID, way: str = "agreement__space") -> Any:
    return get_object_or_404(visible_to(request.actor, model).select_related(way), pk=pk)


def commitments(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = fetch(request, pk)
    found = whole(row)
    rows = [(each, found.party(each.debtor_id), found.party(each.creditor_id)) for each in found.commitments]
    return tab_page(request, row, "commitments", promises=rows, sums=sums(found))


def budget(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = fetch(request, pk)
    found = whole(row)
    payments = [
        (each, found.party(each.debtor_id), promised_amount(each), found.instalments_of(each))
        for each in found.commitments
        if each.amount
    ]
    return tab_page(request, row, "budget", lines=found.budget_lines, payments=payments, sums=sums(found))


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
    found, key = whole(fetch(request, pk)), request.GET.get("row", "")
    amount = _amount(request.GET.get("amount", ""))
    return render(request, "partnerships/_sums.html", _typed_sums(found, request.GET.get("kind", ""), key, amount))


def _typed_sums(found: Whole, kind: str, key: str = "", amount: int = 0) -> dict[str, Any]:
    if kind == "instalment":
        promise = next((row for row in found.commitments if str(row.pk) == key), None)
        paid = planned(found, promise) + amount if promise else amount
        return {"promised": promise.amount if promise else 0, "paid": paid, "is_instalment": True}
    rest = replace(
        found,
        commitments=[row for row in found.commitments if str(row.pk) != key],
        budget_lines=[row for row in found.budget_lines if str(row.pk) != key],
    )
    return {"sums": sums(rest, promise=amount if kind == "promise" else 0, line=amount if kind == "line" else 0)}


def _sheet(request: HttpRequest, form: Any, command: Any, row: Any, kind: str, **options: Any) -> HttpResponse:
    """A form with an amount, the sums above it."""
    agreement = row if isinstance(row, Agreement) else row.held_with
    form_kwargs = {
        **options.pop("form_kwargs", {}),
        "watch": _watch(agreement, kind, None if row is agreement else row),
    }
    context = {"agreement": agreement}
    if request.method == "GET":
        key = "" if row is agreement else str(row.pk)
        amount = getattr(row, "amount", None) or 0
        context |= _typed_sums(whole(agreement), kind, key, 0 if kind == "instalment" else amount)
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
        commands.add_commitment,
        row,
        "promise",
        title=_("Write a promise down"),
        form_kwargs={"agreement": row},
        then=_to_commitments,
    )


def edit_commitment(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = _row(request, Commitment, pk)
    initial = {name: getattr(row, name) for name in forms.CommitmentForm.base_fields}
    return _sheet(
        request,
        forms.CommitmentForm,
        commands.edit_commitment,
        row,
        "promise",
        title=_("Change the promise"),
        form_kwargs={"agreement": row.agreement},
        initial=initial,
        then=_to_commitments,
    )


@require_POST
def withdraw_commitment(request: HttpRequest, pk: UUID) -> HttpResponse:
    return ui.act(request, commands.withdraw_commitment, _row(request, Commitment, pk), then=_to_commitments)


def promise_plan_items(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = fetch(request, pk)
    return ui.sheet(
        request,
        forms.PlanItemsForm,
        commands.promise_plan_items,
        row,
        title=_("Take points of the plan over"),
        lead=_("Each becomes a promise, owed by the side that does it. You complete it afterwards."),
        form_kwargs={"agreement": row},
        then=_to_commitments,
    )


def add_instalment(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = _row(request, Commitment, pk)
    return _sheet(
        request,
        forms.InstalmentForm,
        commands.add_instalment,
        row,
        "instalment",
        title=_("Plan an instalment"),
        then=_to_budget,
    )


@require_POST
def withdraw_instalment(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = _row(request, Instalment, pk, "commitment__agreement__space")
    return ui.act(request, commands.withdraw_instalment, row, then=_to_budget)


def add_budget_line(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = fetch(request, pk)
    return _sheet(
        request,
        forms.BudgetLineForm,
        commands.add_budget_line,
        row,
        "line",
        title=_("Add a line to the budget"),
        form_kwargs={"agreement": row},
        then=_to_budget,
    )


def edit_budget_line(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = _row(request, BudgetLine, pk)
    initial = {"label_ar": row.label_ar, "label_fr": row.label_fr, "amount": row.amount}
    return _sheet(
        request,
        forms.BudgetLineForm,
        commands.edit_budget_line,
        row,
        "line",
        title=_("Change the line"),
        form_kwargs={"agreement": row.agreement},
        initial=initial,
        then=_to_budget,
    )


@require_POST
def withdraw_budget_line(request: HttpRequest, pk: UUID) -> HttpResponse:
    return ui.act(request, commands.withdraw_budget_line, _row(request, BudgetLine, pk), then=_to_budget)
