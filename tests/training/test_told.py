"""Who has a place is told what moved: old and new, once for each change, by letter or by hand."""

from datetime import date, time, timedelta
from urllib.parse import unquote

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from sanad.activities.models import Activity, ScheduleChange
from sanad.activities.programme.commands.activity import cancel_activity, convene_activity, edit_activity, plan_activity
from sanad.activities.programme.commands.items import add_item
from sanad.directory.models import Person
from sanad.foundation.arabic import dates
from sanad.foundation.clock.wall import at
from sanad.foundation.letters.post import NotNow
from sanad.foundation.policy import Refused
from sanad.foundation.spaces.actor import visitor
from sanad.territory.models import Place
from sanad.training.certificates.commands import certificates, runs
from sanad.training.models import Registration, RegistrationLetter
from sanad.training.queries.links import own_token
from sanad.training.registrations.commands import registration as registration_commands
from sanad.training.registrations.commands import telling
from sanad.training.registrations.commands.letters import remind_session, send_letter, send_own_page
from sanad.training.registrations.queries.to_tell import registrations_to_tell
from sanad.training.sessions.commands import sessions, slots
from tests.activities.moments import after_a_while, text
from tests.foundation.reminders.conftest import _one_transaction, post  # noqa: F401  a mail server, one transaction
from tests.refusals import says_no
from tests.training.school import a_registration, a_session, was_there

WEEK = timedelta(days=7)


@pytest.fixture
def session(world):
    """Announced, of two half-days in ten days; one confirmed place with an address, one without."""
    row = a_session(world.coordinator, seats=5)
    a_registration(row, 1, name="زهرة", email="zahra@example.org")
    a_registration(row, 2, name="علي")
    return row


def in_a_meeting(world, *, is_convened=True):
    """Announced, of one half-day: a course inside a meeting in ten days."""
    begins = at(timezone.localdate() + timedelta(days=10), time(9))
    meeting = plan_activity(
        world.coordinator,
        kind="meeting",
        title="لقاء",
        starts_at=begins,
        ends_at=begins + timedelta(hours=6),
        host=world.host,
    )
    point = add_item(world.coordinator, meeting, kind="course", title="دورة", minutes=120)
    if is_convened:
        convene_activity(world.coordinator, meeting)
    row = sessions.plan_in_activity(world.coordinator, point, seats=5, minimum=1)
    trainer = Person.objects.create(space=row.space, name_ar="مؤطر الدورة", email="trainer@example.org")
    slots.add_trainer(world.coordinator, row, person=trainer)
    sessions.open_session(world.coordinator, row)
    return fresh(row)


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def move(world, slot, by: timedelta, **details):
    slot = fresh(slot)
    known = {"venue": slot.venue, "title": slot.title, **details}
    return slots.edit_slot(world.coordinator, slot, starts_at=slot.starts_at + by, ends_at=slot.ends_at + by, **known)


def shift(world, activity, by: timedelta, longer=timedelta(0), **details):
    """Move an activity itself."""
    activity = fresh(activity)
    return edit_activity(
        world.coordinator,
        activity,
        starts_at=activity.starts_at + by,
        ends_at=activity.ends_at + by + longer,
        title=activity.title,
        **details,
    )


def said(moment) -> str:
    return dates.long_day(timezone.localtime(moment), "ar")


def to_zahra(post) -> list[str]:  # noqa: F811  the mail server
    return [text(letter) for letter in post.to("zahra@example.org")]


def test_a_moved_half_day_is_told_with_old_and_new_and_again_when_it_moves_again(world, session, post):  # noqa: F811
    first = session.slots.first()
    days = [said(first.starts_at + n * WEEK) for n in range(3)]
    move(world, first, WEEK)
    after_a_while()
    move(world, first, WEEK)
    after_a_while()
    after_a_while()
    one, two = to_zahra(post)
    assert one.index(days[0]) < one.index(days[1])
    assert two.index(days[1]) < two.index(days[2])
    assert days[0] not in two
    assert "ديسمبر" not in one + two
    assert post.to("zahra@example.org")[0]["List-Unsubscribe"] is None  # who has a place is told where and when it is


def test_what_is_moved_and_moved_back_before_the_letter_left_needs_no_telling(world, session, post):  # noqa: F811
    first = session.slots.first()
    move(world, first, WEEK)
    move(world, first, -WEEK)
    after_a_while()
    assert to_zahra(post) == []
    move(world, first, WEEK)
    after_a_while()
    move(world, first, -WEEK)
    after_a_while()
    assert len(to_zahra(post)) == 2


def test_changes_in_a_row_are_one_letter_once_it_is_quiet(world, session, post):  # noqa: F811  the mail server
    first, second = session.slots.all()
    for _ in range(3):
        move(world, first, timedelta(hours=1))
    slots.withdraw_slot(world.coordinator, second)
    start = second.starts_at + WEEK
    for days in (0, 1):
        slots.add_slot(
            world.coordinator,
            session,
            starts_at=start + timedelta(days=days),
            ends_at=start + timedelta(days=days, hours=2),
        )
    asked = DBTaskResult.objects.filter(task_path__endswith="activities.tasks.tell_changes")
    assert all(row.run_after > timezone.now() + timedelta(minutes=5) for row in asked)
    after_a_while()
    [letter] = to_zahra(post)
    assert "09:00 – 12:00" in letter
    assert "12:00 – 15:00" in letter
    assert said(second.starts_at) in letter
    assert said(start) in letter
    assert "10:00 – 13:00" not in letter


def test_the_venue_and_the_place_are_told_once_and_a_half_day_of_its_own_place_is_not_moved(world, session, post):  # noqa: F811
    first, second = session.slots.all()
    move(world, second, timedelta(), venue="دار الشباب")
    after_a_while()
    assert "دار الشباب" in to_zahra(post)[-1]
    registration = Place.objects.filter(level="commune").first()
    for venue, where in (("قاعة البلدية", None), ("قاعة البلدية", registration)):
        sessions.edit_session(
            world.coordinator,
            fresh(session),
            seats=5,
            minimum=1,
            venue=venue,
            place=where,
            opens_on=session.opens_on,
            closes_on=session.closes_on,
        )
        after_a_while()
    *_before, hall, commune = to_zahra(post)
    assert "قاعة البلدية" in hall
    assert said(first.starts_at) in hall
    assert registration.path_ar in commune
    assert len(to_zahra(post)) == 3


@pytest.mark.parametrize("how", ["another title", "the same hours again", "more seats", "another trainer"])
def test_what_is_neither_day_nor_hour_nor_place_is_not_told(world, session, post, how):  # noqa: F811
    first = session.slots.first()
    if how == "another title":
        move(world, first, timedelta(), title="الميزانية")
    elif how == "the same hours again":
        move(world, first, timedelta())
    elif how == "more seats":
        sessions.edit_session(world.coordinator, session, seats=30, minimum=1)
    else:
        slots.add_trainer(world.coordinator, session, person=world.people["sg"])
    after_a_while()
    assert to_zahra(post) == []
    assert not ScheduleChange.objects.exists()
    assert registrations_to_tell(world.sg, fresh(session)) == []


def test_the_past_is_corrected_in_silence(world, post):  # noqa: F811  the mail server
    row = a_session(world.coordinator, starts_on=timezone.localdate() - timedelta(days=5), state="confirmed")
    registration = a_registration(row, 1, email="zahra@example.org")
    move(world, row.slots.first(), timedelta(hours=-1), venue="القاعة الأخرى")
    after_a_while()
    assert to_zahra(post) == []
    assert registrations_to_tell(world.sg, fresh(row)) == []
    assert not registration.letters.exists()


def test_somebody_who_registered_after_the_change_knows_it(world, session, post):  # noqa: F811  the mail server
    move(world, session.slots.first(), WEEK)
    late = a_registration(session, 3, email="late@example.org")
    assert late.created_at > ScheduleChange.objects.get().created_at
    after_a_while()
    assert post.to("late@example.org") == []
    assert len(to_zahra(post)) == 1


def test_who_waits_is_told_too_and_who_left_is_not(world, session, post):  # noqa: F811  the mail server
    a_registration(session, 3, state="waiting", has_waited=True, email="waits@example.org")
    a_registration(session, 4, state="withdrawn", email="left@example.org")
    move(world, session.slots.first(), WEEK)
    after_a_while()
    assert len(post.to("waits@example.org")) == 1
    assert post.to("left@example.org") == []


def test_the_letter_is_in_the_language_of_the_letters_before(world, session, post):  # noqa: F811  the mail server
    RegistrationLetter.objects.create(
        space=session.space,
        registration=session.registrations.first(),
        kind="confirmed",
        language="fr",
        told={"state": "confirmed"},
    )
    first = session.slots.first()
    move(world, first, WEEK)
    after_a_while()
    [letter] = to_zahra(post)
    for moment in (first.starts_at, first.starts_at + WEEK):
        assert dates.long_day(timezone.localtime(moment), "fr") in letter
    assert post.to("zahra@example.org")[0]["Content-Language"] == "fr"
    assert f"/training/mine/{session.registrations.first().pk}/" in letter
    assert "days.ics" in letter


def test_a_session_put_off_by_a_week_has_its_reminder_again(world, post):  # noqa: F811  the mail server
    row = a_session(world.coordinator, starts_on=timezone.localdate() + timedelta(days=1), state="confirmed", halves=1)
    a_registration(row, 1, email="zahra@example.org")
    now = timezone.now()
    row.slots.update(starts_at=now + timedelta(hours=1), ends_at=now + timedelta(hours=2))

    def soon() -> int:
        remind_session.func(str(row.pk))
        after_a_while()
        return RegistrationLetter.objects.filter(kind="soon").count()

    assert [soon(), soon()] == [1, 1]
    slot = row.slots.get()
    slots.edit_slot(world.coordinator, slot, starts_at=slot.starts_at + WEEK, ends_at=slot.ends_at + WEEK)
    slot.refresh_from_db()
    assert soon() == 1  # it is not near
    row.slots.update(starts_at=now + timedelta(hours=47), ends_at=now + timedelta(hours=48))  # another day
    assert [soon(), soon()] == [2, 2]


def test_a_course_inside_a_meeting_has_its_reminder_again_when_it_moves(world):
    row = in_a_meeting(world)
    slot = move(world, row.slots.get(), WEEK)
    asked = DBTaskResult.objects.filter(task_path=remind_session.module_path).values_list("run_after", flat=True)
    assert slot.starts_at - timedelta(days=2) in set(asked)


def test_a_reminder_that_leaves_first_tells_what_moved(world, post):  # noqa: F811  the mail server
    row = a_session(world.coordinator, starts_on=timezone.localdate() + timedelta(days=1), state="confirmed", halves=1)
    registration = a_registration(row, 1, email="zahra@example.org")
    slot = move(world, row.slots.get(), timedelta(hours=1))
    assert send_letter.func(str(registration.pk), "soon", "") == "sent"
    [letter] = to_zahra(post)
    assert letter.index("09:00 – 12:00") < letter.index("10:00 – 13:00")
    assert said(slot.starts_at) in letter
    after_a_while()
    assert len(post.letters) == 1


def test_a_half_day_added_or_taken_out_is_told(world, session, post):  # noqa: F811  the mail server
    _first, second = session.slots.all()
    slots.withdraw_slot(world.coordinator, second)
    after_a_while()
    [letter] = to_zahra(post)
    assert said(second.starts_at) in letter.split("البرنامج كما هو الآن")[0]
    assert said(second.starts_at) not in letter.split("البرنامج كما هو الآن")[-1] or "كما هو الآن" not in letter


def test_who_has_no_address_stands_in_a_list_until_noted(world, session, browse, post):  # noqa: F811  the mail server
    first = session.slots.first()
    move(world, first, WEEK)
    rows = registrations_to_tell(world.sg, fresh(session))
    assert [(row.name, row.by_mail) for row in rows] == [("زهرة", True), ("علي", False)]
    after_a_while()
    client = browse(world.sg)
    page = client.get(f"/training/sessions/{session.pk}/").content.decode()
    [row] = registrations_to_tell(world.sg, fresh(session))
    assert row.name == "علي"
    assert said(first.starts_at + WEEK) in unquote(row.link)
    assert row.link.startswith("https://wa.me/212")
    assert row.address in page
    assert client.get(row.address).status_code == 405
    client.post(row.address)
    assert registrations_to_tell(world.sg, fresh(session)) == []
    assert "to-tell" not in client.get(f"/training/sessions/{session.pk}/").content.decode()
    client.post(row.address)
    assert RegistrationLetter.objects.filter(kind="by_hand").count() == 1


def test_note_place_told_refuses_a_message_of_before(world, session, browse):
    ali = session.registrations.get(name="علي")
    move(world, session.slots.first(), WEEK)
    old = registrations_to_tell(world.sg, fresh(session))[1].address.rstrip("/").rsplit("/", 1)[1]
    move(world, session.slots.first(), WEEK)
    with says_no("It changed again since. Read the message once more before you send it."):
        telling.note_registration_told(world.sg, ali, digest=old)
    new = registrations_to_tell(world.sg, fresh(session))[1].address.rstrip("/").rsplit("/", 1)[1]
    with says_no("This belongs to another space."):
        telling.note_registration_told(world.president, ali, digest=new)
    assert telling.note_registration_told(world.coordinator, ali, digest=new).told["blocks"]
    with says_no("They know it already."):
        telling.note_registration_told(world.coordinator, ali, digest=new)


def test_an_association_tells_the_people_it_registered(world, browse):
    session = a_session(world.sg)
    a_registration(session, 1, name="زهرة", asking_space=world.president.space)
    a_registration(session, 2, name="علي")
    move(world, session.slots.first(), WEEK)
    [row] = registrations_to_tell(world.president, fresh(session))
    assert row.name == "زهرة"
    client = browse(world.president)
    assert row.address in client.get(f"/training/sessions/{session.pk}/").content.decode()
    client.post(row.address)
    assert [row.name for row in registrations_to_tell(world.sg, fresh(session))] == ["علي"]
    assert registrations_to_tell(world.stranger, fresh(session)) == []


def test_without_a_mail_server_nothing_is_noted_and_the_list_stays(world, session, settings):
    settings.EMAIL_URL = ""
    move(world, session.slots.first(), WEEK)
    after_a_while()
    assert not RegistrationLetter.objects.exists()
    assert [(row.name, row.by_mail) for row in registrations_to_tell(world.sg, fresh(session))] == [
        ("زهرة", False),
        ("علي", False),
    ]


def test_an_address_that_is_refused_comes_back_to_the_list(world, session, post):  # noqa: F811  the mail server
    post.answers["zahra@example.org"] = "550 no such user"
    move(world, session.slots.first(), WEEK)
    after_a_while()
    assert post.asked["zahra@example.org"] == 1
    assert [(row.name, row.by_mail) for row in registrations_to_tell(world.sg, fresh(session))] == [
        ("زهرة", False),
        ("علي", False),
    ]
    after_a_while()
    assert post.asked["zahra@example.org"] == 1


def test_a_server_that_is_away_is_asked_later(world, session, post):  # noqa: F811  the mail server
    post.answers["zahra@example.org"] = "451 later"
    move(world, session.slots.first(), WEEK)
    after_a_while()
    assert not RegistrationLetter.objects.exists()
    again = DBTaskResult.objects.filter(status="READY", task_path=send_letter.module_path)
    assert again.get().run_after > timezone.now()
    post.answers.clear()
    again.update(run_after=timezone.now())
    after_a_while()
    assert len(to_zahra(post)) == 1


@pytest.mark.parametrize("how", ["before_text", "after_text"])
def test_a_letter_that_the_server_gives_back_is_sent_later(world, session, post, how):  # noqa: F811  the mail server
    usual = getattr(post, how)
    setattr(post, how, "451 greylisted")
    move(world, session.slots.first(), WEEK)
    after_a_while()
    assert not RegistrationLetter.objects.exists()
    setattr(post, how, usual)
    DBTaskResult.objects.filter(status="READY").update(run_after=timezone.now())
    after_a_while()
    assert len(to_zahra(post)) == 1
    assert not RegistrationLetter.objects.filter(is_refused=True).exists()


def test_ones_page_that_the_server_gives_back_is_sent_later(world, session, post):  # noqa: F811  the mail server
    registration = session.registrations.get(email="zahra@example.org")
    post.after_text = "451 greylisted"
    with pytest.raises(NotNow):
        send_own_page.func(str(registration.pk))
    post.after_text = "250 OK"
    assert send_own_page.func(str(registration.pk)) == "sent"


def test_a_place_from_the_waiting_list_is_told_by_hand_too(world):
    row = a_session(world.coordinator, seats=1)
    first = registration_commands.register_person(world.coordinator, row, name="زهرة", phone="+212670000001")
    second = registration_commands.register_person(world.coordinator, row, name="علي", phone="+212670000002")
    assert registrations_to_tell(world.sg, fresh(row)) == []
    registration_commands.withdraw_registration(world.coordinator, first)
    [told] = registrations_to_tell(world.sg, fresh(row))
    assert (told.name, str(told.what)) == ("علي", "تأكيد المقعد")
    telling.note_registration_told(world.coordinator, second, digest=told.address.rstrip("/").rsplit("/", 1)[1])
    assert registrations_to_tell(world.sg, fresh(row)) == []


@pytest.mark.parametrize("which", ["session", "activity"])
def test_who_has_a_place_is_told_when_it_or_its_activity_is_called_off(world, session, post, which):  # noqa: F811
    day = said(session.slots.first().starts_at)
    if which == "session":
        sessions.cancel_session(world.coordinator, session, reason="مرض المؤطر")
    else:
        cancel_activity(world.sg, session.activity, reason="مرض المؤطر")
    after_a_while()
    [letter] = post.to("zahra@example.org")
    assert "إلغاء" in letter["Subject"]
    assert day in text(letter)
    [row] = registrations_to_tell(world.sg, fresh(session))
    assert (row.name, row.what) == ("علي", RegistrationLetter.Kind.CANCELLED.label)
    after_a_while()
    assert len(post.letters) == 1


def test_changing_the_activity_that_a_session_is_tells_who_has_a_place(world, session, post):  # noqa: F811
    activity = Activity.objects.get(pk=session.activity_id)
    edit_activity(world.sg, activity, starts_at=activity.starts_at, ends_at=activity.ends_at, venue="دار الثقافة")
    after_a_while()
    assert "دار الثقافة" in to_zahra(post)[0]


@pytest.mark.parametrize("by", [WEEK, -timedelta(days=3), timedelta(hours=2)])
def test_moving_the_activity_moves_its_half_days_and_tells(world, session, post, by):  # noqa: F811  the mail server
    stood = [(slot.starts_at, slot.ends_at) for slot in session.slots.all()]
    shift(world, session.activity, by)
    assert [(slot.starts_at, slot.ends_at) for slot in session.slots.all()] == [(a + by, b + by) for a, b in stood]
    after_a_while()
    [letter] = to_zahra(post)
    assert all(said(begins + by) in letter for begins, _ends in stood)
    slot = session.slots.first()
    slots.edit_slot(world.coordinator, slot, starts_at=slot.starts_at, ends_at=slot.ends_at, title="درس")
    assert fresh(session.activity).starts_at == stood[0][0] + by  # it stays there
    asked = DBTaskResult.objects.filter(task_path=remind_session.module_path).values_list("run_after", flat=True)
    assert slot.starts_at - timedelta(days=2) in set(asked)


def test_moving_a_meeting_moves_the_course_inside_it(world, post):  # noqa: F811  the mail server
    row = in_a_meeting(world)
    a_registration(row, 1, name="زهرة", email="zahra@example.org")
    begins = row.slots.get().starts_at
    shift(world, row.activity, 2 * WEEK)
    assert row.slots.get().starts_at == begins + 2 * WEEK
    after_a_while()
    assert said(begins + 2 * WEEK) in to_zahra(post)[0]


def to_trainer(post) -> list[str]:  # noqa: F811  the mail server
    after_a_while()
    return [text(letter) for letter in post.to("trainer@example.org")]


@pytest.mark.parametrize("is_convened", [True, False])
def test_who_teaches_a_course_inside_a_meeting_is_told(world, post, is_convened):  # noqa: F811  the mail server
    row = in_a_meeting(world, is_convened=is_convened)
    stood = row.slots.get().starts_at
    slot = move(world, row.slots.get(), WEEK)
    [letter] = to_trainer(post)
    assert letter.index(said(stood)) < letter.index(said(slot.starts_at))
    shift(world, row.activity, WEEK)  # the meeting, and the course with it
    assert said(stood + 2 * WEEK) in to_trainer(post)[1]
    sessions.cancel_session(world.coordinator, fresh(row), reason="مرض المؤطر")  # the meeting takes place
    told = to_trainer(post)
    assert len(told) == 3
    assert said(stood + 2 * WEEK) in told[2]
    assert len(to_trainer(post)) == 3


def test_who_teaches_knows_what_stood_when_they_were_asked(world, post):  # noqa: F811  the mail server
    row = in_a_meeting(world)
    other = Person.objects.create(space=row.space, name_ar="مؤطر", email="other@example.org")
    move(world, row.slots.get(), WEEK)
    slots.add_trainer(world.coordinator, row, person=other)
    after_a_while()
    assert post.to("other@example.org") == []


def test_the_clock_may_change_between_the_two_days(world):
    row = a_session(world.coordinator, halves=1, starts_on=date(2027, 2, 1))
    shift(world, row.activity, timedelta(days=14))  # Ramadan: the clock is another one
    slot = row.slots.get()
    assert [slot.starts_at, slot.ends_at] == [at(date(2027, 2, 15), time(9)), at(date(2027, 2, 15), time(12))]


def test_one_half_day_takes_the_hours_of_its_activity_and_several_say_how_long_it_is(world, session):
    row = a_session(world.coordinator, course="", halves=1)
    shift(world, row.activity, timedelta(0), longer=timedelta(hours=1))
    assert row.slots.get().minutes == 240
    with pytest.raises(Refused) as refusal:
        shift(world, session.activity, timedelta(0), longer=timedelta(hours=1))
    assert refusal.value.field == "ends_at"


@pytest.mark.parametrize("state", ["confirmed", "closed"])
def test_what_has_attendance_or_is_finished_does_not_move_along(world, session, state):
    session.state = state
    session.save()
    if state == "confirmed":
        was_there(session.registrations.first())
    with pytest.raises(Refused) as refusal:
        shift(world, session.activity, WEEK)
    assert refusal.value.field == "starts_at"
    shift(world, session.activity, timedelta(0), venue="دار الثقافة")  # what is not about hours is changed


def test_a_session_is_called_off_with_its_activity(world, session, client):
    session.is_public = True
    session.save()
    inside = in_a_meeting(world)
    for row in (session, inside):
        cancel_activity(world.coordinator, fresh(row.activity), reason="مرض المؤطر")
        assert fresh(row).state == "cancelled"
        assert row.steps.last().reason == "مرض المؤطر"
    assert 'class="sheet"' not in client.get(f"/training/join/{session.code}/").content.decode()
    with says_no("This session was cancelled."):
        registration_commands.join_session(visitor(session.space), fresh(session), name="علي", phone="+212670000000")


def test_what_is_finished_is_not_called_off_with_its_activity(world, session):
    session.state = "closed"
    session.save()
    cancel_activity(world.coordinator, fresh(session.activity), reason="خطأ في التسجيل")
    assert fresh(session).state == "closed"


def test_a_meeting_that_only_ends_later_leaves_the_course_inside_where_it_is(world):
    inside = in_a_meeting(world)
    stood = inside.slots.get()
    shift(world, inside.activity, timedelta(0), longer=timedelta(hours=1))
    assert inside.slots.get().starts_at == stood.starts_at
    assert inside.slots.get().ends_at == stood.ends_at


def test_a_session_in_an_activity_that_was_called_off_before_takes_nobody(world, session, client):
    session.is_public = True
    session.save()
    Activity.objects.filter(pk=session.activity_id).update(state="cancelled")
    page = client.get(f"/training/join/{session.code}/").content.decode()
    assert 'class="sheet"' not in page
    assert "هذا النشاط ألغي." in page
    with says_no("This activity was cancelled."):
        registration_commands.join_session(visitor(session.space), fresh(session), name="علي", phone="+212670000000")
    registration = session.registrations.first()
    page = client.get(f"/training/mine/{registration.pk}/{own_token(registration)}/").content.decode()
    assert "لكم مقعد." not in page
    assert "أُلغيت هذه الدورة." in page


def test_a_certificate_issued_again_is_told_again(world, post):  # noqa: F811  the mail server
    row = a_session(world.coordinator, course="", starts_on=timezone.localdate() - timedelta(days=3), state="confirmed")
    registration = a_registration(row, 1, email="zahra@example.org")
    was_there(registration)
    run = runs.ask_certificates(world.sg, row, language="ar")
    after_a_while()
    assert len(to_zahra(post)) == 1
    registration_commands.edit_registration(
        world.sg, registration, name="زهرة الزهراوي", email="zahra@example.org", phone=registration.phone
    )
    certificates.reissue_certificate(world.sg, run.certificates.get(), language="ar")
    after_a_while()
    assert len(to_zahra(post)) == 2
    assert Registration.objects.get(pk=registration.pk).letters.filter(kind="issued").count() == 2
