"""Lessons: read safely on a phone, with or without an account, and remembered."""

import re

import pytest
from django.test import Client

from sanad.courses.commands import courses
from sanad.courses.models import Course
from sanad.courses.queries.reading import page_of, readable
from sanad.courses.queries.syllabus import shipped, syllabus
from sanad.foundation.spaces.actor import visitor
from sanad.training.learning.commands import lessons
from sanad.training.learning.policies import lessons as policies
from sanad.training.models import LessonRead
from sanad.training.queries.links import own_token
from tests.refusals import says_no
from tests.training.school import a_registration, a_session

KNOWN = {"file:plan": "/there/plan", "picture:petition": "/there/petition.svg"}


def html(body):
    return readable(body, KNOWN.get)


@pytest.fixture
def registration(world):
    return a_registration(a_session(world.sg), 1)


@pytest.fixture
def phone():
    client = Client(headers={"accept-language": "ar"})
    client.cookies["sanad_language"] = "ar"
    return client


def own(registration, tail=""):
    return f"/training/mine/{registration.pk}/{own_token(registration)}/lessons/{tail}"


def read(response, status=200):
    """The page, each tag on one line."""
    assert response.status_code == status, response.status_code
    return " ".join(response.content.decode().split())


def test_markup_and_scripts_are_text():
    assert "<script" not in html("<script>alert(1)</script>")
    assert "<img" not in html('<img src="x" onerror="y">')
    assert "href" not in html("[x](javascript:alert(1))")
    assert "href" not in html("[x](data:text/html;base64,aGk=)")


def test_a_table_scrolls_in_its_own_box_and_a_picture_waits_until_it_is_reached():
    assert re.search(r'<div class="scroll" tabindex="0"[^>]*><table>', html("| a | b |\n|---|---|\n| c | d |"))
    shown = html("![مخطط](file:plan) ![طريق](picture:petition)")
    assert '<img src="/there/plan" alt="مخطط" width="640" loading="lazy">' in shown
    assert 'src="/there/petition.svg"' in shown


@pytest.mark.parametrize("target", ["file:gone", "picture:gone", "https://example.org/x.png", "/etc/passwd"])
def test_what_is_not_among_the_files_is_a_sentence_and_no_broken_picture(target):
    shown = html(f"![مخطط]({target})")
    assert "<img" not in shown
    assert "مخطط" in shown
    assert 'class="lack"' in shown


def test_a_picture_without_words_is_a_sentence_too():
    assert 'class="lack"' in html("![](file:gone)")


def test_papers_are_linked_by_their_name_and_other_sites_learn_nothing_of_us():
    assert '<a href="/there/plan">الخطة</a>' in html("[الخطة](file:plan)")
    gone = html("[الخطة](file:gone)")
    assert "href" not in gone
    assert 'class="lack"' in gone
    assert 'rel="noopener noreferrer"' in html("[x](https://example.org/)")


def test_the_lesson_knows_its_neighbours():
    course = syllabus(shipped()["advocacy"])
    first, last = page_of(course, "l1", KNOWN.get), page_of(course, "l5", KNOWN.get)
    assert (first.number, first.count, first.before, first.after.key) == (1, 5, None, "l2")
    assert (last.before.key, last.after) == ("l4", None)
    assert page_of(course, "l9", KNOWN.get) is None


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_every_shipped_lesson_opens_with_its_pictures(world, browse, language):
    client = browse(world.coordinator, language)
    pictures = set()
    for key, content in shipped().items():
        for lesson in content["lessons"]:
            page = read(client.get(f"/training/courses/{key}/lessons/{lesson['key']}/"))
            assert lesson["title"][language].replace("'", "&#x27;") in page
            assert 'class="lack"' not in page
            pictures |= set(re.findall(r'src="(/training/pictures/[^"]+)"', page))
    assert len(pictures) == 3
    for address in pictures:
        response = Client().get(address)
        assert response["Content-Type"].startswith("image/svg+xml")
        assert f".{language}.svg" in address
        assert read(response).startswith("<svg")


@pytest.mark.parametrize("name", ["petition.en", "gone.ar", "x.fr"])
def test_a_drawing_that_does_not_exist_is_404(db, client, name):
    assert client.get(f"/training/pictures/{name}.svg").status_code == 404


def test_reading_is_remembered_and_counted_on_the_course(world, browse):
    client = browse(world.coordinator)
    assert "<progress" in (page := read(client.get("/training/courses/advocacy/")))
    assert 'value="0" max="5"' in page
    response = client.post("/training/courses/advocacy/lessons/l1/read/")
    assert response.url == "/training/courses/advocacy/lessons/l2/"
    client.post("/training/courses/advocacy/lessons/l1/read/")
    assert client.post("/training/courses/advocacy/lessons/l5/read/").url == "/training/courses/advocacy/"
    assert LessonRead.objects.filter(user=world.coordinator.user, course_key="advocacy").count() == 2
    assert 'value="2" max="5"' in read(client.get("/training/courses/advocacy/"))
    assert "/read/" not in read(client.get("/training/courses/advocacy/lessons/l1/"))
    assert "/read/" in read(client.get("/training/courses/advocacy/lessons/l2/"))
    assert 'value="0" max="5"' in read(browse(world.sg).get("/training/courses/advocacy/"))
    assert "من الشكوى إلى المطلب" in read(browse(world.sg).get("/history/"))


def test_unknown_lessons_are_404(world, browse):
    client = browse(world.coordinator)
    for path in ("advocacy/lessons/l9/", "nothing/lessons/l1/"):
        assert client.get(f"/training/courses/{path}").status_code == 404
        assert client.post(f"/training/courses/{path}read/").status_code == 404
    assert client.get("/training/courses/advocacy/lessons/l1/read/").status_code == 405


@pytest.mark.parametrize(("course", "lesson"), [("nothing", "l1"), ("advocacy", "l9")])
def test_nothing_is_remembered_of_a_lesson_that_does_not_exist(world, course, lesson):
    with says_no("This lesson does not exist."):
        lessons.finish_lesson(world.coordinator, course=course, lesson=lesson)
    assert not LessonRead.objects.exists()


def test_one_reads_on_one_s_own_page_without_an_account(registration, phone):
    assert own(registration) in read(phone.get(own(registration).removesuffix("lessons/")))
    listed = phone.get(own(registration))
    assert listed["X-Robots-Tag"] == "noindex"
    assert 'value="0" max="5"' in read(listed)
    page = phone.get(own(registration, "l1/"))
    assert page["X-Robots-Tag"] == "noindex"
    assert "/training/pictures/assembly.ar.svg" in read(page)
    assert phone.post(own(registration, "l1/read/")).url == own(registration, "l2/")
    assert phone.post(own(registration, "l5/read/")).url == own(registration)
    assert 'value="2" max="5"' in read(phone.get(own(registration)))
    assert LessonRead.objects.filter(registration=registration, user=None).count() == 2
    assert phone.get(own(registration, "l9/")).status_code == 404
    assert phone.post(own(registration, "l9/read/")).status_code == 404


def test_a_wrong_secret_opens_nothing(registration, phone):
    other = a_registration(registration.session, 2)
    for tail in ("", "l1/", "l1/read/"):
        wrong = f"/training/mine/{registration.pk}/{own_token(other)}/lessons/{tail}"
        assert phone.post(wrong).status_code == 404
        assert phone.get(wrong).status_code in {404, 405}


def test_a_trip_without_a_course_has_nothing_to_read(world, phone):
    registration = a_registration(a_session(world.sg, course=None), 1)
    assert phone.get(own(registration)).status_code == 404
    assert not policies.can_read_own_lessons(visitor(registration.space), registration)
    assert "/lessons/" not in read(phone.get(own(registration).removesuffix("lessons/")))
    with says_no("There is nothing to read for this session."):
        lessons.finish_own_lesson(visitor(registration.space), registration, lesson="l1")


def test_who_gave_the_place_back_reads_no_more(world, phone):
    registration = a_registration(a_session(world.sg), 1, state="withdrawn")
    reason = str(policies.can_read_own_lessons(visitor(registration.space), registration).reason)
    for tail in ("", "l1/"):
        assert reason in read(phone.get(own(registration, tail)), 403)
    phone.post(own(registration, "l1/read/"))
    assert not LessonRead.objects.exists()


def test_a_lesson_of_another_course_is_not_remembered(registration):
    with says_no("This lesson does not exist."):
        lessons.finish_own_lesson(visitor(registration.space), registration, lesson="l99")


def test_a_new_version_does_not_forget_what_was_read(world):
    lessons.finish_lesson(world.sg, course="advocacy", lesson="l1")
    courses.course_named(world.sg.space_id, "advocacy")
    assert Course.objects.filter(key="advocacy").count() == 1
    row = lessons.write_lesson_read(world.sg.space_id, user=world.sg.user, course_key="advocacy", lesson="l1")
    assert LessonRead.objects.get() == row


def test_a_member_reads_and_a_stranger_reads_only_what_comes_with_sanad(world, browse):
    assert read(browse(world.stranger).get("/training/courses/advocacy/lessons/l1/"))
    assert policies.can_read_lessons(world.stranger)
    assert not policies.can_read_lessons(visitor(world.sg.space))
