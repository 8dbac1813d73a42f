"""Signs that no font of the papers can show: one of them would stop the whole paper, so a mark stands in their place.

The fonts: Amiri for the text, Noto Emoji and DejaVu Sans (Tifinagh, symbols, arrows, other alphabets) for what it lacks,
and the others of Noto that come with it.
"""

import importlib
import re
import struct
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import ngettext

from sanad.foundation.arabic.bidi import isolate, isolate_ltr

STAND_IN = "◌"  # where a sign stood that cannot be printed
MOST_NAMED = 20  # texts of one paper that are said to lack a sign
AROUND = 20  # signs of a long text that are shown on both sides of the one that it lacks
TEXT_FACES = "Amiri-*.ttf"
# Signs that are read and not shown: joiners, direction marks, selectors.
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e0fff]"
)
_NEVER = frozenset({"Cc", "Cn", "Co", "Cs"})  # no sign of any script; PDF/A forbids them whatever a font says
_IN_NO_FONT = frozenset("\n\t")

Signs = frozenset[str]


@cache
def font_folders() -> tuple[Path, ...]:
    """Where the fonts of the papers lie, that of their text first."""
    packages = (importlib.import_module(name) for name in ("fontpkg_amiri", "manimgx_fonts"))
    text, others = (Path(next(iter(package.__path__))) for package in packages)
    return text, Path(__file__).parent / "fonts", others


def unprintable(text: str) -> list[str]:
    """What of the text no font shows, each once: a sign, or a letter with marks that no font has together."""
    if _plain() >= set(text):
        return []
    return list(dict.fromkeys(whole for whole in _wholes(text) if not _is_shown(whole)))


def printed(value: Any) -> Any:
    """The value, a JSON one, as a paper can show it: a stand-in for each run of signs that none of the fonts has."""
    return _changed(value, _is_shown)


def barely_printed(value: Any) -> Any:
    """The value with no sign but those of the font of the text."""
    return _changed(value, lambda whole: _plain() >= set(whole))


def not_printed(value: Any, *, on_paper: bool = False) -> list[str]:
    """For who prints: which signs of which texts of the value cannot be printed, a sentence a text.

    `on_paper` names the signs by their numbers, as the sentence itself is to be printed.
    """
    found = [(text, signs) for text in dict.fromkeys(_texts(value)) if (signs := unprintable(text))]
    return [_sentence(text, signs, on_paper=on_paper) for text, signs in found[:MOST_NAMED]]


def _sentence(text: str, signs: list[str], *, on_paper: bool) -> str:
    said = ngettext(
        "The sign %(signs)s in «%(text)s» cannot be printed; ◌ stands in its place.",
        "The signs %(signs)s in «%(text)s» cannot be printed; ◌ stands in their place.",
        len(signs),
    )
    shown = (whole if whole.isprintable() and not on_paper else _numbers(whole) for whole in signs[:MOST_NAMED])
    return said % {"signs": isolate_ltr(" ".join(shown)), "text": isolate(_near(text, signs[0]))}


def _numbers(whole: str) -> str:
    return "+".join(f"U+{ord(sign):04X}" for sign in whole)


def _near(text: str, whole: str) -> str:
    """The text, or the part of a long one in which the sign stands."""
    line = " ".join(text.split())
    at = max(line.find(whole), 0)
    first, last = max(0, at - AROUND), at + len(whole) + AROUND
    return f"{'…' if first else ''}{line[first:last]}{'…' if last < len(line) else ''}"


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list | tuple):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _texts(item)


def _changed(value: Any, is_shown: Callable[[str], bool]) -> Any:
    if isinstance(value, str):
        return value if _plain() >= set(value) else _marked(value, is_shown)
    if isinstance(value, dict):
        return {name: _changed(item, is_shown) for name, item in value.items()}
    return [_changed(item, is_shown) for item in value] if isinstance(value, list | tuple) else value


def _marked(text: str, is_shown: Callable[[str], bool]) -> str:
    """The text with one stand-in for each run of wholes that are not shown, and for what joins them."""
    kept: list[str] = []
    for whole in _wholes(text):
        if kept and kept[-1] == STAND_IN and _UNSEEN.match(whole) and whole in "\u200d\ufe0e\ufe0f":
            continue
        if whole.isspace() and not _plain() >= set(whole):
            kept.append(" ")
        elif is_shown(whole):
            kept.append(whole)
        elif not kept or kept[-1] != STAND_IN:
            kept.append(STAND_IN)
    return "".join(kept)


def _wholes(text: str) -> Iterator[str]:
    """The text letter by letter, each with the marks that stand on it: one font must have them all."""
    whole = ""
    for sign in text:
        if whole and unicodedata.category(sign).startswith("M"):
            whole += sign
            continue
        if whole:
            yield whole
        whole = sign
    if whole:
        yield whole


def _is_shown(whole: str) -> bool:
    signs = {sign for sign in whole if not _UNSEEN.match(sign) and sign not in _IN_NO_FONT}
    if any(unicodedata.category(sign) in _NEVER for sign in signs):
        return False
    return signs <= _plain() or whole.isspace() or any(signs <= face for face in _faces())


@cache
def _plain() -> Signs:
    """What the text itself is set in, in every face of it."""
    faces = (_signs(face) for face in font_folders()[0].rglob(TEXT_FACES))
    held = frozenset.intersection(*faces) | _IN_NO_FONT
    return frozenset(sign for sign in held if sign in _IN_NO_FONT or unicodedata.category(sign) not in _NEVER)


@cache
def _faces() -> tuple[Signs, ...]:
    return tuple(_signs(face) for folder in font_folders() for face in sorted(folder.rglob("*.ttf")))


def _signs(face: Path) -> Signs:
    return frozenset(chr(number) for number in _characters(face.read_bytes()) if number)


def _characters(font: bytes) -> set[int]:
    """The characters of a TrueType font: its `cmap` table, in the formats 4 (living scripts) and 12 (all of Unicode)."""
    [tables] = struct.unpack_from(">H", font, 4)
    entries = (struct.unpack_from(">4sIII", font, 12 + 16 * number) for number in range(tables))
    start = next(offset for tag, _sum, offset, _length in entries if tag == b"cmap")
    [maps] = struct.unpack_from(">H", font, start + 2)
    found: set[int] = set()
    for number in range(maps):
        at = start + struct.unpack_from(">HHI", font, start + 4 + 8 * number)[2]
        [shape] = struct.unpack_from(">H", font, at)
        found.update(*_READ[shape](font, at) if shape in _READ else ())
    return found - {0xFFFF}


def _ranges_of_4(font: bytes, at: int) -> Iterator[range]:
    [twice] = struct.unpack_from(">H", font, at + 6)
    ends = struct.unpack_from(f">{twice // 2}H", font, at + 14)
    starts = struct.unpack_from(f">{twice // 2}H", font, at + 16 + twice)
    return (range(first, last + 1) for first, last in zip(starts, ends, strict=True))


def _ranges_of_12(font: bytes, at: int) -> Iterator[range]:
    [count] = struct.unpack_from(">I", font, at + 12)
    groups = (struct.unpack_from(">III", font, at + 16 + 12 * number) for number in range(count))
    return (range(first, last + 1) for first, last, _glyph in groups)


_READ = {4: _ranges_of_4, 12: _ranges_of_12}
