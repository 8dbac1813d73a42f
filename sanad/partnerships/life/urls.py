"""Addresses of what happens to a signed agreement."""

from typing import Any

from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanad.foundation import ui
from sanad.partnerships.life.commands import amendments as amendment_commands
from sanad.partnerships.life.commands import ending, renewal
from sanad.partnerships.life.forms import AmendmentForm, LiftForm, LinkForm, RenewForm, SuspendForm, TerminateForm
from sanad.partnerships.life.views import amendments, course, papers
from sanad.partnerships.life.views.amendments import fetch_amendment, to_amendment
from sanad.partnerships.models import Agreement, Amendment, ArticleChange, CommitmentChange, Suspension
from sanad.partnerships.views import fetch, fetch_part, to_agreement, to_tab


def _title(row: Agreement) -> str:
    return row.title


def _terms(row: Amendment) -> dict[str, Any]:
    return {name: getattr(row, name) for name in AmendmentForm.base_fields}


AMENDMENTS = ui.addresses(
    ui.Sheet(
        "<uuid:pk>/amendments/new/",
        amendment_commands.draft_amendment,
        fetch,
        AmendmentForm,
        _("Begin an amendment"),
        to_amendment,
        lead=_title,
    ),
    ui.Sheet(
        "amendments/<uuid:pk>/edit/",
        amendment_commands.edit_amendment,
        fetch_amendment,
        AmendmentForm,
        _("Change the amendment"),
        to_amendment,
        lead=str,
        initial=_terms,
        edits=True,
    ),
    ui.Sheet(
        "amendments/<uuid:pk>/abandon/",
        amendment_commands.abandon_amendment,
        fetch_amendment,
        ui.ReasonForm,
        _("Give the amendment up"),
        to_amendment,
        lead=str,
        asks=amendments.ahead_of_abandoning,
    ),
    ui.Act(
        "article-changes/<uuid:pk>/withdraw/",
        amendment_commands.withdraw_article_change,
        fetch_part(ArticleChange),
        to_amendment,
    ),
    ui.Act(
        "promise-changes/<uuid:pk>/withdraw/",
        amendment_commands.withdraw_commitment_change,
        fetch_part(CommitmentChange),
        to_amendment,
    ),
)
COURSE = ui.addresses(
    ui.Sheet(
        "<uuid:pk>/suspend/",
        ending.suspend_agreement,
        fetch,
        SuspendForm,
        _("Suspend the agreement"),
        to_tab("story"),
        lead=_title,
        initial=lambda _agreement: {"from_on": timezone.localdate()},
        name="suspend",
    ),
    ui.Sheet(
        "suspensions/<uuid:pk>/lift/",
        ending.lift_suspension,
        fetch_part(Suspension),
        LiftForm,
        _("Lift the suspension"),
        to_tab("story"),
        lead=str,
        name="lift",
    ),
    ui.Sheet(
        "<uuid:pk>/terminate/",
        ending.terminate_agreement,
        fetch,
        TerminateForm,
        _("Terminate the agreement"),
        to_tab("story"),
        lead=_title,
        name="terminate",
        asks=course.ahead_of_terminating,
    ),
    ui.Sheet(
        "<uuid:pk>/renew/",
        renewal.renew_agreement,
        fetch,
        RenewForm,
        _("Renew the agreement"),
        to_agreement,
        lead=_("A new agreement with the same parties, articles and promises; it is drafted, agreed and signed anew."),
        name="renew",
    ),
    ui.Sheet(
        "<uuid:pk>/committee/link/",
        ending.link_activity,
        fetch,
        LinkForm,
        _("Put an activity under the agreement"),
        to_tab("committee"),
        lead=_title,
        form_kwargs=lambda agreement: {"agreement": agreement},
    ),
)
urlpatterns = [
    path("<uuid:pk>/amendments/", amendments.amendments, name="amendments"),
    path("amendments/<uuid:pk>/", amendments.amendment, name="amendment"),
    path("amendments/<uuid:pk>/article/", amendments.amend_article, name="amend_article"),
    path("amendments/<uuid:pk>/promise/", amendments.amend_commitment, name="amend_promise"),
    path("amendments/<uuid:pk>/sign/", amendments.sign_amendment, name="sign_amendment"),
    path("amendments/<uuid:pk>/copy/", amendments.amendment_copy, name="amendment_copy"),
    *AMENDMENTS,
    path("amendments/<uuid:pk>/draft-<str:language>.pdf", papers.draft_amendment_paper, name="draft_amendment_paper"),
    path("amendments/<uuid:pk>/issue/<str:language>/", papers.issue_amendment, name="issue_amendment"),
    path("<uuid:pk>/promises-<str:language>.pdf", papers.draft_state_of_commitments, name="draft_promises"),
    path("<uuid:pk>/promises/issue/<str:language>/", papers.issue_state_of_commitments, name="issue_promises"),
    *COURSE,
    path("<uuid:pk>/committee/", course.committee, name="committee"),
    path("<uuid:pk>/story/", course.story, name="story"),
]
