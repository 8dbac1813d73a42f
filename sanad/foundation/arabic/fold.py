"""Folding: one plain form of a name under which every ordinary spelling is found."""

import re
import unicodedata

_TASHKEEL = [*range(0x0610, 0x061B), *range(0x064B, 0x0660), 0x0670, *range(0x06D6, 0x06EE)]
_BIDI = [0x200B, 0x200C, 0x200D, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF]
_TATWEEL = 0x0640
_MARKS = dict.fromkeys([*_BIDI, _TATWEEL])
_DIGITS = {**{0x0660 + d: str(d) for d in range(10)}, **{0x06F0 + d: str(d) for d in range(10)}}

_LETTERS = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ئ": "ي", "ؤ": "و", "ة": "ه", "ء": "", "ی": "ي",
     "ک": "ك", "گ": "ك", "ڭ": "ك", "ݣ": "ك", "پ": "ب", "ڤ": "ف"}
)  # fmt: skip
_FOLD = {**dict.fromkeys([*_TASHKEEL, *_BIDI, _TATWEEL]), **_LETTERS, **_DIGITS}
_SORT = {
    **dict.fromkeys([*_TASHKEEL, *_BIDI, _TATWEEL]),
    **_DIGITS,
    **str.maketrans({"أ": "ا", "إ": "ا", "آ": "ءا", "ٱ": "ا", "ؤ": "ء", "ئ": "ء", "ى": "ي", "ة": "ه", "ڭ": "ك", "ݣ": "ك", "گ": "ك"}),
}
_NOT_WORD = re.compile(r"[\W_]+")
_ARTICLE = re.compile(r"^(?:[وفبك]?ال|[وف]?لل|[وفبلك])(?=\w{3})")
_GROUPING = re.compile("[\\s\u00a0\u202f٬']")


def fold(text: str) -> str:
    """The search form: no vowels, one form of alef, yeh, heh; ASCII digits; plain Latin letters; single spaces."""
    plain = unicodedata.normalize("NFKC", text).casefold().translate(_FOLD)
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFD", plain) if not unicodedata.combining(c))
    return _NOT_WORD.sub(" ", plain).strip()


def index_text(*names: str) -> str:
    """` word word … ` of all names, each Arabic word also without its article or joined particle.

    A search for `LIKE '% prefix%'` on it finds the beginning of any word.
    """
    words: dict[str, None] = {}
    for name in names:
        for word in fold(name).split():
            words[word] = None
            if bare := _ARTICLE.sub("", word, count=1):
                words[bare] = None
    return f" {' '.join(words)} "


def sort_key(text: str) -> str:
    """A key whose plain code point order is the order of an Arabic dictionary, Arabic before Latin."""
    plain = unicodedata.normalize("NFKC", text).casefold().translate(_SORT)
    plain = unicodedata.normalize("NFD", plain) if plain.isascii() else plain
    plain = "".join(c for c in unicodedata.normalize("NFD", plain) if not unicodedata.combining(c)) if _latin(plain) else plain
    words = _NOT_WORD.sub(" ", plain).strip()
    return ("1" if not words or _latin(words) else "0") + words


def _latin(text: str) -> bool:
    return not any("\u0600" <= character <= "\u06ff" for character in text[:1])


def clean_digits(text: str) -> str:
    """Arabic-Indic and Persian digits as 0-9; everything else as it was."""
    return text.translate(_DIGITS)


def strip_marks(text: str) -> str:
    """An identifier without direction marks, joiners and tatweel, trimmed."""
    return text.translate(_MARKS).strip()


def plain_number(text: str) -> str:
    """A typed number in the form that Python reads: `1.234,50`, `1 234,50`, `١٢٣٤٫٥` all give `1234.50` or `1234.5`.

    A single dot or comma followed by exactly three digits groups thousands, as in Morocco; otherwise it is the
    decimal sign.
    """
    digits = _GROUPING.sub("", strip_marks(clean_digits(text))).replace("٫", ",")
    if "," in digits and "." in digits:
        decimal = max(digits.rfind(","), digits.rfind("."))
        return re.sub("[.,]", "", digits[:decimal]) + "." + digits[decimal + 1 :]
    if re.fullmatch(r"-?\d{1,3}([.,]\d{3})+", digits):
        return re.sub("[.,]", "", digits)
    return digits.replace(",", ".")
