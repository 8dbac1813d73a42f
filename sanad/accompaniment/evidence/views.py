"""The evidence of an engagement, and one piece of it."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanad.accompaniment.evidence import commands, forms, policies
from sanad.accompaniment.models import Change, Evidence, PlanItem
from sanad.accompaniment.policies import visible_to
from sanad.accompaniment.queries.measures import kinds_of
from sanad.accompaniment.views import fetch_engagement
from sanad.foundation import ui
from sanad.foundation.files.small import is_picture
from sanad.foundation.naming.models import worded_like
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.ui.download import serve, serve_small


def picture_of(row: Evidence) -> str:
    """Where the evidence is looked at in a list; nothing where it is no picture, or was withdrawn."""
    is_shown = row.is_standing and is_picture(row.file)
    return reverse("accompaniment:evidence_small", args=[row.pk]) if is_shown else ""


EVIDENCE = ui.Listing(
    title=_("The evidence"),
    lead=_("What shows that things are so: papers and pictures on file, or seen on site and kept there."),
    columns=[
        ui.Column(_("What it is"), "title", "name"),
        ui.Column(_("Picture"), picture_of, "picture"),
        ui.Column(_("Where"), lambda row: row.kept_at or _("on file"), "name"),
        ui.Column(_("Seen on"), "seen_on", "day"),
        ui.Column(_("Filed by"), "by.name", "name"),
        ui.Column(_("Standing"), lambda row: _("stands") if row.is_standing else _("withdrawn")),
    ],
    link=lambda row: reverse("accompaniment:evidence", args=[row.pk]),
    search=worded_like,
    empty=(_("No evidence yet."), _("A signed list, a photograph, a receipt: file what shows that a thing was done.")),
    file_name="evidence",
    template="accompaniment/evidence_list.html",
)


def to_evidence(row: Any) -> str:
    """The page of one piece of evidence."""
    return reverse("accompaniment:evidence", args=[row.pk])


def evidence_list(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    row = fetch_engagement(request, pk)
    rows = visible_to(request.actor, Evidence).filter(engagement=row).select_related("by", "file")
    return ui.listing(request, EVIDENCE, rows, engagement=row, can_add=policies.can_add_evidence(request.actor, row))


@ui.takes_files
def add_evidence(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = fetch_engagement(request, pk)
    return ui.sheet(
        request,
        forms.EvidenceForm,
        commands.add_evidence,
        row,
        title=_("File evidence"),
        lead=str(row),
        initial={"seen_on": timezone.localdate()},
        then=to_evidence,
        form_kwargs={"space_id": row.space_id},
    )


def fetch_evidence(request: HttpRequest, pk: UUID) -> Evidence:
    """The evidence of an address, with its file. 404 for strangers."""
    rows = visible_to(request.actor, Evidence).select_related("engagement__association", "file", "by")
    return get_object_or_404(rows, pk=pk)


def evidence(request: HttpRequest, pk: UUID) -> HttpResponse:
    row, actor = fetch_evidence(request, pk), request.actor
    page = {
        "title": row.title,
        "evidence": row,
        "engagement": row.engagement,
        "is_picture": row.is_standing and is_picture(row.file),
        "kind": dict(kinds_of(row.space_id)).get(row.kind, "") if row.kind else "",
        "items": list(visible_to(actor, PlanItem).filter(evidence_links__evidence=row).with_standing()),
        "changes": list(visible_to(actor, Change).filter(evidence=row).select_related("need")),
        "can_withdraw": policies.can_withdraw_evidence(actor, row),
    }
    return render(request, "accompaniment/evidence.html", page)


def ahead_of_withdrawing(_actor: Actor, row: Evidence) -> ui.Ahead:
    """What is no longer shown."""
    return ui.Ahead(
        title=_("Withdraw the evidence"),
        happens=[
            ui.tell(
                _("“%(evidence)s” stays in the list with your reason, and shows nothing any more."), evidence=row.title
            ),
            _("Its file is opened by nobody, on either side."),
        ],
        undo=_("The same file can be filed again."),
    )


def evidence_file(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    row = fetch_evidence(request, pk)
    if row.file is None or not row.is_standing:
        raise Http404
    return serve(row.file)


def evidence_picture(request: HttpRequest, pk: UUID, side: int) -> HttpResponse:
    """The picture made small, for whom the file may be sent to."""
    row = fetch_evidence(request, pk)
    if not row.is_standing:
        raise Http404
    return serve_small(row.file, side)
