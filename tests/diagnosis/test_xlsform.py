"""Instruments as XLSForm: read by other tools, the same when they come back, and hostile workbooks refused."""

import contextlib
import io
import random
import zipfile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyxform.xls2xform import convert

from sanad.accompaniment.models import PlanItem
from sanad.diagnosis.instruments.commands import import_instrument
from sanad.diagnosis.instruments.queries.blueprint import read_blueprint
from sanad.diagnosis.instruments.queries.shipped import shipped_content
from sanad.diagnosis.instruments.queries.spreadsheet import LARGEST_FILE, MOST_COLUMNS, MOST_PARTS, MOST_ROWS
from sanad.diagnosis.instruments.queries.xlsform import to_xlsform
from sanad.diagnosis.instruments.queries.xlsform_in import from_xlsform, place_in_sheet
from sanad.diagnosis.models import Instrument
from sanad.foundation.content.files import from_json, to_json
from sanad.foundation.content.parts import Flaw
from sanad.foundation.policy import Refused
from tests.diagnosis.tiny import as_upload, tiny


def workbook(content=None) -> bytes:
    return to_xlsform(read_blueprint(content or tiny()))


def changed(edit, content=None) -> bytes:
    """The workbook after `edit(book)`."""
    book = openpyxl.load_workbook(io.BytesIO(workbook(content)))
    edit(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def repacked(file: bytes, extra: dict[str, bytes], replace: dict[str, bytes] | None = None) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            new.writestr(part, (replace or {}).get(part.filename, old.read(part)))
        for name, data in extra.items():
            new.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize(
    "content", [tiny(), shipped_content("sanad-8"), shipped_content("sanad-douar")], ids=lambda c: c["key"]
)
def test_out_and_in_again_is_the_same(content):
    again, places = from_xlsform(workbook(content))
    assert again == content
    assert read_blueprint(again) == read_blueprint(content)
    assert place_in_sheet("domains[0].items[0].levels[1].text.ar", places).endswith("3")


@pytest.mark.parametrize("key", ["sanad-8", "sanad-douar"])
def test_other_tools_read_it(key):
    content = shipped_content(key)
    result = convert(xlsform=workbook(content), file_type=".xlsx", validate=False, pretty_print=False)
    form = result.xform
    assert not result.warnings
    assert form.count("<select1 ") == len([item for domain in content["domains"] for item in domain["items"]])
    assert form.count("<group ") == len(content["domains"])
    for language in ("العربية (ar)", "Français (fr)", "English (en)"):
        assert f'lang="{language}"' in form
    assert content["domains"][0]["items"][0]["levels"][3]["text"]["ar"] in form


words = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Co", "Cn", "Zl", "Zp", "Zs")), min_size=1, max_size=12
)
lines = st.one_of(
    words,
    st.lists(words, min_size=2, max_size=3).map(" ".join),
    st.just("=1+1"),
    st.just("_x0041_ نص"),
    st.just("a\nب"),
)
said = st.fixed_dictionaries({"ar": lines, "fr": lines, "en": lines}).filter(
    lambda text: all(v == v.strip() != "" for v in text.values())
)
keys = st.from_regex(r"[a-z][a-z0-9_]{1,12}", fullmatch=True)


@st.composite
def instruments(draw):
    names = draw(st.lists(keys, min_size=4, max_size=7, unique=True))
    kinds = draw(st.lists(keys, max_size=3, unique=True))
    cut = draw(st.integers(1, len(names) - 3))

    def item(key):
        training = draw(st.booleans())
        return {
            "key": key,
            "core": draw(st.booleans()),
            "title": draw(said),
            "remedy": {
                "form": "training"
                if training
                else draw(st.sampled_from([v for v in PlanItem.Form.values if v != "training"])),
                "field": draw(st.sampled_from(PlanItem.Field.values)) if training else "",
                "text": draw(said),
            },
            "levels": [
                {
                    "level": level,
                    "text": draw(said),
                    "evidence": draw(st.permutations(kinds))[: draw(st.integers(0, len(kinds)))],
                }
                for level in range(1, 5)
            ],
        }

    return {
        "key": draw(st.from_regex(r"[a-z][a-z0-9-]{1,12}", fullmatch=True)),
        "version": draw(st.integers(1, 9_999)),
        "subject": draw(st.sampled_from(Instrument.Subject.values)),
        "scale": "scale-4",
        "licence": draw(words),
        "credit": draw(said),
        "title": draw(said),
        "about": draw(said),
        "levels": [{"level": level, "name": draw(said)} for level in range(1, 5)],
        "evidence_kinds": {kind: draw(said) for kind in kinds},
        "domains": [
            {"key": names[0], "title": draw(said), "items": [item(key) for key in names[2 : 2 + cut]]},
            {"key": names[1], "title": draw(said), "items": [item(key) for key in names[2 + cut :]]},
        ],
    }


@settings(max_examples=40)
@given(instruments())
def test_any_instrument_comes_back_the_same(content):
    blueprint = read_blueprint(content)
    again, _places = from_xlsform(to_xlsform(blueprint))
    assert again == content
    assert from_json(to_json(content)) == content


def no_sheet(book):
    del book["sanad"]


def no_column(book):
    book["choices"].delete_cols(2)


def column_twice(book):
    book["survey"]["F1"] = "type"


def formula(book):
    book["choices"]["C3"] = "=1+1"


def missing_level(book):
    book["choices"].delete_rows(4)


def level_twice(book):
    book["choices"]["B4"] = "2"


def question_twice(book):
    book["survey"]["A4"], book["survey"]["B4"] = "select_one receipt", "receipt"


def strange_question(book):
    book["survey"]["A3"] = "text"


def group_in_group(book):
    book["survey"]["A3"] = "begin_group"


def other_list(book):
    book["survey"]["A3"] = "select_one cash"


def unknown_question(book):
    book["choices"]["A2"] = "nothing"


def missing_language(book):
    book["survey"]["D3"] = None


def two_settings(book):
    book["settings"]["B3"] = "again"


def no_settings(book):
    book["settings"].delete_rows(2)


def version_in_words(book):
    book["settings"]["C2"] = "three"


def strange_line(book):
    book["sanad"]["A2"] = "spell"


def line_twice(book):
    book["sanad"]["B3"] = "subject"


def far_evidence(book):
    for row in book["sanad"].iter_rows():
        if row[0].value == "evidence":
            row[2].value = "9 scan"
            return


def unknown_evidence(book):
    for row in book["sanad"].iter_rows():
        if row[0].value == "evidence":
            row[2].value = "3 hearsay"
            return


def twice_of(what):
    def edit(book):
        row = next(row for row in book["sanad"].iter_rows(values_only=True) if row[0] == what)
        book["sanad"].append(row)

    edit.__name__ = f"{what}_twice"
    return edit


def no_remedy(book):
    for number, row in enumerate(book["sanad"].iter_rows(values_only=True), 1):
        if row[0] == "remedy":
            book["sanad"].delete_rows(number)
            return


def long_cell(book):
    book["survey"]["C3"] = "ن" * 5_000


def many_columns(book):
    for number in range(MOST_COLUMNS + 2):
        book["survey"].cell(1, 6 + number, f"more{number}")


def many_rows(book):
    for number in range(MOST_ROWS + 10):
        book["choices"].append(["receipt", f"x{number}", "ن", "t", "t"])


def a_row_far_away(book):
    book["choices"].cell(1_048_000, 1, "receipt")


# what is changed → what stands in the refusal: the sheet, and the row where there is one
HOSTILE = [
    (no_sheet, "sanad"),
    (no_column, "choices", "1"),
    (column_twice, "survey", "1"),
    (formula, "choices", "3"),
    (missing_level, "survey", "3"),
    (level_twice, "survey", "3"),
    (question_twice, "survey", "4"),
    (strange_question, "survey", "3"),
    (group_in_group, "survey", "3"),
    (other_list, "survey", "3"),
    (unknown_question, "choices", "2"),
    (missing_language, "survey", "3"),
    (two_settings, "settings", "3"),
    (no_settings, "key"),
    (version_in_words, "settings", "2"),
    (strange_line, "sanad", "2"),
    (line_twice, "sanad", "3"),
    (far_evidence, "sanad"),
    (unknown_evidence, "sanad"),
    (twice_of("core"), "sanad"),
    (twice_of("remedy"), "sanad"),
    (twice_of("evidence"), "sanad"),
    (twice_of("level"), "sanad"),
    (twice_of("evidence_kind"), "sanad"),
    (twice_of("head"), "sanad"),
    (no_remedy, "survey", "3"),
    (long_cell, "survey", "3"),
    (many_columns, "survey", "1"),
    (many_rows, "choices", str(MOST_ROWS + 2)),
    (a_row_far_away, "choices", str(MOST_ROWS + 2)),
]


@pytest.mark.parametrize("case", HOSTILE, ids=lambda case: case[0].__name__)
def test_a_hostile_workbook_is_refused_with_row_and_reason(world, case):
    edit, *told = case
    count = Instrument.objects.count()
    with pytest.raises(Refused) as refusal:
        import_instrument(world.sg, upload=as_upload(changed(edit), "tiny.xlsx"))
    place, _colon, reason = str(refusal.value.message).partition(":")
    assert reason
    assert all(part in place for part in told), place
    assert refusal.value.field == "upload"
    assert Instrument.objects.count() == count


def test_a_workbook_is_taken_whole(world):
    row = import_instrument(world.sg, upload=as_upload(changed(lambda book: None), "tiny.xlsx"))
    assert row.content == tiny()


BOMB = b"<x>" + b" " * (30 * 1024 * 1024)
LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="inlineStr"><is>
<t>&c;</t></is></c></row></sheetData></worksheet>"""
ELSEWHERE = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="inlineStr"><is>
<t>&a;</t></is></c></row></sheetData></worksheet>"""


@pytest.mark.parametrize(
    "file",
    [
        b"PK",
        b"PK\x03\x04 not a zip",
        b"PK" + bytes(LARGEST_FILE),
        repacked(workbook(), {"xl/more.xml": BOMB}),
        repacked(workbook(), {f"xl/part{number}.xml": b"<x/>" for number in range(MOST_PARTS)}),
        repacked(workbook(), {"xl/externalLinks/externalLink1.xml": b"<x/>"}),
        repacked(workbook(), {"xl/vbaProject.bin": b"macro"}),
        repacked(workbook(), {"xl/embeddings/one.bin": b"file"}),
        repacked(workbook(), {"/xl/CONNECTIONS.xml": b"<x/>"}),
        repacked(workbook(), {}, {"xl/worksheets/sheet1.xml": LAUGHS}),
        repacked(workbook(), {}, {"xl/worksheets/sheet1.xml": ELSEWHERE}),
        repacked(workbook(), {}, {"xl/worksheets/sheet1.xml": b"<worksheet"}),
        repacked(workbook(), {}, {"xl/worksheets/sheet1.xml": b""}),
        repacked(workbook(), {}, {"xl/workbook.xml": b"<x/>"}),
    ],
    ids=[
        "two letters",
        "no zip",
        "large",
        "bomb",
        "parts",
        "links",
        "macros",
        "embedded",
        "connections",
        "laughs",
        "elsewhere",
        "cut",
        "empty",
        "no book",
    ],
)
def test_what_is_no_honest_workbook_is_refused(world, file):
    with pytest.raises(Refused) as refusal:
        import_instrument(world.sg, upload=as_upload(file, "tiny.xlsx"))
    assert refusal.value.field == "upload"
    assert "root:" not in str(refusal.value.message)


def test_a_version_typed_as_a_number_is_one():
    def typed(book):
        book["settings"]["C2"] = 1.0
        book["choices"]["B2"] = 1

    assert from_xlsform(changed(typed))[0] == tiny()


def test_a_workbook_that_is_too_large_is_not_opened():
    with pytest.raises(Flaw):
        from_xlsform(b"PK" + bytes(LARGEST_FILE))


def test_an_empty_sheet_lacks_its_columns():
    def emptied(book):
        book.remove(book["settings"])
        book.create_sheet("settings")

    with pytest.raises(Flaw) as flaw:
        from_xlsform(changed(emptied))
    assert "settings" in flaw.value.place


@pytest.mark.parametrize("seed", range(60))
def test_a_damaged_workbook_is_refused_or_read_never_a_failure(seed):
    dice = random.Random(seed)
    with zipfile.ZipFile(io.BytesIO(workbook())) as archive:
        parts = {part.filename: bytearray(archive.read(part)) for part in archive.infolist()}
    name = dice.choice(sorted(parts))
    for _ in range(dice.randrange(1, 8)):
        place = dice.randrange(len(parts[name]))
        parts[name][place] = dice.randrange(256)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for part, data in parts.items():
            archive.writestr(part, bytes(data))
    with contextlib.suppress(Flaw):
        content, _places = from_xlsform(out.getvalue())
        read_blueprint(content)


def test_a_place_without_a_row_is_told_as_it_is():
    assert place_in_sheet("domains[7].key", {}) == "domains[7].key"
    assert place_in_sheet("domains[7].key", {"domains[7]": "row 9"}) == "row 9"
    assert place_in_sheet("", {"": "nowhere"}) == ""
