"""The tests and opinions on one's own page, and typed in by the trainer."""

from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from sanad.training.learning.queries.assessment import UNKNOWN, questions_of
from sanad.training.models import Attempt, Feedback
from sanad.training.queries.links import own_token
from tests.pdf import words_of
from tests.training.school import a_registration, a_session, answered

WHAT = ("test/before", "test/after", "opinion/hot", "opinion/cold")


@pytest.fixture
def session(world):
    """Under way: its one half-day began an hour ago, so both tests and the opinion are open."""
    row = a_session(world.sg, starts_on=timezone.localdate(), halves=1)
    row.slots.update(starts_at=timezone.now() - timedelta(hours=1), ends_at=timezone.now() + timedelta(hours=2))
    return row


@pytest.fixture
def registration(session):
    return a_registration(session, 1)


def somebody(language="ar"):
    client = Client(headers={"accept-language": language})
    client.cookies["sanad_language"] = language
    return client


def own(registration, what, token=None):
    return f"/training/mine/{registration.pk}/{token or own_token(registration)}/{what}/"


def read(response, status=200):
    assert response.status_code == status, response.status_code
    assert response["X-Robots-Tag"] == "noindex"
    return unescape(response.content.decode())


def right(session, count=10):
    return {q.key: q.answer if n < count else UNKNOWN for n, q in enumerate(questions_of(session))}


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_the_test_is_answered_on_one_page(session, registration, language):
    client = somebody(language)
    page = read(client.get(own(registration, "test/before")))
    questions = session.course.content["test"]
    assert all(question["text"]["ar" if language == "ar" else "fr"] in page for question in questions)
    assert page.count('type="radio"') == sum(len(question["choices"]) + 1 for question in questions)
    response = client.post(own(registration, "test/before"), right(session, 6))
    assert response.url == own(registration, "test/before")
    page = read(client.get(response.url))
    assert '<bdi dir="ltr">6</bdi>' in page
    assert 'type="radio"' not in page
    assert questions[0]["choices"][0]["text"]["ar"] not in page  # right answers wait for the second test
    assert Attempt.objects.get(registration=registration).by is None


def test_what_is_not_answered_is_pointed_at_and_nothing_is_lost(session, registration):
    typed = right(session, 6)
    del typed["q3"], typed["q9"]
    page = read(somebody().post(own(registration, "test/before"), typed), 422)
    assert page.count("اختاروا جوابا") == 2
    assert 'href="#q3"' in page or 'href="#id_q3' in page
    assert page.count("checked") == 8
    assert not Attempt.objects.exists()


def test_a_second_answer_shows_the_first_result(session, registration):
    client = somebody()
    client.post(own(registration, "test/before"), right(session, 6))
    for typed in (right(session, 10), {}):
        page = read(client.post(own(registration, "test/before"), typed), 422)
        assert "تبقى الأجوبة الأولى" in page
        assert '<bdi dir="ltr">6</bdi>' in page
    assert Attempt.objects.get(registration=registration).score == 6


def test_the_right_answers_are_shown_after_the_second_test(session, registration):
    client = somebody()
    answered(registration, "before", 3)
    wrong = right(session, 8) | {"q10": "a" if questions_of(session)[9].answer != "a" else "b"}
    client.post(own(registration, "test/after"), wrong)
    page = read(client.get(own(registration, "test/after")))
    assert page.count("الجواب الصحيح") == 2
    assert all(question.text in page for question in questions_of(session))
    assert '<bdi dir="ltr">3</bdi>' in page


@pytest.mark.parametrize("what", WHAT)
def test_a_forged_address_opens_nothing(session, registration, what):
    turned = a_registration(session, 2)
    old = own_token(turned)
    turned.link_turn = 1
    turned.save()
    for row, token in ((registration, "x"), (registration, "0" * 24), (registration, own_token(turned)), (turned, old)):
        for response in (somebody().get(own(row, what, token)), somebody().post(own(row, what, token), right(session))):
            assert response.status_code == 404
    assert somebody().get(own(registration, "test/during")).status_code == 404
    assert somebody().get(own(registration, "opinion/later")).status_code == 404
    assert not Attempt.objects.exists()


def test_before_and_after_their_time_the_pages_say_so(world, registration):
    coming = a_registration(a_session(world.sg), 1)
    client = somebody()
    assert '<form class="answers"' in read(client.get(own(coming, "test/before")))
    for what in ("test/after", "opinion/hot", "opinion/cold"):
        page = read(client.get(own(coming, what)))
        assert '<form class="answers"' not in page
    assert read(client.post(own(coming, "test/after"), right(coming.session)), 422)
    assert not Attempt.objects.exists()
    waiting = a_registration(coming.session, 2, state="waiting")
    assert '<form class="answers"' not in read(client.get(own(waiting, "test/before")))


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_an_opinion_is_given_without_a_name(session, registration, language):
    client = somebody(language)
    page = read(client.get(own(registration, "opinion/hot")))
    assert registration.name not in page
    typed = {"f1": "5", "f2": "٣", "f4": "b", "f7": "دفتر\r\nالصندوق"}
    page = read(client.post(own(registration, "opinion/hot"), typed), 422)  # a mark is one of those offered
    assert "الصندوق" in page
    assert client.post(own(registration, "opinion/hot"), {**typed, "f2": "3"}).status_code == 302
    row = Feedback.objects.get(session=session)
    assert row.answers == {"f1": 5, "f2": 3, "f4": "b", "f7": "دفتر\nالصندوق"}
    assert (row.points, row.points_of) == (8, 2)
    assert '<form class="answers"' not in read(client.get(own(registration, "opinion/hot")))
    again = read(client.post(own(registration, "opinion/hot"), {"f1": "1"}), 422)
    assert ("تبقى الأجوبة الأولى" in again) or ("premières réponses restent" in again)


def test_an_empty_opinion_is_asked_again(session, registration):
    assert "سؤال واحد على الأقل" in read(somebody().post(own(registration, "opinion/hot"), {}), 422)


def test_who_is_signed_in_answers_as_the_person_of_the_address(world, browse, session, registration):
    client = browse(world.sg)
    assert client.post(own(registration, "test/before"), right(session)).status_code == 302
    assert Attempt.objects.get(registration=registration).by is None


def test_ones_own_page_leads_to_what_is_open(session, registration):
    client = somebody()
    page = client.get(f"/training/mine/{registration.pk}/{own_token(registration)}/").content.decode()
    assert [what for what in WHAT if own(registration, what) in page] == ["test/before", "test/after", "opinion/hot"]
    session.slots.update(starts_at=timezone.now() + timedelta(days=1), ends_at=timezone.now() + timedelta(days=2))
    page = client.get(f"/training/mine/{registration.pk}/{own_token(registration)}/").content.decode()
    assert [what for what in WHAT if own(registration, what) in page] == ["test/before"]
    answered(registration, "after", 3)
    page = client.get(f"/training/mine/{registration.pk}/{own_token(registration)}/").content.decode()
    assert own(registration, "test/after") in page  # its result is there to be seen
    waiting = a_registration(session, 4, state="waiting")
    page = client.get(f"/training/mine/{waiting.pk}/{own_token(waiting)}/").content.decode()
    assert not [what for what in WHAT if own(waiting, what) in page]


# ----------------------------------------------------------------------------------------------------- typed in, paper
def test_the_trainer_types_in_what_was_written_by_hand(world, browse, session, registration):
    client = browse(world.sg)
    address = f"/training/registrations/{registration.pk}/test/before/"
    assert registration.name in client.get(address).content.decode()
    typed = {key: value for key, value in right(session, 6).items() if value != UNKNOWN}
    response = client.post(address, typed)
    assert response.url == f"/training/sessions/{session.pk}/results/"
    row = Attempt.objects.get(registration=registration)
    assert (row.score, row.by, len(row.answers)) == (6, world.sg.user, 6)
    again = client.post(address, typed)
    assert again.status_code == 422
    assert "الأجوبة الأولى" in again.content.decode()
    assert browse(world.secretary).get(address).status_code == 404
    assert client.get(f"/training/registrations/{registration.pk}/test/after/").status_code == 200


@pytest.mark.parametrize(("language", "word"), [("ar", "☐"), ("fr", "formation")])
def test_the_test_is_printed_without_its_answers(world, browse, session, language, word):
    response = browse(world.sg).get(f"/training/sessions/{session.pk}/test/{language}/")
    words = words_of(response.content)
    assert word in words
    assert browse(world.sg).get(f"/training/sessions/{session.pk}/test/en/").status_code == 404


def test_pages_of_people_ask_little(session, registration):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    for what in ("test/before", "test/after", "opinion/hot"):
        with CaptureQueriesContext(connection) as queries:
            read(somebody().get(own(registration, what)))
        assert len(queries) <= 6
