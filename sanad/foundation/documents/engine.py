"""Typst: a few compilers a template, PDF/A-2a and PDF/UA-1, the same bytes for the same content."""

import importlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from queue import SimpleQueue
from typing import Any

import typst

from sanad.foundation.documents.glyphs import printable_only

LIBRARY = Path(__file__).parent
ROOT = LIBRARY.parents[1]  # templates of all slices may import /foundation/documents/paper.typ
STANDARDS: list[Any] = ["a-2a", "ua-1"]
_ONE_SIGN = b'#set document(title: "sign")\n#set text(font: "Amiri")\n#sys.inputs.sign'
AT_ONCE = min(4, os.cpu_count() or 1)  # papers; Typst works outside Python's lock


@cache
def _font_folder() -> Path:
    return Path(next(iter(importlib.import_module("fontpkg_amiri").__path__)))


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[str(_font_folder())])


@cache
def _faces() -> tuple[Path, ...]:
    return tuple(sorted(_font_folder().rglob("*.ttf")))


@cache
def _has_another_font(sign: str) -> bool:
    """Whether a font that comes with Typst shows what Amiri lacks: Typst alone knows what is in them."""
    try:
        typst.compile(_ONE_SIGN, font_paths=_fonts(), pdf_standards=STANDARDS, sys_inputs={"sign": sign})
    except typst.TypstError:
        return False
    return True


@cache
def _pool(template: Path) -> "SimpleQueue[typst.Compiler | None]":
    pool: SimpleQueue[typst.Compiler | None] = SimpleQueue()
    for _number in range(AT_ONCE):
        pool.put(None)  # a compiler is made when it is first needed
    return pool


@contextmanager
def _compiler(template: Path) -> Iterator[typst.Compiler]:
    pool = _pool(template)
    found = pool.get()
    try:
        found = found or typst.Compiler(str(template), root=str(ROOT), font_paths=_fonts())
        yield found
    finally:
        pool.put(found)


def compile_pdf(template: Path, data: dict[str, Any], at: datetime) -> bytes:
    """The PDF of `data` (JSON values only) in `template`; `at` is the time written in the file.

    Raises typst.TypstError when the template is wrong. Safe to call from several threads: `AT_ONCE` papers of a template at a time.
    """
    shown = json.dumps(printable_only(data, _faces(), _has_another_font), ensure_ascii=False)
    with _compiler(template) as compiler:
        # The compiler reads its own clock only when it is not told the time.
        pdf = compiler.compile(
            sys_inputs={"data": shown},
            pdf_standards=STANDARDS,
            timestamp=int(at.astimezone(UTC).timestamp()),
        )
    assert isinstance(pdf, bytes)  # noqa: S101  one PDF was asked for, not a list of pages
    return pdf
