"""The words of the field, each with what it means in a sentence; docs/glossary.md has the same words and more."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sanad.foundation.content.files import from_json
from sanad.foundation.content.parts import Part
from sanad.foundation.content.words import Words

FILE = Path(__file__).parent / "data" / "terms.json"
MOST, LONGEST_TERM, LONGEST_MEANING = 200, 60, 300
KEY = re.compile(r"[a-z][a-z_]*")
_MARKED = re.compile(r"\[\[([a-z_]+)(?:\|([^\]]+))?\]\]")


@dataclass(frozen=True)
class Term:
    """A word of the field. `law`: the rule that decides on it, by its key in the rulebook; empty where none does."""

    key: str
    word: Words
    means: Words
    law: str


@cache
def terms() -> dict[str, Term]:
    """All of them by their key, in the order of the file; raises `Flaw` for what is wrong in it."""
    taken: set[str] = set()
    found = {}
    for row in Part(from_json(FILE.read_bytes())).rows(MOST):
        parts = row.group("key", "word", "means", "law", optional=("law",))
        key = parts["key"].key(KEY, taken)
        law = parts["law"].text(LONGEST_TERM) if parts["law"].is_there else ""
        found[key] = Term(key, parts["word"].words(LONGEST_TERM), parts["means"].words(LONGEST_MEANING), law)
    return found


def marked(text: str) -> list[str]:
    """The keys of the terms that a text marks: «[[quorum]]», or «[[quorum|its form in this sentence]]»."""
    return [match[1] for match in _MARKED.finditer(text)]


def with_terms(text: str, shown: Callable[[Term, str], str]) -> str:
    """The text with each marked term as `shown(term, words)` gives it."""
    return _MARKED.sub(lambda match: shown(terms()[match[1]], match[2] or str(terms()[match[1]].word)), text)
