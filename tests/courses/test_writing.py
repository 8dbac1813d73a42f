"""Courses of one's own: written part by part, each save a version; nobody's words are lost."""

import json
from copy import deepcopy
from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from sanad.courses import policies
from sanad.courses.commands import courses, writing
from sanad.courses.commands.courses import write_course
from sanad.courses.commands.writing import Stale
from sanad.courses.models import Course, CourseFile
from sanad.courses.queries import catalogue, drafts
from sanad.courses.queries.syllabus import shipped
from sanad.courses.queries.validation import missing_before_teaching
from sanad.foundation.content.files import LARGEST_JSON
from sanad.foundation.policy import Refused
from sanad.foundation.spaces.models import Space
from tests.kept import keep_bytes
from tests.refusals import says_no

COURSES = "/training/courses/"


def read(response, status=200):
    assert response.status_code == status, response.status_code
    return response.content.decode()


def both(text):
    return {"ar": text, "fr": text}


def begun(world, **details):
    given = {"title_ar": "دورة المحضر", "title_fr": "Le compte rendu", "field": "management", "level": "beginner"}
    return writing.begin_course(world.coordinator, **{**given, **details})


def newest(key):
    return Course.objects.filter(key=key).order_by("-version").first()


def filled(form):
    """What a browser sends back of an unchanged form."""
    typed = {}
    for name, field in form.fields.items():
        value = field.prepare_value(form.get_initial_for_field(field, name))
        if value not in (None, "", []):
            typed[name] = value
    return typed


def opened(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return filled(response.context["form"])


@pytest.fixture
def client(world, browse):
    return browse(world.coordinator)


def test_a_course_begun_from_nothing_says_what_it_still_lacks_and_cannot_be_taught(world, client):
    row = begun(world)
    assert (row.version, row.minutes) == (1, 0)
    assert len(missing_before_teaching(row.content)) == 7
    page = read(client.get(f"{COURSES}{row.key}/write/"))
    for lack in missing_before_teaching(row.content):
        assert str(lack) in page
    with pytest.raises(Refused) as refused:
        courses.course_named(world.sg.space_id, row.key)
    assert refused.value.field == "course"


def test_a_copy_has_all_of_the_other_one_and_its_files(world):
    stored = keep_bytes(world.sg.space_id, b"\x89PNG\r\n\x1a\n", name="p.png", media_type="image/png")
    CourseFile.objects.create(space=world.sg.space, course_key="advocacy", name="plan", title="خطة", file=stored)
    row = begun(world, source="advocacy", field="advocacy")
    assert row.content["lessons"] == shipped()["advocacy"]["lessons"]
    assert row.title_ar == "دورة المحضر"
    assert CourseFile.objects.get(course_key=row.key).name == "plan"
    assert courses.course_named(world.sg.space_id, row.key) == row
    with pytest.raises(Refused) as refused:
        begun(world, source="nothing")
    assert refused.value.field == "source"


def test_a_coordinator_writes_a_whole_course_by_the_forms(world, client):
    page = {"title_ar": "دورة", "title_fr": "Cours", "field": "management", "level": "beginner", "source": ""}
    address = client.post("/training/new-course/", page).url
    key = newest_key = Course.objects.get(title_ar="دورة").key
    assert address == f"{COURSES}{key}/write/"
    card = opened(client, f"{address}card/")
    card |= {
        name: "نص" if name.endswith("ar") else "Texte"
        for name in ("about_ar", "about_fr", "audience_ar", "audience_fr")
    }
    assert (
        client.post(f"{address}card/", {**card, "prerequisites": ["management"], "validity_months": "٢٤"}).url
        == address
    )
    aims = {
        **opened(client, f"{address}aims/"),
        "objectives_ar": "هدف\nآخر",
        "objectives_fr": "But\nAutre",
        "item_0": "voice_tool",
        "outcome_0_ar": "أودعت",
        "outcome_0_fr": "Dépôt",
        "materials_ar": "سبورة",
        "materials_fr": "Tableau",
    }
    assert client.post(f"{address}aims/", aims).url == address
    half = {
        **opened(client, f"{address}programme/new/"),
        "title_ar": "صباح",
        "title_fr": "Matin",
        "step_0_title_ar": "استقبال",
        "step_0_title_fr": "Accueil",
        "step_0_minutes": "30",
        "step_1_title_ar": "درس",
        "step_1_title_fr": "Cours",
        "step_1_minutes": "90",
    }
    assert client.post(f"{address}programme/new/", half).url == address
    question = {
        **opened(client, f"{address}test/new/"),
        "text_ar": "ما؟",
        "text_fr": "Quoi ?",
        "choice_a_ar": "نعم",
        "choice_a_fr": "Oui",
        "choice_c_ar": "لا",
        "choice_c_fr": "Non",
        "answer": "c",
    }
    assert client.post(f"{address}test/new/", question).url == address
    lesson = {
        **opened(client, f"{address}lessons/new/"),
        "title_ar": "درس",
        "title_fr": "Leçon",
        "minutes": "5",
        "body_ar": "## عنوان\r\nكلام",
        "body_fr": "## Titre",
    }
    assert client.post(f"{address}lessons/new/", lesson).url == address
    row = newest(newest_key)
    assert row.version == 6
    assert missing_before_teaching(row.content) == []
    assert row.content["prerequisites"] == ["management"]
    assert (row.validity_months, row.minutes) == (24, 120)
    assert row.content["objectives"] == [{"ar": "هدف", "fr": "But"}, {"ar": "آخر", "fr": "Autre"}]
    assert row.content["outcomes"] == [{"item": "voice_tool", "text": {"ar": "أودعت", "fr": "Dépôt"}}]
    assert row.content["test"][0]["answer"] == "b"
    assert [choice["key"] for choice in row.content["test"][0]["choices"]] == ["a", "b"]
    assert row.content["lessons"][0]["body"]["ar"] == "## عنوان\nكلام"
    assert courses.course_named(world.sg.space_id, key) == row
    assert "دورة" in read(client.get(f"{COURSES}{key}/"))
    assert [row.version for row in catalogue.versions_of(world.sg, key)] == [6, 5, 4, 3, 2, 1]


@pytest.mark.parametrize("key", shipped())
def test_every_form_of_a_shipped_course_gives_back_what_stands_in_it(world, client, key):
    """Opened and saved as it is, a part stays the same; so nothing of it is lost by the form."""
    address, content = f"{COURSES}{key}/write/", shipped()[key]
    read(client.get(address))
    pages = [
        *drafts.WHOLE,
        *(f"{part}/{name}" for part in drafts.LISTS for name in (drafts.names_in(content, part)[-1],)),
    ]
    for page in pages:
        typed = opened(client, f"{address}{page}/")
        response = client.post(f"{address}{page}/", typed)
        assert response.status_code == 302, (page, response.context["form"].errors)
    row = newest(key)
    assert row.version == 2, "what changes nothing is no version"
    assert {**row.content, "version": 1} == content


def test_rows_are_moved_and_taken_out_and_half_days_numbered_again(world):
    key, actor = "advocacy", world.coordinator
    last = shipped()[key]["programme"][-1]
    writing.edit_course(actor, key, "programme", "h4", base_version=1, value=deepcopy(last), place=1)
    row = newest(key)
    assert [half["half_day"] for half in row.content["programme"]] == [1, 2, 3, 4]
    assert row.content["programme"][0]["title"] == last["title"]
    writing.remove_course_part(actor, key, "programme", "h2", base_version=2)
    assert [half["half_day"] for half in newest(key).content["programme"]] == [1, 2, 3]
    writing.remove_course_part(actor, key, "lessons", "l5", base_version=3)
    value = {"title": both("درس"), "minutes": 5, "body": both("نص")}
    row = writing.edit_course(actor, key, "lessons", "new", base_version=4, value=value, place=99)
    assert drafts.names_in(row.content, "lessons") == ["l1", "l2", "l3", "l4", "lv5"]


def test_what_was_taught_stays_as_it_was(world):
    from tests.training.school import a_session

    session = a_session(world.sg, course="advocacy")
    writing.remove_course_part(world.sg, "advocacy", "test", "q1", base_version=1)
    session.course.refresh_from_db()
    assert len(session.course.content["test"]) == 10
    assert len(newest("advocacy").content["test"]) == 9
    assert courses.course_named(world.sg.space_id, "advocacy").version == 2


def question(text="سؤال"):
    choices = [{"key": key, "text": both(key)} for key in "ab"]
    return {"text": both(text), "choices": choices, "answer": "a"}


def test_two_people_in_different_parts_lose_nothing(world):
    writing.edit_course(world.sg, "advocacy", "test", "q1", base_version=1, value=question("أول"))
    row = writing.edit_course(world.coordinator, "advocacy", "test", "q2", base_version=1, value=question("ثان"))
    assert [each["text"]["ar"] for each in row.content["test"][:2]] == ["أول", "ثان"]


def test_the_second_in_the_same_part_is_told_and_loses_nothing(world, client):
    address = f"{COURSES}advocacy/write/test/q1/"
    typed = opened(client, address)
    writing.edit_course(world.sg, "advocacy", "test", "q1", base_version=1, value=question("كلام الأول"))
    with says_no("Somebody else saved this part while you were writing. What it says now is shown above.", kind=Stale):
        writing.edit_course(world.coordinator, "advocacy", "test", "q1", base_version=1, value=question("ثان"))
    page = read(client.post(address, {**typed, "text_ar": "كلام الثاني"}), 422)
    assert "كلام الأول" in page
    assert "كلام الثاني" in page
    assert newest("advocacy").version == 2
    assert client.post(address, {**typed, "text_ar": "كلام الثاني", "base_version": ["1", "2"]}).status_code == 302
    assert newest("advocacy").content["test"][0]["text"]["ar"] == "كلام الثاني"


def test_what_was_typed_into_a_row_that_is_gone_comes_back(world, client):
    address = f"{COURSES}advocacy/write/lessons/l5/"
    typed = opened(client, address)
    writing.remove_course_part(world.sg, "advocacy", "lessons", "l5", base_version=1)
    page = read(client.post(address, {**typed, "title_ar": "عنواني"}), 422)
    assert "عنواني" in page
    assert client.get(address).status_code == 404


def test_a_version_that_never_was_is_stale(world):
    with says_no("Somebody else saved this part while you were writing. What it says now is shown above.", kind=Stale):
        writing.edit_course(world.sg, "advocacy", "test", "q1", base_version=7, value=question())
    writing.edit_course(world.sg, "advocacy", "test", "q1", base_version=1, value=question())
    with says_no("Somebody else saved this part while you were writing. What it says now is shown above.", kind=Stale):
        writing.remove_course_part(world.sg, "advocacy", "test", "q1", base_version=1)


@pytest.mark.parametrize(("part", "name"), [("test", "q99"), ("card", ""), ("lessons", "l9")])
def test_what_is_not_there_is_not_taken_out(world, part, name):
    with says_no("This is not there any more."):
        writing.remove_course_part(world.sg, "advocacy", part, name, base_version=1)


def test_a_row_is_taken_out_with_a_button(world, client):
    assert "/remove/?base=1" in read(client.get(f"{COURSES}advocacy/write/test/q1/"))
    assert client.post(f"{COURSES}advocacy/write/test/q1/remove/?base=1").url == f"{COURSES}advocacy/write/"
    client.post(f"{COURSES}advocacy/write/test/q2/remove/")
    assert len(newest("advocacy").content["test"]) == 8


def test_what_is_not_sound_is_refused_with_its_sentence(world):
    with pytest.raises(Refused) as refused, translation.override("en"):
        writing.edit_course(world.sg, "advocacy", "test", "q1", base_version=1, value={**question(), "answer": "z"})
    assert "Question 1: It has no right answer." in str(refused.value.message)
    with says_no("This course does not exist."):
        writing.edit_course(world.sg, "nothing", "test", "q1", base_version=1, value=question())
    assert not Course.objects.filter(key="advocacy").exists()


@pytest.mark.parametrize(
    ("page", "changes", "field"),
    [
        ("aims", {"objectives_ar": "واحد\nاثنان", "objectives_fr": "Un"}, "objectives_fr"),
        ("aims", {"item_0": "", "outcome_0_ar": "نص"}, "item_0"),
        ("programme/h1", {"step_0_minutes": ""}, "step_0_minutes"),
        ("programme/h1", {"step_0_title_fr": ""}, "step_0_title_fr"),
        ("programme/h1", {"step_0_minutes": "x"}, "step_0_minutes"),
        ("test/q1", {"answer": "e"}, "answer"),
        ("test/q1", {"answer": ""}, "answer"),
        ("test/q1", {"choice_a_fr": ""}, "choice_a_fr"),
        ("test/q1", {"choice_a_ar": ""}, "choice_a_ar"),
        ("feedback/f1", {"kind": "choice"}, "choice_a_ar"),
        ("lessons/l1", {"body_fr": ""}, "body_fr"),
        ("card", {"attendance_percent": "101"}, "attendance_percent"),
    ],
)
def test_a_refused_form_comes_back_with_a_sentence_at_its_field(client, page, changes, field):
    address = f"{COURSES}advocacy/write/{page}/"
    response = client.post(address, {**opened(client, address), **changes})
    assert response.status_code == 422
    assert field in response.context["form"].errors, response.context["form"].errors
    assert not Course.objects.filter(key="advocacy").exists()


def test_a_half_day_without_any_step_is_refused(client):
    address = f"{COURSES}advocacy/write/programme/new/"
    response = client.post(address, {**opened(client, address), "title_ar": "ص", "title_fr": "M"})
    assert "step_0_title_ar" in response.context["form"].errors


def test_prerequisites_never_turn_in_a_circle(world, client):
    address = f"{COURSES}participatory_democracy/write/card/"
    response = client.post(address, {**opened(client, address), "prerequisites": ["advocacy"]})
    assert response.status_code == 422


def as_upload(content, name="course.json"):
    body = content if isinstance(content, bytes) else json.dumps(content).encode()
    return SimpleUploadedFile(name, body, content_type="application/json")


def test_a_course_goes_out_and_comes_back_the_same(world, client, browse):
    row = begun(world, source="advocacy")
    file = client.get(f"{COURSES}{row.key}/export.json")
    assert file["Content-Disposition"].endswith(f'"{row.key}-1.json"')
    content = json.loads(file.content)
    assert content == row.content
    there = browse(world.stranger)
    assert there.post("/training/new-course/file/", {"upload": as_upload(content)}).url == f"{COURSES}{row.key}/"
    assert Course.objects.get(space=world.stranger.space).content == row.content
    with says_no("This course is already in your space.", field="upload"):
        writing.import_course(world.coordinator, upload=as_upload({**content, "version": 9}))
    changed = writing.import_course(world.coordinator, upload=as_upload({**content, "title": both("عنوان Titre")}))
    assert changed.version == 2


def test_a_file_with_defects_is_refused_with_a_sentence_for_each(world, client):
    content = deepcopy(shipped()["advocacy"])
    content["title"]["fr"] = ""
    content["test"][2]["answer"] = "z"
    content["test"][4]["key"] = "q1"
    content["programme"][1]["steps"] = []
    content["outcomes"][0]["item"] = "nothing"
    content["prerequisites"] = ["nothing"]
    response = client.post("/training/new-course/file/", {"upload": as_upload(content)})
    sentences = response.context["form"].errors["upload"]
    assert len(sentences) == 6
    page = read(response, 422)
    for sentence in sentences:
        assert sentence in page
    with pytest.raises(Refused) as refused:
        writing.import_course(world.coordinator, upload=as_upload(content))
    assert str(refused.value.message).count(" · ") >= 5
    assert not Course.objects.exists()


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"[]",
        b"\xff\xfe",
        b'{"key": "a", "key": "b"}',
        b" " * (2 * 1024 * 1024 + 1),
        b"{}",
        json.dumps({**shipped()["advocacy"], "key": "other", "materials": {"ar": ["\ud800"], "fr": ["x"]}}).encode(),
    ],
    ids=["open", "list", "no text", "twice", "too large", "empty", "half a sign"],
)
def test_what_is_no_course_is_refused(world, body):
    with pytest.raises(Refused) as refused:
        writing.import_course(world.coordinator, upload=as_upload(body))
    assert refused.value.field == "upload"


def test_a_file_that_is_too_large_is_not_read(world):
    with says_no("This file is too large: 2 MB at most.", field="upload"):
        writing.import_course(world.coordinator, upload=as_upload(b" " * (LARGEST_JSON + 1)))


@pytest.mark.parametrize(
    "address",
    ["nothing/write/", "nothing/write/card/", "advocacy/write/test/q99/", "nothing/files/", "nothing/export.json"],
)
def test_an_unknown_course_is_404(client, address):
    assert client.get(COURSES + address).status_code == 404


def test_who_may_not_write_reads_why_and_takes_no_answers_out(world, browse):
    client = browse(world.secretary)
    assert str(policies.can_keep_courses(world.secretary).reason) in read(client.get(f"{COURSES}advocacy/write/"))
    assert client.get(f"{COURSES}advocacy/write/card/").status_code == 403
    assert client.get(f"{COURSES}advocacy/export.json").status_code == 404
    assert "/write/" not in read(client.get(f"{COURSES}advocacy/"))
    with says_no("Your role in this space does not allow this."):
        writing.edit_course(world.secretary, "advocacy", "test", "q1", base_version=1, value=question())


def test_a_course_of_another_space_is_not_written(world, browse):
    write_course(world.sg.space_id, {**shipped()["advocacy"], "key": "our_own"})
    assert browse(world.stranger).get(f"{COURSES}our_own/write/").status_code == 404
    with says_no("This course does not exist."):
        writing.edit_course(world.stranger, "our_own", "test", "q1", base_version=1, value=question())


def test_only_who_reads_in_a_space_sees_its_courses_and_nothing_else_is_asked_here(world):
    row = begun(world)
    assert row in policies.visible_to(world.coordinator, Course)
    assert row not in policies.visible_to(world.stranger, Course)
    nobody = replace(world.coordinator, role="")
    assert not policies.visible_to(nobody, Course).exists()
    assert not policies.visible_to(nobody, CourseFile).exists()
    with pytest.raises(TypeError, match="Space is not a model of courses"):
        policies.visible_to(world.coordinator, Space)
