"""What an agreement still lacks before it can go out to sign: all of it at once, each with the place to mend it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from sanad.foundation.arabic.numbers import format_amount
from sanad.partnerships.models import Article, ArticleRemark
from sanad.partnerships.queries.budget import budget_sums, instalments_total
from sanad.partnerships.queries.placeholders import unknown_placeholders
from sanad.partnerships.queries.snapshot import AgreementSnapshot

PARTIES_AT_LEAST = 2


@dataclass(frozen=True)
class Missing:
    """One thing that is missing; `tab` is the part of the agreement where it is mended."""

    says: Any
    tab: str


def missing_before_signature(found: AgreementSnapshot) -> list[Missing]:
    """Everything that is missing."""
    return [
        *_frame(found),
        *_parties(found),
        *_articles(found),
        *_commitments(found),
        *_amounts(found),
        *_remarks(found),
    ]


def _frame(found: AgreementSnapshot) -> Iterator[Missing]:
    row = found.agreement
    for language, name, title in (("ar", _("Arabic"), row.title_ar), ("fr", _("French"), row.title_fr)):
        if language in row.languages and not title.strip():
            yield Missing(_("The title is missing in this language: %(language)s.") % {"language": name}, "agreement")
    if row.starts_on is None or row.ends_on is None:
        yield Missing(_("The first or the last day is missing."), "agreement")


def _parties(found: AgreementSnapshot) -> Iterator[Missing]:
    if len(found.parties) < PARTIES_AT_LEAST:
        yield Missing(_("An agreement has two parties at least."), "parties")
    for party in found.parties:
        if party.signatory_id is None or party.mandate_id is None:
            name = {"party": party.organisation.name}
            yield Missing(_("It is not said who signs, and in which capacity: %(party)s.") % name, "parties")


def _articles(found: AgreementSnapshot) -> Iterator[Missing]:
    if not found.articles:
        yield Missing(_("There is no article."), "text")
    for article in found.articles:
        for language in found.agreement.text_languages:
            text = getattr(article, f"text_{language}")
            if not text.strip():
                where = {"article": _named(article), "language": _language(language)}
                yield Missing(_("The text of an article is empty: %(article)s (%(language)s).") % where, "text")
            for name in unknown_placeholders(text):
                where = {"article": _named(article), "name": name}
                yield Missing(_("“%(name)s” in braces means nothing: %(article)s.") % where, "text")


def _named(article: Article) -> str:
    return article.heading or str(article.get_section_display())


def _language(code: str) -> Any:
    return _("Arabic") if code == "ar" else _("French")


def _commitments(found: AgreementSnapshot) -> Iterator[Missing]:
    for row in found.commitments:
        parties = {found.party(row.debtor_id), found.party(row.creditor_id)}
        if None in parties:
            yield Missing(
                _("It is not said who promises, or to whom: %(promise)s.") % {"promise": str(row)}, "commitments"
            )
        if row.due_on is None:
            yield Missing(_("It is not said until when: %(promise)s.") % {"promise": str(row)}, "commitments")
        for language in found.agreement.text_languages:
            if not getattr(row, f"text_{language}").strip():
                words = {"promise": str(row), "language": _language(language)}
                yield Missing(
                    _("A promise is not written in this language: %(promise)s (%(language)s).") % words, "commitments"
                )


def _amounts(found: AgreementSnapshot) -> Iterator[Missing]:
    total = budget_sums(found)
    if not total.add_up:
        amounts = {"budget": _amount(total.budget), "promised": _amount(total.promised), "lines": _amount(total.lines)}
        yield Missing(
            _(
                "The amounts do not add up: the budget is %(budget)s, the money promised %(promised)s, the budget lines %(lines)s."
            )
            % amounts,
            "budget",
        )
    for row in found.commitments:
        if (paid := instalments_total(found, row)) and paid != row.amount:
            amounts = {"promise": str(row), "paid": _amount(paid), "amount": _amount(row.amount or 0)}
            yield Missing(
                _("The instalments come to %(paid)s, but %(amount)s are promised: %(promise)s.") % amounts, "budget"
            )
    yield from _days(found)


def _days(found: AgreementSnapshot) -> Iterator[Missing]:
    """A commitment falls due while the agreement lasts."""
    first, last = found.agreement.starts_on, found.agreement.ends_on
    for row in found.commitments:
        if first and last and row.due_on and not first <= row.due_on <= last:
            yield Missing(
                _("It falls due outside the agreement's days: %(promise)s.") % {"promise": str(row)}, "commitments"
            )


def _amount(value: int) -> str:
    return format_amount(value, get_language() or "ar")


def _remarks(found: AgreementSnapshot) -> Iterator[Missing]:
    rows = ArticleRemark.objects.unanswered().filter(article__in=found.articles)
    for remark in rows.select_related("article"):
        yield Missing(_("A remark has no answer yet: %(article)s.") % {"article": _named(remark.article)}, "remarks")
