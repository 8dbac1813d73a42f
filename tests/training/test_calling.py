"""Everybody is told: by letter in one go, the others one touch each; who lost their page gets it back; who moved up is told."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from sanad.foundation.management.commands.work import empties_the_queue
from sanad.foundation.reminders.sources import due_for
from sanad.foundation.spaces.actor import visitor
from sanad.training.models import Registration, RegistrationLetter, Session
from sanad.training.queries.links import own_token
from sanad.training.registrations.commands.registration import ask_own_page, note_page_sent, withdraw_registration
from sanad.training.registrations.commands.telling import call_everybody, note_called
from sanad.training.registrations.policies.registration import can_call_session
from sanad.training.registrations.queries.calling import everybody_called
from sanad.training.registrations.queries.own_page import MOST_ASKING, asking_for_page
from tests.foundation.reminders.conftest import _one_transaction, post  # noqa: F401  a mail server, one transaction
from tests.refusals import says_no
from tests.training.school import a_registration, a_session

TODAY = timezone.localdate


@pytest.fixture
def session(world) -> Session:
    row = a_session(world.coordinator, seats=3, is_public=True)
    a_registration(row, 1, name="زهرة", email="zahra@example.org")
    a_registration(row, 2, name="علي")
    a_registration(row, 3, name="ليلى", state="waiting", has_waited=True)
    return row


def told(session) -> dict[str, bool]:
    return {one.row.name: one.told_at is not None for one in everybody_called(session)}


def falls_due(world, kind: str) -> list[str]:
    return [due.title for due in due_for(world.coordinator, TODAY()) if due.kind == f"training.{kind}"]


def test_who_has_an_address_is_written_once_and_the_others_are_one_touch_each(world, session, browse, post):  # noqa: F811
    site, page = browse(world.coordinator), f"/training/sessions/{session.pk}/people/call/"
    assert page in site.get(f"/training/sessions/{session.pk}/people/").content.decode()
    text = site.get(page).content.decode()
    assert "wa.me" in text
    assert told(session) == {"زهرة": False, "علي": False}
    for _turn in range(2):
        site.post(f"{page}write/")
        empties_the_queue().run()
    (sent,) = post.to("zahra@example.org")
    assert own_token(session.registrations.get(number=1)) in sent.get_content()
    site.post(f"/training/registrations/{session.registrations.get(number=2).pk}/called/")
    assert told(session) == {"زهرة": True, "علي": True}
    assert "wa.me" not in site.get(page).content.decode()


def test_nobody_is_called_twice_and_who_waits_not_at_all(world, session):
    ali, leila = session.registrations.get(number=2), session.registrations.get(number=3)
    note_called(world.coordinator, ali)
    with says_no("They know it already."):
        note_called(world.coordinator, ali)
    with says_no("The session has begun, or there is no place to be called to."):
        note_called(world.coordinator, leila)
    RegistrationLetter.objects.filter(registration=ali).update(is_refused=True)
    assert not told(session)["علي"]
    note_called(world.coordinator, ali)
    assert told(session)["علي"]


def test_who_teaches_calls_before_it_begins(world, session, browse):
    with says_no("This belongs to another space."):
        call_everybody(world.stranger, session)
    assert browse(world.secretary).get(f"/training/sessions/{session.pk}/people/call/").status_code == 404
    session.registrations.update(email="")
    with says_no("Nobody who has a place left an e-mail address."):
        call_everybody(world.coordinator, session)
    assert not can_call_session(world.coordinator, a_session(world.coordinator, state="draft"))
    begun = a_session(world.coordinator, starts_on=TODAY() - timedelta(days=1))
    row = a_registration(begun, 1)
    with says_no("The session has begun."):
        call_everybody(world.coordinator, begun)
    with says_no("The session has begun, or there is no place to be called to."):
        note_called(world.coordinator, row)
    assert browse(world.coordinator).get(f"/training/sessions/{begun.pk}/people/call/").status_code == 200


def test_who_left_a_number_alone_asks_the_organiser_for_their_page(world, session, browse, client):
    ali = session.registrations.get(number=2)
    link = f"/training/join/{session.code}/again/"
    known = client.post(link, {"name": "علي", "phone": ali.phone})
    unknown = client.post(link, {"name": "علي", "phone": "+212661555555"})
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    answers = [client.get(known.url).content.decode() for _turn in range(2)]
    assert own_token(ali) not in answers[0]
    ali.refresh_from_db()
    first = ali.asks_page_at
    assert first is not None
    assert falls_due(world, "asks_page") == ["علي"]
    ask_own_page(visitor(session.space), session, name="علي", phone=ali.phone)
    ali.refresh_from_db()
    assert ali.asks_page_at == first
    site = browse(world.coordinator)
    page = site.get(f"/training/sessions/{session.pk}/").content.decode()
    assert f"wa.me/{ali.phone.removeprefix('+')}" in page
    assert f"/training/registrations/{ali.pk}/page-sent/" in page
    assert "page-sent" not in browse(world.secretary).get(f"/training/sessions/{session.pk}/").content.decode()
    site.post(f"/training/registrations/{ali.pk}/page-sent/")
    ali.refresh_from_db()
    assert ali.asks_page_at is None
    assert falls_due(world, "asks_page") == []


def test_who_has_an_address_is_written_and_asks_nobody(world, session):
    zahra = session.registrations.get(number=1)
    ask_own_page(visitor(session.space), session, name="زهرة", phone=zahra.phone)
    assert not Registration.objects.filter(asks_page_at__isnull=False).exists()
    with says_no("This belongs to another space."):
        note_page_sent(world.stranger, zahra)


def test_who_moves_up_without_an_address_is_to_be_told(world, session, browse):
    session.registrations.filter(number=2).update(email="ali@example.org")
    Session.objects.filter(pk=session.pk).update(seats=2)
    assert falls_due(world, "moved_up") == []
    withdraw_registration(world.coordinator, session.registrations.get(number=1))
    leila = session.registrations.get(number=3)
    assert leila.state == "confirmed"
    assert falls_due(world, "moved_up") == ["ليلى"]
    note_called(world.coordinator, leila)
    assert falls_due(world, "moved_up") == []


def test_the_public_link_has_a_sheet_to_put_up(world, session, browse):
    site, page = browse(world.coordinator), f"/training/sessions/{session.pk}/poster/"
    assert page in site.get(f"/training/sessions/{session.pk}/people/").content.decode()
    sheet = site.get(page).content.decode()
    assert session.code in sheet
    assert "data-print" in sheet
    assert browse(world.secretary).get(page).status_code == 404
    Session.objects.filter(pk=session.pk).update(is_public=False)
    assert site.get(page).status_code == 404


def test_of_many_who_ask_for_their_page_the_first_are_shown(world, session, browse):
    """A page stays one page: noted as sent, one makes room for the next."""
    for number in range(MOST_ASKING + 3):
        row = a_registration(session, 100 + number, phone=f"+2126610{number:05d}")
        Registration.objects.filter(pk=row.pk).update(asks_page_at=timezone.now(), email="")
    asking = asking_for_page(world.coordinator, session)
    assert (len(asking.shown), asking.more) == (MOST_ASKING, 3)
    text = browse(world.coordinator, "en").get(f"/training/sessions/{session.pk}/").text
    assert "3 more people ask" in text
    note_page_sent(world.coordinator, asking.shown[0][0])
    assert asking_for_page(world.coordinator, session).more == 2


def test_of_many_who_are_told_by_hand_the_first_twenty_have_their_message_on_the_page(world, session, browse):
    """Each message stands in its link once more: fifty of them weigh more than a phone reads gladly."""
    for number in range(50):
        a_registration(session, 200 + number, phone=f"+2126620{number:05d}")
    client, address = browse(world.coordinator, "en"), f"/training/sessions/{session.pk}/people/call/"
    text = client.get(address).text
    waiting = int(re.search(r"One touch each <span class=\"meta\">\D*(\d+)", text)[1])
    assert text.count("Note as told") == 20 < waiting
    assert f"{waiting - 20} more stand here when these are noted as told." in text
    assert len(text) < 100_000
