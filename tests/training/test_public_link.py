"""The public link: nobody takes all seats, nobody sends letters by it, and an honest person on a phone has a place at once (ADR 0010)."""

import re
from dataclasses import replace
from datetime import timedelta
from urllib.parse import unquote

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from sanad.accounts.throttle import Letters, tomorrow
from sanad.foundation.letters.commands import stop_letters
from sanad.foundation.letters.stops import mark_of
from sanad.foundation.management.commands.work import empties_the_queue
from sanad.foundation.spaces.actor import visitor
from sanad.foundation.spaces.roles import Role
from sanad.training.models import Session
from sanad.training.queries.links import own_token, sure_token
from sanad.training.registrations.commands import letters as tasks
from sanad.training.registrations.commands import registration as commands
from sanad.training.registrations.commands.seats import open_share
from sanad.training.registrations.policies.registration import can_register, can_vouch
from tests.foundation.reminders.conftest import _one_transaction, post  # noqa: F401  a mail server, one transaction
from tests.refusals import says_no
from tests.training.school import a_registration, a_session

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_counted():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def session(world):
    return a_session(world.coordinator, seats=8, is_public=True)


def join(session, number, address="41.140.9.9", **more):
    typed = {"name": f"شخص {number} الفلاني", "phone": f"06610{number:05}", **more}
    return Client(REMOTE_ADDR=address).post(f"/training/join/{session.code}/", typed)


def test_a_person_without_an_address_has_a_place_at_once(session):
    page = Client().get(join(session, 1)["Location"]).content.decode()
    assert session.registrations.get().state == "confirmed"
    assert "disabled" not in page


def test_a_stranger_takes_no_more_than_three_of_four_seats(world, session):
    for number in range(12):
        assert join(session, number, address=f"10.0.0.{number}").status_code == 302
    assert session.registrations.filter(state="confirmed").count() == open_share(session) == 6
    mine = commands.register_person(world.coordinator, session, name="خديجة بنموسى", phone="+212661777777")
    assert mine.state == "confirmed"
    commands.vouch_all(world.coordinator, session)
    rows = list(session.registrations.order_by("number"))
    assert [row.number for row in rows if row.state == "confirmed"] == [1, 2, 3, 4, 5, 6, 7, 13]
    assert all(row.is_sure for row in rows)


def messages_in(page: str) -> list[str]:
    return [unquote(text) for text in re.findall(r'href="https://wa\.me/\?text=([^"]+)"', page)]


def test_the_public_link_is_handed_on_with_what_it_is_for(world, session, browse):
    page = browse(world.coordinator).get(f"/training/sessions/{session.pk}/people/").content.decode()
    (message,) = messages_in(page)
    assert f"/training/join/{session.code}/" in message
    assert str(session) in message
    assert 'data-copy="shared"' in page


def test_a_trainee_takes_the_address_of_the_own_page_along(session):
    address = join(session, 1)["Location"]
    (message,) = messages_in(Client().get(address).content.decode())
    assert message.endswith(address)
    assert Client().get(message.split()[-1]).status_code == 200


def test_the_organiser_sees_who_is_not_confirmed(world, session, browse):
    join(session, 1)
    join(session, 2)
    site, people = browse(world.coordinator), f"/training/sessions/{session.pk}/people/"
    assert f"{people}vouch/" in site.get(people).content.decode()
    registration = session.registrations.get(number=1)
    assert (
        f"/training/registrations/{registration.pk}/vouch/"
        in site.get(f"/training/registrations/{registration.pk}/").content.decode()
    )
    assert site.post(f"{people}vouch/").status_code == 302
    assert f"{people}vouch/" not in site.get(people).content.decode()
    assert browse(world.stranger).post(f"{people}vouch/").status_code == 404


def test_an_association_vouches_for_nobody(world, session):
    join(session, 1)
    with says_no("Your role in this space does not allow this."):
        commands.vouch_all(world.secretary, session)
    with says_no("Your role in this space does not allow this."):
        commands.vouch_registration(world.secretary, session.registrations.get())


def moved(session, **by) -> None:
    for slot in session.slots.all():
        slot.starts_at, slot.ends_at = slot.starts_at - timedelta(**by), slot.ends_at - timedelta(**by)
        slot.save()


def test_the_office_vouches_after_the_registration_has_closed_until_it_is_over(world, session, browse):
    """It looks at the list when no more names come: who waits gets a place by it, also once the session has begun."""
    for number in range(7):
        join(session, number, address=f"10.0.0.{number}")
    yesterday = timezone.localdate() - timedelta(days=1)
    Session.objects.filter(pk=session.pk).update(opens_on=yesterday, closes_on=yesterday)
    session.refresh_from_db()
    assert not can_register(world.coordinator, session)
    assert can_vouch(world.coordinator, session)
    site, people = browse(world.coordinator), f"/training/sessions/{session.pk}/people/"
    assert f'action="{people}vouch/"' in site.get(people).text
    assert site.post(f"{people}vouch/").status_code == 302
    assert session.registrations.filter(state="confirmed", is_sure=True).count() == 7
    session.registrations.update(is_sure=False)
    first, last = session.slots.order_by("starts_at")
    moved(session, seconds=(first.starts_at - timezone.now()).total_seconds() + 60)
    commands.vouch_all(world.coordinator, Session.objects.get(pk=session.pk))
    assert not session.registrations.filter(is_sure=False).exists(), "the first half-day has begun"
    moved(session, seconds=(last.ends_at - first.starts_at).total_seconds())
    with says_no("This session is finished."):
        commands.vouch_all(world.coordinator, Session.objects.get(pk=session.pk))


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        ("draft", "This session is not announced yet."),
        ("closed", "This session is finished."),
        ("cancelled", "This session was cancelled."),
    ],
)
def test_nobody_vouches_where_nobody_comes(world, session, state, sentence):
    join(session, 1)
    Session.objects.filter(pk=session.pk).update(state=state)
    with says_no(sentence):
        commands.vouch_all(world.coordinator, session)


def test_who_runs_the_training_alone_vouches(world, session):
    with says_no("Your role in this space does not allow this."):
        commands.vouch_all(replace(world.coordinator, role=Role.TREASURER), session)


def test_by_the_letter_one_is_sure(session, post):  # noqa: F811  the mail server
    for number in range(6):
        join(session, number)
    join(session, 7, email="salma@example.org")
    registration = session.registrations.get(email="salma@example.org")
    assert registration.state == "waiting"
    empties_the_queue().run()
    [letter] = post.to("salma@example.org")
    text = letter.get_content()
    assert registration.name not in text
    assert "شخص" not in str(letter["Subject"])
    assert letter["List-Unsubscribe"]
    address = re.search(r"https?://[^/\s]+(/training/mine/\S+/sure/\S+)", text).group(1)
    assert Client().get(address).status_code == 200
    registration.refresh_from_db()
    assert not registration.is_sure
    assert Client().post(address).status_code == 302
    registration.refresh_from_db()
    assert (registration.is_sure, registration.is_address_sure, registration.state) == (True, True, "confirmed")
    empties_the_queue().run()
    assert registration.name in post.to("salma@example.org")[-1].get_content()
    assert Client().get(f"/training/mine/{registration.pk}/{own_token(registration)}/sure/x/").status_code == 404
    assert commands.confirm_registration(visitor(session.space), registration).is_sure
    before = sure_token(registration)
    registration.email = "other@example.org"
    assert sure_token(registration) != before


def test_a_stranger_sends_few_letters_and_none_of_his_words(world, session, post, settings):  # noqa: F811  the mail server
    word = "اشتر_من_هنا"
    other = a_session(world.coordinator, seats=8, is_public=True)
    for number in range(8):
        for link in (session, other):
            join(link, number, address=f"10.0.{number}.1", email="victim@example.org", name=f"{word} {number}")
    empties_the_queue().run()
    letters = post.to("victim@example.org")
    assert 0 < len(letters) <= settings.LETTERS_A_DAY
    assert all(word not in letter.get_content() + str(letter["Subject"]) for letter in letters)
    stop = re.search(r"<https?://[^/]+(/\S+)>", letters[0]["List-Unsubscribe"]).group(1)
    Client().post(stop)
    cache.clear()
    join(session, 50, email="victim@example.org")
    empties_the_queue().run()
    assert len(post.to("victim@example.org")) == len(letters)


@pytest.fixture
def victim(session, post):  # noqa: F811  the mail server
    """Somebody whose address had enough letters today."""
    join(session, 0, email="victim@example.org")
    for _n in range(9):
        Letters("victim@example.org", "link").count()
    return session.registrations.get()


@pytest.mark.parametrize(
    "task", [tasks.queue_own_page, lambda registration: tasks.queue_letter(registration, "confirmed")]
)
def test_a_letter_beyond_the_bound_of_a_day_leaves_tomorrow(victim, post, task):  # noqa: F811  the mail server
    DBTaskResult.objects.all().delete()
    task(victim)
    empties_the_queue().run()
    assert post.letters == []
    [put_off] = DBTaskResult.objects.filter(status="READY")
    assert put_off.run_after.date() == tomorrow().date()
    cache.clear()
    DBTaskResult.objects.filter(status="READY").update(run_after=timezone.now())
    empties_the_queue().run()
    assert len(post.to("victim@example.org")) == 1


@pytest.mark.parametrize(
    "task", [tasks.queue_own_page, lambda registration: tasks.queue_letter(registration, "confirmed")]
)
def test_a_letter_that_was_not_taken_does_not_count(session, post, settings, task):  # noqa: F811  the mail server
    join(session, 0, email="victim@example.org")
    DBTaskResult.objects.all().delete()
    for _n in range(settings.LETTERS_A_DAY - 1):
        Letters("victim@example.org", "link").count()
    post.after_text = "450 Come back later"
    task(session.registrations.get())
    empties_the_queue().run()
    assert not Letters("victim@example.org", "link").are_enough
    post.after_text = "250 OK"
    task(session.registrations.get())
    empties_the_queue().run()
    assert len(post.to("victim@example.org")) == 1
    assert Letters("victim@example.org", "link").are_enough
    assert not Letters("victim@example.org", "account").are_enough, "letters of one kind do not use up those of another"


@pytest.mark.parametrize("task", [tasks.send_own_page, tasks.send_letter])
def test_who_ended_letters_gets_none_and_neither_does_anybody_without_a_server(session, post, settings, task):  # noqa: F811  the mail server
    join(session, 0, email="enough@example.org")
    registration = session.registrations.get()
    more = ("confirmed", "") if task is tasks.send_letter else ()
    there, settings.EMAIL_URL = settings.EMAIL_URL, ""
    assert task.func(str(registration.pk), *more) == "nothing to tell"
    settings.EMAIL_URL = there
    assert task.func(str(session.pk), *more) == "nothing to tell", "there is no such registration"
    stop_letters(visitor(session.space), mark=mark_of(session.space_id, "enough@example.org"))
    assert task.func(str(registration.pk), *more) == "nothing to tell"
    assert post.letters == []


def test_who_ends_letters_while_one_is_handed_over_is_not_written(session, post, monkeypatch):  # noqa: F811  the mail server
    join(session, 0, email="enough@example.org")
    registration, seen = session.registrations.get(), iter([False, True])
    monkeypatch.setattr(tasks, "is_stopped", lambda *_reader: next(seen))
    assert tasks.send_letter.func(str(registration.pk), "confirmed", "") == "told already"
    assert (post.letters, registration.letters.count()) == ([], 0)


def test_a_letter_that_two_workers_have_goes_once(session, post, monkeypatch):  # noqa: F811  the mail server
    join(session, 0, email="once@example.org")
    registration = session.registrations.get()
    empties_the_queue().run()
    sent = registration.letters.get()
    monkeypatch.setattr(tasks, "_about", lambda *_news: sent.about)  # as the other found it, just before
    assert tasks.send_letter.func(str(registration.pk), "confirmed", "") == "told already"
    assert len(post.to("once@example.org")) == 1


@pytest.mark.parametrize("kind", ["soon", "issued", "opinion"])
@pytest.mark.parametrize("state", ["waiting", "withdrawn"])
def test_who_has_no_place_is_not_reminded(session, post, kind, state):  # noqa: F811  the mail server
    registration = a_registration(session, email="none@example.org", state=state)
    assert tasks.send_letter.func(str(registration.pk), kind, "") == "nothing to tell"
    assert post.letters == []


def test_nobody_is_reminded_of_what_has_begun(world, post):  # noqa: F811  the mail server
    session = a_session(world.coordinator, starts_on=timezone.localdate() - timedelta(days=1), is_public=True)
    registration = a_registration(session, email="late@example.org")
    assert tasks.send_letter.func(str(registration.pk), "soon", "") == "nothing to tell"
    assert post.letters == []


def test_too_many_from_one_address_are_told_what_to_do(session):
    answers = [join(session, number) for number in range(42)]
    assert {answer.status_code for answer in answers[:40]} == {302}, "twenty people on one phone are no attack"
    assert answers[-1].status_code == 422
    assert session.space.name in answers[-1].content.decode()
    assert "شخص 41" in answers[-1].content.decode()
    assert join(session, 60, address="5.5.5.5").status_code == 302


def test_too_many_for_one_number(session):
    answers = [join(session, number, address=f"10.0.{number}.1", phone="0661000099") for number in range(12)]
    assert answers[-1].status_code == 422
    assert "phone" in answers[-1].context["form"].errors


def test_too_many_by_one_link(session, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "join_link": "3/d/key"}
    answers = [join(session, number, address=f"10.0.{number}.1").status_code for number in range(5)]
    assert answers == [302, 302, 302, 422, 422]


def test_an_address_that_the_organiser_typed_is_written_its_name(world, session, post):  # noqa: F811  the mail server
    commands.register_person(world.coordinator, session, name="خديجة بنموسى", phone="", email="k@example.org")
    empties_the_queue().run()
    assert "خديجة" in post.to("k@example.org")[0].get_content()


def test_corrected_by_the_organiser_an_address_is_sure(world, session):
    commands.join_session(
        visitor(session.space), session, name="سلمى العلوي", phone="+212661000001", email="x@example.org"
    )
    registration = session.registrations.get()
    assert not registration.is_address_sure
    registration = commands.edit_registration(world.coordinator, registration, sex="f")
    assert not registration.is_address_sure
    assert commands.edit_registration(world.coordinator, registration, email="y@example.org").is_address_sure


def test_own_page_again_is_counted(session):
    cache.clear()
    client = Client()
    page = f"/training/join/{session.code}/again/"
    assert client.get(page).status_code == 200
    answers = [client.post(page, {"name": "خديجة بنموسى", "phone": "0661777777"}).status_code for _n in range(4)]
    assert answers == [302, 302, 302, 422]
