"""Papers of a session: looked at as a draft, issued by a button at the same address."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from sanad.foundation import ui
from sanad.foundation.documents.papers import Paper, preview
from sanad.training.sessions.commands import papers as commands
from sanad.training.sessions.documents import CONVENING, CONVENING_LIST, PROGRAMME
from sanad.training.sessions.views.registration import fetch_registration
from sanad.training.sessions.views.tabs import fetch

LANGUAGES = ("ar", "fr")


def programme(request: HttpRequest, pk: UUID, language: str) -> HttpResponse:
    return _paper(request, PROGRAMME, fetch(request, pk), language)


def letter(request: HttpRequest, pk: UUID, language: str) -> HttpResponse:
    return _paper(request, CONVENING, fetch_registration(request, pk), language)


def letter_with_list(request: HttpRequest, pk: UUID, language: str) -> HttpResponse:
    return _paper(request, CONVENING_LIST, fetch_registration(request, pk), language)


def _paper(request: HttpRequest, paper: Paper, subject: Any, language: str) -> HttpResponse:
    if language not in LANGUAGES or subject.space_id != request.actor.space_id:
        raise Http404
    if request.method == "POST":
        return ui.act(
            request,
            commands.issue_session_paper,
            subject,
            kind=paper.kind,
            language=language,
            then=lambda document: reverse("workspace:paper", args=[document.pk]),
        )
    return HttpResponse(preview(paper, subject, language), content_type="application/pdf")
