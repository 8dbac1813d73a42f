"""What is wrong with a course is told in one plain sentence, at its place, whatever somebody put into the file."""

from copy import deepcopy

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from sanad.accompaniment.models import PlanItem
from sanad.courses.models import Course
from sanad.courses.queries.syllabus import shipped
from sanad.courses.queries.validation import MOST_ROWS, defects, missing_before_teaching

KNOWN = {key: content["prerequisites"] for key, content in shipped().items()}


def told(content, known=KNOWN.get):
    with translation.override("en"):
        return [str(each) for each in defects(content, known)]


def changed(path, value):
    """The course on advocacy with one value changed, at a path of keys and numbers."""
    content = deepcopy(shipped()["advocacy"])
    node = content
    for step in path[:-1]:
        node = node[step]
    node[path[-1]] = value
    return content


@pytest.mark.parametrize("key", shipped())
def test_every_shipped_course_is_sound_and_complete(key):
    assert told(shipped()[key]) == []
    assert missing_before_teaching(shipped()[key]) == []


BOTH = "A text in each language is expected here."
CASES = [
    (["key"], "Has Blanks", "key: A short name in small Latin letters is expected here."),
    (["version"], 0, "version: A whole number from 1 to 9999 is expected here."),
    (["version"], True, "version: A whole number from 1 to 9999 is expected here."),
    (["field"], "cooking", f"field: One of these is expected here: {', '.join(PlanItem.Field.values)}."),
    (["level"], None, f"level: One of these is expected here: {', '.join(Course.Level.values)}."),
    (["title"], "text", f"Title: {BOTH}"),
    (["title", "ar"], " ", "Title: The text in Arabic is missing."),
    (["title", "fr"], "x" * 201, "Title: The text is too long: 200 signs at most."),
    (["about", "fr"], "", "What it is about: the text in French is missing"),
    (["about"], [], f"What it is about: {BOTH}"),
    (["validity_months"], "24", "Validity: A whole number from 1 to 600 is expected here."),
    (["rule", "test_percent"], 101, "Rule of the certificate: A whole number from 0 to 100 is expected here."),
    (["objectives", 1], {"ar": "هدف"}, "Objectives · 2: The text in French is missing."),
    (["materials"], "text", "Materials: A list is expected here."),
    (["outcomes", 0, "item"], "nothing", "What changes in the association · 1: The diagnosis has no such item."),
    (["prerequisites"], ["nothing"], "Comes after: A course that comes before is not known here."),
    (["prerequisites"], ["advocacy"], "Comes after: The courses come before each other in a circle."),
    (["prerequisites"], [1], "Comes after: This is none of those that are known."),
    (["programme", 1, "half_day"], 7, "Half-day 2: Half-days are numbered from 1, each once."),
    (["programme", 1, "steps"], [], "Half-day 2: It has no step with minutes."),
    (["programme", 0, "steps", 1, "minutes"], 0, "Half-day 1 · 2 · how many minutes: A whole number from 1 to 600 is expected here."),
    (["test", 0, "text", "fr"], "", "Question 1: The text in French is missing."),
    (["test", 2, "answer"], "z", "Question 3: It has no right answer."),
    (["test", 4, "key"], "q1", "Question 5: The key q1 stands twice."),
    (["test", 4, "key"], None, "Question 5: A short name in small Latin letters is expected here."),
    (["test", 0, "choices", 1, "key"], "a", "Question 1 · 2: The key a stands twice."),
    (["feedback", 0, "kind"], "stars", "Opinion · 1: One of these is expected here: scale, choice, text."),
    (["lessons", 0, "minutes"], None, "Lesson 1 · how many minutes: A whole number from 1 to 600 is expected here."),
    (["lessons", 0, "body", "ar"], "a\x00b", "Lesson 1: The text has blanks around it, or signs that cannot be printed."),
    (["test"], [], "write at least one question of the test"),
    (["programme"], [], "write at least one half-day"),
    (["surprise"], 1, "surprise: Nothing of this name is known here."),
]  # fmt: skip


@pytest.mark.parametrize(("path", "value", "sentence"), CASES)
def test_each_defect_has_its_sentence(path, value, sentence):
    assert told(changed(path, value)) == [sentence]


@pytest.mark.parametrize(
    "path",
    [
        ["programme", 0, "steps", 0],
        ["programme", 0],
        ["test", 0],
        ["test", 0, "choices", 0],
        ["feedback", 0],
        ["lessons", 0],
        ["outcomes", 0],
    ],
)
def test_what_a_newer_release_adds_to_a_part_is_kept_and_no_defect(path):
    assert told(changed([*path, "surprise"], 1)) == []


def test_a_question_needs_answers_to_choose_from():
    alone = changed(["test", 0, "choices"], [shipped()["advocacy"]["test"][0]["choices"][2]])
    assert told(alone) == ["Question 1: From 2 to 8 answers are expected."]
    found = told(changed(["test", 0, "choices"], "none"))
    assert "Question 1: It has no right answer." in found


def test_lists_have_an_end():
    lesson = shipped()["advocacy"]["lessons"][0]
    many = [{**lesson, "key": f"l{number}"} for number in range(MOST_ROWS + 1)]
    assert told(changed(["lessons"], many)) == ["lessons: There are too many: 100 at most."]


def test_a_circle_is_found_over_several_courses():
    known = {"a": ["b"], "b": ["c"], "c": ["advocacy"], "advocacy": []}
    assert told(changed(["prerequisites"], ["a"]), known.get) == [
        "Comes after: The courses come before each other in a circle."
    ]
    assert told(changed(["prerequisites"], ["a"]), {**known, "c": ["a"]}.get) == []


def test_what_is_missing_is_named():
    content = deepcopy(shipped()["advocacy"])
    del content["test"], content["licence"]
    assert told(content) == ["test: This is missing."]
    assert told([]) == ["This is not a course."]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


def registrations(node, path=()):
    yield path
    for step, child in node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ():
        yield from registrations(child, (*path, step))


PLACES = [path for path in registrations(shipped()["advocacy"]) if path]


@settings(max_examples=200)
@given(st.sampled_from(PLACES), JSON)
def test_whatever_stands_in_the_file_is_told_and_never_a_failure(path, value):
    """A judged course is read by the page without failing."""
    from sanad.courses.queries.syllabus import syllabus

    content = changed(list(path), value)
    if not told(content):
        assert syllabus(content, "ar").title
