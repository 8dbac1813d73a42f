"""The printed guide, read back: the texts of the help in both languages, with and without screens."""

import io
from datetime import UTC, datetime

import pytest
from PIL import Image

from sanad.config import urls  # noqa: F401  every slice is known
from sanad.foundation.help.guide import BESIDE_A_SCREEN, Screen, guide_data, printed_guide
from sanad.foundation.help.terms import terms, with_terms
from sanad.foundation.help.topics import GROUPS, topics
from tests.pdf import pages_of, words_of

AT = datetime(2026, 11, 28, 12, tzinfo=UTC)


def screen() -> Screen:
    picture = io.BytesIO()
    Image.new("RGB", (39, 52), "green").save(picture, "JPEG")
    return Screen(picture.getvalue(), 39, 52)


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_the_guide_says_all_that_the_help_says(language):
    pdf = printed_guide(language, {}, AT)
    said = words_of(pdf)
    missing = [topic.key for topic in topics().values() if getattr(topic.title, language) not in said]
    assert missing == []
    assert [key for key, term in terms().items() if getattr(term.word, language) not in said] == []
    assert "[[" not in said
    assert 6 <= len(pages_of(pdf)) <= 14
    assert all(f"{number}/{len(pages_of(pdf))}" in page for number, page in enumerate(pages_of(pdf), 1))


def test_whole_sentences_stand_in_it():
    said = words_of(printed_guide("fr", {}, AT))
    for topic in topics().values():
        for words in topic.sentences:
            text = with_terms(words.fr, lambda term, word: word if word != str(term.word) else term.word.fr)
            assert text[:45] in said, topic.key


def test_a_screen_stands_beside_its_topic_and_those_after_it():
    data = guide_data("ar", {"minutes": screen()}, AT)
    rows = [row for shelf in data["shelves"] for row in shelf["rows"]]
    (beside,) = [row for row in rows if row["screen"]]
    assert beside["topics"][0]["title"] == topics()["minutes"].title.ar
    assert 1 < len(beside["topics"]) < 5
    assert sum(len(row["topics"]) for row in rows) == len(topics())
    assert BESIDE_A_SCREEN > 500
    plain, shown = (len(printed_guide("ar", screens, AT)) for screens in ({}, {"minutes": screen()}))
    assert shown > plain


def test_what_a_term_is_is_told_apart_in_a_sentence():
    data = guide_data("fr", {}, AT)
    runs = [
        run
        for shelf in data["shelves"]
        for row in shelf["rows"]
        for topic in row["topics"]
        for said in topic["says"]
        for run in said["runs"]
    ]
    assert {run["text"] for run in runs if run["is_term"]} >= {"procès-verbal", "action de suivi"}
    assert len(data["shelves"]) == len(GROUPS)
