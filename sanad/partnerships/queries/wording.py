"""How the parts of an agreement's content are said in a language: days, quantities, names."""

from datetime import date

from django.utils.translation import gettext as _

from sanad.foundation.arabic import dates
from sanad.foundation.arabic.bidi import has_arabic, isolate
from sanad.foundation.arabic.numbers import Case, Noun, counted, format_amount, format_number
from sanad.partnerships.models import Party
from sanad.partnerships.queries.content import AgreementContent, ArticleContent, CommitmentContent, PartyContent

DOTS = "……"
_NOUNS = {
    "days": (Noun("يوم", "يومان", "أيام", "يوما"), "jour", "jours"),
    "months": (Noun("شهر", "شهران", "أشهر", "شهرا"), "mois", "mois"),
    "years": (Noun("سنة", "سنتان", "سنوات", "سنة", "f"), "an", "ans"),
}


def lead_party(content: AgreementContent) -> PartyContent | None:
    """The first party: the one that leads, else the first at the table."""
    parties = content["parties"]
    return next((party for party in parties if party["part"] == Party.Part.LEAD), parties[0] if parties else None)


def partner_party(content: AgreementContent) -> PartyContent | None:
    """The association of the file, else the first of the others."""
    others = [party for party in content["parties"] if party is not lead_party(content)]
    association = (party for party in others if party["organisation"] == content["association"])
    return next(association, others[0] if others else None)


def party_seat(party: PartyContent | None, language: str) -> str:
    """The address of a party, else the place of its seat."""
    return (party["address"] or party["seat"][language]) if party else ""


def format_day(text: str | None, language: str) -> str:
    """A day (ISO text) as it is read, dots where it is not set."""
    return dates.day(date.fromisoformat(text), language) if text else DOTS


def format_money(amount: int, language: str) -> str:
    """Money (`amount` in centimes) without its centimes when there are none."""
    return format_amount(amount, language, short=True)


def format_count(number: int, unit: str, language: str, case: Case = "nominative") -> str:
    """So many days, months or years in words of the language."""
    noun, one, several = _NOUNS[unit]
    return counted(number, noun, case=case) if language == "ar" else f"{number} {one if number == 1 else several}"


def isolate_foreign(text: str, language: str) -> str:
    """Words that somebody wrote, kept apart where their script is not the one of the paper: the line stays in its direction."""
    return isolate(text) if has_arabic(text) != (language == "ar") else text


def format_quantity(row: CommitmentContent, language: str) -> str:
    """How much of what a commitment is; nothing for one piece without a name."""
    if row["amount"] is not None:
        return format_money(row["amount"], language)
    quantity = row["quantity"] or 0
    if quantity == 1 and not row["unit"]:
        return ""
    return name_pieces(row["unit"], format_number(quantity, language), language)


def name_pieces(unit: str, number: str, language: str) -> str:
    """«لائحة حضور: 6»: what somebody typed stands before its number, after which no program can inflect it."""
    return label_value(isolate_foreign(unit, language), number) if unit else number


def due_text(row: CommitmentContent, language: str) -> str:
    """The day on which a commitment falls due, or how often until when."""
    day = format_day(row["due_on"], language)
    if not (months := row["every_months"]):
        return day
    said = _how_often(is_each_month=months == 1, is_month_end=bool(row.get("is_month_end")))
    every = format_count(months, "months", language, "genitive")
    return said % {"months": every, "day": day, "until": format_day(row["until_on"], language)}


def _how_often(*, is_each_month: bool, is_month_end: bool) -> str:
    if is_each_month and is_month_end:
        return _("every month, on the last day of the month, from %(day)s until %(until)s")
    if is_each_month:
        return _("every month from %(day)s until %(until)s")
    if is_month_end:
        return _("every %(months)s, on the last day of the month, from %(day)s until %(until)s")
    return _("every %(months)s from %(day)s until %(until)s")


def party_name(content: AgreementContent, key: str | None, language: str) -> str:
    """The name of the party of that key."""
    return next((party["name"][language] for party in content["parties"] if party["id"] == key), DOTS)


def label_value(name: str, text: str) -> str:
    """What is said of somebody or something, after its name."""
    return _("%(name)s: %(text)s") % {"name": name, "text": text}


def article_heading(article: ArticleContent, language: str) -> str:
    """The heading of an article in that language."""
    return article["heading_ar"] if language == "ar" else article["heading_fr"]


def article_text(article: ArticleContent, language: str) -> str:
    """The text of an article in that language."""
    return article["text_ar"] if language == "ar" else article["text_fr"]
