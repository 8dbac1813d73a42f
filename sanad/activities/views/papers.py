"""Papers of an activity, the press report."""

from typing import Any
from uuid import UUID

from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from sanad.activities import commands, documents, forms, policies
from sanad.activities.models import Activity, Invitation, MinutesRevision, PressReport
from sanad.activities.policies import visible_to
from sanad.activities.views.activity import fetch, tab_page
from sanad.foundation import ui
from sanad.foundation.documents.models import IssuedDocument
from sanad.foundation.documents.papers import PAPERS, preview

# Which row each kind of paper is about.
SUBJECTS: dict[str, type[Model]] = {
    "invitation": Invitation,
    "attendance_blank": Activity,
    "attendance": Activity,
    "minutes": MinutesRevision,
    "press": PressReport,
    "follow_ups": Activity,
}
LANGUAGES = ("ar", "fr")


def papers(request: HttpRequest, pk: UUID) -> HttpResponse:
    activity = fetch(request, pk)
    actor = request.actor
    revision = visible_to(actor, MinutesRevision).filter(minutes__activity=activity).order_by("-number").first()
    reports = list(visible_to(actor, PressReport).filter(activity=activity).select_related("revision"))
    offered: list[tuple[Any, Any]] = [
        (PAPERS[kind], activity) for kind in ("attendance_blank", "attendance", "follow_ups")
    ]
    offered += [
        (documents.INVITATION, row)
        for row in visible_to(actor, Invitation).filter(activity=activity).select_related("person", "organisation")
    ]
    if revision:
        offered.insert(0, (documents.MINUTES, revision))
    subjects = [activity.pk, *(row.pk for _paper, row in offered), *(report.pk for report in reports)]
    return tab_page(
        request,
        activity,
        "papers",
        offered=[(paper, row, paper.may_issue(actor, row)) for paper, row in offered],
        issued=IssuedDocument.objects.filter(space=actor.space, subject_id__in=subjects).select_related("withdrawal"),
        reports=reports,
        can_press=policies.can_write_press(actor, activity),
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
    return HttpResponse(preview(PAPERS[kind], subject, language), content_type="application/pdf")


@require_POST
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
        then=lambda document: reverse("workspace:paper", args=[document.pk]),
    )


@require_POST
def begin_press(request: HttpRequest, pk: UUID, language: str) -> HttpResponse:
    activity = fetch(request, pk)
    if language not in LANGUAGES:
        raise Http404
    return ui.act(request, commands.begin_press_report, activity, language=language, then=_to_press)


def _to_press(row: PressReport) -> str:
    return reverse("activities:press", args=[row.pk])


def press(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What the report tells; once approved, its text to copy."""
    report = get_object_or_404(
        visible_to(request.actor, PressReport).select_related("revision", "activity__host"), pk=pk
    )
    context = {
        "report": report,
        "headline": documents.headline(report.revision.facts, report.language),
        "paragraphs": documents.told_paragraphs(report),
        "can_edit": policies.can_edit_press(request.actor, report),
        "can_approve": policies.can_approve_press(request.actor, report),
        "activity": report.activity,
        "here_tab": "papers",
    }
    initial = {"told": report.told, "author": report.author, "outlet": report.outlet}
    return ui.edit(
        request,
        forms.PressForm,
        commands.choose_press_facts,
        report,
        title=_("Press report"),
        lead=report.activity.title,
        form_kwargs={"report": report},
        initial=initial,
        template="activities/press.html",
        context=context,
        then=_to_press,
        informs=True,
    )


@require_POST
def approve_press(request: HttpRequest, pk: UUID) -> HttpResponse:
    report = get_object_or_404(visible_to(request.actor, PressReport), pk=pk)
    return ui.act(request, commands.approve_press_report, report, then=_to_press)
