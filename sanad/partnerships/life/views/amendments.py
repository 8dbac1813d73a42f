"""Amendments: the tab, one amendment, what it changes, its signature."""

from typing import Any
from uuid import UUID

from django.forms import model_to_dict
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanad.foundation import ui
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.ui.download import serve
from sanad.partnerships.commitments.policies import can_issue_life_paper
from sanad.partnerships.commitments.queries.rows import with_terms
from sanad.partnerships.commitments.queries.terms import terms_of, total_due
from sanad.partnerships.life import forms
from sanad.partnerships.life.commands import amendments as commands
from sanad.partnerships.life.policies import can_draft_amendment, can_edit_amendment, can_sign_amendment
from sanad.partnerships.models import Amendment, Commitment
from sanad.partnerships.policies import visible_to
from sanad.partnerships.queries.articles import articles_on
from sanad.partnerships.queries.content import ARTICLE_WORDS
from sanad.partnerships.views import fetch, fetch_part, tab_page


def to_amendment(row: Any) -> str:
    """The page of the amendment that a row belongs to."""
    return reverse("partnerships:amendment", args=[getattr(row, "amendment_id", row.pk)])


fetch_amendment = fetch_part(Amendment, "agreement__engagement", "proof", "by")


def amendments(request: HttpRequest, pk: UUID) -> HttpResponse:
    agreement = fetch(request, pk)
    return tab_page(
        request,
        agreement,
        "amendments",
        rows=visible_to(request.actor, Amendment).filter(agreement=agreement).defer("content").order_by("-number"),
        can_amend=can_draft_amendment(request.actor, agreement),
    )


def amendment(request: HttpRequest, pk: UUID) -> HttpResponse:
    row, actor = fetch_amendment(request, pk), request.actor
    articles = row.article_changes.standing().select_related("article")
    before = {article["id"]: article for article in articles_on(row.agreement, timezone.localdate())}
    changes = row.commitment_changes.standing().select_related("commitment")
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
        commitments=changes,
        others=row.agreement.articles.standing().exclude(changes__in=articles),
        can_edit=can_edit_amendment(actor, row),
        can_sign=can_sign_amendment(actor, row),
        can_issue=can_issue_life_paper(actor, row),
    )


def _named(request: HttpRequest, name: str) -> UUID | None:
    try:
        return UUID(request.GET[name]) if name in request.GET else None
    except ValueError as wrong:
        raise Http404 from wrong


def amend_article(request: HttpRequest, pk: UUID) -> HttpResponse:
    """New words of the article that is named in the address, or a new article."""
    row = fetch_amendment(request, pk)
    initial: dict[str, Any] = {}
    if (key := _named(request, "article")) is not None:
        there: dict[str, Any] = {article["id"]: article for article in articles_on(row.agreement, timezone.localdate())}
        if str(key) not in there:
            raise Http404
        change = row.article_changes.standing().filter(article=key).first()
        source = model_to_dict(change, ARTICLE_WORDS) if change else there[str(key)]
        initial = {"article": key, **{name: source[name] for name in ARTICLE_WORDS}}
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


def amend_commitment(request: HttpRequest, pk: UUID) -> HttpResponse:
    """New terms of the commitment that is named in the address, or of one to choose."""
    row, commitment = fetch_amendment(request, pk), None
    initial: dict[str, Any] = {}
    if (key := _named(request, "promise")) is not None:
        rows = Commitment.objects.standing().filter(agreement=row.agreement_id)
        commitment = get_object_or_404(with_terms(rows), pk=key)
        change = row.commitment_changes.standing().filter(commitment=commitment).first()
        initial = {"commitment": key}
        if change:
            initial |= {"due_on": change.due_on, "measure": change.measure, "is_dropped": change.is_dropped}
    total = total_due(terms_of(commitment)) if commitment else None
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


@ui.takes_files
def sign_amendment(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = fetch_amendment(request, pk)
    return ui.sheet(
        request,
        forms.SignAmendmentForm,
        commands.sign_amendment,
        row,
        title=_("All parties signed the amendment"),
        lead=str(row),
        initial={"effective_on": row.effective_on},
        submit=_("Record the signatures"),
        then=to_amendment,
        context={"ahead": ahead_of_signing(request.actor, row)},
    )


def ahead_of_signing(_actor: Actor, row: Amendment) -> ui.Ahead:
    """What the amendment changes for good."""
    changed = list(row.article_changes.standing().select_related("article"))
    terms = list(row.commitment_changes.standing().select_related("commitment"))
    names: list[tuple[Any, list[str]]] = []
    if changed:
        names.append((_("New words of:"), [each.heading or each.article.heading for each in changed]))
    if terms:
        names.append((_("New terms of:"), [each.commitment.text for each in terms]))
    happens = [
        ui.tell(
            _(
                "Amendment %(number)s of “%(agreement)s” is sealed, and is part of the agreement from the day that you write."
            ),
            number=row.number,
            agreement=row.agreement.title,
        )
    ]
    if row.ends_on:
        happens.append(ui.tell(_("The agreement ends on %(day)s."), day=row.ends_on))
    return ui.Ahead(
        title=_("All parties signed the amendment"),
        happens=happens,
        names=names,
        papers=[(_("See the paper"), reverse("partnerships:draft_amendment_paper", args=[row.pk, "ar"]))],
        undo=_("Another amendment can change it again."),
    )


def amendment_copy(request: HttpRequest, pk: UUID) -> FileResponse:
    """The signed copy."""
    row = fetch_amendment(request, pk)
    if row.proof is None or row.proof.file is None:
        raise Http404
    return serve(row.proof.file)


def ahead_of_abandoning(_actor: Actor, row: Amendment) -> ui.Ahead:
    """Which change does not come about."""
    return ui.Ahead(
        title=_("Give the amendment up"),
        happens=[
            ui.tell(
                _("Amendment %(number)s of “%(agreement)s” does not come about; the agreement stays as it is."),
                number=row.number,
                agreement=row.agreement.title,
            ),
            _("It stays to be read, with your reason."),
        ],
        undo=_("You can begin another amendment."),
    )
