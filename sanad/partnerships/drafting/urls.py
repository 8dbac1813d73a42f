"""Addresses of an agreement while its text is written."""

from typing import Any

from django.urls import path
from django.utils.translation import gettext_lazy as _

from sanad.foundation import ui
from sanad.partnerships.drafting.commands import agreement as agreement_commands
from sanad.partnerships.drafting.commands import budget as budget_commands
from sanad.partnerships.drafting.commands import commitments as commitment_commands
from sanad.partnerships.drafting.commands import parties as party_commands
from sanad.partnerships.drafting.commands import text as text_commands
from sanad.partnerships.drafting.forms.agreement import FrameForm
from sanad.partnerships.drafting.forms.budget import PlanItemsForm
from sanad.partnerships.drafting.forms.parties import AddPartyForm, PartyForm
from sanad.partnerships.drafting.forms.text import LeaveRemarkForm, PlaceArticleForm
from sanad.partnerships.drafting.views import agreement, budget, parties, text
from sanad.partnerships.drafting.views.text import fetch_article, fetch_remark
from sanad.partnerships.models import Agreement, Article, BudgetLine, Commitment, Instalment, Party
from sanad.partnerships.views import fetch, fetch_part, to_agreement, to_tab


def _title(row: Agreement) -> str:
    return row.title


def _agreement(row: Agreement) -> dict[str, Any]:
    return {"agreement": row}


def _frame(row: Agreement) -> dict[str, Any]:
    return {name: getattr(row, name) for name in FrameForm.base_fields}


def _signatory(party: Party) -> dict[str, Any]:
    return {"part": party.part, "mandate": party.mandate}


def _article_before(article: Article) -> dict[str, Any]:
    before = article.agreement.articles.standing().filter(position__lt=article.position)
    return {"after": before.order_by("position").last()}


FRAME = ui.addresses(
    ui.Sheet(
        "<uuid:pk>/edit/",
        agreement_commands.edit_agreement,
        fetch,
        FrameForm,
        _("Change the frame"),
        to_agreement,
        lead=_title,
        initial=_frame,
        form_kwargs=_agreement,
        edits=True,
        name="edit",
    ),
    ui.Act("<uuid:pk>/negotiate/", agreement_commands.open_negotiation, fetch, to_agreement, name="negotiate"),
    ui.Act("<uuid:pk>/settle/", agreement_commands.settle_text, fetch, to_agreement, name="settle"),
    ui.Sheet(
        "<uuid:pk>/reopen/",
        agreement_commands.reopen_text,
        fetch,
        ui.ReasonForm,
        _("Open the text again"),
        to_agreement,
        lead=_title,
        name="reopen",
    ),
    ui.Sheet(
        "<uuid:pk>/abandon/",
        agreement_commands.abandon_agreement,
        fetch,
        ui.ReasonForm,
        _("Give the agreement up"),
        to_agreement,
        lead=_title,
        name="abandon",
        asks=agreement.ahead_of_abandoning,
    ),
)
TEXT = ui.addresses(
    ui.Sheet(
        "articles/<uuid:pk>/move/",
        text_commands.place_article,
        fetch_article,
        PlaceArticleForm,
        _("Move the article"),
        to_tab("text"),
        lead=lambda article: article.heading,
        initial=_article_before,
        form_kwargs=lambda article: {"article": article},
        edits=True,
    ),
    ui.Act("articles/<uuid:pk>/withdraw/", text_commands.withdraw_article, fetch_article, to_tab("text")),
    ui.Sheet(
        "remarks/<uuid:pk>/leave/",
        text_commands.leave_remark,
        fetch_remark,
        LeaveRemarkForm,
        _("Leave the article as it is"),
        to_tab("remarks"),
        lead=str,
        submit=_("Leave the article as it is"),
    ),
)
PARTIES = ui.addresses(
    ui.Sheet(
        "<uuid:pk>/parties/new/",
        party_commands.add_party,
        fetch,
        AddPartyForm,
        _("Add a party"),
        to_tab("parties"),
        lead=_title,
        form_kwargs=_agreement,
    ),
    ui.Sheet(
        "parties/<uuid:pk>/",
        party_commands.edit_party,
        parties.fetch_party,
        PartyForm,
        _("Who signs"),
        to_tab("parties"),
        lead=str,
        initial=_signatory,
        form_kwargs=lambda party: {"party": party},
        edits=True,
    ),
    ui.Act(
        "parties/<uuid:pk>/up/", party_commands.move_party_up, fetch_part(Party), to_tab("parties"), name="move_party"
    ),
    ui.Act("parties/<uuid:pk>/withdraw/", party_commands.withdraw_party, fetch_part(Party), to_tab("parties")),
)
BUDGET = ui.addresses(
    ui.Sheet(
        "<uuid:pk>/commitments/from-the-plan/",
        commitment_commands.promise_plan_items,
        fetch,
        PlanItemsForm,
        _("Take plan items over"),
        to_tab("commitments"),
        lead=_("Each becomes a promise, owed by the side that does it. You complete it afterwards."),
        form_kwargs=_agreement,
    ),
    ui.Act(
        "commitments/<uuid:pk>/withdraw/",
        commitment_commands.withdraw_commitment,
        fetch_part(Commitment),
        to_tab("commitments"),
    ),
    ui.Act(
        "instalments/<uuid:pk>/withdraw/",
        commitment_commands.withdraw_instalment,
        fetch_part(Instalment),
        to_tab("budget"),
    ),
    ui.Act(
        "budget/<uuid:pk>/withdraw/", budget_commands.withdraw_budget_line, fetch_part(BudgetLine), to_tab("budget")
    ),
)
urlpatterns = [
    path("", agreement.agreements, name="agreements"),
    path("new/", agreement.start, name="start"),
    path("of/<uuid:pk>/", agreement.of_engagement, name="of_engagement"),
    path("<uuid:pk>/", agreement.agreement, name="agreement"),
    *FRAME,
    path("<uuid:pk>/text/", text.text, name="text"),
    path("<uuid:pk>/text/new/", text.add_article, name="add_article"),
    path("articles/<uuid:pk>/", text.edit_article, name="edit_article"),
    path("articles/<uuid:pk>/remark/", text.remark_article, name="remark_article"),
    path("<uuid:pk>/remarks/", text.remarks, name="remarks"),
    path("remarks/<uuid:pk>/take/", text.take_remark, name="take_remark"),
    *TEXT,
    path("<uuid:pk>/parties/", parties.parties, name="parties"),
    path("parties/<uuid:pk>/proof/", parties.prove_mandate, name="prove_mandate"),
    *PARTIES,
    path("<uuid:pk>/commitments/", budget.commitments, name="commitments"),
    path("<uuid:pk>/commitments/new/", budget.add_commitment, name="add_commitment"),
    path("commitments/<uuid:pk>/", budget.edit_commitment, name="edit_commitment"),
    path("commitments/<uuid:pk>/instalments/new/", budget.add_instalment, name="add_instalment"),
    path("<uuid:pk>/budget/", budget.budget, name="budget"),
    path("<uuid:pk>/budget/new/", budget.add_budget_line, name="add_budget_line"),
    path("<uuid:pk>/budget/sums/", budget.sums_while_typing, name="sums"),
    path("budget/<uuid:pk>/", budget.edit_budget_line, name="edit_budget_line"),
    *BUDGET,
]
