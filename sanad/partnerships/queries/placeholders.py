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
from sanad.foundation.arabic import dates
from sanad.foundation.arabic.bidi import has_arabic, isolate
from sanad.foundation.arabic.numbers import Case, Noun, amount_in_words, counted, format_amount, format_number
from sanad.foundation.days import months_after
from sanad.partnerships.models import Party

BRACES = re.compile(r"\{([^{}\n]{1,40})\}")
DOTS = "……"
LANGUAGES = ("ar", "fr")
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

_NOUNS = {
    "days": (Noun("يوم", "يومان", "أيام", "يوما"), "jour", "jours"),
    "months": (Noun("شهر", "شهران", "أشهر", "شهرا"), "mois", "mois"),
    "years": (Noun("سنة", "سنتان", "سنوات", "سنة", "f"), "an", "ans"),
}


def unknown(text: str) -> list[str]:
    """What stands in braces and means nothing."""
    return [name for name in BRACES.findall(text) if name not in MEANINGS]


def filled(text: str, language: str, content: dict[str, Any]) -> str:
    """The text in that language with its placeholders filled from the facts of `content_of`."""
    with override(language):
        return BRACES.sub(lambda match: _VALUES[match[1]](content, language) if match[1] in _VALUES else match[0], text)


def filled_articles(content: dict[str, Any]) -> list[dict[str, Any]]:
    """The articles of the agreement as they are read."""
    return [
        {**article, **{f"text_{lang}": filled(article[f"text_{lang}"], lang, content) for lang in LANGUAGES}}
        for article in content["articles"]
    ]


def lead_of(content: dict[str, Any]) -> dict[str, Any] | None:
    """The first party: the one that leads, else the first at the table."""
    parties = content["parties"]
    return next((party for party in parties if party["part"] == Party.Part.LEAD), parties[0] if parties else None)


def partner_of(content: dict[str, Any]) -> dict[str, Any] | None:
    """The association of the file, else the first of the others."""
    others = [party for party in content["parties"] if party is not lead_of(content)]
    association = (party for party in others if party["organisation"] == content["association"])
    return next(association, others[0] if others else None)


def seat_of(party: dict[str, Any] | None, language: str) -> str:
    """The address of a party, else the place of its seat."""
    return (party["address"] or party["seat"][language]) if party else ""


def day_of(text: str | None, language: str) -> str:
    """A day as it is read, dots where it is not set."""
    return dates.day(date.fromisoformat(text), language) if text else DOTS


def money(amount: int, language: str) -> str:
    """Money without its centimes when there are none."""
    return format_amount(amount, language, short=True)


def counted_of(number: int, unit: str, language: str, case: Case = "nominative") -> str:
    """So many days, months or years in words of the language."""
    noun, one, several = _NOUNS[unit]
    return counted(number, noun, case=case) if language == "ar" else f"{number} {one if number == 1 else several}"


def duration(start: date, end: date) -> tuple[int, str]:
    """How long from the first day to the last, in the largest unit that measures it exactly."""
    after = end + timedelta(days=1)
    months = (after.year - start.year) * YEAR + after.month - start.month
    if months < 1 or months_after(start, months) != after:
        return (after - start).days, "days"
    return (months // YEAR, "years") if months % YEAR == 0 else (months, "months")


def foreign(text: str, language: str) -> str:
    """Words that somebody wrote, kept apart where their script is not the one of the paper: the line stays in its direction."""
    return isolate(text) if has_arabic(text) != (language == "ar") else text


def measure(row: dict[str, Any], language: str) -> str:
    """How much of what a promise is; nothing for one piece without a name."""
    if row["amount"] is not None:
        return money(row["amount"], language)
    if row["quantity"] == 1 and not row["unit"]:
        return ""
    return f"{format_number(row['quantity'], language)} {foreign(row['unit'], language)}".strip()


def when(row: dict[str, Any], language: str) -> str:
    """The day on which a promise falls due, or how often until when."""
    day = day_of(row["due_on"], language)
    if not row["every_months"]:
        return day
    said = _how_often(is_each_month=row["every_months"] == 1, is_month_end=bool(row.get("is_month_end")))
    every = counted_of(row["every_months"], "months", language, "genitive")
    return said % {"months": every, "day": day, "until": day_of(row["until_on"], language)}


def _how_often(*, is_each_month: bool, is_month_end: bool) -> str:
    if is_each_month and is_month_end:
        return _("every month, on the last day of the month, from %(day)s until %(until)s")
    if is_each_month:
        return _("every month from %(day)s until %(until)s")
    if is_month_end:
        return _("every %(months)s, on the last day of the month, from %(day)s until %(until)s")
    return _("every %(months)s from %(day)s until %(until)s")


def name_of(content: dict[str, Any], key: str | None, language: str) -> str:
    """The name of the party of that key."""
    return next((party["name"][language] for party in content["parties"] if party["id"] == key), DOTS)


def _seated(content: dict[str, Any], language: str) -> str:
    return _("; ").join(_party(party, language) for party in content["parties"]) or DOTS


def _party(party: dict[str, Any], language: str) -> str:
    name = party["name"][language]
    if party["signatory"] is None:
        return name
    who = party["signatory"][language]
    if party["capacity"]:
        who = _("%(who)s, %(capacity)s") % {"who": who, "capacity": party["capacity"][language]}
    return _("%(party)s (signed by: %(who)s)") % {"party": name, "who": who}


def of(name: str, text: str) -> str:
    """What is said of somebody or something, after its name."""
    return _("%(name)s: %(text)s") % {"name": name, "text": text}


def _lines(rows: list[str]) -> str:
    return "\n".join(f"- {row}" for row in rows) or f"- {_('none')}"


def promise_line(content: dict[str, Any], row: dict[str, Any], language: str, *, named: bool) -> str:
    """One promise as a line of the text."""
    many = measure(row, language) if row["quantity"] != 1 else ""
    facts = [many, _("due: %(day)s") % {"day": when(row, language)}]
    said = f"{foreign(row['text'][language], language)} ({_('; ').join(fact for fact in facts if fact)})"
    return of(name_of(content, row["debtor"], language), said) if named else said


def _promises(content: dict[str, Any], language: str, who: str = "") -> str:
    lead = lead_of(content)
    key = lead["id"] if lead else None
    rows = [row for row in content["commitments"] if not who or (row["debtor"] == key) == (who == "lead")]
    return _lines([promise_line(content, row, language, named=who != "lead") for row in rows])


def _instalments(content: dict[str, Any], language: str) -> str:
    lines = []
    for row in content["commitments"]:
        if row["amount"] is None:
            continue
        payer = name_of(content, row["debtor"], language)
        for each in row["instalments"] or [{"amount": row["amount"], "due_on": None, "condition": ""}]:
            day = day_of(each["due_on"], language) if each["due_on"] else when(row, language)
            parts = [money(each["amount"], language), day, foreign(each["condition"], language)]
            lines.append(of(payer, _("; ").join(part for part in parts if part)))
    return _lines(lines)


def _budget(content: dict[str, Any], language: str) -> str:
    if not content["budget"]:
        return _("none")
    words = amount_in_words(content["budget"], language)
    return f"{money(content['budget'], language)} ({words})"


def _sharings(content: dict[str, Any], language: str) -> str:
    rows = []
    for row in content["sharings"]:
        sides = {"who": name_of(content, row["giver"], language), "whom": name_of(content, row["taker"], language)}
        until = _("as long as this agreement lasts")
        if row["to_on"]:
            until = _("until %(day)s") % {"day": day_of(row["to_on"], language)}
        what = of(_("%(who)s shows %(whom)s") % sides, str(Consent.Shared(row["kind"]).label))
        rows.append(_("; ").join([what, until]))
    return _lines(rows)


def _duration(content: dict[str, Any], language: str) -> str:
    if not content["starts_on"] or not content["ends_on"]:
        return DOTS
    start, end = (date.fromisoformat(content[name]) for name in ("starts_on", "ends_on"))
    return counted_of(*duration(start, end), language)


def _notice(content: dict[str, Any], language: str) -> str:
    """In months where it is counted so; what was sealed before that could be said counts days."""
    months = content.get("notice_months")
    return counted_of(months or content["notice_days"], "months" if months else "days", language)


def _name(party: dict[str, Any] | None, language: str) -> str:
    return party["name"][language] if party else DOTS


_VALUES: dict[str, Callable[[dict[str, Any], str], str]] = {
    "parties": _seated,
    "lead": lambda content, language: _name(lead_of(content), language),
    "partner": lambda content, language: _name(partner_of(content), language),
    "place": lambda content, language: seat_of(partner_of(content), language) or DOTS,
    "starts_on": lambda content, language: day_of(content["starts_on"], language),
    "ends_on": lambda content, language: day_of(content["ends_on"], language),
    "duration": _duration,
    "budget": _budget,
    "notice_days": _notice,
    "copies": lambda content, _language: str(content["copies"]),
    "commitments": _promises,
    "commitments:lead": lambda content, language: _promises(content, language, "lead"),
    "commitments:others": lambda content, language: _promises(content, language, "others"),
    "instalments": _instalments,
    "budget_lines": lambda content, language: _lines(
        [
            of(foreign(line["label"][language], language), money(line["amount"], language))
            for line in content["budget_lines"]
        ]
    ),
    "sharings": _sharings,
    "fields": lambda content, _language: _lines([str(PlanItem.Field(field).label) for field in content["fields"]]),
}
