"""The facts of an activity as they stand inside a sentence; minutes, papers and the press report are made of them."""

import re
from datetime import date, datetime
from typing import Any

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from sanad.directory.documents import CardFacts
from sanad.foundation.arabic import dates

Facts = dict[str, Any]


def localized(names: list[str] | None, language: str) -> str:
    """The Arabic or the French one of a pair of names."""
    return (names[0] if language == "ar" else names[1]) if names else ""


def enumerated(parts: list[str]) -> str:
    """A list as a sentence has it: «أ وب وج», «a, b et c»."""
    parts = [part.strip(" .،") for part in parts if part]
    if len(parts) < 2 or get_language() == "ar":  # noqa: PLR2004  two are the first that need a word between them
        return " و".join(parts)
    return _("%(first)s and %(last)s") % {"first": _(", ").join(parts[:-1]), "last": parts[-1]}


def with_particles_joined(text: str) -> str:
    """«بمقر»: the particle joined to an Arabic word; the templates write «بـ», as a name in Latin letters needs it."""
    return re.sub(r"(?<!\w)بـ(?=[ء-ي])", "ب", text)


# The article of a French name, by the word that it begins with.
_ARTICLES = {
    "l’": {
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


def with_article(names: list[str] | None, language: str) -> str:
    """A name inside a sentence; a French one with its article, where its first word tells which."""
    name = localized(names, language)
    first = name.split(" ")[0].lower() if language == "fr" else ""
    return next((article for article, words in _ARTICLES.items() if first in words), "") + name


def kind_in_sentence(kind: str) -> str:
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


def introduced(card: CardFacts, language: str) -> str:
    """An organisation with its year of foundation and its seat, as a report introduces it."""
    name, seat = with_article(card["name"], language), localized(card["seat"], language)
    if card["founded_year"] and seat:
        return _("%(name)s, founded in %(year)s, with its seat at %(seat)s") % {
            "name": name,
            "year": card["founded_year"],
            "seat": seat,
        }
    if seat:
        return _("%(name)s, with its seat at %(seat)s") % {"name": name, "seat": seat}
    return name


def stored_day_in_words(iso: str, language: str) -> str:
    """A stored day, in words."""
    return dates.long_day(date.fromisoformat(iso), language)


def period_of(facts: Facts) -> tuple[datetime, datetime]:
    """When it began and ended; what was frozen early has one day only."""
    last = facts.get("last_day", facts["day"])
    return datetime.fromisoformat(f"{facts['day']}T{facts['begins']}"), datetime.fromisoformat(
        f"{last}T{facts['ends']}"
    )


def capitalized(sentence: str) -> str:
    """A sentence begins with a capital letter, in scripts that have them."""
    return sentence[0].upper() + sentence[1:]
