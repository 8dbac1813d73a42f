"""The text of a PDF, for tests that read papers back."""

import re
import shutil
import subprocess
from pathlib import Path

_MARKS = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F])


class Words(str):
    """Text in which one looks for words, whatever spaces and commas the extractor set by the eye."""

    __slots__ = ()

    def __contains__(self, words: object) -> bool:
        return super().__contains__(plain(str(words)))


def plain(text: str) -> str:
    """Without spaces, commas and direction marks."""
    return re.sub(r"[\s،,]+", "", text.translate(_MARKS))


def words_of(pdf: bytes) -> Words:
    """Everything that is written in a PDF."""
    return Words(plain(_text_of(pdf)))


def pages_of(pdf: bytes) -> list[Words]:
    """What is written on each page."""
    return [Words(plain(page)) for page in _text_of(pdf).split("\f")[:-1]]


def lines_of(pdf: bytes) -> list[str]:
    """The lines of all pages as they are broken, without what stands below each page."""
    lines = [line.strip() for line in _text_of(pdf).translate(_MARKS).splitlines()]
    return [line for line in lines if line and not re.search(r"\d / \d", line)]


def pictures_of(pdf: bytes, folder: Path) -> list[bytes]:
    """The photographs in a PDF, as they lie in it; `folder` is made for them."""
    folder.mkdir()
    (folder / "paper.pdf").write_bytes(pdf)
    subprocess.run([_poppler("pdfimages"), "-j", folder / "paper.pdf", folder / "of"], check=True)
    return [path.read_bytes() for path in sorted(folder.glob("of-*"))]


def _poppler(name: str) -> str:
    tool = shutil.which(name)
    assert tool, "poppler-utils is not installed (Debian: apt-get install poppler-utils)"
    return tool


def _text_of(pdf: bytes) -> str:
    return subprocess.run([_poppler("pdftotext"), "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
