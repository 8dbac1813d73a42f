"""The papers of what happens after signature."""

from typing import Any
from uuid import UUID

from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from sanad.foundation import ui
from sanad.foundation.documents.papers import Paper, preview
from sanad.foundation.spaces.actor import Actor
from sanad.partnerships.commitments.documents import STATE_OF_COMMITMENTS
from sanad.partnerships.life.commands.papers import PAPERS, issue_life_paper, standing_before
from sanad.partnerships.life.documents import AMENDMENT
from sanad.partnerships.models import Agreement, Amendment
from sanad.partnerships.policies import visible_to
from sanad.partnerships.queries.content import LANGUAGES


def _amendment(request: HttpRequest, pk: UUID) -> Amendment:
    return get_object_or_404(visible_to(request.actor, Amendment).select_related("agreement"), pk=pk)


def _agreement(request: HttpRequest, pk: UUID) -> Agreement:
    return get_object_or_404(visible_to(request.actor, Agreement).once_signed(), pk=pk)


def _shown(paper: Paper, subject: Model, language: str) -> HttpResponse:
    if language not in LANGUAGES:
        raise Http404
    return HttpResponse(preview(paper, subject, language), content_type="application/pdf")


def ahead_of_issue(actor: Actor, subject: Any, *, kind: str, language: str) -> ui.Ahead:
    """The number that the paper takes, and its draft."""
    address = "draft_amendment_paper" if kind == AMENDMENT.kind else "draft_promises"
    return ui.ahead_of_numbering(
        actor,
        PAPERS[kind],
        subject,
        language,
        draft=reverse(f"partnerships:{address}", args=[subject.pk, language]),
        replaces=standing_before(actor, subject, kind, language),
    )


def _issued(request: HttpRequest, subject: Model, paper: Paper, language: str) -> HttpResponse:
    if language not in LANGUAGES:
        raise Http404
    return ui.act(
        request,
        issue_life_paper,
        subject,
        kind=paper.kind,
        language=language,
        asks=ahead_of_issue,
        home=reverse(f"partnerships:{'amendment' if paper is AMENDMENT else 'follow_up'}", args=[subject.pk]),
        then=lambda document: reverse("workspace:paper", args=[document.pk]),
    )


def draft_amendment_paper(request: HttpRequest, pk: UUID, language: str) -> HttpResponse:
    return _shown(AMENDMENT, _amendment(request, pk), language)


@ui.asks_first
def issue_amendment(request: HttpRequest, pk: UUID, language: str) -> HttpResponse:
    return _issued(request, _amendment(request, pk), AMENDMENT, language)


def draft_state_of_commitments(request: HttpRequest, pk: UUID, language: str) -> HttpResponse:
    return _shown(STATE_OF_COMMITMENTS, _agreement(request, pk), language)


@ui.asks_first
def issue_state_of_commitments(request: HttpRequest, pk: UUID, language: str) -> HttpResponse:
    return _issued(request, _agreement(request, pk), STATE_OF_COMMITMENTS, language)
