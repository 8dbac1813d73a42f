"""The text of an agreement on a day: the signed revision and the amendments in effect by then, folded (A2)."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sanad.partnerships.models import Agreement, Amendment, Revision

WORDS = ("heading_ar", "heading_fr", "text_ar", "text_fr")
Content = dict[str, Any]


def fold(articles: Iterable[Content], amendments: Iterable[tuple[date, int, Content]], on: date) -> list[Content]:
    """The articles after every amendment (effective day, number, content) that is effective by that day.

    The order of the input does not matter. New words replace those of the article; what an amendment leaves empty
    stays; articles that it adds come last, in the order of the amendments.
    """
    text = {article["id"]: dict(article) for article in articles}
    for _day, _number, content in sorted((row for row in amendments if row[0] <= on), key=lambda row: row[:2]):
        for change in content["articles"]:
            key = change["article"] or change["id"]
            article = text.setdefault(key, _added(key, text.values()))
            article.update({name: change[name] for name in WORDS if change.get(name)})
    return list(text.values())


def _added(key: str, earlier: Iterable[Content]) -> Content:
    number = max((article["number"] or 0 for article in earlier), default=0) + 1
    return {"id": key, "section": "other", "number": number, **dict.fromkeys(WORDS, "")}


def signed_text(agreement: Agreement) -> list[Content]:
    """The articles of the newest revision: those that were signed."""
    revision = Revision.objects.filter(agreement=agreement).order_by("-number").first()
    return list(revision.content["articles"]) if revision else []


def signed_amendments(agreement: Agreement) -> list[tuple[date, int, Content]]:
    """What the signed amendments say, as `fold` reads it."""
    rows = Amendment.objects.filter(agreement=agreement, state=Amendment.State.SIGNED)
    return [(row.effective_on, row.number, row.content) for row in rows]


def text_on(agreement: Agreement, on: date) -> list[Content]:
    """The articles as they read on a day."""
    return fold(signed_text(agreement), signed_amendments(agreement), on)
