"""Translation tables shared by folding, sorting and cleaning."""

import unicodedata

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
    {**_ACCENTED,
     # letters without a decomposition
     "œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "ʾ": "", "ʿ": "", "ʔ": "", "ʕ": "",
     "ε": "a", "ɛ": "a", "ɣ": "gh", "γ": "gh", "ʷ": "",
     # apostrophes that Unicode calls letters
     **dict.fromkeys("ʹʻʼʽˈˊˋꞌꞋ", " ")}
)  # fmt: skip
