"""What the fonts of the papers can show. A sign they all lack, as an emoji, would stop the whole paper."""

import re
import struct
import unicodedata
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

STAND_IN = "◌"  # where a sign stood that cannot be printed
# Signs that are read and not shown: joiners, direction marks, selectors.
_UNSEEN = re.compile("[\u00ad\u034f\u061c\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e0fff]")  # fmt: skip
# Chinese, Korean and Japanese: thousands of signs that no font of ours holds, none of which is asked for.
_BEYOND = re.compile("[\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff]")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def printable_only(value: Any, faces: tuple[Path, ...], has_another: Callable[[str], bool]) -> Any:
    """The value, a JSON one, with a stand-in for each run of signs that no font shows.

    That is one of the faces of the papers, or another font: `has_another` says it of one sign.
    """
    if isinstance(value, str):
        return value if value.isascii() and value.isprintable() else _shown(value, _covered(faces), has_another)
    if isinstance(value, dict):
        return {name: printable_only(item, faces, has_another) for name, item in value.items()}
    return [printable_only(item, faces, has_another) for item in value] if isinstance(value, list | tuple) else value


def _shown(text: str, covered: frozenset[int], has_another: Callable[[str], bool]) -> str:
    plain = _CONTROL.sub(" ", text)
    lacking = {
        sign for sign in set(plain) if ord(sign) not in covered and not _UNSEEN.match(sign) and sign not in "\n\t"
    }
    lacking = {sign for sign in lacking if not (_stands_alone(sign) and has_another(sign))}
    if not lacking:
        return plain
    spaces = "".join(sign for sign in lacking if sign.isspace())
    plain = plain.translate(dict.fromkeys(map(ord, spaces), " "))
    signs = re.escape("".join(lacking - set(spaces)))
    return re.sub(f"[{signs}](?:[{signs}]|{_UNSEEN.pattern})*", STAND_IN, plain) if signs else plain


def _stands_alone(sign: str) -> bool:
    """Whether a font that shows the sign shows it anywhere: a mark is shown by the font of the letter that bears it."""
    return unicodedata.category(sign)[0] in "LNPS" and not _BEYOND.match(sign)


@cache
def _covered(faces: tuple[Path, ...]) -> frozenset[int]:
    return frozenset.intersection(*(frozenset(_characters(face.read_bytes())) for face in faces))


def _characters(font: bytes) -> set[int]:
    """The characters of a TrueType font: its `cmap` table, in the format 4 of the plane of all living scripts."""
    [tables] = struct.unpack_from(">H", font, 4)
    entries = (struct.unpack_from(">4sIII", font, 12 + 16 * number) for number in range(tables))
    start = next(offset for tag, _sum, offset, _length in entries if tag == b"cmap")
    [maps] = struct.unpack_from(">H", font, start + 2)
    found: set[int] = set()
    for number in range(maps):
        at = start + struct.unpack_from(">HHI", font, start + 4 + 8 * number)[2]
        shape, _length, _language, twice = struct.unpack_from(">4H", font, at)
        if shape != 4:  # noqa: PLR2004  the number of the format
            continue
        count = twice // 2
        ends = struct.unpack_from(f">{count}H", font, at + 14)
        starts = struct.unpack_from(f">{count}H", font, at + 16 + twice)
        found.update(*(range(first, last + 1) for first, last in zip(starts, ends, strict=True)))
    return found - {0xFFFF}
