"""The rows of a paper: whole on one page, the head on each page, and never a word lost."""

import io

import pypdfium2
import pytest
from django.utils.translation import override

from sanad.foundation.documents.content import Facts, Head, PaperContent, Prose, Table
from sanad.foundation.documents.papers import printable
from tests.pdf import pages_of, words_of

HEAD = ["Numero", "Nom", "Organisation", "Signature"]


def printed(*blocks, language="fr"):
    """The PDF of a paper that is made of these blocks."""
    content = PaperContent(
        language=language, head=Head("Al-Achraf"), title="Feuille", subtitle="", place_and_day="", blocks=[*blocks]
    )
    with override(language):
        return printable(content)


def ends_of(row):
    """The first and the last word of each cell: what shows that a row was torn."""
    return [word for cell in row if cell for word in (cell.split()[0], cell.split()[-1])]


def row_of(number, words):
    """A row whose cells begin and end with a word of its own."""
    return [f"a{number}x", f"b{number}x {'mot ' * words}b{number}y", f"c{number}x {'de ' * (words // 3)}c{number}y", ""]


@pytest.mark.parametrize("language", ["ar", "fr"])
@pytest.mark.parametrize("is_form", [True, False])
def test_no_row_is_torn_over_two_pages(language, is_form):
    rows = [row_of(number, number % 19) for number in range(1, 301)]
    pages = pages_of(printed(Prose(["Avant."]), Table(HEAD, rows, [2, 9, 8, 7], is_form=is_form), language=language))
    for row in rows:
        assert sum(all(word in page for word in ends_of(row)) for page in pages) == 1, row
    assert all(all(word in page for word in HEAD) for page in pages if "x" in page)


@pytest.mark.parametrize("others", [0, 3, 20])
def test_a_row_taller_than_a_page_is_printed_to_its_end(others):
    rows = [row_of(1, 2), row_of(2, 1500), *(row_of(number, 2) for number in range(3, 3 + others))]
    text = words_of(printed(Table(HEAD, rows, [2, 9, 8, 7])))
    assert all(word in text for row in rows for word in ends_of(row))
    assert str(text).count("mot") == sum(cell.count("mot") for row in rows for cell in row)


def test_a_short_table_of_tall_rows_loses_nothing():
    rows = [row_of(number, 120) for number in range(1, 8)]
    pages = pages_of(printed(Prose(["Avant."]), Table(HEAD, rows, [2, 9, 8, 7])))
    for row in rows:
        assert sum(all(word in page for word in ends_of(row)) for page in pages) == 1, row


def test_a_row_as_high_as_the_page_is_neither_torn_nor_lost():
    for words in range(140, 420, 20):
        text = words_of(printed(Prose(["Avant."]), Table(HEAD, [row_of(1, words)], [2, 9, 8, 7])))
        assert str(text).count("mot") == words


def test_a_fact_is_not_torn_and_a_long_one_is_printed_to_its_end():
    short = [(f"Fait {number}", f"a{number}x {'mot ' * 40}a{number}y") for number in range(1, 60)]
    pages = pages_of(printed(Facts([*short, ("Long", f"{'ici ' * 3000}fin")])))
    for _label, value in short:
        assert sum(all(word in page for word in ends_of([value])) for page in pages) == 1
    assert sum(str(page).count("ici") for page in pages) == 3000


def place_of(letter, pdf):
    """How far from the left a letter stands, as a part of the page."""
    page = pypdfium2.PdfDocument(io.BytesIO(pdf))[0]
    text = page.get_textpage()
    found = [number for number in range(text.count_chars()) if text.get_text_range(number, 1) == letter]
    assert found, letter
    return text.get_charbox(found[0])[0] / page.get_width()


@pytest.mark.parametrize("more", [[], ["- كلمة أخيرة"]])
def test_a_point_runs_as_its_paper_whatever_the_name_begins_with(more):
    arabic = printed(Prose(["- Zohra Bennani، الكاتبة العامة", *more]), language="ar")
    french = printed(Prose(["- محمد الحاجي, Zélateur", *more]), language="fr")
    alone = printed(Prose(["- Zohra Bennani", *more]), language="ar")
    assert place_of("Z", arabic) > 0.7
    assert 0.12 < place_of("Z", french) < 0.4
    assert place_of("Z", alone) < 0.2
