"""Signs that no font of the papers can show, as an emoji: one of them would stop the whole paper."""

import re
import struct
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

STAND_IN = "◌"  # where a sign stood that cannot be printed
# Signs that are read and not shown: joiners, direction marks, selectors.
_UNSEEN = re.compile("[\u00ad\u034f\u061c\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e0fff]")  # fmt: skip
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")  # forbidden in the papers whatever a font says


def in_doubt(value: Any, faces: tuple[Path, ...]) -> frozenset[str]:
    """The signs of the value, a JSON one, that one of the faces lacks; another font may have them."""
    covered = _covered(faces)
    return frozenset(
        sign
        for sign in set("".join(_texts(value)))
        if (ord(sign) not in covered or _PRIVATE.match(sign)) and not _UNSEEN.match(sign) and sign not in "\n\t"
    )


def without(value: Any, signs: frozenset[str]) -> Any:
    """The value with a stand-in for each run of these signs."""
    if isinstance(value, str):
        these = re.escape("".join(signs))
        return re.sub(f"[{these}](?:[{these}]|{_UNSEEN.pattern})*", STAND_IN, value) if signs else value
    if isinstance(value, dict):
        return {name: without(item, signs) for name, item in value.items()}
    return [without(item, signs) for item in value] if isinstance(value, list | tuple) else value


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list | tuple):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _texts(item)


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
