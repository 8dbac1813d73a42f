"""What is read of a file is bounded before it is read as a spreadsheet, and what is no JSON is refused."""

import io
import json
import zipfile

import pytest
from django.utils.translation import override

from sanad.diagnosis.instruments.queries.spreadsheet import LARGEST_UNPACKED, MOST_TAGS, rows_of
from sanad.foundation.content.files import from_json
from sanad.foundation.content.parts import Flaw

MANY = MOST_TAGS // 2 + 1


def packed(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


@pytest.mark.parametrize(
    "parts",
    [
        {"xl/worksheets/sheet1.xml": b"<c/>" * (MOST_TAGS + 1)},
        {"xl/sharedStrings.xml": b"<t></t>" * MANY},
        {"xl/styles.XML": b"<xf/>" * MANY, "xl/theme.xml": b"<a/>" * MANY},
        {"xl/worksheets/sheet1.xml": b" " * (LARGEST_UNPACKED + 1)},
    ],
    ids=("cells", "texts", "styles", "bytes"),
)
def test_a_small_file_of_very_much_is_refused_unread(parts, monkeypatch) -> None:
    monkeypatch.setattr("openpyxl.load_workbook", None)
    with override("en"), pytest.raises(Flaw, match="far more"):
        rows_of(packed(parts), {"survey": ()})


@pytest.mark.parametrize(
    "file",
    [
        b'{"a": NaN}',
        b'{"a": [-Infinity]}',
        b'{"a": 1e400}',
        b'{"a": ' + b"9" * 5_000 + b"}",
        b"[" * 100_000,
        b'{"a":' * 5_000,
        b"\xff\xfe{}",
        b'"\xed\xa0\x80"',
        b"",
        b"{",
    ],
)
def test_what_is_no_json_is_refused(file) -> None:
    with pytest.raises(Flaw):
        from_json(file)


def test_a_file_holds_no_character_that_is_none() -> None:
    said = json.dumps({"a\x01": ["\ud800ب\ue000", {"c": "\ufffe\r\nd"}], "e": "می\u200cخ"})
    assert from_json(b"\xef\xbb\xbf" + said.encode()) == {"a": ["ب", {"c": "\nd"}], "e": "می\u200cخ"}
