"""The articles as they are read, writing them, and what the parties say of them."""

from uuid import UUID

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanad.foundation import ui
from sanad.partnerships.drafting.commands import text as commands
from sanad.partnerships.drafting.forms import text as forms
from sanad.partnerships.drafting.policies import can_answer_remark
from sanad.partnerships.models import Agreement, Article, ArticleRemark
from sanad.partnerships.policies import visible_to
from sanad.partnerships.queries.articles import articles_on, signed_articles
from sanad.partnerships.queries.content import ArticleContent
from sanad.partnerships.queries.placeholders import MEANINGS, filled_articles
from sanad.partnerships.queries.snapshot import content_of, snapshot_of
from sanad.partnerships.queries.wording import article_heading, article_text
from sanad.partnerships.views import fetch, fetch_part, tab_page, to_tab

fetch_article = fetch_part(Article)
fetch_remark = fetch_part(ArticleRemark, "author_space", "by", "answered_by")


def text(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The whole text, filled; once it went out, the sealed words, with the amendments that are in effect."""
    row = fetch(request, pk)
    open_remarks = visible_to(request.actor, ArticleRemark).unanswered().filter(article__agreement=row)
    counts = dict(open_remarks.order_by().values_list("article").annotate(Count("pk")))
    languages = row.text_languages
    articles = [
        {
            "pk": article["id"],
            "number": article.get("number"),
            "sides": [(code, article_heading(article, code), article_text(article, code)) for code in languages],
            "remarks": counts.get(UUID(article["id"]), 0),
        }
        for article in _articles(row)
    ]
    negotiated = row.state == Agreement.State.NEGOTIATING and request.actor.may("agreements.draft")
    return tab_page(request, row, "text", articles=articles, can_remark=negotiated)


def _articles(row: Agreement) -> list[ArticleContent]:
    if row.state == Agreement.State.OUT:
        return signed_articles(row)
    if row.state in Agreement.ONCE_SIGNED:
        return articles_on(row, timezone.localdate())
    return filled_articles(content_of(snapshot_of(row)))


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
        then=to_tab("text"),
    )


def edit_article(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The words of one article; when somebody else saved in between, both texts."""
    row = fetch_article(request, pk)
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
        then=to_tab("text"),
        context={"meanings": MEANINGS, "article": row, "agreement": row.agreement, "stale": _is_stale(request, row)},
    )


def _is_stale(request: HttpRequest, row: Article) -> bool:
    return request.method == "POST" and request.POST.get("base_version") != str(row.version)


def remark_article(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = fetch_article(request, pk)
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
        then=to_tab("remarks"),
    )


def remarks(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What every side said of the articles, the open ones first."""
    row = fetch(request, pk)
    rows = visible_to(request.actor, ArticleRemark).filter(article__in=row.articles.standing())
    rows = rows.select_related("article__agreement__space", "author_space", "by", "answered_by")
    found = [(remark, can_answer_remark(request.actor, remark)) for remark in rows]
    found.sort(key=lambda pair: (pair[0].state != ArticleRemark.State.OPEN, pair[0].article.position))
    return tab_page(request, row, "remarks", remarks=found)


def take_remark(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The article with the proposed words in it, to save as they are or to bring together."""
    row = fetch_remark(request, pk)
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
        then=to_tab("remarks"),
    )
