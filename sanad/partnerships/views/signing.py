"""What is still lacking, what the law says, the papers, and the way out to sign."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from sanad.foundation import ui
from sanad.foundation.documents.models import IssuedDocument
from sanad.foundation.documents.papers import preview
from sanad.foundation.documents.policies import visible_to as visible_papers
from sanad.partnerships import commands, forms, policies
from sanad.partnerships.documents import AGREEMENT
from sanad.partnerships.models import Agreement, Revision
from sanad.partnerships.policies import visible_to
from sanad.partnerships.queries.lacks import lacks
from sanad.partnerships.queries.legal import checks as legal_checks
from sanad.partnerships.queries.whole import whole
from sanad.partnerships.views.tabs import fetch, tab_page, to_agreement

SEALED = {Agreement.State.OUT, Agreement.State.SIGNED, Agreement.State.TERMINATED}


def checks(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Everything that is missing before it can go out, and what the law says, each with its source."""
    row = fetch(request, pk)
    found = whole(row)
    missing = [] if row.state in SEALED else lacks(found)
    return tab_page(
        request,
        row,
        "checks",
        lacks=[(lack.says, to_agreement(row, lack.tab)) for lack in missing],
        checks=[(check, to_agreement(row, check.tab)) for check in legal_checks(found)],
        can_send_out=policies.can_send_out(request.actor, row),
    )


def send_out(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = fetch(request, pk)
    return ui.sheet(
        request,
        forms.SendOutForm,
        commands.send_out,
        row,
        title=_("Send out for signature"),
        submit=_("Freeze and send out"),
        lead=_("The text, the promises and the budget are frozen. Nothing changes any more unless it is taken back."),
        initial={"on": timezone.localdate()},
        then=to_agreement,
    )


def take_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = fetch(request, pk)
    return ui.sheet(
        request,
        forms.ReasonForm,
        commands.take_back,
        row,
        title=_("Take it back from signature"),
        lead=_("Signatures given so far fall. What goes out next is a new revision."),
        then=to_agreement,
    )


def papers(request: HttpRequest, pk: UUID) -> HttpResponse:
    row, actor = fetch(request, pk), request.actor
    revisions = list(visible_to(actor, Revision).filter(agreement=row).select_related("by", "agreement"))
    newest = revisions[-1] if revisions else None
    issued = visible_papers(actor, IssuedDocument).filter(subject_id__in=[each.pk for each in revisions])
    return tab_page(
        request,
        row,
        "papers",
        revisions=revisions,
        newest=newest,
        is_sealed=row.state in SEALED,
        can_issue=policies.can_issue_agreement(actor, newest) if newest else None,
        issued=issued.select_related("withdrawal").prefetch_related("scans"),
    )


def paper(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The paper as it would be, marked as a draft: the sealed text once there is one, else the text as it stands."""
    row = fetch(request, pk)
    sealed = Revision.objects.filter(agreement=row).order_by("-number").first() if row.state in SEALED else None
    pdf = preview(AGREEMENT, sealed or row, row.languages.split("+")[0])
    return HttpResponse(pdf, content_type="application/pdf")


@require_POST
def issue(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Number the paper of a revision."""
    revision = get_object_or_404(visible_to(request.actor, Revision).select_related("agreement"), pk=pk)
    return ui.act(
        request,
        commands.issue_agreement,
        revision,
        then=lambda document: reverse("workspace:paper", args=[document.pk]),
    )
