"""A content is read part by part: what is wrong is told at its place, at once or all together."""

import re

import pytest
from django.utils import translation

from sanad.foundation.content.files import contents_in, from_json, to_json
from sanad.foundation.content.parts import Flaw, Part
from sanad.foundation.content.words import Words

KEY = re.compile(r"[a-z]+")
BOTH = ("ar", "fr")


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def told(read, value, **how):
    """What a reader tells of a value, all of it."""
    flaws = []
    read(Part(value, flaws=flaws, **how))
    return [str(flaw) for flaw in flaws]


def lessons(part):
    """A reader with a list of rows, each with a key and a title."""
    taken = set()
    for row in part.group("lessons")["lessons"].rows(2, called="Lesson %(number)s"):
        found = row.group("key", "title", is_closed=not part.in_words)
        found["key"].key(KEY, taken)
        found["title"].words(9, BOTH)


def test_the_first_flaw_is_raised_with_its_path():
    with pytest.raises(Flaw) as flaw:
        lessons(Part({"lessons": [{"key": "a", "title": {"ar": "درس", "fr": " "}}]}))
    assert (flaw.value.place, str(flaw.value)) == (
        "lessons[0].title.fr",
        "lessons[0].title.fr: The text in French is missing.",
    )


def test_with_a_list_everything_is_told_at_once():
    assert told(lessons, {"lessons": [{"key": "A", "title": {"ar": "", "fr": "leçon"}}, {"key": "b"}]}) == [
        "lessons[0].key: A short name in small Latin letters is expected here.",
        "lessons[0].title.ar: The text in Arabic is missing.",
        "lessons[1].title: This is missing.",
    ]


def test_people_are_told_the_row_and_not_the_path():
    rows = [{"key": "a", "title": {"ar": "درس"}}, {"key": "a", "title": 3}]
    assert told(lessons, {"lessons": rows}, in_words=True) == [
        "Lesson 1: The text in French is missing.",
        "Lesson 2: The key a stands twice.",
        "Lesson 2: A text in each language is expected here.",
    ]


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        (3, "A group of named values is expected here."),
        ({}, "lessons: This is missing."),
        ({"lessons": 3}, "lessons: A list is expected here."),
        ({"lessons": []}, "lessons: This is empty."),
        ({"lessons": [], "more": 1}, "more: Nothing of this name is known here."),
        ({"lessons": [{"key": c, "title": {"ar": "ا", "fr": "t"}} for c in "abc"]}, "lessons: There are too many: 2 at most."),
        ({"lessons": [{"key": "a", "title": {"ar": "ا", "fr": "t" * 10}}]}, "lessons[0].title.fr: The text is too long: 9 signs at most."),
        ({"lessons": [{"key": "a", "title": {"ar": "ا", "fr": "t\0"}}]}, "lessons[0].title.fr: The text has blanks around it, or signs that cannot be printed."),
        (from_json(b'{"lessons": [], "lessons": []}'), "lessons: This stands twice."),
    ],
)  # fmt: skip
def test_each_flaw_has_its_sentence(value, sentence):
    assert sentence in told(lessons, value)


@pytest.mark.parametrize(
    ("read", "value", "sentence"),
    [
        (lambda part: part.whole(9, 2), 1, "A whole number from 2 to 9 is expected here."),
        (lambda part: part.whole(9), True, "A whole number from 1 to 9 is expected here."),
        (lambda part: part.flag(), 0, "This must be true or false."),
        (lambda part: part.one_of(["a", "b"]), "c", "One of these is expected here: a, b."),
        (lambda part: part.one_of([]), None, "One of these is expected here: —."),
        (lambda part: part.text(3), None, "The text is missing."),
        (lambda part: part.text(3, may_be_empty=True), 3, "The text is missing."),
        (lambda part: part.entries(KEY, 1), {"A": 1}, "A short name in small Latin letters is expected here."),
        (lambda part: part.entries(KEY, 1), [], "A group of named values is expected here."),
    ],
)
def test_a_value_that_is_something_else_is_told(read, value, sentence):
    assert told(read, value) == [sentence]


@pytest.mark.parametrize("number", [2, 9])
def test_a_whole_number_reaches_both_ends(number):
    assert Part(number).whole(9, 2) == number


def test_what_may_be_missing_is_not_told():
    assert Part(None).text(3, may_be_empty=True) == ""
    assert Part({"ar": "نص"}, in_words=True).words(9, BOTH, may_be_empty=True) == Words("نص", "")
    assert told(lambda part: part.group("a", optional={"a"})["a"].whole(3), {}) == []


def test_words_are_in_the_language_of_the_page():
    words = {}
    for language in ("ar", "fr", "en"):
        with translation.override(language):
            words[language] = (str(Words("نص", "texte", "text")), str(Words("نص", "texte")), str(Words("نص", "")))
    assert words == {
        "ar": ("نص", "نص", "نص"),
        "fr": ("texte", "texte", "نص"),
        "en": ("text", "texte", "نص"),
    }


def test_a_file_that_was_written_reads_the_same(tmp_path):
    content = {"b": {"ar": "نص\nنص", "n": [1, 2.5, None, True]}}
    (tmp_path / "one.json").write_bytes(to_json(content))
    assert contents_in(tmp_path) == {"one": content}
    assert from_json(to_json(content)) == content
