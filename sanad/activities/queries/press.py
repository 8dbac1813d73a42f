"""The sentences of a press report, each made of approved facts only (M6)."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.utils.translation import get_language, ngettext, override, pgettext
from django.utils.translation import gettext as _

from sanad.foundation.arabic import dates

Facts = dict[str, Any]
Paragraph = tuple[str, str]


def pick(names: list[str] | None, language: str) -> str:
    """The Arabic or the French one of a pair of names."""
    return (names[0] if language == "ar" else names[1]) if names else ""


def join(parts: list[str]) -> str:
    """A list as a sentence has it: «أ وب وج», «a, b et c»."""
    parts = [part.strip(" .،") for part in parts if part]
    if len(parts) < 2 or get_language() == "ar":  # noqa: PLR2004  two are the first that need a word between them
        return " و".join(parts)
    return _("%(first)s and %(last)s") % {"first": _(", ").join(parts[:-1]), "last": parts[-1]}


def sewn(text: str) -> str:
    """«بمقر»: the particle joined to an Arabic word; the templates write «بـ», as a name in Latin letters needs it."""
    return re.sub(r"(?<!\w)بـ(?=[ء-ي])", "ب", text)


# The article of a French name, by the word that it begins with.
_ARTICLES = {
    "l'": {
        "association",
        "organisation",
        "union",
        "agence",
        "académie",
        "alliance",
        "observatoire",
        "institut",
        "initiative",
    },
    "la ": {
        "fédération",
        "commune",
        "coopérative",
        "direction",
        "délégation",
        "province",
        "région",
        "fondation",
        "ligue",
    },
    "le ": {"ministère", "conseil", "réseau", "centre", "collectif", "journal", "forum", "club", "mouvement", "comité"},
}


def named(names: list[str] | None, language: str) -> str:
    """A name inside a sentence; a French one with its article, where its first word tells which."""
    name = pick(names, language)
    first = name.split(" ")[0].lower() if language == "fr" else ""
    return next((article for article, words in _ARTICLES.items() if first in words), "") + name


def kind_word(kind: str) -> str:
    """The kind of activity inside a sentence."""
    return {
        "meeting": pgettext("in a sentence", "a communication meeting"),
        "visit": pgettext("in a sentence", "a field visit"),
        "bureau": pgettext("in a sentence", "a bureau meeting"),
        "seminar": pgettext("in a sentence", "a seminar"),
        "workshop": pgettext("in a sentence", "a workshop"),
        "course": pgettext("in a sentence", "a training course"),
        "trip": pgettext("in a sentence", "a trip"),
    }[kind]


def body_phrase(card: Facts, language: str) -> str:
    """An organisation with its year of foundation and its seat, as a report introduces it."""
    name, seat = named(card["name"], language), pick(card["seat"], language)
    if card["founded_year"] and seat:
        return _("%(name)s, founded in %(year)s, with its seat at %(seat)s") % {
            "name": name,
            "year": card["founded_year"],
            "seat": seat,
        }
    if seat:
        return _("%(name)s, with its seat at %(seat)s") % {"name": name, "seat": seat}
    return name


def long_day(iso: str, language: str) -> str:
    """A stored day, in words."""
    return dates.long_day(date.fromisoformat(iso), language)


def lasting(facts: Facts) -> tuple[datetime, datetime]:
    """When it began and ended; what was frozen early has one day only."""
    last = facts.get("last_day", facts["day"])
    return datetime.fromisoformat(f"{facts['day']}T{facts['begins']}"), datetime.fromisoformat(
        f"{last}T{facts['ends']}"
    )


def _on(facts: Facts, language: str) -> str:
    """The day inside a sentence, or the days."""
    begins, ends = lasting(facts)
    if dates.is_over_days(begins, ends):
        return dates.over_days(begins.date(), ends.date(), language)
    return pgettext("in a sentence", "on %(day)s") % {"day": long_day(facts["day"], language)}


def paragraphs(facts: Facts, language: str) -> list[Paragraph]:
    """(key, sentence) pairs in the order of a report. Keys are stable for the same facts."""
    with override(language):
        return [(key, sewn(capital(text.strip()))) for key, text in _all(facts, language) if text.strip()]


def capital(sentence: str) -> str:
    """A sentence begins with a capital letter, in scripts that have them."""
    return sentence[0].upper() + sentence[1:]


def headline(facts: Facts, language: str) -> str:
    """«… تنظم لقاء تواصليا مع …»"""
    with override(language):
        return _("%(host)s holds %(kind)s with %(partners)s") % {
            "host": pick(facts["host"]["name"], language),
            "kind": kind_word(facts["kind"]),
            "partners": join([named(card["name"], language) for card in facts["partners"]]) or _("its members"),
        }


def _all(facts: Facts, language: str) -> Iterator[Paragraph]:
    yield from _statutes(facts, language)
    yield "event", _event(facts, language)
    yield "station", _station(facts, language)
    for number, item in enumerate(facts["programme"]):
        yield f"item-{number}", _item(item, language)
    yield "words", _words(facts, language)
    if facts["outcome"]:
        yield "outcome", facts["outcome"]
    if facts["decisions"]:
        agreed = join([decision["text"] for decision in facts["decisions"]])
        yield (
            "decisions",
            _("At the end, those present agreed on the following: %(decisions)s.") % {"decisions": agreed},
        )
    closing = [item for item in facts["programme"] if item["kind"] == "protocol"]
    if closing:
        yield "closing", _("The gathering closed with %(what)s.") % {"what": join([_said(item) for item in closing])}


def _statutes(facts: Facts, language: str) -> Iterator[Paragraph]:
    host = named(facts["host"]["name"], language)
    sentences = {
        "aim": _("Faithful to the aims of its statutes, %(host)s works for %(what)s."),
        "means": _("To reach these aims, %(host)s relies on several means: %(what)s."),
        "cooperation": _("%(host)s also concludes cooperation and partnership agreements with %(what)s."),
        "outreach": _("In this frame, %(host)s believes in %(what)s."),
    }
    for kind, sentence in sentences.items():
        clauses = [pick([ar, fr], language) for clause_kind, ar, fr in facts["host"]["clauses"] if clause_kind == kind]
        if clauses:
            yield f"statutes-{kind}", sentence % {"host": host, "what": join(clauses)}


def _event(facts: Facts, language: str) -> str:
    where = _(", ").join(part for part in (facts["venue"], pick(facts["place"], language)) if part)
    values = {
        "host": named(facts["host"]["name"], language),
        "when": _on(facts, language),
        "kind": kind_word(facts["kind"]),
        "where": where,
        "partners": join([body_phrase(card, language) for card in facts["partners"]]),
    }
    if not values["partners"]:
        return _("%(when)s, at %(where)s, %(host)s held %(kind)s.") % values
    return _("%(when)s, at %(where)s, %(host)s held %(kind)s with %(partners)s.") % values


def _station(facts: Facts, language: str) -> str:
    before = facts["previous"]
    if not before:
        return ""
    values = {
        "ordinal": ordinal(facts["station"]),
        "kind": kind_word(before["kind"]),
        "day": long_day(before["day"], language),
        "outcome": before["outcome"].strip(" ."),
    }
    if not values["outcome"]:
        return _("It is the %(ordinal)s station, after %(kind)s of %(day)s.") % values
    return _("It is the %(ordinal)s station, after %(kind)s of %(day)s, whose outcome was: %(outcome)s.") % values


def ordinal(number: int) -> str:
    """First, second, … of a station; the figure beyond the tenth."""
    words = [
        pgettext("station", "first"),
        pgettext("station", "second"),
        pgettext("station", "third"),
        pgettext("station", "fourth"),
        pgettext("station", "fifth"),
        pgettext("station", "sixth"),
        pgettext("station", "seventh"),
        pgettext("station", "eighth"),
        pgettext("station", "ninth"),
        pgettext("station", "tenth"),
    ]
    return words[number - 1] if number <= len(words) else str(number)


def _said(item: Facts) -> str:
    return f"{item['title']}: {item['record']}" if item["record"] else item["title"]


def _item(item: Facts, language: str) -> str:
    values = {
        "title": item["title"].strip(" ."),
        "speaker": f"{pick(item.get('honour'), language)} {pick(item['speaker'], language)}".strip(),
        "capacity": item["capacity"],
        "record": item["record"].strip(),
    }
    if item["kind"] == "opening":
        return _("The gathering opened with %(title)s. %(record)s") % values
    if item["kind"] in {"protocol", "break", "decisions", "follow_ups"}:
        return ""
    if values["speaker"]:
        is_course, is_woman = item["kind"] == "course", item.get("sex") == "w"
        return _spoken(is_course=is_course, has_capacity=bool(values["capacity"]), is_woman=is_woman) % values
    if item["kind"] == "discussion":
        return _("The discussion was about %(title)s. %(record)s") % values
    return _("The gathering included %(title)s. %(record)s") % values


def _spoken(*, is_course: bool, has_capacity: bool, is_woman: bool) -> str:
    """What a speaker did, with the verb of a man or of a woman."""
    if is_course and has_capacity and is_woman:
        return pgettext("of a woman", "%(speaker)s, as %(capacity)s, gave a short course: %(title)s. %(record)s")
    if is_course and has_capacity:
        return _("%(speaker)s, as %(capacity)s, gave a short course: %(title)s. %(record)s")
    if is_course and is_woman:
        return pgettext("of a woman", "%(speaker)s gave a short course: %(title)s. %(record)s")
    if is_course:
        return _("%(speaker)s gave a short course: %(title)s. %(record)s")
    if is_woman:
        return pgettext("of a woman", "%(speaker)s spoke on: %(title)s. %(record)s")
    return _("%(speaker)s spoke on: %(title)s. %(record)s")


def _words(facts: Facts, language: str) -> str:
    said = [
        _("%(who)s (%(capacity)s): %(text)s")
        % {"who": pick(w["who"], language), "capacity": w["capacity"], "text": w["text"].strip(" .")}
        if w["capacity"]
        else f"{pick(w['who'], language)}: {w['text'].strip(' .')}"
        for w in facts["words"]
    ]
    if not said:
        return ""
    lead = ngettext("One of those present spoke: ", "Those present spoke in turn: ", len(said))
    return lead + _("; ").join(said) + "."
