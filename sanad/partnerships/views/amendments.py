"""Amendments: the tab, one amendment, what it changes, its signature."""

from typing import Any
from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from sanad.foundation import ui
from sanad.foundation.ui.download import serve
from sanad.partnerships import commands, policies
from sanad.partnerships.forms import amendments as forms
from sanad.partnerships.forms.life import WhyForm
from sanad.partnerships.models import Amendment, ArticleChange, Commitment, CommitmentChange
from sanad.partnerships.policies import visible_to
from sanad.partnerships.queries.fold import WORDS, text_on
from sanad.partnerships.queries.promises import with_promise
from sanad.partnerships.queries.standing import promise_of, promised
from sanad.partnerships.views.tabs import fetch, tab_page


def to_amendment(row: Any) -> str:
    """The page of the amendment that a row belongs to."""
    return reverse("partnerships:amendment", args=[getattr(row, "amendment_id", row.pk)])


def _fetch(request: HttpRequest, pk: UUID) -> Amendment:
    rows = visible_to(request.actor, Amendment).select_related(
        "agreement__space", "agreement__engagement", "proof", "by"
    )
    return get_object_or_404(rows, pk=pk)


def amendments(request: HttpRequest, pk: UUID) -> HttpResponse:
    agreement = fetch(request, pk)
    return tab_page(
        request,
        agreement,
        "amendments",
        rows=visible_to(request.actor, Amendment).filter(agreement=agreement).defer("content").order_by("-number"),
        can_amend=policies.can_draft_amendment(request.actor, agreement),
    )


def amendment(request: HttpRequest, pk: UUID) -> HttpResponse:
    row, actor = _fetch(request, pk), request.actor
    articles = row.article_changes.filter(withdrawn_at=None).select_related("article")
    before = {article["id"]: article for article in text_on(row.agreement, timezone.localdate())}
    changes = row.commitment_changes.filter(withdrawn_at=None).select_related("commitment")
    return tab_page(
        request,
        row.agreement,
        "amendment",
        here_tab="amendments",
        amendment=row,
        articles=[
            (change, before.get(str(change.article_id)), change.heading or (change.article and change.article.heading))
            for change in articles
        ],
        promises=changes,
        others=row.agreement.articles.filter(withdrawn_at=None).exclude(changes__in=articles),
        can_edit=policies.can_edit_amendment(actor, row),
        can_sign=policies.can_sign_amendment(actor, row),
        can_issue=policies.can_issue_life_paper(actor, row),
    )


def draft_amendment(request: HttpRequest, pk: UUID) -> HttpResponse:
    agreement = fetch(request, pk)
    return ui.sheet(
        request,
        forms.AmendmentForm,
        commands.draft_amendment,
        agreement,
        title=_("Begin an amendment"),
        lead=agreement.title,
        then=to_amendment,
    )


def edit_amendment(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = _fetch(request, pk)
    initial = {name: getattr(row, name) for name in forms.AmendmentForm.base_fields}
    return ui.edit(
        request,
        forms.AmendmentForm,
        commands.edit_amendment,
        row,
        title=_("Change the amendment"),
        lead=str(row),
        initial=initial,
        then=to_amendment,
    )


def _named(request: HttpRequest, name: str) -> UUID | None:
    try:
        return UUID(request.GET[name]) if name in request.GET else None
    except ValueError as wrong:
        raise Http404 from wrong


def amend_article(request: HttpRequest, pk: UUID) -> HttpResponse:
    """New words of the article that is named in the address, or a new article."""
    row, initial = _fetch(request, pk), {}
    if (key := _named(request, "article")) is not None:
        there = {article["id"]: article for article in text_on(row.agreement, timezone.localdate())}
        if str(key) not in there:
            raise Http404
        change = row.article_changes.filter(article=key, withdrawn_at=None).first()
        words = {name: getattr(change, name) if change else there[str(key)][name] for name in WORDS}
        initial = {"article": key, **words}
    return ui.sheet(
        request,
        forms.NewWordsForm,
        commands.change_article,
        row,
        lead=str(row),
        initial=initial,
        then=to_amendment,
        title=_("New words of an article") if initial else _("A new article"),
        form_kwargs={"amendment": row},
    )


def amend_promise(request: HttpRequest, pk: UUID) -> HttpResponse:
    """New terms of the promise that is named in the address, or of one to choose."""
    row, commitment = _fetch(request, pk), None
    initial: dict[str, Any] = {}
    if (key := _named(request, "promise")) is not None:
        rows = Commitment.objects.filter(agreement=row.agreement_id, withdrawn_at=None)
        commitment = get_object_or_404(with_promise(rows), pk=key)
        change = row.commitment_changes.filter(commitment=commitment, withdrawn_at=None).first()
        initial = {"commitment": key}
        if change:
            initial |= {"due_on": change.due_on, "measure": change.measure, "is_dropped": change.is_dropped}
    total = promised(promise_of(commitment)) if commitment else None
    return ui.sheet(
        request,
        forms.NewTermsForm,
        commands.change_commitment,
        row,
        title=_("New terms of a promise"),
        lead=commitment.text if commitment else str(row),
        initial=initial,
        then=to_amendment,
        form_kwargs={"amendment": row, "commitment": commitment},
        context={"total": total},
    )


@require_POST
def withdraw_article_change(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = get_object_or_404(visible_to(request.actor, ArticleChange).select_related("amendment"), pk=pk)
    return ui.act(request, commands.withdraw_article_change, row, then=to_amendment)


@require_POST
def withdraw_commitment_change(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = get_object_or_404(visible_to(request.actor, CommitmentChange).select_related("amendment"), pk=pk)
    return ui.act(request, commands.withdraw_commitment_change, row, then=to_amendment)


@ui.takes_files
def sign_amendment(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = _fetch(request, pk)
    return ui.sheet(
        request,
        forms.SignAmendmentForm,
        commands.sign_amendment,
        row,
        title=_("All parties signed the amendment"),
        lead=str(row),
        initial={"effective_on": row.effective_on},
        then=to_amendment,
    )


def abandon_amendment(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = _fetch(request, pk)
    return ui.sheet(
        request,
        WhyForm,
        commands.abandon_amendment,
        row,
        title=_("Give the amendment up"),
        lead=str(row),
        then=to_amendment,
    )


def amendment_copy(request: HttpRequest, pk: UUID) -> FileResponse:
    """The signed copy."""
    row = _fetch(request, pk)
    if row.proof is None or row.proof.file is None:
        raise Http404
    return serve(row.proof.file)
