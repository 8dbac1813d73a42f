"""The courses that come with Sanad are whole, said in Arabic and in French, and their questions have one right answer."""

import json
import re
from collections import Counter
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import sanad
from sanad.accompaniment.models import PlanItem

SLICES = Path(sanad.__file__).parent
DATA = SLICES / "courses" / "data"
LANGUAGES = ["ar", "fr"]
ARABIC_LETTER = re.compile(r"[\u0621-\u063a\u0641-\u064a]")
PICTURE = re.compile(r"\]\(picture:([\w-]+)\)")
MARKS = re.compile(r"[\u064b-\u0652\u0640]")  # vowel signs and the stretching stroke
LATIN_LETTER = re.compile(r"[A-Za-zÀ-ÿ]")
EXERCISE = {"ar": "## تمرين", "fr": "## Exercice"}
HALF_DAY, STEP, PAUSE = (180, 210), (10, 60), {"ar": "استراحة", "fr": "Pause"}
WORDS = (250, 450)


def load(path):
    return json.loads(path.read_text(encoding="utf-8"))


COURSES = {path.stem: load(path) for path in sorted(DATA.glob("*.json"))}


@pytest.fixture(params=COURSES)
def course(request):
    return COURSES[request.param]


def texts(node, path=""):
    """Every text of the tree: a dictionary whose keys are languages."""
    if isinstance(node, dict) and set(node) & set(LANGUAGES):
        yield path, node
    elif isinstance(node, dict):
        for key, child in node.items():
            yield from texts(child, f"{path}.{key}")
    elif isinstance(node, list):
        for number, child in enumerate(node):
            yield from texts(child, f"{path}[{number}]")


def items():
    instrument = load(SLICES / "diagnosis" / "data" / "sanad-8.json")
    return {item["key"]: item for domain in instrument["domains"] for item in domain["items"]}


def numbered(letter, rows):
    return [row["key"] for row in rows] == [f"{letter}{number}" for number in range(1, len(rows) + 1)]


def lettered(choices):
    return "".join(choice["key"] for choice in choices) == "abcde"[: len(choices)]


def shape(markdown):
    """What kind of line follows what: both languages are built alike."""
    kinds = {"#": "heading", "-": "point", "|": "row", "!": "picture"}
    lines = [line for line in markdown.splitlines() if line]
    return Counter(kinds.get(line[0], "number" if re.match(r"\d+\. ", line) else "paragraph") for line in lines)


def test_every_field_of_training_has_its_course():
    assert set(COURSES) == set(PlanItem.Field.values)


def test_the_head_says_what_it_is(course):
    assert list(course) == [
        "key",
        "version",
        "field",
        "licence",
        "level",
        "title",
        "about",
        "audience",
        "objectives",
        "outcomes",
        "prerequisites",
        "validity_months",
        "rule",
        "programme",
        "materials",
        "test",
        "feedback",
        "feedback_later",
        "lessons",
    ]
    assert course is COURSES[course["key"]]
    assert course["field"] == course["key"]
    assert (course["version"], course["licence"]) == (1, "AGPL-3.0-or-later")
    assert course["level"] in {"beginner", "intermediate"}
    assert course["validity_months"] in {None, 24, 36}
    assert course["rule"] == {"attendance_percent": 80, "test_percent": 60}
    assert 4 <= len(course["objectives"]) <= 6
    assert course["materials"]


def test_every_text_is_said_in_both_languages_and_their_scripts(course):
    found = list(texts(course))
    assert len(found) > 100
    for path, text in found:
        assert list(text) == LANGUAGES, path
        assert all(text[language] == text[language].strip() != "" for language in LANGUAGES), path
        assert ARABIC_LETTER.search(text["ar"]), path
        assert not LATIN_LETTER.search(PICTURE.sub("", text["ar"])), path
        assert not MARKS.search(text["ar"]), path
        assert not ARABIC_LETTER.search(text["fr"]), path


def test_no_numbers_are_joined_by_a_stroke_in_arabic(course):
    """Between right-to-left words `100-200` is shown as `200-100`."""
    assert [path for path, text in texts(course) if re.search(r"\d\s?[-–]\s?\d", text["ar"])] == []


def test_outcomes_are_items_of_the_diagnosis(course):
    outcomes = [outcome["item"] for outcome in course["outcomes"]]
    assert 2 <= len(outcomes) == len(set(outcomes)) <= 6
    assert set(outcomes) <= set(items())


def test_what_the_diagnosis_sends_to_a_course_is_among_its_outcomes(course):
    sent = {key for key, item in items().items() if item["remedy"]["field"] == course["field"]}
    assert sent
    assert sent <= {outcome["item"] for outcome in course["outcomes"]}


def test_prerequisites_are_known_and_never_turn_in_a_circle():
    needed = {key: course["prerequisites"] for key, course in COURSES.items()}
    assert {key for keys in needed.values() for key in keys} <= set(COURSES)
    assert set(TopologicalSorter(needed).static_order()) == set(COURSES)


def test_half_days_add_up(course):
    programme = course["programme"]
    assert [half["half_day"] for half in programme] == list(range(1, len(programme) + 1))
    assert 2 <= len(programme) <= 4
    for half in programme:
        minutes = [step["minutes"] for step in half["steps"]]
        assert HALF_DAY[0] <= sum(minutes) <= HALF_DAY[1], half["half_day"]
        assert all(STEP[0] <= each <= STEP[1] for each in minutes), half["half_day"]
        pauses = [registration for registration, step in enumerate(half["steps"]) if step["title"] == PAUSE]
        assert len(pauses) == 1, half["half_day"]
        assert 0 < pauses[0] < len(minutes) - 1, half["half_day"]


def test_the_test_is_taken_at_the_start_and_at_the_end(course):
    first, last = course["programme"][0]["steps"][0], course["programme"][-1]["steps"][-1]
    assert ("اختبار قبلي" in first["title"]["ar"], "test avant" in first["title"]["fr"]) == (True, True)
    assert ("اختبار بعدي" in last["title"]["ar"], "Test après" in last["title"]["fr"]) == (True, True)


def test_ten_questions_have_one_right_answer_each(course):
    questions = course["test"]
    assert len(questions) == 10
    assert numbered("q", questions)
    for question in questions:
        choices = question["choices"]
        assert 3 <= len(choices) <= 4, question["key"]
        assert lettered(choices), question["key"]
        assert question["answer"] in {choice["key"] for choice in choices}, question["key"]
        for language in LANGUAGES:
            said = {choice["text"][language] for choice in choices}
            assert len(said) == len(choices), question["key"]
            assert question["text"][language].endswith(("؟", "?")), question["key"]


def test_questions_are_asked_once(course):
    for language in LANGUAGES:
        assert len({question["text"][language] for question in course["test"]}) == len(course["test"])


def test_the_right_answer_cannot_be_guessed_from_its_place(course):
    registrations = Counter(question["answer"] for question in course["test"])
    assert len(registrations) >= 3
    assert max(registrations.values()) <= 4


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_right_answer_cannot_be_guessed_from_its_length(course, language):
    longest = [
        question["key"]
        for question in course["test"]
        if max(question["choices"], key=lambda choice: len(choice["text"][language]))["key"] == question["answer"]
    ]
    assert len(longest) <= 4, longest


@pytest.mark.parametrize(("form", "letter", "least", "most"), [("feedback", "f", 6, 8), ("feedback_later", "g", 4, 5)])
def test_feedback_can_be_filled_in(course, form, letter, least, most):
    rows = course[form]
    assert least <= len(rows) <= most
    assert numbered(letter, rows)
    assert {row["kind"] for row in rows} == {"scale", "choice", "text"}
    for row in rows:
        assert ("choices" in row) == (row["kind"] == "choice"), row["key"]
        assert lettered(row.get("choices", [])), row["key"]
        assert len(row.get("choices", "..")) >= 2, row["key"]


def test_confidence_is_asked_in_the_same_words_later(course):
    now, later = (
        {row["text"]["ar"] for row in course[form] if row["kind"] == "scale"} for form in ("feedback", "feedback_later")
    )
    assert now & later


def test_lessons_are_short_and_end_with_an_exercise(course):
    lessons = course["lessons"]
    assert 4 <= len(lessons) <= 5
    assert numbered("l", lessons)
    for lesson in lessons:
        assert 5 <= lesson["minutes"] <= 15, lesson["key"]
        for language in LANGUAGES:
            body = lesson["body"][language]
            words = [word for word in body.split() if re.search(r"\w", word)]
            assert WORDS[0] <= len(words) <= WORDS[1], (lesson["key"], language, len(words))
            headings = [line for line in body.splitlines() if line.startswith("#")]
            assert all(re.match(r"## \S", heading) for heading in headings), lesson["key"]
            assert headings[-1] == EXERCISE[language], lesson["key"]
            assert body.startswith(headings[0]), lesson["key"]


def test_lessons_are_built_alike_in_both_languages(course):
    for lesson in course["lessons"]:
        assert shape(lesson["body"]["ar"]) == shape(lesson["body"]["fr"]), lesson["key"]
        assert lesson["body"]["ar"].count("**") == lesson["body"]["fr"].count("**"), lesson["key"]
        for language in LANGUAGES:
            rows = [line for line in lesson["body"][language].splitlines() if line.startswith("|")]
            assert len({line.count("|") for line in rows}) <= 1, lesson["key"]
    assert any(shape(lesson["body"]["ar"])["row"] for lesson in course["lessons"])


def test_pictures_of_lessons_are_drawn_in_both_languages():
    called = [
        (name, language)
        for course in COURSES.values()
        for lesson in course["lessons"]
        for language in LANGUAGES
        for name in PICTURE.findall(lesson["body"][language])
    ]
    drawn = {
        tuple(path.stem.split(".")): path.read_text(encoding="utf-8") for path in (DATA / "pictures").glob("*.svg")
    }
    assert len(called) >= 6
    assert set(called) == set(drawn)
    for (_name, language), svg in drawn.items():
        assert f'direction="{"rtl" if language == "ar" else "ltr"}"' in svg
        assert bool(ARABIC_LETTER.search(re.sub(r"<style>.*?</style>", "", svg))) is (language == "ar")
        assert "<script" not in svg
        assert "href" not in svg


SINGULAR = re.compile(
    r"(?<![\u0600-\u06ff])(اكتب|اختر|ارسم|خذ|سجل|اسأل|احسب|انظر|ضع|اقرأ|احك|قل|جمعيتك|دوارك|جماعتك|عليك|عندك)(?![\u0600-\u06ff])"
)


def test_who_learns_is_addressed_in_the_plural_in_arabic(course):
    asked = [question["text"]["ar"] for name in ("feedback", "feedback_later") for question in course[name]]
    exercises = [lesson["body"]["ar"].partition(EXERCISE["ar"])[2] for lesson in course["lessons"]]
    assert all(exercises)
    assert [found.group() for text in (*asked, *exercises) for found in SINGULAR.finditer(text)] == []
