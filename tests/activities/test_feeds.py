"""Calendar feeds, read back as a calendar program reads them."""

from datetime import datetime, time, timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar

from sanad.activities import commands
from sanad.activities.models import Activity, FollowUp
from sanad.foundation.clock.follow import put_clock_right
from sanad.foundation.clock.models import KnownClock
from sanad.training import commands as of_training
from tests.training.school import a_place, a_session

HOUR = timedelta(hours=1)


@pytest.fixture
def read(client):
    """`read(actor, is_personal)`: the events of a feed, by UID."""

    def ask(actor, *, is_personal=False) -> dict[str, dict]:
        feed = commands.open_feed(actor, is_personal=is_personal)
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
    return commands.plan_activity(
        world.sg,
        kind="meeting",
        title="أمسية؛ لقاء, طويل " * 8,
        starts_at=begins,
        ends_at=begins + 3 * HOUR,
        host=world.host,
    )


def test_an_activity_is_followed_from_plan_to_end(world, activity, read):
    def event() -> dict:
        return read(world.sg)[str(activity.pk)]

    planned = event()
    assert (planned["STATUS"], planned.decoded("DTSTART")) == ("TENTATIVE", activity.starts_at)
    assert planned.decoded("DTSTART").tzname() == "UTC"
    assert planned.decoded("DTEND") - planned.decoded("DTSTART") == 3 * HOUR
    commands.edit_activity(
        world.sg, activity, starts_at=activity.starts_at + HOUR, ends_at=activity.ends_at + HOUR, title=activity.title
    )
    moved = event()
    assert moved["SEQUENCE"] > planned["SEQUENCE"]
    assert moved.decoded("DTSTART") == planned.decoded("DTSTART") + HOUR
    assert moved.decoded("CREATED") == planned.decoded("CREATED")
    commands.convene_activity(world.sg, Activity.objects.get(pk=activity.pk))
    convened = event()
    assert convened["STATUS"] == "CONFIRMED"
    commands.cancel_activity(world.sg, Activity.objects.get(pk=activity.pk), reason="عطلة")
    assert event()["STATUS"] == "CANCELLED"
    assert event()["SEQUENCE"] > convened["SEQUENCE"] > moved["SEQUENCE"]


def test_a_session_is_its_half_days_and_not_one_block(world, read):
    session = a_session(world.coordinator)
    first, second = session.slots.all()
    events = read(world.sg)
    assert str(session.activity_id) not in events
    assert [events[str(slot.pk)].decoded("DTEND") - slot.starts_at for slot in (first, second)] == [3 * HOUR, 3 * HOUR]
    before = events[str(first.pk)]["SEQUENCE"]
    of_training.edit_slot(world.coordinator, first, starts_at=first.starts_at + HOUR, ends_at=first.ends_at + HOUR)
    of_training.withdraw_slot(world.coordinator, second)
    events = read(world.sg)
    assert events[str(first.pk)]["SEQUENCE"] > before
    assert events[str(second.pk)]["STATUS"] == "CANCELLED"
    of_training.cancel_session(world.coordinator, session, reason="مرض")
    assert {event["STATUS"] for uid, event in read(world.sg).items() if uid in {str(first.pk), str(second.pk)}} == {
        "CANCELLED"
    }


def test_a_personal_feed_has_what_one_teaches_and_asked_for(world, read):
    me, session = world.people["sg"], a_session(world.coordinator)
    taught = a_session(world.coordinator, course="")
    of_training.add_trainer(world.coordinator, taught, person=me)
    other = a_session(world.coordinator, course="")

    def status(row) -> set:
        events = read(world.sg, is_personal=True)
        return {str(events[str(slot.pk)]["STATUS"]) for slot in row.slots.all() if str(slot.pk) in events}

    assert (status(taught), status(session), status(other)) == ({"CONFIRMED"}, set(), set())
    place = a_place(session, 1, person=me, state="waiting")
    assert status(session) == {"TENTATIVE"}
    place.state = "withdrawn"
    place.save()
    assert status(session) == {"CANCELLED"}


def test_a_follow_up_is_a_day_and_leaves_the_calendar_once_it_is_done(world, read):
    activity = Activity.objects.filter(space=world.sg.space).first()
    row = FollowUp.objects.create(
        space=activity.space, activity=activity, text="إرسال الملف", owner=world.people["sg"],
        due_on=timezone.localdate() + timedelta(days=3),
    )  # fmt: skip
    event = read(world.sg, is_personal=True)[str(row.pk)]
    assert (event["STATUS"], event.decoded("DTSTART"), event["TRANSP"]) == ("CONFIRMED", row.due_on, "TRANSPARENT")
    commands.finish_follow_up(world.sg, row)
    done = read(world.sg, is_personal=True)[str(row.pk)]
    assert done["STATUS"] == "CANCELLED"
    assert done["SEQUENCE"] > event["SEQUENCE"]


def test_an_unchanged_feed_is_not_sent_again(world, activity, client):
    address = f"/activities/calendar/{commands.open_feed(world.sg, is_personal=False).token}.ics"
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
