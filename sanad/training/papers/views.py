"""Papers of a session: looked at as a draft, and numbered."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from sanad.foundation import ui
from sanad.foundation.documents.papers import PAPERS, Paper, preview
from sanad.foundation.spaces.actor import Actor
from sanad.training.papers import commands
from sanad.training.papers.documents import CONVENING, CONVENING_LIST, PROGRAMME
from sanad.training.views import fetch, fetch_registration

LANGUAGES = ("ar", "fr")
# By kind: the address of the draft.
DRAFTS = {
    PROGRAMME.kind: "training:programme",
    CONVENING.kind: "training:convening",
    CONVENING_LIST.kind: "training:convening_list",
}


def programme(request: HttpRequest, pk: UUID, language: str) -> HttpResponse:
    return _draft(request, PROGRAMME, fetch(request, pk), language)


def letter(request: HttpRequest, pk: UUID, language: str) -> HttpResponse:
    return _draft(request, CONVENING, fetch_registration(request, pk), language)


def letter_with_list(request: HttpRequest, pk: UUID, language: str) -> HttpResponse:
    return _draft(request, CONVENING_LIST, fetch_registration(request, pk), language)


def _draft(request: HttpRequest, paper: Paper, subject: Any, language: str) -> HttpResponse:
    _own(request, subject, language)
    return HttpResponse(preview(paper, subject, language), content_type="application/pdf")


def _own(request: HttpRequest, subject: Any, language: str) -> None:
    if language not in LANGUAGES or subject.space_id != request.actor.space_id:
        raise Http404


def ahead_of_issue(actor: Actor, subject: Any, *, kind: str, language: str) -> ui.Ahead:
    """The number that the paper takes, and its draft."""
    draft = reverse(DRAFTS[kind], args=[subject.pk, language])
    before = commands.standing_before(actor, subject, kind, language)
    return ui.ahead_of_numbering(actor, PAPERS[kind], subject, language, draft=draft, replaces=before)


@ui.asks_first
def issue_programme(request: HttpRequest, pk: UUID, language: str) -> HttpResponse:
    return _issued(request, PROGRAMME, fetch(request, pk), language)


@ui.asks_first
def issue_letter(request: HttpRequest, pk: UUID, language: str) -> HttpResponse:
    return _issued(request, CONVENING, fetch_registration(request, pk), language)


@ui.asks_first
def issue_letter_with_list(request: HttpRequest, pk: UUID, language: str) -> HttpResponse:
    return _issued(request, CONVENING_LIST, fetch_registration(request, pk), language)


def _issued(request: HttpRequest, paper: Paper, subject: Any, language: str) -> HttpResponse:
    _own(request, subject, language)
    return ui.act(
        request,
        commands.issue_session_paper,
        subject,
        kind=paper.kind,
        language=language,
        asks=ahead_of_issue,
        home=reverse(f"training:{'session' if paper is PROGRAMME else 'registration'}", args=[subject.pk]),
        then=lambda document: reverse("workspace:paper", args=[document.pk]),
    )
