"""The articles as they are read, writing them, and what the parties say of them."""

from typing import Any
from uuid import UUID

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from sanad.foundation import ui
from sanad.partnerships import commands, forms, policies
from sanad.partnerships.models import Agreement, Article, ArticleRemark
from sanad.partnerships.policies import visible_to
from sanad.partnerships.queries.fold import signed_text, text_on
from sanad.partnerships.queries.placeholders import MEANINGS, filled_articles
from sanad.partnerships.queries.whole import content_of, whole
from sanad.partnerships.views.tabs import fetch, tab_page, to_agreement


def _to_text(row: Any) -> str:
    return to_agreement(row, "text")


def _to_remarks(row: Any) -> str:
    return to_agreement(row, "remarks")


def text(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The whole text, filled; once it went out, the sealed words, with the amendments that are in effect."""
    row = fetch(request, pk)
    open_remarks = visible_to(request.actor, ArticleRemark).filter(
        article__agreement=row, state=ArticleRemark.State.OPEN
    )
    counts = dict(open_remarks.order_by().values_list("article").annotate(Count("pk")))
    languages = row.languages.split("+")
    articles = [
        {
            "pk": article["id"],
            "number": article.get("number"),
            "sides": [(code, article[f"heading_{code}"], article[f"text_{code}"]) for code in languages],
            "remarks": counts.get(UUID(article["id"]), 0),
        }
        for article in _articles(row)
    ]
    negotiated = row.state == Agreement.State.NEGOTIATING and request.actor.may("agreements.draft")
    return tab_page(request, row, "text", articles=articles, can_remark=negotiated)


def _articles(row: Agreement) -> list[dict[str, Any]]:
    if row.state == Agreement.State.OUT:
        return signed_text(row)
    if row.state in {Agreement.State.SIGNED, Agreement.State.TERMINATED}:
        return text_on(row, timezone.localdate())
    return filled_articles(content_of(whole(row)))


def _article(request: HttpRequest, pk: UUID) -> Article:
    return get_object_or_404(visible_to(request.actor, Article).select_related("agreement__space"), pk=pk)


def add_article(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = fetch(request, pk)
    return ui.sheet(
        request,
        forms.AddArticleForm,
        commands.add_article,
        row,
        title=_("Add an article"),
        lead=row.title,
        form_kwargs={"agreement": row},
        template="partnerships/write_article.html",
        context={"meanings": MEANINGS, "agreement": row},
        then=_to_text,
    )


def edit_article(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The words of one article; when somebody else saved in between, both texts."""
    row = _article(request, pk)
    initial = {name: getattr(row, name) for name in forms.ArticleForm.base_fields if name != "base_version"}
    return ui.sheet(
        request,
        forms.ArticleForm,
        commands.edit_article,
        row,
        title=_("Write the article"),
        lead=row.heading,
        form_kwargs={"agreement": row.agreement},
        initial={**initial, "base_version": row.version},
        template="partnerships/write_article.html",
        then=_to_text,
        context={"meanings": MEANINGS, "article": row, "agreement": row.agreement, "stale": _is_stale(request, row)},
    )


def _is_stale(request: HttpRequest, row: Article) -> bool:
    return request.method == "POST" and request.POST.get("base_version") != str(row.version)


def place_article(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = _article(request, pk)
    standing = row.agreement.articles.filter(withdrawn_at=None, position__lt=row.position).order_by("position")
    return ui.edit(
        request,
        forms.PlaceArticleForm,
        commands.place_article,
        row,
        title=_("Move the article"),
        lead=row.heading,
        form_kwargs={"article": row},
        initial={"after": standing.last()},
        then=_to_text,
    )


@require_POST
def withdraw_article(request: HttpRequest, pk: UUID) -> HttpResponse:
    return ui.act(request, commands.withdraw_article, _article(request, pk), then=_to_text)


def remark_article(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = _article(request, pk)
    return ui.sheet(
        request,
        forms.RemarkForm,
        commands.remark_article,
        row,
        title=_("Make a remark"),
        lead=row.heading,
        form_kwargs={"agreement": row.agreement},
        template="partnerships/remark.html",
        context={"article": row, "agreement": row.agreement},
        then=_to_remarks,
    )


def _remarks(request: HttpRequest) -> Any:
    return visible_to(request.actor, ArticleRemark).select_related(
        "article__agreement__space", "author_space", "by", "answered_by"
    )


def remarks(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What every side said of the articles, the open ones first."""
    row = fetch(request, pk)
    rows = _remarks(request).filter(article__agreement=row, article__withdrawn_at=None)
    found = [(remark, policies.can_answer_remark(request.actor, remark)) for remark in rows]
    found.sort(key=lambda pair: (pair[0].state != ArticleRemark.State.OPEN, pair[0].article.position))
    return tab_page(request, row, "remarks", remarks=found)


def take_remark(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The article with the proposed words in it, to save as they are or to bring together."""
    row = get_object_or_404(_remarks(request), pk=pk)
    article = row.article
    initial = {
        "text_ar": row.proposed_ar or article.text_ar,
        "text_fr": row.proposed_fr or article.text_fr,
        "base_version": article.version,
    }
    return ui.sheet(
        request,
        forms.TakeRemarkForm,
        commands.take_remark,
        row,
        title=_("Take the remark over"),
        lead=article.heading,
        form_kwargs={"agreement": article.agreement},
        initial=initial,
        template="partnerships/take_remark.html",
        context={"remark": row, "article": article, "stale": _is_stale(request, article)},
        then=_to_remarks,
    )


def leave_remark(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = get_object_or_404(_remarks(request), pk=pk)
    return ui.sheet(
        request,
        forms.LeaveRemarkForm,
        commands.leave_remark,
        row,
        title=_("Leave the article as it is"),
        lead=str(row),
        then=_to_remarks,
    )
