"""Folding: one plain form of a name under which every ordinary spelling is found; sort keys; cleaned input."""

import re
import unicodedata
from decimal import Decimal

from sanad.foundation.arabic.characters import ARABIC_DIGITS, INVISIBLE, LATIN_LETTERS, UNVOWELLED

_Table = dict[int, str | None]

_SAME_LETTER: dict[int | str, str | None] = {
    "ٱ": "ا", "ى": "ي", "ی": "ي", "ة": "ه", "ە": "ه", "ہ": "ه", "ھ": "ه",
    "ک": "ك", "گ": "ك", "ڭ": "ك", "ݣ": "ك", "پ": "ب", "ڤ": "ف", "ڥ": "ف",
}  # fmt: skip
_FOLD: _Table = {
    **UNVOWELLED, **ARABIC_DIGITS, **LATIN_LETTERS,
    **str.maketrans({**_SAME_LETTER, "أ": "ا", "إ": "ا", "آ": "ا", "ئ": "ي", "ؤ": "و", "ء": ""}),
}  # fmt: skip
_SORT: _Table = {
    **UNVOWELLED, **ARABIC_DIGITS, **LATIN_LETTERS,
    **str.maketrans({**_SAME_LETTER, "أ": "ا", "إ": "ا", "آ": "اا", "ئ": "ا", "ؤ": "ا", "ء": "ا"}),
}  # fmt: skip
# Full-width Latin letters stand after the Arabic block, so plain code point order puts Arabic first.
_LATIN_LAST = {ord("a") + n: chr(0xFF41 + n) for n in range(26)}

_NEEDS_CARE = re.compile("[^\x00-\x7f\u0621-\u063a\u0641-\u064a\u00a0\u2019]")
_LETTERS = re.compile(r"\w+")
_NOT_WORD = re.compile(r"[\W_]+")
_ARTICLE = re.compile(r"(?:[وف]?[بكل]?ال|[وف]?لل)(?=\w{2})")
_PARTICLE = re.compile(r"[ولب](?=\w{4})")


def _plain(text: str, table: _Table) -> str:
    plain = unicodedata.normalize("NFKC", text).casefold().translate(table)
    if _NEEDS_CARE.search(plain):
        letters = (c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.category(c).startswith("M"))
        plain = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in letters)
        plain = plain.casefold().translate(table)  # freed of its accent, a letter may have a plainer form (Ǿ)
    return _NOT_WORD.sub(" ", plain).strip()


def fold(text: str) -> str:
    """The search form of a text.

    No vowels, tatweel or direction marks; one form of alef, yeh, waw, heh and kaf; no hamza; ASCII digits; Latin
    letters small and without accents; everything that is not a letter or a digit is one space. `fold(fold(x)) ==
    fold(x)`. The original is stored beside it, untouched.
    """
    return _plain(text, _FOLD)


def words(text: str) -> list[str]:
    """The folded words, then what is left of each Arabic word without its article or joined particle.

    «للثقافة» gives للثقافه, ثقافه and الثقافه, so that a search for either finds it. No word comes twice.
    """
    found = dict.fromkeys(fold(text).split())
    for word in tuple(found):
        if article := _ARTICLE.match(word):
            stem = word[article.end() :]
            found[stem] = None
            found[f"ال{stem}"] = None
        elif particle := _PARTICLE.match(word):
            found[word[particle.end() :]] = None
    return list(found)


def ended(text: str) -> set[str]:
    """The folded words of a text that end with a hamza: «الماء» is whole as it stands, and no beginning of «المالية»."""
    return {fold(word) for word in _LETTERS.findall(text.translate(UNVOWELLED)) if word.endswith("ء")}


def sort_key(text: str) -> str:
    """A key whose code point order (binary collation) is the order of an Arabic register.

    Digits, then Arabic, then Latin; hamza and its carriers as ا, آ as two of them, ى as ي, ة as ه; the article counts.
    The order of ICU (ar_MA, primary strength), but for ة, which ICU files before ت.
    """
    return _plain(text, _SORT).translate(_LATIN_LAST)


def clean_digits(text: str) -> str:
    """Arabic-Indic and Persian digits as 0-9; everything else as it was."""
    return text.translate(ARABIC_DIGITS)


def strip_marks(text: str) -> str:
    """An identifier without direction marks, joiners and tatweel, trimmed."""
    return text.translate(INVISIBLE).strip()


_SPACES = re.compile(r"[\s٬'’]")  # the Arabic thousands sign, the apostrophes people type
_SIGNS = str.maketrans({"،": ",", "−": "-"})  # an Arabic comma, a real minus
_GROUPED = re.compile(r"([+-]?[1-9]\d{0,2}(?P<sign>[.,])\d{3}(?:(?P=sign)\d{3})*)(?:(?!(?P=sign))[.,](\d+))?")


def plain_number(text: str) -> str:
    """A typed number in the form Python reads: `1.234,50`, `1 234,50`, `1,234.50`, `١٬٢٣٤٫٥٠` all give `1234.50`.

    A dot or comma before exactly three digits groups thousands (`1.500` is 1500), unless the number begins with 0;
    the Arabic decimal sign ٫ is always one. What is no number comes back unread, for the caller to refuse.
    """
    typed = _SPACES.sub("", strip_marks(clean_digits(text))).translate(_SIGNS)
    if typed.count("٫") == 1:
        whole, _, fraction = typed.partition("٫")
        return f"{whole.replace('.', '').replace(',', '')}.{fraction}"
    if grouped := _GROUPED.fullmatch(typed):
        whole = grouped[1].replace(grouped["sign"], "")
        return f"{whole}.{grouped[3]}" if grouped[3] else whole
    return typed.replace(",", ".")


def parse_number(text: str) -> Decimal:
    """The typed number, read as `plain_number` says. Raises ValueError when it is none."""
    plain = plain_number(text)
    if not re.fullmatch(r"[+-]?(?:\d+\.?\d*|\.\d+)", plain, re.ASCII):
        message = f"{text!r} is not a number"
        raise ValueError(message)
    return Decimal(plain)
