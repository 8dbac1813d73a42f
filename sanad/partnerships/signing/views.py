"""What is still missing, what the law says, and the papers."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sanad.foundation import ui
from sanad.foundation.arabic.agreement import agreeing
from sanad.foundation.documents.models import IssuedDocument
from sanad.foundation.documents.papers import preview
from sanad.foundation.documents.policies import visible_to as visible_papers
from sanad.foundation.spaces.actor import Actor
from sanad.partnerships.models import Agreement, Party, Revision
from sanad.partnerships.policies import visible_to
from sanad.partnerships.queries.snapshot import snapshot_of
from sanad.partnerships.signing.commands import issue_agreement, standing_before
from sanad.partnerships.signing.documents import AGREEMENT
from sanad.partnerships.signing.policies import can_issue_agreement, can_send_out
from sanad.partnerships.signing.queries.legal import legal_checks
from sanad.partnerships.signing.queries.readiness import missing_before_signature
from sanad.partnerships.views import fetch, tab_page, to_agreement


def checks(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Everything that is missing before it can go out, and what the law says, each with its source."""
    row = fetch(request, pk)
    found = snapshot_of(row)
    missing = [] if row.state in Agreement.FROZEN else missing_before_signature(found)
    return tab_page(
        request,
        row,
        "checks",
        missing=[(each.says, to_agreement(row, each.tab)) for each in missing],
        checks=[(check, to_agreement(row, check.tab)) for check in legal_checks(found)],
        can_send_out=can_send_out(request.actor, row),
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
        is_sealed=row.state in Agreement.FROZEN,
        can_issue=can_issue_agreement(actor, newest) if newest else None,
        issued=issued.select_related("withdrawal").prefetch_related("scans"),
    )


def paper(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The paper as it would be, marked as a draft: the sealed text once there is one, else the text as it stands."""
    row = fetch(request, pk)
    sealed = row.revisions.newest() if row.state in Agreement.FROZEN else None
    pdf = preview(AGREEMENT, sealed or row, row.text_languages[0])
    return HttpResponse(pdf, content_type="application/pdf")


def ahead_of_issue(actor: Actor, revision: Revision) -> ui.Ahead:
    """The number that the paper takes, and its draft."""
    return ui.ahead_of_numbering(
        actor,
        AGREEMENT,
        revision,
        revision.content["languages"].split("+")[0],
        draft=reverse("partnerships:paper", args=[revision.agreement_id]),
        about=revision.agreement.title,
        replaces=standing_before(actor, revision),
    )


def _names(rows: Iterable[Party]) -> list[str]:
    return [
        f"{party.organisation} · {party.signatory}" if party.signatory else str(party.organisation) for party in rows
    ]


def _parties(row: Agreement) -> QuerySet[Party]:
    return row.parties.standing().select_related("organisation", "signatory")


def ahead_of_sending_out(_actor: Actor, row: Agreement) -> ui.Ahead:
    """What is frozen, who signs, and the paper as it will be."""
    return ui.Ahead(
        title=_("Send out for signature"),
        happens=[
            ui.tell(
                _("The text, the promises and the budget of “%(agreement)s” are frozen and sealed."),
                agreement=row.title,
            ),
            _("From then on each party can sign, and nothing in it is changed any more."),
        ],
        names=[(_("Who signs:"), _names(_parties(row)))],
        papers=[(_("See the paper as it will be"), reverse("partnerships:paper", args=[row.pk]))],
        undo=_(
            "It can be taken back with a reason: signatures given until then fall, and what goes out next is a new revision."
        ),
    )


def ahead_of_taking_back(_actor: Actor, row: Agreement) -> ui.Ahead:
    """Whose signatures fall."""
    signed = _names(_parties(row).signed())
    return ui.Ahead(
        title=_("Take it back from signature"),
        happens=[
            ui.tell(
                _("“%(agreement)s” is a draft again; the text that went out stays to be read, with your reason."),
                agreement=row.title,
            ),
            _("The signatures given so far fall; each party signs the new text anew.")
            if signed
            else _("Nobody has signed yet."),
        ],
        names=[(_("Whose signature falls:"), signed)] if signed else [],
    )


def ahead_of_signature(_actor: Actor, party: Party) -> ui.Ahead:
    """Whose signature it is; with the last one the agreement is signed."""
    waiting = [each for each in _parties(party.agreement) if each.signed_on is None and each.pk != party.pk]
    return ui.Ahead(
        title=_("Record the signature"),
        happens=[
            ui.tell(
                agreeing(
                    gettext("%(party)s has signed “%(agreement)s”, on the day that you write."),
                    party.organisation.name,
                ),
                party=party.organisation.name,
                agreement=party.agreement.title,
            ),
            _("The others have still to sign.")
            if waiting
            else _("It is the last signature: the agreement is signed, and its promises fall due from their days on."),
        ],
        names=[(_("Who has still to sign:"), _names(waiting))] if waiting else [],
        papers=[(_("See the paper"), reverse("partnerships:paper", args=[party.agreement_id]))],
    )


@ui.asks_first
def issue(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Number the paper of a revision."""
    revision = get_object_or_404(visible_to(request.actor, Revision).select_related("agreement"), pk=pk)
    return ui.act(
        request,
        issue_agreement,
        revision,
        asks=ahead_of_issue,
        home=to_agreement(revision.agreement, "papers"),
        then=lambda document: reverse("workspace:paper", args=[document.pk]),
    )
