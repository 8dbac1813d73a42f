"""The text of a PDF, for tests that read papers back."""

import re
import shutil
import subprocess

import pypdfium2

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
    tool = shutil.which("pdftotext")
    assert tool, "poppler-utils is not installed (Debian: apt-get install poppler-utils)"
    text = subprocess.run([tool, "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    return Words(plain(text))


def pages_of(pdf: bytes) -> int:
    """How many pages a PDF has."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return len(document)
    finally:
        document.close()
