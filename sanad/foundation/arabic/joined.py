"""Names that are written apart or together: «عبد الله» and «عبدالله», «بن جلون» and «بنجلون», "El Alaoui" and "Elalaoui".

What is always one name is one unit. Two others that follow each other may be written as one all the same (Fatimazahra):
the index holds every such pair.
"""

import re
from collections.abc import Iterable
from itertools import pairwise

from sanad.foundation.arabic.fold import fold, words

ARTICLES = frozenset({"el", "al", "ال"})  # they tell nothing alone
# What is never a name without the word that follows it.
_HEADS = ARTICLES | frozenset(
    [
        "عبد",
        "عبيد",
        "بن",
        "ابن",
        "بو",
        "ابو",
        "ابي",
        "ابا",
        "ايت",
        "نايت",
        "ولد",
        "اولاد",
        "بنت",
        "ام",
        "بني",
        "سيدي",
        "سيد",
        "بل",
        "مولاي",
        "ذو",
        "abd",
        "abdel",
        "abdul",
        "abdou",
        "abdes",
        "abder",
        "abdez",
        "abden",
        "ben",
        "bent",
        "bint",
        "bin",
        "ibn",
        "bou",
        "abou",
        "abu",
        "ait",
        "ayt",
        "nait",
        "nayt",
        "ould",
        "oulad",
        "wlad",
        "ouled",
        "oum",
        "om",
        "um",
        "beni",
        "bani",
        "sidi",
        "sid",
        "bel",
        "bil",
        "moulay",
        "ez",
        "er",
        "es",
        "ed",
        "en",
        "et",
        "ess",
        "ech",
        "ach",
        "esh",
        "ash",
        "as",
        "ar",
        "az",
        "ad",
        "an",
        "at",
        "d",
        "l",
        "m",
        "n",
    ]
)
# What is never one without the word before it.
_TAILS = frozenset(
    [
        "الدين",
        "الله",
        "eddine",
        "edine",
        "eddin",
        "eddyn",
        "addine",
        "addin",
        "uddin",
        "ddine",
        "allah",
        "ullah",
        "ellah",
    ]
)
# The same beginning in a shorter form: أبو بكر is بوبكر, Ibn Khaldoun is Benkhaldoun, أبو القاسم and بن القاسم are بلقاسم.
_SHORTER = tuple(
    (re.compile(rf"^(?:{long})(?=\w\w)"), short)
    for long, short in (
        ("اب[ويا]", "بو"),
        ("ابن", "بن"),
        ("ب[ون]ال", "بل"),
        ("سيدي", "سيد"),
        ("abou|abu", "bou"),
        ("i?bn|bin", "ben"),
        ("ay(?=t)", "ai"),
        ("sidi", "sid"),
        ("benel|bou[ae]l|boul(?=[^aeiouyl])|bil(?=[^aeiouyl])", "bel"),
    )
)
_ENDS_WITHIN = re.compile(r"ة(?=\w)")
_ARTICLE_WITHIN = re.compile(r"(?<=\w{3})ال(?=\w{3})")
_ARTICLE_BEFORE = re.compile(r"^[ea]l(?=\w{4})")

Unit = tuple[str, ...]


def apart(text: str) -> str:
    """«فاطمةالزهراء» as two words: a ة ends one."""
    return _ENDS_WITHIN.sub("ة ", text)


def units(text: str, most: int | None = None) -> list[Unit]:
    """The folded words, at `most` so many, those together that are one name: «محمد بن عبد الله» gives (محمد,), (بن, عبد, الله)."""
    found: list[list[str]] = []
    begun: list[str] = []
    for word in fold(apart(text)).split()[:most]:
        begun.append(word)
        if word in _HEADS:
            continue
        if found and "".join(begun) in _TAILS:
            found[-1] += begun
        else:
            found.append(begun)
        begun = []
    return [tuple(unit) for unit in ([*found, begun] if begun else found)]


def together(unit: Iterable[str]) -> str:
    """A unit as one word, its beginning in the short form."""
    word = "".join(unit)
    for long, short in _SHORTER:
        word = long.sub(short, word)
    return word


def pairs(names: list[Unit]) -> list[Unit]:
    """Each unit with the one that follows it."""
    return [one + next_one for one, next_one in pairwise(names)]


def without_article_within(name: str) -> str:
    """«فاطمهالزهراء» without the article that stands in it, as Fatimazahra is written."""
    return _ARTICLE_WITHIN.sub("", name)


def joined(text: str) -> str:
    """The folded text with everything written together that can be: the same for both ways of writing."""
    return " ".join(map(together, units(text)))


def index_text(*names: str) -> str:
    """What a row is found by: its names folded, the same written together, then the variants of their words.

    `LIKE '% prefix%'` on it finds the beginning of any word, `| prefix` that of a whole name, `| name |` a whole name.
    Without names: one bar.
    """
    whole = dict.fromkeys(form for name in names for form in (fold(name), joined(name)) if form)
    known = {word for form in whole for word in form.split()}
    variants = dict.fromkeys(word for name in names for word in _variants(name) if word not in known)
    return " ".join(("", *(f"| {form}" for form in whole), "|", *variants, ""))


def _variants(name: str) -> Iterable[str]:
    yield from words(name)
    names = units(name)
    for unit in names:
        for start in range(len(unit)):
            yield together(unit[start:])
        yield _ARTICLE_BEFORE.sub("", together(unit))
    yield from map(together, pairs(names))
