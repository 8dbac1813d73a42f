"""Typst: a few compilers a template, PDF/A-2a and PDF/UA-1, the same bytes for the same content."""

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
from django.utils.functional import lazy
from django.utils.translation import gettext

from sanad.foundation.documents.glyphs import barely_printed, font_folders, printed
from sanad.foundation.policy import Refused

LIBRARY = Path(__file__).parent
ROOT = LIBRARY.parents[1]  # templates of all slices may import /foundation/documents/paper.typ
STANDARDS: list[Any] = ["a-2a", "ua-1"]
AT_ONCE = min(4, os.cpu_count() or 1)  # papers; Typst works outside Python's lock
LONGEST_CAUSE = 200


def _not_typeset_because(cause: str) -> str:
    return gettext("This paper could not be typeset: %(cause)s") % {"cause": cause}


_sentence = lazy(_not_typeset_because, str)


class NotTypeset(Refused):
    """The typesetter could not make the paper; the message says why, in its words."""

    def __init__(self, problem: BaseException) -> None:
        said = str(problem) or type(problem).__name__
        self.cause = " ".join(said.split())[:LONGEST_CAUSE]
        # Said in the language of who reads it, which need not be that of the paper.
        super().__init__(_sentence(self.cause))


@cache
def _fonts() -> typst.Fonts:
    folders = [str(folder) for folder in font_folders()]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)


@cache
def _pool(template: Path) -> "SimpleQueue[typst.Compiler | None]":
    pool: SimpleQueue[typst.Compiler | None] = SimpleQueue()
    for _number in range(AT_ONCE):
        pool.put(None)  # a compiler is made when it is first needed
    return pool


@contextmanager
def _compiler(template: Path) -> Iterator[typst.Compiler]:
    pool = _pool(template)
    found, is_sound = pool.get(), False
    try:
        found = found or typst.Compiler(str(template), root=str(ROOT), font_paths=_fonts())
        yield found
        is_sound = True
    finally:
        pool.put(found if is_sound else None)  # one that failed may be in any state: another is made in its place


def compile_pdf(template: Path, data: dict[str, Any], at: datetime) -> bytes:
    """The PDF of `data` (JSON values only) in `template`; `at` is the time written in the file.

    Signs that no font has give way to a stand-in (`glyphs`). Raises NotTypeset when there can be no such paper. Safe to
    call from several threads: `AT_ONCE` papers of a template at a time.
    """
    shown = printed(data)
    try:
        return _compiled(template, shown, at)
    except NotTypeset:
        barely = barely_printed(data)
        if barely == shown:
            raise
    return _compiled(template, barely, at)  # together with its neighbours a sign may need what it does not need alone


def _compiled(template: Path, data: dict[str, Any], at: datetime) -> bytes:
    try:
        with _compiler(template) as compiler:
            # The compiler reads its own clock only when it is not told the time.
            pdf = compiler.compile(
                sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
                pdf_standards=STANDARDS,
                timestamp=int(at.astimezone(UTC).timestamp()),
            )
    except BaseException as problem:
        if isinstance(problem, typst.TypstError | MemoryError) or _is_panic(problem):
            raise NotTypeset(problem) from problem
        raise
    assert isinstance(pdf, bytes)  # noqa: S101  one PDF was asked for, not a list of pages
    return pdf


def _is_panic(problem: BaseException) -> bool:
    """Whether the compiler gave up where its makers expected nothing; such a thing is no Exception to Python."""
    return type(problem).__name__ == "PanicException"
