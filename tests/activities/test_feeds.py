"""Calendar feeds, read back as a calendar program reads them."""

from datetime import datetime, time, timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar

from sanad.activities.calendars.commands import open_feed
from sanad.activities.models import Activity, FollowUp
from sanad.activities.outcome.commands import finish_follow_up
from sanad.activities.programme.commands.activity import cancel_activity, convene_activity, edit_activity, plan_activity
from sanad.activities.programme.commands.items import add_item, withdraw_item
from sanad.foundation.clock.follow import put_clock_right
from sanad.foundation.clock.models import KnownClock
from sanad.training.queries.links import own_token
from sanad.training.registrations.commands import registration
from sanad.training.sessions.commands import sessions, slots
from tests.training.school import a_registration, a_session

HOUR = timedelta(hours=1)


@pytest.fixture
def read(client):
    """`read(actor, is_personal)`: the events of a feed, by UID."""

    def ask(actor, *, is_personal=False) -> dict[str, dict]:
        feed = open_feed(actor, is_personal=is_personal)
        response = client.get(f"/activities/calendar/{feed.token}.ics")
        assert response["Content-Type"] == "text/calendar; charset=utf-8"
        assert all(len(line) <= 75 for line in response.content.split(b"\r\n"))
        calendar = Calendar.from_ical(response.content)
        assert (calendar["METHOD"], calendar["VERSION"]) == ("PUBLISH", "2.0")
        assert calendar.decoded("REFRESH-INTERVAL") == HOUR
        assert b"REFRESH-INTERVAL;VALUE=DURATION:PT1H" in response.content
        events = calendar.walk("VEVENT")
        assert len({event["UID"] for event in events}) == len(events)
        return {event["UID"].removesuffix("@sanad"): event for event in events}

    return ask


@pytest.fixture
def activity(world):
    begins = timezone.make_aware(datetime.combine(timezone.localdate() + timedelta(days=9), time(21, 30)))
    return plan_activity(
        world.sg,
        kind="meeting",
        title="أمسية؛ لقاء, طويل " * 8,
        starts_at=begins,
        ends_at=begins + 3 * HOUR,
        host=world.host,
        venue="مقر الجمعية",
    )


def test_an_activity_is_followed_from_plan_to_end(world, activity, read):
    def event() -> dict:
        return read(world.sg)[str(activity.pk)]

    planned = event()
    assert (planned["SEQUENCE"], planned["LOCATION"]) == (1, activity.venue)
    assert (planned["STATUS"], planned.decoded("DTSTART")) == ("TENTATIVE", activity.starts_at)
    assert planned.decoded("DTSTART").tzname() == "UTC"
    assert planned.decoded("DTEND") - planned.decoded("DTSTART") == 3 * HOUR
    edit_activity(
        world.sg, activity, starts_at=activity.starts_at + HOUR, ends_at=activity.ends_at + HOUR, title=activity.title
    )
    moved = event()
    assert moved["SEQUENCE"] > planned["SEQUENCE"]
    assert moved.decoded("DTSTART") == planned.decoded("DTSTART") + HOUR
    assert moved.decoded("CREATED") == planned.decoded("CREATED")
    convene_activity(world.sg, Activity.objects.get(pk=activity.pk))
    convened = event()
    assert convened["STATUS"] == "CONFIRMED"
    cancel_activity(world.sg, Activity.objects.get(pk=activity.pk), reason="عطلة")
    assert event()["STATUS"] == "CANCELLED"
    assert event()["SEQUENCE"] > convened["SEQUENCE"] > moved["SEQUENCE"]


def test_a_session_is_its_half_days_and_not_one_block(world, read):
    session = a_session(world.coordinator)
    first, second = session.slots.all()
    events = read(world.sg)
    assert str(session.activity_id) not in events
    assert [events[str(slot.pk)].decoded("DTEND") - slot.starts_at for slot in (first, second)] == [3 * HOUR, 3 * HOUR]
    before = events[str(first.pk)]["SEQUENCE"]
    slots.edit_slot(world.coordinator, first, starts_at=first.starts_at + HOUR, ends_at=first.ends_at + HOUR)
    slots.withdraw_slot(world.coordinator, second)
    events = read(world.sg)
    assert events[str(first.pk)]["SEQUENCE"] > before
    assert events[str(second.pk)]["STATUS"] == "CANCELLED"
    sessions.cancel_session(world.coordinator, session, reason="مرض")
    assert {event["STATUS"] for uid, event in read(world.sg).items() if uid in {str(first.pk), str(second.pk)}} == {
        "CANCELLED"
    }


def test_a_personal_feed_has_what_one_teaches_and_asked_for(world, read):
    me, session = world.people["sg"], a_session(world.coordinator)
    taught = a_session(world.coordinator, course="")
    slots.add_trainer(world.coordinator, taught, person=me)
    other = a_session(world.coordinator, course="")

    def status(row) -> set:
        events = read(world.sg, is_personal=True)
        return {str(events[str(slot.pk)]["STATUS"]) for slot in row.slots.all() if str(slot.pk) in events}

    assert (status(taught), status(session), status(other)) == ({"CONFIRMED"}, set(), set())
    place = a_registration(session, 1, person=me, state="waiting")
    assert status(session) == {"TENTATIVE"}
    place.state = "withdrawn"
    place.save()
    assert status(session) == {"CANCELLED"}


def test_who_moves_up_has_a_higher_sequence_the_same_as_on_their_own_page(world, read, client):
    session = a_session(world.coordinator, seats=1)
    first = registration.register_person(world.coordinator, session, name="زهرة", phone="+212670000000")
    place = registration.register_person(world.coordinator, session, person=world.people["sg"])

    def stands(events) -> list[tuple]:
        return sorted((uid, events[uid]["STATUS"], events[uid]["SEQUENCE"]) for uid in map(str, keys) if uid in events)

    keys = [slot.pk for slot in session.slots.all()]
    before = stands(read(world.sg, is_personal=True))
    registration.withdraw_registration(world.coordinator, first)
    after = stands(read(world.sg, is_personal=True))
    assert {status for _uid, status, _number in before} == {"TENTATIVE"}
    assert {status for _uid, status, _number in after} == {"CONFIRMED"}
    assert all(now[2] > was[2] for was, now in zip(before, after, strict=True))
    own = Calendar.from_ical(client.get(f"/training/mine/{place.pk}/{own_token(place)}/days.ics").content)
    assert stands({event["UID"].removesuffix("@sanad"): event for event in own.walk("VEVENT")}) == after


def test_who_teaches_no_more_has_it_called_off_and_back_when_they_teach_again(world, read):
    session = a_session(world.coordinator, course="")
    uid = str(session.slots.first().pk)

    def event() -> tuple:
        found = read(world.sg, is_personal=True)[uid]
        return found["STATUS"], found["SEQUENCE"]

    row = slots.add_trainer(world.coordinator, session, person=world.people["sg"])
    teaches = event()
    slots.withdraw_trainer(world.coordinator, row)
    gone = event()
    slots.add_trainer(world.coordinator, session, person=world.people["sg"])
    back = event()
    assert [teaches[0], gone[0], back[0]] == ["CONFIRMED", "CANCELLED", "CONFIRMED"]
    assert teaches[1] < gone[1] < back[1]
    session.trainers.exclude(withdrawn_at=None).update(withdrawn_at=timezone.now() - timedelta(days=91))
    session.trainers.filter(withdrawn_at=None).update(withdrawn_at=timezone.now() - timedelta(days=91))
    assert uid not in read(world.sg, is_personal=True)


def test_one_block_that_becomes_half_days_is_called_off_and_back_when_they_go(world, activity, read):
    def block() -> tuple:
        found = read(world.sg)[str(activity.pk)]
        return found["STATUS"], found["SEQUENCE"]

    alone = block()
    session = sessions.plan_in_activity(world.coordinator, Activity.objects.get(pk=activity.pk), seats=5)
    events = read(world.sg)
    halved = block()
    assert events[str(session.slots.get().pk)]["STATUS"] == "TENTATIVE"
    slots.withdraw_slot(world.coordinator, session.slots.get())
    back = block()
    assert [alone[0], halved[0], back[0]] == ["TENTATIVE", "CANCELLED", "TENTATIVE"]
    assert alone[1] < halved[1] < back[1]


def test_who_speaks_no_more_has_it_called_off_and_back_when_they_speak_again(world, activity, read):
    def add():
        row = Activity.objects.get(pk=activity.pk)
        return add_item(world.sg, row, kind="talk", title="كلمة", speaker=world.people["sg"])

    def event() -> tuple:
        found = read(world.sg, is_personal=True)[str(activity.pk)]
        return found["STATUS"], found["SEQUENCE"]

    item = add()
    speaks = event()
    withdraw_item(world.sg, item)
    gone = event()
    add()
    back = event()
    assert [speaks[0], gone[0], back[0]] == ["TENTATIVE", "CANCELLED", "TENTATIVE"]
    assert speaks[1] < gone[1] < back[1]


@pytest.mark.parametrize("is_session", [True, False])
def test_an_hour_that_is_another_instant_since_the_clock_changed_has_a_higher_sequence(
    world, activity, read, is_session, settings
):
    row = a_session(world.coordinator, halves=1).slots.get() if is_session else activity
    put_clock_right()
    before = read(world.sg)[str(row.pk)]
    known = KnownClock.objects.get(zone=settings.TIME_ZONE)
    known.offsets = [[known.offsets[0][0], 7200]]  # as if it had been another one until now
    known.save()
    put_clock_right()
    after = read(world.sg)[str(row.pk)]
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after.decoded("LAST-MODIFIED") >= before.decoded("LAST-MODIFIED")
    put_clock_right()
    assert read(world.sg)[str(row.pk)]["SEQUENCE"] == after["SEQUENCE"]


def test_a_follow_up_is_a_day_and_leaves_the_calendar_once_it_is_done(world, read):
    activity = Activity.objects.filter(space=world.sg.space).first()
    row = FollowUp.objects.create(
        space=activity.space,
        activity=activity,
        text="إرسال الملف",
        owner=world.people["sg"],
        due_on=timezone.localdate() + timedelta(days=3),
    )
    event = read(world.sg, is_personal=True)[str(row.pk)]
    assert (event["STATUS"], event.decoded("DTSTART"), event["TRANSP"]) == ("CONFIRMED", row.due_on, "TRANSPARENT")
    finish_follow_up(world.sg, row)
    done = read(world.sg, is_personal=True)[str(row.pk)]
    assert done["STATUS"] == "CANCELLED"
    assert done["SEQUENCE"] > event["SEQUENCE"]


def test_an_unchanged_feed_is_not_sent_again(world, activity, client):
    address = f"/activities/calendar/{open_feed(world.sg, is_personal=False).token}.ics"
    mark = client.get(address)["ETag"]
    assert client.get(address, headers={"if-none-match": mark}).status_code == 304
    Activity.objects.filter(pk=activity.pk).update(venue="دار الشباب")
    assert client.get(address, headers={"if-none-match": mark}).status_code == 200


def test_an_hour_that_the_country_moved_is_taken_anew(world, activity, read):
    def event() -> dict:
        return read(world.sg)[str(activity.pk)]

    put_clock_right()
    before = event()
    known = KnownClock.objects.get()
    known.offsets = [[known.offsets[0][0], 7 * 3600]]  # as if the data before had had another hour
    known.save()
    put_clock_right()
    known.refresh_from_db()
    seen = timezone.now().replace(microsecond=0) + HOUR
    known.moves = [[seen.isoformat(), begin, end] for _seen, begin, end in known.moves]
    known.save()
    after = event()
    assert after["SEQUENCE"] == before["SEQUENCE"] + 1
    assert after.decoded("LAST-MODIFIED") == seen
