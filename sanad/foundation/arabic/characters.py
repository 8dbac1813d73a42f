"""Translation tables shared by folding, sorting and cleaning; and what is no character of any text."""

import unicodedata
from typing import Any

TATWEEL = 0x0640
BIDI_MARKS = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF)
JOINERS = (0x200B, 0x200C, 0x200D)
VOWEL_MARKS = (*range(0x0610, 0x061B), *range(0x064B, 0x0660), 0x0670, *range(0x06D6, 0x06DD), *range(0x06DF, 0x06E9))

ARABIC_DIGITS: dict[int, str] = {start + digit: str(digit) for start in (0x0660, 0x06F0) for digit in range(10)}
INVISIBLE: dict[int, None] = dict.fromkeys((*BIDI_MARKS, *JOINERS, TATWEEL))
UNVOWELLED: dict[int, None] = dict.fromkeys((*BIDI_MARKS, *JOINERS, *VOWEL_MARKS, TATWEEL))

# Letters whose accent is taken off here, quicker than decomposing the text.
_ACCENTED = {
    chr(n): bare for n in range(0xC0, 0x180) if (bare := unicodedata.normalize("NFD", chr(n))[0].casefold()) != chr(n)
}
LATIN_LETTERS = str.maketrans(
    {
        **_ACCENTED,
        # letters without a decomposition
        "œ": "oe",
        "æ": "ae",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ı": "i",
        "ʾ": "",
        "ʿ": "",
        "ʔ": "",
        "ʕ": "",
        "ε": "a",
        "ɛ": "a",
        "ɣ": "gh",
        "γ": "gh",
        "ʷ": "",
        # apostrophes that Unicode calls letters
        **dict.fromkeys("ʹʻʼʽˈˊˋꞌꞋ", " "),
    }
)

_BREAKS = {"\r": "\n", "\x0b": "\n", "\x0c": "\n", "\x85": "\n"}  # they end a line, as other machines write it
_KEPT = frozenset("\n\t")
_TO_COME = range(0x1F000, 0x1FB00)  # pictographs: phones write new ones before this Python knows them


def readable(text: str) -> str:
    """The text without what no text has: control characters, halves of pairs, private and unassigned numbers.

    Lines end as in Python; joiners and all that is seen stay as they are. No database, paper or spreadsheet takes the rest.
    """
    if text.isprintable():
        return text
    text = text.replace("\r\n", "\n")
    wrong = {ord(sign): _BREAKS.get(sign) for sign in set(text) if _is_no_character(sign)}
    return text.translate(wrong) if wrong else text


def readable_in(value: Any) -> Any:
    """A value of texts, lists and dicts, as JSON gives it, in which each text is `readable`; anything else as it is."""
    if isinstance(value, str):
        return readable(value)
    if type(value) is dict:
        return {readable_in(name): readable_in(item) for name, item in value.items()}
    if type(value) in {list, tuple}:
        return type(value)(readable_in(item) for item in value)
    return value


def _is_no_character(sign: str) -> bool:
    kind = unicodedata.category(sign)
    if kind == "Cn":
        return ord(sign) not in _TO_COME
    return kind in {"Cc", "Cs", "Co"} and sign not in _KEPT
