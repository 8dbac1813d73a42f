"""The consonants of a name, the same for its Arabic and its Latin spelling, and how alike two names are.

A likeness only ever suggests: a person confirms, nothing is merged by itself.
"""

import re
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from rapidfuzz import fuzz

from sanad.foundation.arabic.fold import fold
from sanad.foundation.arabic.joined import apart, joined, without_article_within

LIKELY = 85
"""From this likeness on, two names are shown to a person as perhaps the same."""

_CACHED = 20_000
_LONGEST, _MOST_WORDS = 200, 16  # no name is longer; each word of one is compared with each of the other
_SHORT_NAME = 3  # consonants; one of them wrong there is another name
_JOINED_MINIMUM = 4  # consonants; fewer are equal by chance when words are split differently
_BARE, _ANOTHER_VOWEL, _ANOTHER_BREATH, _SPLIT, _SHORT_FACTOR = 96, 25, 20, 90, 0.9

# Consonants become one small letter each. Vowels become a class: A, I, U, E (a or i), ~ (a final e, maybe silent),
# and - for ح ه h, which both scripts write and French ears lose.
_ARABIC = str.maketrans(
    {"ا": "A", "ع": "A", "ي": "I", "و": "U", "ح": "-", "ه": "-", "ب": "b", "ت": "t", "ث": "t", "ط": "t", "ج": "j",
     "خ": "k", "ق": "k", "ك": "k", "د": "d", "ذ": "d", "ض": "d", "ظ": "d", "ر": "r", "ز": "z", "س": "s", "ص": "s",
     "ش": "c", "غ": "g", "ف": "f", "ل": "l", "م": "m", "ن": "n"}
)  # fmt: skip
_LATIN = str.maketrans(
    {"a": "A", "e": "E", "i": "I", "y": "I", "o": "U", "u": "U", "w": "U", "h": "-", "c": "k", "q": "k", "p": "b",
     "v": "f", "x": "ks", "š": "c"}
)  # fmt: skip
_DIGRAPHS = tuple(
    (re.compile(pattern), letter)
    for pattern, letter in (
        ("t?ch|s?ch|sh", "š"), ("c(?=[eiy])", "s"), ("ck|qu(?=[aei])|kh", "k"), ("dj", "j"), ("ph", "f"), ("dh", "d"),
        ("gu(?=[eiy])|gh|^rh|(?<=[aeiouy])rh(?=[^aeiouyw])", "g"), ("th", "t"), ("(?<=[^aeiouyw])e$", "~"),
    )
)  # fmt: skip
_PIECES = re.compile(r"([^AIUE~-])([AIUE~-]*)")
_DOUBLED = re.compile(r"([a-zš])\1+")
_SOUNDS = {"A": "A", "I": "I", "U": "U", "E": "AI"}

_IN_FULL = {"med": "mohamed", "mohd": "mohamed", "my": "moulay", "mly": "moulay", "fatim": "fatima", "zohra": "zahra"}
_JOINED = tuple(
    (re.compile(pattern), joined)
    for pattern, joined in (
        (r"\b(بن|)(?:ال)?عبد ?(?:ال|ل)?[لا]?(?=\w)", r"\1عبد"),
        (r"\b(ben|)abd ?(?:ou|[aeou])?l+ ?l*(?=\w)", r"\1abd"),
        (r"\b(ben|)abd ?(?:[ae]([tdrzsn]) ?(?=\2)|e?(?:ch|sh) (?=[cs]h))?(?=\w)", r"\1abd"),
        (r"\b(?:el|al|l|d|ez|er|es|ed|en|et|ess|ech|ach|esh|ash) (?=\w)", ""),
        (r"\bben (?=\w)", "ben"), (r"\bبن (?=\w)", "بن"), (r"\b(?:abou|bou) (?=\w)", "bou"),
        (r"\b(?:ابو|بو) (?=\w)", "بو"), (r"\bm (?=h)", "m"), (r"\bn (?=a[iy]t)", "n"),
        (r"(?<=\w) ?الدين\b", "دين"), (r"(?<=\w) [ea]?d{1,2}[iy]ne?\b", "dine"),
        (r"(?<=\w) ?الله\b", "اله"), (r"(?<=\w) (?:[aeu]l+ah)\b", "alah"),
    )
)  # fmt: skip
_ARTICLES = {
    True: re.compile(r"^(?:[وف]?[بكل]?ال|[وف]?لل)(?=\w{2})|^ل(?=ح)"),
    False: re.compile(r"^(?:el(?=\w{3})|al(?=[^aeiouyl]\w{2})|la?(?=h)|l(?=[^aeiouyl]\w))"),
}
_PERHAPS_ARTICLE = re.compile(r"^(?:al|el|l)(?=\w{3})")  # Larbi العربي, Laâyoune العيون


_INITIAL = re.compile(r"(?<![\w'’ʼ-])([^\W\d_]|[cskgdt]h)(?:\.|(?![\w'’ʼ-]))", re.IGNORECASE)


class _Reading(NamedTuple):
    """One way to read a word: consonants, the sounds allowed after each, whether it begins with h, its script."""

    bones: str
    slots: tuple[frozenset[str], ...]
    breathed: bool
    arabic: bool


def _heard(name: str) -> str:
    """The name, its ة and final ى as they sound: folding would make them heh and yeh, and سعيدة no other than سعيد."""
    return apart(name[:_LONGEST]).replace("ة", "ا").replace("ى", "يا")


def _parts(name: str) -> list[str]:
    text = fold(_heard(name))
    text = " ".join(_IN_FULL.get(word, word) for word in text.split()[:_MOST_WORDS])
    for pattern, whole in _JOINED:
        text = pattern.sub(whole, text)
    return text.split()


def _is_arabic(word: str) -> bool:
    return "\u0600" <= word[0] <= "\u06ff"


def _read(word: str) -> _Reading:
    arabic = _is_arabic(word)
    if arabic:
        classes = word.translate(_ARABIC)
    else:
        for digraph, letter in _DIGRAPHS:
            word = digraph.sub(letter, word)
        classes = _DOUBLED.sub(r"\1", word.translate(_LATIN))
    pieces = _PIECES.findall(classes) or [("", classes)]
    slots = [frozenset("".join(_SOUNDS.get(letter, "") for letter in vowels)) for _, vowels in pieces]
    slots[-1] = _ending(pieces[-1][1], slots[-1])
    return _Reading("".join(bone for bone, _ in pieces), tuple(slots), classes.startswith("-"), arabic)


def _ending(vowels: str, sounds: frozenset[str]) -> frozenset[str]:
    """The sounds after the last consonant; 0 for none, since a long final vowel is always written."""
    if "~" in vowels:
        return frozenset("AI0")
    return sounds | frozenset("A0") if "-" in vowels else sounds or frozenset("0")


@lru_cache(_CACHED)
def _readings(word: str) -> tuple[_Reading, ...]:
    """The likeliest reading first, then the others that spelling allows."""
    arabic = _is_arabic(word)
    spellings = [_ARTICLES[arabic].sub("", word), word]
    if not arabic:
        spellings += [_PERHAPS_ARTICLE.sub("", word), word.replace("rh", "r" if _read(word).bones[:1] == "g" else "gh")]
        spellings += [re.sub("gu?(?=[eiy])|g(?!h)", "k", spelling) for spelling in spellings[:2]]  # Agadir أكادير
    return tuple(dict.fromkeys(map(_read, spellings)))


def skeleton(name: str) -> str:
    """The consonant skeletons of the words, in the order given: «محمد الحاجي» and "Mohammed El Haji" give `mmd j`.

    The article, vowels, ح, ه and ع are dropped; عبد/Abd-, بن/Ben and بو/Bou are joined to the word that follows.
    """
    return " ".join(bones for word in _parts(name) if (bones := _readings(word)[0].bones))


def _alike(first: str, second: str) -> float:
    if first == second:
        return 100
    pairs = list(product(_readings(first), _readings(second)))
    same = [_BARE - _differences(one, other) for one, other in pairs if one.bones == other.bones]
    if same:
        return max(same)
    bones = [reading.bones for reading in pairs[0]]
    if all(word.startswith(("abd", "عبد")) for word in (first, second)):
        bones = [bone.removeprefix("bd") for bone in bones]  # what follows Abd- is the name
    ratio = fuzz.ratio(*bones)
    return ratio if max(map(len, bones)) > _SHORT_NAME else ratio * _SHORT_FACTOR


def _differences(one: _Reading, other: _Reading) -> int:
    slots = list(zip(one.slots, other.slots, strict=True))
    conflict = any(here and there and not here & there for here, there in slots)
    if one.arabic and other.arabic:  # both write every long vowel; ا alone is often left out (الرحمن)
        conflict = conflict or any((here ^ there) & {"I", "U"} for here, there in slots)
    return _ANOTHER_VOWEL * conflict + _ANOTHER_BREATH * (one.breathed != other.breathed)


def likeness(first: str, second: str) -> int:
    """How alike two names are, 0 to 100, whatever the script, the order of the words, and what is written together.

    100: the same after folding. From `LIKELY`: worth showing to a person. Long vowels and a final a count where both
    spellings show them (سعيد is not Saida, Hassan is not Houcine). A name without letters is like nothing.
    """
    one, other = joined(_heard(first)), joined(_heard(second))
    return max(_likeness(_parts(first), _parts(second)), _likeness(_parts(one), _parts(other)))


def holds(longer: str, shorter: str) -> bool:
    """Whether every word of one name stands in the other, in any spelling, or as its first letter («م. العلوي»).

    One word at least stands there in full.
    """
    left, asked, full = _with_initials(longer), _with_initials(shorter), False
    for word in asked:
        found = max(left, key=lambda other: _same_word(word, other), default="")
        if not found or not (score := _same_word(word, found)):
            return False
        left.remove(found)
        full = full or score > 1
    return full


def _with_initials(name: str) -> list[str]:
    """The words of a name, its initials (with a dot) last."""
    return [
        *_parts(_INITIAL.sub(" ", name)),
        *(f"{fold(letter)}." for letter in _INITIAL.findall(name[:_LONGEST]) if fold(letter)),
    ]


def _same_word(one: str, other: str) -> float:
    if one[-1] == "." or other[-1] == ".":
        return float(_first_sound(one) == _first_sound(other))
    score = _alike(one, other)
    return score if score >= LIKELY else 0


def _first_sound(word: str) -> str:
    """The class of the first letter, vowels being one."""
    word = word.rstrip(".")
    for digraph, letter in () if _is_arabic(word) else _DIGRAPHS:
        word = digraph.sub(letter, word)
    return re.sub("[AIUE~]", "A", word.translate(_ARABIC).translate(_LATIN)[:1])


def closeness(text: str, *names: str) -> float:
    """How near what somebody types is to the nearest of the names: the mean of its words, 0 to 100."""
    typed = _parts(text)
    nearest = (
        sum(max((_alike(word, part) for part in parts), default=0) for word in typed) / len(typed)
        for name in names
        if typed and (parts := _parts(name))
    )
    return max(nearest, default=0)


def _likeness(ours: list[str], theirs: list[str]) -> int:
    if not ours or not theirs:
        return 0
    pairs = product(enumerate(ours), enumerate(theirs))
    scored = sorted(((_alike(one, other), i, j) for (i, one), (j, other) in pairs), reverse=True)
    found: dict[int, float] = {}
    taken: set[int] = set()
    for score, i, j in scored:
        if i not in found and j not in taken:
            found[i] = score
            taken.add(j)
    total = (sum(found.values()) / max(len(ours), len(theirs)) + min(found.values())) / 2
    if len(ours) != len(theirs) and ("".join(ours) == "".join(theirs) or _as_one(ours) & _as_one(theirs)):
        total = max(total, _SPLIT)
    return round(total)


def _as_one(words: list[str]) -> set[str]:
    """The consonants of all words together, also without articles that stand within them."""
    plain = [[_readings(word)[0].bones for word in form] for form in (words, map(without_article_within, words))]
    return {bones for form in plain if len(bones := "".join(form)) >= _JOINED_MINIMUM}


def is_likely(name: str, *known: str) -> bool:
    """Whether a name is perhaps one of those known, in any spelling."""
    return any(likeness(name, other) >= LIKELY for other in known if other)
