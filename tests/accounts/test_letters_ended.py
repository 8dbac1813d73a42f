"""Letters are ended with one click, by who has an account and by who has none, and had again."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.utils import timezone

from sanad.accounts.commands.own import choose_reminders
from sanad.foundation.letters.commands import resume_letters, stop_letters
from sanad.foundation.letters.models import LetterStop
from sanad.foundation.letters.stops import (
    is_stopped,
    mark_of,
    reader_of,
    standing_stop,
    stop_of_member,
    stop_of_reader,
)
from sanad.foundation.spaces.actor import visitor
from sanad.foundation.spaces.models import User
from sanad.training.models import RegistrationLetter, Session
from sanad.training.registrations.commands.letters import remind_session, send_letter
from tests.activities.moments import after_a_while, text
from tests.foundation.reminders.conftest import _one_transaction, follow_up, post, sg  # noqa: F401  a mail server, a reader
from tests.foundation.reminders.rounds import run
from tests.refusals import says_no
from tests.training.school import a_registration, a_session

ONE_CLICK = {"List-Unsubscribe": "One-Click"}


def path(address: str) -> str:
    return urlsplit(address).path


def one_click(letter) -> str:
    """The path that a mail program posts to."""
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = str(letter["List-Unsubscribe"]).strip()
    assert address.startswith("<http")
    return path(address.strip("<>"))


@pytest.fixture
def program():
    """A mail program: no cookie, no token of a form."""
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def session(world):
    return a_session(world.coordinator, starts_on=timezone.localdate() + timedelta(days=1), state="confirmed")


def test_one_click_ends_the_reminders_of_a_member(sg, post, follow_up, program):  # noqa: F811  fixtures
    follow_up(3)
    run()
    address = one_click(post.letters[-1])
    assert address in text(post.letters[-1])
    assert program.get(address).status_code == 200
    assert User.objects.get(pk=sg.user.pk).is_reminded  # looking changes nothing
    assert program.post(address, ONE_CLICK).status_code == 200
    assert not User.objects.get(pk=sg.user.pk).is_reminded
    follow_up(0)
    run(days=1)
    assert len(post.letters) == 1
    program.post(address, {"again": "1"})
    assert User.objects.get(pk=sg.user.pk).is_reminded


def test_one_click_ends_what_is_not_the_matter_itself(session, post, program):  # noqa: F811  the mail server
    place = a_registration(session, 1, email="Zahra@example.org")
    remind_session.func(str(session.pk))
    after_a_while()
    [letter] = post.letters
    address = one_click(letter)
    assert address in text(letter)
    assert "zahra" not in address.lower()
    assert "لن تتوصل" not in program.get(address).content.decode()
    assert not LetterStop.objects.exists()
    page = program.post(address, ONE_CLICK)
    assert page.status_code == 200
    assert "لن تتوصل" in page.content.decode()
    assert is_stopped(session.space_id, "zahra@EXAMPLE.org")
    program.post(address, ONE_CLICK)
    assert LetterStop.objects.count() == 1
    RegistrationLetter.objects.all().delete()
    for kind, said in (("soon", "nothing to tell"), ("issued", "nothing to tell"), ("confirmed", "sent")):
        assert send_letter.func(str(place.pk), kind, "") == said
    assert post.letters[-1]["List-Unsubscribe"] is None


def test_letters_come_again_when_they_are_wanted_again(session, post, program):  # noqa: F811  the mail server
    place = a_registration(session, 1, email="zahra@example.org")
    address = path(stop_of_reader(session.space_id, place.email))
    program.post(address, ONE_CLICK)
    assert send_letter.func(str(place.pk), "soon", "") == "nothing to tell"
    program.post(address, {"again": "1"})
    program.post(address, {"again": "1"})
    assert send_letter.func(str(place.pk), "soon", "") == "sent"
    program.post(address, ONE_CLICK)
    assert LetterStop.objects.count() == 2


def test_a_stop_that_comes_while_the_letter_leaves_is_honoured(session, post, program):  # noqa: F811  the mail server
    place = a_registration(session, 1, email="zahra@example.org")
    remind_session.func(str(session.pk))
    program.post(path(stop_of_reader(session.space_id, place.email)), ONE_CLICK)
    after_a_while()
    assert not post.letters


def test_a_stop_is_for_one_address_and_one_space(world, session):
    stop_letters(visitor(session.space), mark=mark_of(session.space_id, "zahra@example.org"))
    assert not is_stopped(session.space_id, "ali@example.org")
    assert not is_stopped(world.president.space_id, "zahra@example.org")


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_the_page_is_there_in_three_languages(world, session, language):
    client = Client(headers={"accept-language": language})
    page = client.get(path(stop_of_reader(session.space_id, "zahra@example.org")))
    assert f'lang="{language}"' in page.content.decode()
    assert page["X-Robots-Tag"] == "noindex"
    assert client.get(path(stop_of_member(world.sg.user))).status_code == 200


@pytest.mark.parametrize("token", ["x", "x~y", "~", "a" * 500])
def test_an_address_that_we_did_not_make_ends_nothing(world, program, token):
    assert program.get(f"/letters/stop/{token}/").status_code == 404
    assert program.post(f"/letters/stop/{token}/", ONE_CLICK).status_code == 404
    assert reader_of(token) is None


def test_an_address_of_one_reader_ends_nothing_of_another(world, session, program):
    ours = path(stop_of_reader(session.space_id, "zahra@example.org"))
    theirs = mark_of(session.space_id, "ali@example.org")
    head, _dot, rest = ours.rpartition(".")
    assert program.post(f"{head}.{theirs}~{rest.partition('~')[2]}", ONE_CLICK).status_code == 404


def test_stop_letters_resume_letters_and_choose_reminders(world, session):
    mark = mark_of(session.space_id, "zahra@example.org")
    stop = stop_letters(visitor(session.space), mark=mark)
    assert (str(stop), standing_stop(session.space_id, mark)) == (str(stop), stop)
    resume_letters(visitor(session.space), stop)
    assert standing_stop(session.space_id, mark) is None
    assert not choose_reminders(world.sg, world.sg.user, is_reminded=False).is_reminded
    with says_no("This is somebody else's account."):
        choose_reminders(world.sg, world.president.user, is_reminded=False)


def test_who_registers_with_the_address_of_another_cannot_end_their_letters(session, client):
    """A page opens for whoever typed an address; only a letter says that it is theirs."""
    Session.objects.filter(pk=session.pk).update(is_public=True)
    typed = {"name": "اسم مختلق", "phone": "0670000099", "email": "victim@example.org"}
    own = client.post(f"/training/join/{session.code}/", typed)["Location"]
    page = client.get(own).content.decode()
    assert "اسم مختلق" in page
    seen, left = {own: page}, set(re.findall(rf'href="({re.escape(own)}[^"]*)', page)) - {own}
    seen |= {each: client.get(each).getvalue().decode() for each in left}
    token = stop_of_reader(session.space_id, typed["email"]).rstrip("/").rpartition("/")[2]
    assert not [each for each, text in seen.items() if "/letters/stop/" in text or token in text]
