"""The consonants of a name, the same for its Arabic and its Latin spelling."""

import re
from itertools import groupby

from rapidfuzz import fuzz

from sanad.foundation.arabic.fold import fold

LIKELY = 85
"""From this likeness on, two names are shown to a person as perhaps the same. Never merged without a person."""

_ARABIC = str.maketrans(
    {"ا": "", "ب": "b", "ت": "t", "ث": "t", "ج": "j", "ح": "", "خ": "k", "د": "d", "ذ": "d", "ر": "r", "ز": "z",
     "س": "s", "ش": "c", "ص": "s", "ض": "d", "ط": "t", "ظ": "d", "ع": "", "غ": "g", "ف": "f", "ق": "k", "ك": "k",
     "ل": "l", "م": "m", "ن": "n", "ه": "", "و": "", "ي": ""}
)  # fmt: skip
_LATIN_PAIRS = (
    ("tch", "c"), ("sch", "c"), ("ch", "c"), ("sh", "c"), ("kh", "k"), ("gh", "g"), ("rh", "g"), ("th", "t"), ("dh", "d"),
    ("dj", "j"), ("ph", "f"), ("ck", "k"), ("qu", "k"), ("gu", "g"), ("ce", "se"), ("ci", "si"),
)  # fmt: skip
_LATIN = str.maketrans({"q": "k", "c": "c", "p": "b", "v": "f", "x": "ks", **dict.fromkeys("aeiouyhw", "")})
_ARTICLE_AR = re.compile(r"^ال(?=\w{2})")
_ARTICLE_FR = re.compile(r"^(?:el|al|l)(?=[^aeiou]\w{2})|^(?:el|al)(?=\w{3})")
_JOINED = ((re.compile(r"\bعبد (?:ال)?"), "عبد"), (re.compile(r"\babd[ea]?(?:l| el| al| ul)? ?(?=\w)"), "abd"),
           (re.compile(r"\b(?:el|al) "), ""), (re.compile(r"\bben "), "bn"), (re.compile(r"\bبن "), "بن"))  # fmt: skip


def _word(word: str) -> str:
    if "\u0600" <= word[0] <= "\u06ff":
        bones = _ARTICLE_AR.sub("", word).translate(_ARABIC)
    else:
        bare = _ARTICLE_FR.sub("", word)
        for pair, letter in _LATIN_PAIRS:
            bare = bare.replace(pair, letter.upper() if letter == "c" else letter)
        bones = bare.replace("c", "k").lower().translate(_LATIN)
    return "".join(letter for letter, _ in groupby(bones))


def skeleton(name: str) -> str:
    """The consonant skeleton, words in the order given: محمد الحاجي and Mohammed El Haji give `mhd`-like twins."""
    text = fold(name)
    for pattern, joined in _JOINED:
        text = pattern.sub(joined, text)
    return " ".join(bones for word in text.split() if (bones := _word(word)))


def likeness(first: str, second: str) -> int:
    """How alike two names are, 0 to 100, whatever the script and the order of the words."""
    folded = fuzz.token_sort_ratio(fold(first), fold(second))
    bones = fuzz.token_sort_ratio(skeleton(first), skeleton(second))
    compact = fuzz.ratio(_compact(first), _compact(second))
    return round(max(folded, bones, compact))


def _compact(name: str) -> str:
    return "".join(sorted(skeleton(name).split()))
