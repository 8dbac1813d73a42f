"""What stands in braces in an article, filled with the facts of the agreement when the text is read, printed or sealed.

A list takes lines of its own that begin with a dash; what is not known yet stays visible as dots.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from sanad.accompaniment.models import PlanItem
from sanad.directory.models import Consent
from sanad.foundation.arabic.numbers import amount_in_words
from sanad.foundation.days import months_after
from sanad.partnerships.queries.content import (
    AgreementContent,
    ArticleContent,
    CommitmentContent,
    InstalmentContent,
    PartyContent,
)
from sanad.partnerships.queries.snapshot import AgreementSnapshot, content_of
from sanad.partnerships.queries.wording import (
    DOTS,
    due_text,
    format_count,
    format_day,
    format_money,
    format_quantity,
    isolate_foreign,
    label_value,
    lead_party,
    partner_party,
    party_name,
    party_seat,
)

BRACES = re.compile(r"\{([^{}\n]{1,40})\}")
YEAR = 12


# What each one stands for, as those who write an article read it.
MEANINGS: dict[str, Any] = {
    "parties": gettext_lazy("the parties, with who signs for each"),
    "lead": gettext_lazy("the first party"),
    "partner": gettext_lazy("the association of the file, else the second party"),
    "place": gettext_lazy("the seat of that party"),
    "starts_on": gettext_lazy("the first day"),
    "ends_on": gettext_lazy("the last day"),
    "duration": gettext_lazy("how long it lasts"),
    "budget": gettext_lazy("the budget in figures and words"),
    "notice_days": gettext_lazy("the notice, in days or months"),
    "copies": gettext_lazy("the number of originals"),
    "commitments": gettext_lazy("all promises, one a line"),
    "commitments:lead": gettext_lazy("the promises of the first party"),
    "commitments:others": gettext_lazy("the promises of the other parties"),
    "instalments": gettext_lazy("the payments with their days"),
    "budget_lines": gettext_lazy("the lines of the budget"),
    "fields": gettext_lazy("the fields of the courses promised"),
    "sharings": gettext_lazy("what the parties show each other"),
}


def unknown_placeholders(text: str) -> list[str]:
    """What stands in braces and means nothing."""
    return [name for name in BRACES.findall(text) if name not in MEANINGS]


def fill_placeholders(text: str, language: str, content: AgreementContent) -> str:
    """The text in that language with its placeholders filled from the facts of `content_of`."""
    with override(language):
        return BRACES.sub(lambda match: _VALUES[match[1]](content, language) if match[1] in _VALUES else match[0], text)


def filled_articles(content: AgreementContent, articles: list[ArticleContent] | None = None) -> list[ArticleContent]:
    """The articles of the agreement as they are read, or other `articles` filled with its facts."""
    return [
        {
            **article,
            "text_ar": fill_placeholders(article["text_ar"], "ar", content),
            "text_fr": fill_placeholders(article["text_fr"], "fr", content),
        }
        for article in (content["articles"] if articles is None else articles)
    ]


def filled_content(found: AgreementSnapshot) -> AgreementContent:
    """The agreement as it is sealed and printed: its articles with their placeholders filled."""
    content = content_of(found)
    filled: list[ArticleContent] = [
        {**read, "typed": [article["text_ar"], article["text_fr"]]}
        for article, read in zip(content["articles"], filled_articles(content), strict=True)
    ]
    return {**content, "articles": filled}


def was_filled_from(text: str, typed: str) -> bool:
    """Whether the text may have been filled from what was typed: all between its braces is there, in its order."""
    literal = [re.escape(part) for part in BRACES.split(typed)[::2]]
    return re.fullmatch(".*".join(literal), text, re.DOTALL) is not None


def duration_between(start: date, end: date) -> tuple[int, str]:
    """How long from the first day to the last, in the largest unit that measures it exactly."""
    after = end + timedelta(days=1)
    months = (after.year - start.year) * YEAR + after.month - start.month
    if months < 1 or months_after(start, months) != after:
        return (after - start).days, "days"
    return (months // YEAR, "years") if months % YEAR == 0 else (months, "months")


def _parties_with_signatories(content: AgreementContent, language: str) -> str:
    return _("; ").join(_party(party, language) for party in content["parties"]) or DOTS


def _party(party: PartyContent, language: str) -> str:
    name = party["name"][language]
    if party["signatory"] is None:
        return name
    who = party["signatory"][language]
    if party["capacity"]:
        who = _("%(who)s, %(capacity)s") % {"who": who, "capacity": party["capacity"][language]}
    return _("%(party)s (signed by: %(who)s)") % {"party": name, "who": who}


def _lines(rows: list[str]) -> str:
    return "\n".join(f"- {row}" for row in rows) or f"- {_('none')}"


def commitment_line(content: AgreementContent, row: CommitmentContent, language: str, *, named: bool) -> str:
    """One commitment as a line of the text."""
    many = format_quantity(row, language) if row["quantity"] != 1 else ""
    facts = [many, _("due: %(day)s") % {"day": due_text(row, language)}]
    said = f"{isolate_foreign(row['text'][language], language)} ({_('; ').join(fact for fact in facts if fact)})"
    return label_value(party_name(content, row["debtor"], language), said) if named else said


def _commitments(content: AgreementContent, language: str, who: str = "") -> str:
    lead = lead_party(content)
    key = lead["id"] if lead else None
    rows = [row for row in content["commitments"] if not who or (row["debtor"] == key) == (who == "lead")]
    return _lines([commitment_line(content, row, language, named=who != "lead") for row in rows])


def _instalments(content: AgreementContent, language: str) -> str:
    lines = []
    for row in content["commitments"]:
        if row["amount"] is None:
            continue
        payer = party_name(content, row["debtor"], language)
        whole: InstalmentContent = {"amount": row["amount"], "due_on": None, "condition": ""}
        for each in row["instalments"] or [whole]:
            day = format_day(each["due_on"], language) if each["due_on"] else due_text(row, language)
            parts = [format_money(each["amount"], language), day, isolate_foreign(each["condition"], language)]
            lines.append(label_value(payer, _("; ").join(part for part in parts if part)))
    return _lines(lines)


def _budget(content: AgreementContent, language: str) -> str:
    if not content["budget"]:
        return _("none")
    words = amount_in_words(content["budget"], language)
    return f"{format_money(content['budget'], language)} ({words})"


def _sharings(content: AgreementContent, language: str) -> str:
    rows = []
    for row in content["sharings"]:
        sides = {
            "who": party_name(content, row["giver"], language),
            "whom": party_name(content, row["taker"], language),
        }
        until = _("as long as this agreement lasts")
        if row["to_on"]:
            until = _("until %(day)s") % {"day": format_day(row["to_on"], language)}
        what = label_value(_("%(who)s shows %(whom)s") % sides, str(Consent.Shared(row["kind"]).label))
        rows.append(_("; ").join([what, until]))
    return _lines(rows)


def _duration(content: AgreementContent, language: str) -> str:
    if not content["starts_on"] or not content["ends_on"]:
        return DOTS
    start, end = date.fromisoformat(content["starts_on"]), date.fromisoformat(content["ends_on"])
    return format_count(*duration_between(start, end), language)


def _notice(content: AgreementContent, language: str) -> str:
    """In months where it is counted so; what was sealed before that could be said counts days."""
    months = content.get("notice_months")
    return format_count(months or content["notice_days"], "months" if months else "days", language)


def _name(party: PartyContent | None, language: str) -> str:
    return party["name"][language] if party else DOTS


_VALUES: dict[str, Callable[[AgreementContent, str], str]] = {
    "parties": _parties_with_signatories,
    "lead": lambda content, language: _name(lead_party(content), language),
    "partner": lambda content, language: _name(partner_party(content), language),
    "place": lambda content, language: party_seat(partner_party(content), language) or DOTS,
    "starts_on": lambda content, language: format_day(content["starts_on"], language),
    "ends_on": lambda content, language: format_day(content["ends_on"], language),
    "duration": _duration,
    "budget": _budget,
    "notice_days": _notice,
    "copies": lambda content, _language: str(content["copies"]),
    "commitments": _commitments,
    "commitments:lead": lambda content, language: _commitments(content, language, "lead"),
    "commitments:others": lambda content, language: _commitments(content, language, "others"),
    "instalments": _instalments,
    "budget_lines": lambda content, language: _lines(
        [
            label_value(isolate_foreign(line["label"][language], language), format_money(line["amount"], language))
            for line in content["budget_lines"]
        ]
    ),
    "sharings": _sharings,
    "fields": lambda content, _language: _lines([str(PlanItem.Field(field).label) for field in content["fields"]]),
}
