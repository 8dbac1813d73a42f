"""No page holds signatures alone: the last of what is signed goes with them, whatever it is and however long."""

from bisect import bisect_left
from functools import cache

import pytest

from sanad.foundation.documents.content import Facts, Heading, Items, Pair, Prose, Signatures, Table
from tests.foundation.test_paper_rows import printed
from tests.pdf import lines_of, pages_of

NOTE = "Cachet"  # stands under each signature
SIGNED = Signatures([("Secretaire", "Karima"), ("President", "")], NOTE)
# A body of that many words «mot»: as one long text, as many short ones, and as both.
TEXT = "mot " * 9
ARABIC = "كلمة " * 9


def table(count, *, is_form=False):
    return Table(["No", "Nom", "Qualite"], [["", TEXT * (1 + n % 3), ""] for n in range(count)], [1, 6, 3], is_form)


SHAPES = {
    "paragraphs": lambda n: [Prose([TEXT] * n)],
    "one paragraph": lambda n: [Prose([TEXT * n])],
    "paragraphs, the last one long": lambda n: [Prose([TEXT * 20] * 2 + [TEXT * n])],
    "a list of points in prose": lambda n: [Prose([f"- {TEXT}"] * n)],
    "items": lambda n: [Heading("Points"), Items([TEXT] * n)],
    "one item": lambda n: [Items([TEXT * n])],
    "facts": lambda n: [Facts([("Libelle", TEXT)] * n)],
    "one fact": lambda n: [Facts([("Libelle", TEXT * n)])],
    "pairs": lambda n: [Pair([(ARABIC, TEXT)] * n)],
    "pairs one by one": lambda n: [Pair([(ARABIC, TEXT)]) for _number in range(n)],
    "a pair": lambda n: [Pair([("مادة", "Article")], is_heading=True), Pair([(ARABIC * n, TEXT * n)])],
    "a pair, one side longer": lambda n: [Pair([(ARABIC, TEXT * n)])],
    "table": lambda n: [Heading("Presence"), table(n)],
    "form": lambda n: [table(n, is_form=True)],
    "text and a short table": lambda n: [Prose([TEXT] * n), Heading("Presence"), table(3)],
    "a word of farewell": lambda n: [Prose([TEXT] * n), Heading("Fin"), Prose(["Salutations."])],
    "a farewell in the same text": lambda n: [Prose([*([TEXT] * n), "Salutations."])],
    "the number of copies": lambda n: [Pair([(ARABIC * n, TEXT * n)]), Pair([("ثلاث نسخ", "Trois copies")])],
    "a form and a remark": lambda n: [table(n, is_form=True), Prose(["Remarque."])],
    "text and a heading": lambda n: [Prose([TEXT] * n), Heading("Fin")],
}
LONGEST = 80  # of which no shape has room on one page


def words_in(blocks) -> int:
    return str(blocks).count("mot")


def edge(count_pages, page: int = 1) -> int:
    """The shortest length for which a page more is needed, found by halves; those that were tried are asked as well."""
    return bisect_left(range(LONGEST), page + 1, lo=1, key=count_pages)


@pytest.mark.parametrize("shape", SHAPES)
def test_signatures_have_a_part_of_the_body_with_them(shape):
    """Asked is where signatures no longer have room beside the whole body, where the body itself breaks, and far from there."""

    @cache
    def count_pages(length: int) -> int:
        blocks = SHAPES[shape](length)
        pages = pages_of(printed(*blocks, SIGNED, language="ar" if length % 2 else "fr"))
        signed = [page for page in pages if NOTE in page]
        assert len(signed) == 1, (shape, length)
        assert "mot" in signed[0] or "كلمة" in signed[0], (shape, length)
        assert sum(str(page).count("mot") for page in pages) == words_in(blocks), (shape, length)
        return len(pages)

    second = edge(count_pages)
    assert second < LONGEST
    for length in (1, second + 1, second + 6, second + LONGEST):
        count_pages(length)


@pytest.mark.parametrize("parties", [6, 9])
def test_many_boxes_stay_with_the_body(parties):
    boxes = [Signatures([(f"Partie {n}", "")] * 3, NOTE) for n in range(0, parties, 3)]

    @cache
    def count_pages(length: int) -> int:
        pages = pages_of(printed(Prose([TEXT] * length), *boxes))
        assert all("mot" in page for page in pages if NOTE in page), length
        return len(pages)

    for length in range(edge(count_pages), 40, 2):  # each row of boxes is as tall as some lines
        count_pages(length)


def test_a_row_as_tall_as_a_page_leaves_the_name_of_the_paper():
    for length in (60, 70, 80, 90, 100, 150):
        rows = [["", TEXT, ""], ["", TEXT * length, ""]]
        pages = pages_of(printed(Table(["No", "Nom", "Qualite"], rows, [1, 3, 6]), SIGNED))
        assert all("mot" in page or "Feuille" in page for page in pages if NOTE in page), length
        assert sum(str(page).count("mot") for page in pages) == 9 * (length + 1)


def test_what_goes_along_is_torn_where_a_line_ends():
    """A long text that is signed has the lines of the same text that is not."""
    for length in (20, 33, 47, 90, 121):
        text = " ".join(f"{n}zq" + "x" * (n % 7) for n in range(length * 9))
        plain, signed = (lines_of(printed(Prose([text]), *blocks)) for blocks in ([], [SIGNED]))
        assert [line for line in plain if "zq" in line] == [line for line in signed if "zq" in line], length


def test_the_head_of_a_table_stands_once_on_each_page_of_it():
    @cache
    def count_pages(length: int) -> int:
        pages = pages_of(printed(table(length), SIGNED))
        assert all(str(page).count("Qualite") == 1 for page in pages if "mot" in page), length
        return len(pages)

    for page in (1, 2):
        last = edge(count_pages, page)
        for length in range(last - 2, last + 4):
            count_pages(length)
