"""Content as JSON files: those that come with Sanad, and those that people send and take."""

import json
from math import isfinite
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from sanad.foundation.arabic.characters import readable
from sanad.foundation.content.parts import Flaw, Twice

LARGEST_JSON = 2 * 1024 * 1024  # bytes


def contents_in(folder: Path) -> dict[str, Any]:
    """The contents that come with Sanad in a folder, by the names of their files, in the order of these."""
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))}


def to_json(content: Any) -> bytes:
    """The content as the file that `from_json` reads."""
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def from_json(file: bytes) -> Any:
    """The content of a JSON file, its texts made readable. Raises `Flaw` with the line for what is not JSON."""
    if len(file) > LARGEST_JSON:
        raise Flaw(_("This file is too large: 2 MB at most."))
    try:
        text = file.decode("utf-8-sig")
        return _cleaned(json.loads(text, object_pairs_hook=_pairs, parse_constant=_no_number, parse_float=_number))
    except UnicodeDecodeError as broken:
        line = file[: broken.start].count(b"\n") + 1
        raise Flaw(_("This is not text in UTF-8."), _line(line)) from broken
    except json.JSONDecodeError as broken:
        raise Flaw(_("This is not JSON."), _line(broken.lineno)) from broken
    except (RecursionError, ValueError) as broken:  # nested without end; a number of thousands of digits
        raise Flaw(_("This is not JSON.")) from broken


def _line(number: int) -> str:
    return str(_("line %(line)s") % {"line": number})


def _cleaned(value: Any) -> Any:
    """The value in which every text is readable; what stands twice stays known."""
    if isinstance(value, str):
        return readable(value)
    if isinstance(value, dict | list):
        for place, item in list(value.items() if isinstance(value, dict) else enumerate(value)):
            value[place] = _cleaned(item)
    return value


def _no_number(said: str) -> Any:
    raise ValueError(said)  # NaN and Infinity: Python reads them, JSON has none


def _number(said: str) -> float:
    return number if isfinite(number := float(said)) else _no_number(said)


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    pairs = [(readable(name), value) for name, value in pairs]
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    names = [name for name, _value in pairs]
    twice = Twice(found)
    twice.key = next(name for number, name in enumerate(names) if name in names[:number])
    return twice
