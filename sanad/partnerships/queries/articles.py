"""The text of an agreement on a day: the signed revision and the amendments in effect by then, folded (A2)."""

from collections.abc import Iterable
from datetime import date
from typing import cast

from sanad.partnerships.models import Agreement, Article
from sanad.partnerships.queries.content import ARTICLE_WORDS, AmendmentContent, ArticleContent

SignedAmendment = tuple[date, int, AmendmentContent]  # the day on which it takes effect, its number, what it changes


def amend_articles(
    articles: Iterable[ArticleContent], amendments: Iterable[SignedAmendment], on: date
) -> list[ArticleContent]:
    """The articles after every amendment that is effective by that day.

    The order of the input does not matter. New words replace those of the article; what an amendment leaves empty
    stays; articles that it adds come last, in the order of the amendments.
    """
    text = {article["id"]: article for article in articles}
    for _day, _number, content in sorted((row for row in amendments if row[0] <= on), key=lambda row: row[:2]):
        for change in content["articles"]:
            key = change["article"] or change["id"]
            before = text.get(key) or _added(key, text.values())
            words = {name: word for name, word in change.items() if name in ARTICLE_WORDS and word}
            text[key] = cast("ArticleContent", {**before, **words})
    return list(text.values())


def _added(key: str, earlier: Iterable[ArticleContent]) -> ArticleContent:
    number = max((article["number"] or 0 for article in earlier), default=0) + 1
    return {
        "id": key,
        "section": Article.Section.OTHER.value,
        "number": number,
        "heading_ar": "",
        "heading_fr": "",
        "text_ar": "",
        "text_fr": "",
    }


def signed_articles(agreement: Agreement) -> list[ArticleContent]:
    """The articles of the newest revision: those that were signed."""
    revision = agreement.revisions.newest()
    return list(revision.content["articles"]) if revision else []


def signed_amendments(agreement: Agreement) -> list[SignedAmendment]:
    """What the signed amendments say, as `amend_articles` reads it."""
    return [(row.effective_on, row.number, row.content) for row in agreement.amendments.signed()]


def articles_on(agreement: Agreement, on: date) -> list[ArticleContent]:
    """The articles as they read on a day."""
    return amend_articles(signed_articles(agreement), signed_amendments(agreement), on)
