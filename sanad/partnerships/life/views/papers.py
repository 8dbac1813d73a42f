"""The papers of what happens after signature."""

from uuid import UUID

from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST

from sanad.foundation import ui
from sanad.foundation.documents.papers import Paper, preview
from sanad.partnerships.commitments.documents import STATE_OF_COMMITMENTS
from sanad.partnerships.life.commands.papers import issue_life_paper
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


def _issued(request: HttpRequest, subject: Model, paper: Paper, language: str) -> HttpResponse:
    if language not in LANGUAGES:
        raise Http404
    return ui.act(
        request,
        issue_life_paper,
        subject,
        kind=paper.kind,
        language=language,
        then=lambda document: reverse("workspace:paper", args=[document.pk]),
    )


def draft_amendment_paper(request: HttpRequest, pk: UUID, language: str) -> HttpResponse:
    return _shown(AMENDMENT, _amendment(request, pk), language)


@require_POST
def issue_amendment(request: HttpRequest, pk: UUID, language: str) -> HttpResponse:
    return _issued(request, _amendment(request, pk), AMENDMENT, language)


def draft_state_of_commitments(request: HttpRequest, pk: UUID, language: str) -> HttpResponse:
    return _shown(STATE_OF_COMMITMENTS, _agreement(request, pk), language)


@require_POST
def issue_state_of_commitments(request: HttpRequest, pk: UUID, language: str) -> HttpResponse:
    return _issued(request, _agreement(request, pk), STATE_OF_COMMITMENTS, language)
