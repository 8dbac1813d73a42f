"""Sessions: planned with their half-days, announced, confirmed, finished, called off."""

from datetime import date, datetime, time, timedelta

import pytest
from django.utils import timezone

from sanad.activities.models import Activity
from sanad.activities.programme.commands.activity import unhold_activity
from sanad.foundation.policy import Refused
from sanad.training.models import Session, TrainerField
from sanad.training.sessions.commands import sessions, slots
from sanad.training.sessions.queries.staff import trainers_of
from tests.refusals import says_no
from tests.training.school import a_registration, a_session, was_there


def hours(day: date, begins: int, ends: int):
    zone = timezone.get_current_timezone()
    return datetime.combine(day, time(begins), zone), datetime.combine(day, time(ends), zone)


@pytest.fixture
def first() -> date:
    return timezone.localdate() + timedelta(days=20)


@pytest.fixture
def plan(world, first):
    def run(**details):
        known = {
            "kind": "course",
            "course": "management",
            "host": world.host,
            "seats": 20,
            "minimum": 5,
            "half_days": [hours(first, 9, 12), hours(first + timedelta(days=1), 9, 12)],
            **details,
        }
        return sessions.plan_session(world.coordinator, **known)

    return run


def test_a_session_brings_its_activity_and_half_days(plan, first):
    session = plan()
    assert (session.state, session.closes_on, session.course.key) == ("draft", first - timedelta(days=1), "management")
    assert (session.activity.title, session.activity.kind) == (session.course.title, "course")
    assert [slot.minutes for slot in session.slots.all()] == [180, 180]
    assert session.activity.ends_at == session.slots.last().ends_at
    assert len(session.code) == 12


def test_a_trip_has_no_course(plan):
    session = plan(kind="trip", course="", title="رحلة إلى فاس")
    assert (session.course, str(session)) == (None, "رحلة إلى فاس")


@pytest.mark.parametrize(
    ("details", "field"),
    [
        ({"half_days": []}, "first_on"),
        ({"course": ""}, "course"),
        ({"course": "nothing"}, "course"),
        ({"kind": "trip", "course": "", "title": " "}, "title"),
        ({"seats": 0}, "seats"),
        ({"minimum": 21}, "minimum"),
    ],
)
def test_what_cannot_be_planned_is_said_at_its_field(plan, details, field):
    with pytest.raises(Refused) as refusal:
        plan(**details)
    assert refusal.value.field == field
    assert not Session.objects.exclude(activity__title__startswith="دورة").filter(state="draft").exists()


def test_registration_does_not_close_before_it_opens(plan, first):
    with pytest.raises(Refused) as refusal:
        plan(opens_on=first, closes_on=first - timedelta(days=2))
    assert refusal.value.field == "closes_on"


def test_half_days_do_not_meet_nor_end_before_they_begin(plan, first):
    with says_no("Another half-day of this session is at that time.", field="begins"):
        plan(half_days=[hours(first, 9, 12), hours(first, 11, 13)])
    with says_no("It ends before it begins.", field="first_on"):
        plan(half_days=[hours(first, 12, 9)])


def test_a_course_inside_a_meeting_leaves_the_meeting_alone(world, first):
    meeting = Activity.objects.filter(space=world.coordinator.space, state="held").first()
    item = meeting.programme.create(space=meeting.space, position=90, kind="course", title="دورة قصيرة", minutes=30)
    session = sessions.plan_in_activity(world.coordinator, item, course="digitization", seats=10, minimum=1)
    assert (session.item, session.activity) == (item, meeting)
    assert [slot.minutes for slot in session.slots.all()] == [30]
    before = (meeting.starts_at, meeting.ends_at)
    slots.add_slot(world.coordinator, session, starts_at=hours(first, 9, 12)[0], ends_at=hours(first, 9, 12)[1])
    meeting.refresh_from_db()
    assert (meeting.starts_at, meeting.ends_at) == before
    with says_no("One registers for this already."):
        sessions.plan_in_activity(world.coordinator, item, seats=10, minimum=1)


def test_an_activity_of_several_days_waits_for_its_half_days(world, first):
    start, end = hours(first, 9, 12)[0], hours(first + timedelta(days=2), 9, 12)[1]
    trip = Activity.objects.create(
        space=world.coordinator.space, kind="trip", title="رحلة", starts_at=start, ends_at=end, host=world.host
    )
    session = sessions.plan_in_activity(world.coordinator, trip, seats=30, minimum=1)
    assert not session.slots.exists()
    assert str(session) == "رحلة"


def test_nobody_registers_for_what_was_cancelled(world, first):
    start, end = hours(first, 9, 12)
    trip = Activity.objects.create(
        space=world.coordinator.space,
        kind="trip",
        title="رحلة",
        starts_at=start,
        ends_at=end,
        host=world.host,
        state="cancelled",
    )
    with says_no("This activity was cancelled."):
        sessions.plan_in_activity(world.coordinator, trip, seats=30, minimum=1)


def test_a_course_is_announced_with_its_trainer(world, plan):
    session = plan()
    with says_no("Say first who teaches."):
        sessions.open_session(world.coordinator, session)
    slots.add_trainer(world.coordinator, session, person=world.people["sg"])
    with says_no("This person teaches in it already.", field="person"):
        slots.add_trainer(world.coordinator, session, person=world.people["sg"])
    sessions.open_session(world.coordinator, session)
    session.refresh_from_db()
    assert (session.state, session.activity.state) == ("open", "convened")
    assert session.steps.get().after_word


def test_a_session_without_a_half_day_is_not_announced(world, plan):
    session = plan(kind="trip", course="", title="رحلة")
    for slot in session.slots.all():
        slots.withdraw_slot(world.coordinator, slot)
    with says_no("Say first when it takes place."):
        sessions.open_session(world.coordinator, session)


def test_below_the_minimum_one_says_why(world):
    session = a_session(world.coordinator, minimum=2)
    a_registration(session)
    with pytest.raises(Refused) as refusal:
        sessions.confirm_session(world.coordinator, session)
    assert refusal.value.field == "reason"
    sessions.confirm_session(world.coordinator, session, reason="وعدنا الجمعية")
    assert session.steps.get().reason == "وعدنا الجمعية"
    with says_no("This step does not follow from the present state."):
        sessions.confirm_session(world.coordinator, session)


def test_it_is_finished_after_its_last_half_day_and_opened_again_with_a_reason(world):
    early = a_session(world.coordinator, state="confirmed")
    with says_no("The last half-day is not over yet."):
        sessions.close_session(world.coordinator, early)
    session = a_session(world.coordinator, state="confirmed", starts_on=timezone.localdate() - timedelta(days=9))
    sessions.close_session(world.coordinator, session)
    session.refresh_from_db()
    assert (session.state, session.activity.state) == ("closed", "held")
    for refused in (sessions.edit_session, slots.add_slot):
        with says_no("This session is finished. Reopen it first."):
            refused(world.coordinator, session)
    with says_no("Say why.", field="reason"):
        sessions.reopen_session(world.coordinator, session, reason=" ")
    sessions.reopen_session(world.coordinator, session, reason="نسينا الحضور")
    with says_no("This session is not finished."):
        sessions.reopen_session(world.coordinator, session, reason="مرة أخرى")


def test_what_is_called_off_takes_its_activity_along(world):
    session = a_session(world.coordinator)
    sessions.cancel_session(world.coordinator, session, reason="الثلج")
    session.refresh_from_db()
    assert (session.state, session.activity.state) == ("cancelled", "cancelled")
    assert session.activity.steps.get().reason == "الثلج"


def test_half_days_move_the_activity(world, plan, first):
    session = plan()
    later = hours(first + timedelta(days=5), 14, 17)
    slot = slots.add_slot(world.coordinator, session, starts_at=later[0], ends_at=later[1], title="زيارة")
    session.activity.refresh_from_db()
    assert session.activity.ends_at == later[1]
    slots.edit_slot(world.coordinator, slot, starts_at=later[0], ends_at=later[1] + timedelta(hours=1))
    slots.withdraw_slot(world.coordinator, slot)
    session.activity.refresh_from_db()
    assert session.activity.ends_at.date() == first + timedelta(days=1)


def test_a_half_day_is_never_shorter_than_somebody_was_there(world):
    session = a_session(world.coordinator)
    was_there(a_registration(session))
    slot = session.slots.first()
    with pytest.raises(Refused) as refusal:
        slots.edit_slot(world.coordinator, slot, starts_at=slot.starts_at, ends_at=slot.ends_at - timedelta(minutes=1))
    assert refusal.value.field == "ends"
    with says_no("Attendance was taken in this half-day."):
        slots.withdraw_slot(world.coordinator, slot)


def test_the_only_half_day_and_the_only_trainer_of_what_is_announced_stay(world):
    session = a_session(world.coordinator, halves=1)
    trainer = slots.add_trainer(world.coordinator, session, person=world.people["sg"])
    with says_no("It is the only half-day of an announced session. Cancel the session instead."):
        slots.withdraw_slot(world.coordinator, session.slots.get())
    with says_no("Nobody else teaches in this course. Add who teaches first."):
        slots.withdraw_trainer(world.coordinator, trainer)
    slots.add_trainer(world.coordinator, session, person=world.people["president"])
    slots.withdraw_trainer(world.coordinator, trainer)
    assert session.trainers.get(withdrawn_at=None).person == world.people["president"]


def test_who_teaches_outside_their_field_is_shown_not_refused(world):
    session = a_session(world.coordinator)
    person = world.people["sg"]
    slots.add_trainer(world.coordinator, session, person=person)
    assert [len(warnings) for _row, warnings in trainers_of(session)] == [1]
    field = TrainerField.objects.create(space=session.space, person=person, field="management")
    assert [len(warnings) for _row, warnings in trainers_of(session)] == [0]
    field.mandate = person.mandates.create(
        space=session.space, organisation=world.host, capacity_ar="مكون", to_on=date(2020, 1, 1)
    )
    field.save()
    assert [len(warnings) for _row, warnings in trainers_of(session)] == [1]
    trip = a_session(world.coordinator, course=None)
    slots.add_trainer(world.coordinator, trip, person=person)
    assert [len(warnings) for _row, warnings in trainers_of(trip)] == [0]


def test_costs_and_the_report(world):
    session = a_session(world.coordinator)
    with says_no("Write an amount, such as 1234,50.", field="amount"):
        slots.add_cost(world.coordinator, session, label="نقل", amount=0)
    cost = slots.add_cost(world.coordinator, session, label="نقل", amount=50000, borne_by=world.host)
    slots.withdraw_cost(world.coordinator, cost)
    assert not session.costs.filter(withdrawn_at=None).exists()
    with says_no("It has not begun yet."):
        slots.write_report(world.coordinator, session, report="مبكر")
    past = a_session(world.coordinator, state="confirmed", starts_on=timezone.localdate() - timedelta(days=3))
    assert slots.write_report(world.coordinator, past, report="مرت الدورة في ظروف حسنة").report


def test_seats_are_never_fewer_than_places(world):
    session = a_session(world.coordinator, seats=3)
    for number in (1, 2):
        a_registration(session, number)
    kept = {"minimum": 1, "is_public": False}
    with pytest.raises(Refused) as refusal:
        sessions.edit_session(world.coordinator, session, seats=1, **kept)
    assert refusal.value.field == "seats"
    sessions.edit_session(world.coordinator, session, seats=2, **kept, venue="دار الشباب")
    session.activity.refresh_from_db()
    assert session.activity.venue == "دار الشباب"


@pytest.mark.parametrize(
    ("who", "sentence"),
    [("stranger", "This belongs to another space."), ("secretary", "Your role in this space does not allow this.")],
)
def test_who_may_not_is_told_so(world, who, sentence):
    session, actor = a_session(world.coordinator), getattr(world, who)
    for act in (sessions.open_session, sessions.close_session, sessions.confirm_session):
        with says_no(sentence):
            act(actor, session)


def test_a_half_day_is_taken_out_once(world):
    session = a_session(world.coordinator)
    slot = slots.withdraw_slot(world.coordinator, session.slots.last())
    with says_no("This was withdrawn already."):
        slots.withdraw_slot(world.coordinator, slot)


def test_what_took_place_with_a_finished_session_is_not_taken_back(world):
    session = a_session(world.coordinator, starts_on=timezone.localdate() - timedelta(days=3), state="confirmed")
    sessions.close_session(world.coordinator, session)
    session.activity.refresh_from_db()
    assert session.activity.state == "held"
    with says_no("A session of it is finished."):
        unhold_activity(world.coordinator, session.activity)


def test_a_session_that_is_announced_late_leaves_what_took_place(world, first, plan):
    session = plan()
    slots.add_trainer(world.coordinator, session, person=world.people["sg"])
    Activity.objects.filter(pk=session.activity_id).update(state="held")
    session = Session.objects.get(pk=session.pk)
    sessions.open_session(world.coordinator, session)
    session.activity.refresh_from_db()
    assert session.activity.state == "held"
