"""A sign that no font of the papers has never stops a paper; who prints is told of it."""

import pytest
from django.utils import timezone
from django.utils.translation import override

from sanad.foundation.documents.content import Facts, Head, Items, PaperContent, Prose, Table
from sanad.foundation.documents.engine import NotTypeset, compile_pdf
from sanad.foundation.documents.glyphs import not_printed, printed, unprintable
from sanad.foundation.documents.papers import TEMPLATE, _framed, printable
from tests.pdf import plain, words_of

SHOWN = [
    "👧",
    "👨‍👩‍👧‍👦🇲🇦❤️ 👧🏽 1️⃣",
    "ⵣⴰⵎⴰⵣⵉⵖ ⵜⴰⵎⴰⵣⵉⵖⵜ ⵯ",
    "☎✓★€→⇐∑≤∞☐☑№™½①⚖✉",
    "ḍ ṣ ɣ ɛ ẓ ṭ ḥ ṛ Ɣ Ɛ č ǧ",
    "שלום Ελληνικά Кириллица",
    "﷽ مَكْنَاسُ ڭ ݣ پ ڤ",
    "می\u200cخواهم",
    "a\u3000b\u2003c",
]
STRANGE = [
    "中文",
    "ϗ𝒜",
    "\x01\x1f\x7f\x85",
    "\ufffd\ufffe\uffff",
    "\ud800 \udfff",
    "e\u0301\u20dd م\u0e31",
    "\U000f0000\ue000",
    "\u0378",
]


@pytest.mark.parametrize("text", [*SHOWN, *STRANGE])
@pytest.mark.parametrize("language", ["ar", "fr"])
def test_a_paper_holds_any_sign(text, language) -> None:
    said = f"نص {text} texte"
    blocks = [Facts([(said, said)]), Prose([said, f"- {said}"]), Items([said]), Table([said], [[said]], [1])]
    content = PaperContent(language, Head(said, said, [said]), said, said, said, blocks)
    with override(language):
        assert printable(content).startswith(b"%PDF")


@pytest.mark.parametrize("text", SHOWN)
def test_what_people_type_is_printed_as_it_is(text) -> None:
    assert not unprintable(text)
    assert "◌" not in printed(text)


def test_what_can_be_printed_is_printed_and_the_rest_stands_out() -> None:
    content = PaperContent(
        "fr", Head("Réunion"), "Été 中中 à Meknès ☐", "", "", [Prose(["مكناس — 1.234,50 « x » ⵜⴰⵎ 👧"])]
    )
    with override("fr"):
        said = plain(str(words_of(printable(content))))
    assert "Meknès" in said
    assert "☐" in said
    assert "ⵜⴰⵎ" in said
    assert "👧" in said
    assert "中" not in said
    assert "U+4E2D" in said  # who prints is told on the paper itself
    assert "Été◌àMeknès" in said


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("علي 中", ["中"]),
        ("中文 中", ["中", "文"]),
        ("a\u20dd é", []),
        ("م\u20dd", ["م\u20dd"]),
        ("\x07", ["\x07"]),
        ("plain", []),
    ],
)
def test_what_no_font_has_is_named(text, signs) -> None:
    assert unprintable(text) == signs


def test_who_prints_reads_which_sign_of_which_text() -> None:
    with override("en"):
        [said] = not_printed({"title": "عادي", "rows": [["علي 中"], ["علي 中"]]})
        [on_paper] = not_printed(["علي 中"], on_paper=True)
        [two] = not_printed(["中" * 3 + " " + "ا" * 90 + " 文 \x01"])
    assert _without_marks(said) == "The sign 中 in «علي 中» cannot be printed; ◌ stands in its place."
    assert "U+4E2D" in on_paper
    assert "The signs 中 文 U+0001 in «中中中" in _without_marks(two)
    assert "…" in two
    assert not_printed(["x"]) == []


def _without_marks(said: str) -> str:
    return said.translate(dict.fromkeys((0x2066, 0x2068, 0x2069)))


def _a_paper(text: str) -> dict:
    content = PaperContent("ar", Head("م"), "عنوان", "", "", [Prose([text])]).as_json()
    return {**_framed(content), **content}  # with words that nothing breaks


def test_a_compiler_that_panics_is_a_refusal_and_the_next_paper_is_made() -> None:
    with override("en"), pytest.raises(NotTypeset, match="could not be typeset"):
        compile_pdf(TEMPLATE, _a_paper("م" * 70_000), timezone.now())
    assert compile_pdf(TEMPLATE, _a_paper("م"), timezone.now()).startswith(b"%PDF")


def test_a_word_without_an_end_is_broken() -> None:
    with override("ar"):
        assert printable(PaperContent("ar", Head("م"), "عنوان", "", "", [Prose(["م" * 70_000])])).startswith(b"%PDF")


def test_what_the_template_lacks_is_a_refusal_with_its_cause() -> None:
    with pytest.raises(NotTypeset, match="integer"), override("en"):
        compile_pdf(TEMPLATE, {**_a_paper("x"), "blocks": 3}, timezone.now())
