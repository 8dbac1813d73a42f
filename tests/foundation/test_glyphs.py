"""A sign that the font of the papers lacks never stops a paper."""

import pytest
from django.utils.translation import override

from sanad.foundation.documents.content import Facts, Head, Items, PaperContent, Prose, Table
from sanad.foundation.documents.papers import printable
from tests.pdf import plain, words_of

STRANGE = [
    "👧",
    "👨‍👩‍👧‍👦🇲🇦❤️",
    "ⵣⴰⵎⴰⵣⵉⵖ",
    "中文",
    "ϗ𝒜",
    "a\u3000b\u2003c",
    "\x01\x1f\x7f\x85",
    "\ufffd\ufffe",
    "e\u0301\u20dd",
    "\U000f0000",
    "☎✓★",
    "﷽",
]


@pytest.mark.parametrize("text", STRANGE)
@pytest.mark.parametrize("language", ["ar", "fr"])
def test_a_paper_holds_any_sign(text, language) -> None:
    said = f"نص {text} texte"
    blocks = [Facts([(said, said)]), Prose([said, f"- {said}"]), Items([said]), Table([said], [[said]], [1])]
    content = PaperContent(language, Head(said, said, [said]), said, said, said, blocks)
    with override(language):
        assert printable(content).startswith(b"%PDF")


def test_what_can_be_printed_is_printed_and_the_rest_stands_out() -> None:
    content = PaperContent("fr", Head("Réunion"), "Été 👧👧 à Meknès", "", "", [Prose(["مكناس — 1.234,50 « x »"])])
    with override("fr"):
        pdf = printable(content)
    said = plain(str(words_of(pdf)))
    assert "Meknès" in said
    assert "◌" in said
    assert "👧" not in said


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_what_another_font_prints_is_printed(language) -> None:
    """Boxes to tick, ticks, arrows and letters of other scripts are no reason for a stand-in."""
    signs = "☐ ☑ ✓ → ← ⇒ – — • … ★ ≤ ≈ № € Ω Ж"
    said = f"نص {signs} texte"
    blocks = [Facts([(said, said)]), Prose([said]), Items([said]), Table([said], [[said]], [1])]
    content = PaperContent(language, Head("مكتب", "", []), said, "", "", blocks)
    with override(language):
        text = str(words_of(printable(content)))
    assert "◌" not in text
    assert [sign for sign in signs.split() if sign not in text] == []
