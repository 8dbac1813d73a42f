"""Typst: one compiler a template, PDF/A-2a and PDF/UA-1, the same bytes for the same content."""

import base64
import importlib
import json
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

import segno
import typst

LIBRARY = Path(__file__).parent
ROOT = LIBRARY.parents[1]  # templates of all slices may import /foundation/documents/paper.typ
STANDARDS: list[Any] = ["a-2a", "ua-1"]
_LOCK = Lock()


@cache
def _fonts() -> typst.Fonts:
    package = importlib.import_module("fontpkg_amiri")
    return typst.Fonts(include_system_fonts=False, font_paths=[str(Path(next(iter(package.__path__))))])


@cache
def _compiler(template: Path) -> typst.Compiler:
    return typst.Compiler(str(template), root=str(ROOT), font_paths=_fonts())


def compile_pdf(template: Path, data: dict[str, Any], at: datetime) -> bytes:
    """The PDF of `data` (JSON values only) in `template`; `at` is the time written in the file.

    Raises typst.TypstError when the template is wrong. Safe to call from several threads: one paper at a time.
    """
    with _LOCK:
        # The compiler reads its own clock only when it is not told the time.
        pdf = _compiler(template).compile(
            sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
            pdf_standards=STANDARDS,
            timestamp=int(at.astimezone(UTC).timestamp()),
        )
    assert isinstance(pdf, bytes)  # noqa: S101  one PDF was asked for, not a list of pages
    return pdf


def qr_svg(address: str) -> str:
    """The address as an SVG picture. Upper-case addresses make the smallest code."""
    return segno.make(address, error="m").svg_inline(scale=4, border=0)


def qr_for_typst(address: str) -> str:
    """The same picture, base64, as the templates take it."""
    return base64.b64encode(qr_svg(address).encode()).decode()
