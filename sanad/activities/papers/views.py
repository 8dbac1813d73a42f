"""All papers of an activity on one tab: drafts, and what was numbered."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse

from sanad.activities.minutes.documents import MINUTES
from sanad.activities.models import Invitation, MinutesRevision, PressReport
from sanad.activities.outcome.documents import FOLLOW_UPS
from sanad.activities.papers import commands
from sanad.activities.papers.commands import standing_before
from sanad.activities.papers.documents import BY_KIND, SUBJECTS
from sanad.activities.papers.queries import numbered
from sanad.activities.people.documents import BLANK_SHEET, FILLED_SHEET, INVITATION
from sanad.activities.policies import visible_to
from sanad.activities.press.documents import PRESS
from sanad.activities.press.policies import can_write_press
from sanad.activities.views import fetch_activity, tab_page, to_activity
from sanad.foundation import ui
from sanad.foundation.documents.models import IssuedDocument
from sanad.foundation.documents.papers import Paper, preview, unnumbered
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.ui.download import serve

LANGUAGES = ("ar", "fr")


def papers(request: HttpRequest, pk: UUID) -> HttpResponse:
    activity = fetch_activity(request, pk)
    actor = request.actor
    revision = visible_to(actor, MinutesRevision).filter(minutes__activity=activity).order_by("-number").first()
    reports = list(visible_to(actor, PressReport).filter(activity=activity).select_related("revision"))
    offered: list[tuple[Any, Any]] = [(paper, activity) for paper in (BLANK_SHEET, FILLED_SHEET, FOLLOW_UPS)]
    offered += [
        (INVITATION, row)
        for row in visible_to(actor, Invitation)
        .standing()
        .filter(activity=activity)
        .select_related("person", "organisation")
    ]
    if revision:
        offered.insert(0, (MINUTES, revision))
    subjects = [activity.pk, *(row.pk for _paper, row in offered), *(report.pk for report in reports)]
    return tab_page(
        request,
        activity,
        "papers",
        offered=[(paper, row, paper.may_issue(actor, row)) for paper, row in offered],
        issued=IssuedDocument.objects.filter(space=actor.space, subject_id__in=subjects).select_related("withdrawal"),
        reports=reports,
        revision=revision,
        numbered=[] if revision is None else numbered(MINUTES.kind, revision),
        can_press=can_write_press(actor, activity),
    )


def _subject(request: HttpRequest, kind: str, pk: UUID) -> Any:
    if kind not in SUBJECTS:
        raise Http404
    return get_object_or_404(visible_to(request.actor, SUBJECTS[kind]), pk=pk)


def show_draft(request: HttpRequest, kind: str, pk: UUID, language: str) -> HttpResponse:
    """The paper as it would be, marked as a draft."""
    subject = _subject(request, kind, pk)
    if language not in LANGUAGES:
        raise Http404
    return HttpResponse(preview(BY_KIND[kind], subject, language), content_type="application/pdf")


def minutes_paper(request: HttpRequest, pk: UUID, language: str) -> HttpResponseBase:
    """Approved minutes as a paper, for all who may read them."""
    revision = _subject(request, MINUTES.kind, pk)
    if language not in LANGUAGES:
        raise Http404
    return _approved(MINUTES, revision, language, name=f"minutes-{revision.number}-{language}.pdf")


def press_paper(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """An approved press report as a paper, for all who may read it."""
    report = _subject(request, PRESS.kind, pk)
    if report.state != PressReport.State.APPROVED:
        raise Http404
    return _approved(PRESS, report, report.language, name=f"press-report-{report.language}.pdf")


def _approved(paper: Paper, approved: Any, language: str, *, name: str) -> HttpResponseBase:
    """The numbered paper where there is one, else a copy without a number."""
    if kept := numbered(paper.kind, approved).filter(language=language).first():
        return serve(kept.file, inline=True)
    response = HttpResponse(unnumbered(paper, approved, language), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response


def ahead_of_issue(actor: Actor, subject: Any, *, kind: str, language: str) -> ui.Ahead:
    """The number that the paper takes, and its draft."""
    draft = reverse("activities:draft_paper", args=[kind, subject.pk, language])
    before = standing_before(actor, subject, kind, language)
    return ui.ahead_of_numbering(actor, BY_KIND[kind], subject, language, draft=draft, replaces=before)


@ui.asks_first
def issue(request: HttpRequest, kind: str, pk: UUID, language: str) -> HttpResponse:
    subject = _subject(request, kind, pk)
    if language not in LANGUAGES:
        raise Http404
    return ui.act(
        request,
        commands.issue_activity_paper,
        subject,
        kind=kind,
        language=language,
        asks=ahead_of_issue,
        home=to_activity(getattr(subject, "minutes", subject), "papers"),
        then=lambda document: reverse("workspace:paper", args=[document.pk]),
    )
