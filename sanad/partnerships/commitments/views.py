"""Commitments: what each side has to do next, what was delivered and answered, the list across all agreements."""

from typing import Any
from uuid import UUID

import django_filters
from django.db.models import Q, QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from sanad.accompaniment.models import PlanItem
from sanad.accompaniment.policies import visible_to as of_accompaniment
from sanad.foundation import ui
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.ui.download import serve
from sanad.partnerships.commitments import commands, forms
from sanad.partnerships.commitments.policies import can_issue_life_paper, is_own_judge
from sanad.partnerships.commitments.queries.rows import (
    commitment_row,
    commitment_rows,
    followed_commitments,
    next_steps,
    with_terms,
)
from sanad.partnerships.models import Commitment, Fulfilment, FulfilmentEvidence
from sanad.partnerships.models.commitment import CommitmentRows
from sanad.partnerships.policies import visible_to
from sanad.partnerships.views import fetch, tab_page

Kept = Commitment.Kept


class CommitmentFilters(django_filters.FilterSet):
    side = django_filters.ChoiceFilter(
        label=_("Whose"), choices=[("mine", _("Ours to keep")), ("owed", _("Owed to us"))], method="of_side"
    )
    kept = django_filters.ChoiceFilter(label=_("Where it stands"), choices=Kept.choices, method="standing")

    def of_side(self, rows: CommitmentRows, _name: str, value: str) -> QuerySet:
        space = self.request.actor.space
        return rows.owed_by(space) if value == "mine" else rows.owed_to(space)

    def standing(self, rows: CommitmentRows, _name: str, value: str) -> QuerySet:
        return rows.kept_as(value, timezone.localdate())


COMMITMENTS = ui.Listing(
    title=_("Promises"),
    lead=_("Every promise of the signed agreements: ours to keep, and owed to us."),
    columns=[
        ui.Column(_("Promise"), "text", "name"),
        ui.Column(_("Who promises"), "debtor.organisation.name", "name"),
        ui.Column(_("To whom"), "creditor.organisation.name", "name"),
        ui.Column(_("Due"), "falls_due_on", "day"),
        ui.Column(_("Where it stands"), "get_kept_display", "state"),
        ui.Column(_("Agreement"), "agreement.title", "name"),
    ],
    link=lambda row: reverse("partnerships:promise", args=[row.pk]),
    search=lambda rows, text: rows.filter(Q(text_ar__icontains=text) | Q(text_fr__icontains=text)),
    filterset=CommitmentFilters,
    empty=(_("No promise yet."), _("Promises stand here once an agreement is signed.")),
    file_name="promises",
)


def commitments(request: HttpRequest) -> HttpResponseBase:
    return ui.listing(request, COMMITMENTS, followed_commitments(request.actor))


def fetch_commitment(request: HttpRequest, pk: UUID) -> Commitment:
    rows = with_terms(visible_to(request.actor, Commitment).standing())
    return get_object_or_404(rows, pk=pk)


def fetch_fulfilment(request: HttpRequest, pk: UUID) -> Fulfilment:
    rows = visible_to(request.actor, Fulfilment).select_related(
        "commitment__agreement", "commitment__debtor__organisation", "commitment__creditor__organisation"
    )
    return get_object_or_404(rows, pk=pk)


def to_commitment(row: Any) -> str:
    """The page of the commitment that a row belongs to."""
    return reverse("partnerships:promise", args=[getattr(row, "commitment_id", row.pk)])


def follow_up(request: HttpRequest, pk: UUID) -> HttpResponse:
    agreement = fetch(request, pk)
    rows = commitment_rows(request.actor, agreement)
    counts = {kept: sum(row.standing == kept for row in rows) for kept in Kept}
    return tab_page(
        request,
        agreement,
        "follow_up",
        rows=rows,
        steps=next_steps(rows),
        paper_languages=[("ar", _("State of the promises in Arabic")), ("fr", _("State of the promises in French"))],
        paper_language="ar" if get_language() == "ar" else "fr",
        can_issue=can_issue_life_paper(request.actor, agreement),
        figures=[
            (kept, kept.label, counts[kept])
            for kept in (Kept.OVERDUE, Kept.PENDING, Kept.DELIVERED, Kept.FULFILLED, Kept.WAIVED)
        ],
    )


def commitment(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = commitment_row(request.actor, fetch_commitment(request, pk), timezone.localdate())
    item = of_accompaniment(request.actor, PlanItem).filter(pk=row.commitment.plan_item_id).with_standing().first()
    return tab_page(request, row.commitment.agreement, "commitment", row=row, item=item, here_tab="follow_up")


@ui.takes_files
def deliver(request: HttpRequest, pk: UUID) -> HttpResponse:
    commitment = fetch_commitment(request, pk)
    row = commitment_row(request.actor, commitment, timezone.localdate())
    return ui.sheet(
        request,
        forms.DeliverForm,
        commands.submit_fulfilment,
        commitment,
        title=_("Say what was delivered"),
        lead=commitment.text,
        submit=_("Send to the other side"),
        then=to_commitment,
        form_kwargs={"commitment": commitment, "left": row.due.measure if row.due else 0},
    )


@ui.takes_files
def accept(request: HttpRequest, pk: UUID) -> HttpResponse:
    fulfilment = fetch_fulfilment(request, pk)
    needs_paper = is_own_judge(request.actor, fulfilment.commitment)
    return ui.sheet(
        request,
        forms.AcceptForm,
        commands.accept_fulfilment,
        fulfilment,
        title=_("Accept what was delivered"),
        lead=fulfilment.commitment.text,
        submit=_("Accept"),
        form_kwargs={"needs_paper": needs_paper},
        then=to_commitment,
    )


@ui.takes_files
def waive(request: HttpRequest, pk: UUID) -> HttpResponse:
    commitment = fetch_commitment(request, pk)
    return ui.sheet(
        request,
        forms.WaiveForm,
        commands.waive_commitment,
        commitment,
        title=_("Let the promise go"),
        lead=commitment.text,
        context={"ahead": ahead_of_waiving(request.actor, commitment)},
        then=to_commitment,
    )


def evidence_file(request: HttpRequest, pk: UUID) -> FileResponse:
    """What shows a fulfilment: whoever sees the commitment sees it."""
    link = get_object_or_404(visible_to(request.actor, FulfilmentEvidence).select_related("evidence__file"), pk=pk)
    if link.evidence.file is None:
        raise Http404
    return serve(link.evidence.file)


def ahead_of_waiving(_actor: Actor, row: Commitment) -> ui.Ahead:
    """Who owes nothing more."""
    return ui.Ahead(
        title=_("Let the promise go"),
        happens=[
            ui.tell(
                _("%(debtor)s no longer owes it to %(creditor)s."),
                debtor=row.debtor.organisation.name,
                creditor=row.creditor.organisation.name if row.creditor else "—",
            ),
            _("What was delivered until now stays to be read, with your reason."),
        ],
    )
