"""The seals of the texts that went out to sign, and of what they froze."""

from typing import Any

from django.utils.translation import gettext as _

from sanad.foundation.history.seals import Seal, declare, is_next
from sanad.partnerships.models import Agreement, Revision
from sanad.partnerships.queries.content import ArticleContent
from sanad.partnerships.queries.placeholders import was_filled_from
from sanad.partnerships.queries.snapshot import content_of, snapshot_of

# What of a signed text nobody changes afterwards; names and addresses of the parties follow the directory.
STAYS = ("object", "kind", "languages", "starts_on", "budget", "currency", "commitments", "budget_lines")


def revision(row: Revision) -> str:
    """The content is the one that was sealed, on top of the revision before."""
    if row.computed_seal() != row.hash:
        return _("the text of this agreement is not as it was sealed when it went out to sign")
    is_upon = is_next(row, row.agreement.revisions)
    return "" if is_upon else _("the text before this one is not the one it was sealed upon")


def same_articles(articles: list[ArticleContent], sealed: list[ArticleContent]) -> bool:
    """Whether the articles, as they were typed, are those that were sealed.

    What braces say is in the words of the release that filled them; a later one may have better words. So what was typed is
    compared, and where an earlier release did not seal it, whether the sealed text can have come from it.
    """
    if [_frame(article) for article in articles] != [_frame(article) for article in sealed]:
        return False
    for article, then in zip(articles, sealed, strict=True):
        typed = [article["text_ar"], article["text_fr"]]
        if "typed" in then:
            if then["typed"] != typed:
                return False
        elif not all(map(was_filled_from, (then["text_ar"], then["text_fr"]), typed)):
            return False
    return True


def _frame(article: ArticleContent) -> dict[str, Any]:
    return {name: value for name, value in article.items() if name not in {"text_ar", "text_fr", "typed"}}


def agreement(row: Agreement) -> str:
    """A signed agreement says what the revision says that was signed."""
    last = row.revisions.newest() if row.signed_on else None
    if last is None:
        return ""
    if why := revision(last):
        return why
    now: dict[str, Any] = {**content_of(snapshot_of(row))}
    other = [part for part in STAYS if now[part] != last.content[part]]
    if not same_articles(now["articles"], last.content["articles"]):
        other.append("articles")
    return _("differs from the text that was signed: %(parts)s") % {"parts": ", ".join(other)} if other else ""


declare(Seal(Revision, revision, ("agreement",)))
declare(Seal(Agreement, agreement, ("engagement",)))
