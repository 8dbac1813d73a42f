"""The calendar of one's own page, read back: every half-day as it stands for that person."""

from datetime import timedelta

import pytest
from icalendar import Calendar

from sanad.training.queries.links import own_token
from sanad.training.registrations.commands import registration as registration_commands
from sanad.training.sessions.commands import sessions, slots
from tests.training.school import a_registration, a_session


@pytest.fixture
def session(world):
    return a_session(world.coordinator, seats=1)


def events(client, registration) -> list:
    response = client.get(f"/training/mine/{registration.pk}/{own_token(registration)}/days.ics")
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert all(len(line) <= 75 for line in response.content.split(b"\r\n"))
    calendar = Calendar.from_ical(response.content)
    assert calendar["METHOD"] == "PUBLISH"
    return calendar.walk("VEVENT")


def test_a_moved_half_day_has_a_higher_sequence_and_the_same_uid(world, session, client):
    registration = a_registration(session, 1)
    before = {event["UID"]: event for event in events(client, registration)}
    slot = session.slots.first()
    slots.edit_slot(
        world.coordinator,
        slot,
        starts_at=slot.starts_at + timedelta(hours=1),
        ends_at=slot.ends_at + timedelta(hours=1),
    )
    after = {event["UID"]: event for event in events(client, registration)}
    assert set(before) == set(after) == {f"{row.pk}@sanad" for row in session.slots.all()}
    moved = f"{slot.pk}@sanad"
    assert after[moved]["SEQUENCE"] > before[moved]["SEQUENCE"]
    assert after[moved].decoded("LAST-MODIFIED") >= before[moved].decoded("LAST-MODIFIED")
    assert after[moved].decoded("DTSTART") == slot.starts_at + timedelta(hours=1)
    assert after[moved].decoded("DTSTART").tzname() == "UTC"
    assert after[moved].decoded("DTSTAMP") >= before[moved].decoded("DTSTAMP")
    other = next(uid for uid in after if uid != moved)
    assert after[other]["SEQUENCE"] == before[other]["SEQUENCE"]


def test_what_waits_is_tentative_what_is_given_back_or_called_off_is_cancelled(world, session, client):
    first, second = (
        registration_commands.register_person(world.coordinator, session, name=name, phone=f"+21267000000{n}")
        for n, name in enumerate(("زهرة", "علي"))
    )

    def stands(registration) -> set[tuple[str, bool]]:
        registration.refresh_from_db()
        return {(event["STATUS"], "لائحة الانتظار" in event["SUMMARY"]) for event in events(client, registration)}

    assert stands(first) == {("CONFIRMED", False)}
    assert stands(second) == {("TENTATIVE", True)}
    numbers = [event["SEQUENCE"] for event in events(client, second)]
    registration_commands.withdraw_registration(world.coordinator, first)
    assert stands(first) == {("CANCELLED", False)}
    assert stands(second) == {("CONFIRMED", False)}
    assert all(now > was for now, was in zip([e["SEQUENCE"] for e in events(client, second)], numbers, strict=True))
    sessions.cancel_session(world.coordinator, session, reason="مرض")
    assert stands(second) == {("CANCELLED", False)}


def test_a_half_day_taken_out_is_cancelled_for_a_while(world, session, client):
    registration, (_first, second) = a_registration(session, 1), session.slots.all()
    slots.withdraw_slot(world.coordinator, second)
    stands = {event["UID"]: event["STATUS"] for event in events(client, registration)}
    assert stands[f"{second.pk}@sanad"] == "CANCELLED"
    assert sorted(stands.values()) == ["CANCELLED", "CONFIRMED"]
    second.refresh_from_db()
    session.slots.filter(pk=second.pk).update(withdrawn_at=second.withdrawn_at - timedelta(days=91))
    assert [event["STATUS"] for event in events(client, registration)] == ["CONFIRMED"]


def test_an_unchanged_calendar_is_not_sent_again(session, client):
    registration = a_registration(session, 1)
    address = f"/training/mine/{registration.pk}/{own_token(registration)}/days.ics"
    mark = client.get(address)["ETag"]
    assert client.get(address, headers={"if-none-match": mark}).status_code == 304
    session.slots.update(venue="دار الشباب")
    assert client.get(address, headers={"if-none-match": mark}).status_code == 200
