"""Promise and refusals of every command of activities."""

from datetime import date, datetime, time, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from sanad.activities import commands, policies
from sanad.activities.commands.minutes import Stale, seal
from sanad.activities.models import (
    Activity,
    Attendance,
    FollowUp,
    FollowUpStep,
    Minutes,
    MinutesRevision,
    PressReport,
    Series,
)
from sanad.activities.queries import carried_follow_ups
from sanad.foundation.policy import Refused
from sanad.foundation.spaces.actor import Actor


def at(day: date, hour: int = 10) -> datetime:
    return datetime.combine(day, time(hour), timezone.get_current_timezone())


@pytest.fixture
def plan(world):
    """`plan(day, …)`: an activity of the support organisation."""

    def make(day: date | None = None, **details):
        day = day or timezone.localdate() - timedelta(days=1)
        details = {"kind": "meeting", "title": "لقاء", "host": world.host, **details}
        return commands.plan_activity(world.sg, starts_at=at(day), ends_at=at(day, 12), **details)

    return make


@pytest.fixture
def held(world, plan):
    return commands.hold_activity(world.sg, plan(partners=[world.association]))


def approve(world, activity) -> Minutes:
    minutes = commands.begin_minutes(world.sg, activity)
    minutes = commands.save_minutes(world.sg, minutes, body="نص", base_version=minutes.version)
    return commands.approve_minutes(world.sg, commands.circulate_minutes(world.sg, minutes))


def refused(field: str | None, act, *args, **kwargs) -> None:
    with pytest.raises(Refused) as refusal:
        act(*args, **kwargs)
    assert refusal.value.field == field


def test_start_series_close_series_and_plan_activity(world, plan):
    series = commands.start_series(world.sg, title="سلسلة")
    row = plan(series=series)
    assert str(series) == "سلسلة"
    assert commands.close_series(world.sg, series).closed_at
    refused(None, commands.close_series, world.sg, series)
    series.refresh_from_db()
    refused("series", plan, series=series)
    day = timezone.localdate()
    refused(
        "ends_at",
        commands.plan_activity,
        world.sg,
        kind="trip",
        title="…",
        host=world.host,
        starts_at=at(day, 12),
        ends_at=at(day, 9),
    )
    assert (
        commands.edit_activity(
            world.sg, row, starts_at=row.starts_at, ends_at=row.ends_at, series=series, title="آخر"
        ).title
        == "آخر"
    )


def test_edit_activity_sets_partners_and_keeps_follow_ups_after_it(world, plan):
    row = plan(partners=[world.association])
    times = {"starts_at": row.starts_at, "ends_at": row.ends_at}
    commands.edit_activity(world.sg, row, **times, partners=[])
    assert row.taking_part.get().withdrawn_at
    commands.edit_activity(world.sg, row, **times, partners=[world.association])
    assert row.taking_part.get().withdrawn_at is None
    commands.assign_follow_up(world.sg, row, text="مهمة", owner=world.people["sg"], due_on=row.held_on)
    later = row.starts_at + timedelta(days=3)
    refused("starts_at", commands.edit_activity, world.sg, row, starts_at=later, ends_at=later)
    closed = commands.start_series(world.sg, title="مغلقة")
    commands.close_series(world.sg, closed)
    closed.refresh_from_db()
    refused("series", commands.edit_activity, world.sg, row, **times, series=closed)


def test_convene_activity_hold_activity_cancel_activity(world, plan):
    future = plan(timezone.localdate() + timedelta(days=5))
    assert commands.convene_activity(world.sg, future).state == "convened"
    refused(None, commands.hold_activity, world.sg, future)
    gone = commands.cancel_activity(world.sg, future, reason="مطر")
    assert gone.steps.last().reason == "مطر"
    refused(None, commands.convene_activity, world.sg, gone)
    refused(None, commands.add_item, world.sg, gone, kind="other", title="…")
    assert Activity.STATES.fold([(s.before, s.after) for s in gone.steps.all()]) == "cancelled"
    with pytest.raises(ValueError, match="does not follow"):
        Activity.STATES.fold([("planned", "held"), ("planned", "held")])
    assert str(gone.steps.first())


def test_add_partner_withdraw_partner(world, plan):
    row = plan()
    partner = commands.add_partner(world.sg, row, organisation=world.association)
    commands.convene_activity(world.sg, row)
    assert policies.visible_to(world.president, Activity).filter(pk=row.pk).exists()
    commands.withdraw_partner(world.sg, partner)
    assert not policies.visible_to(world.president, Activity).filter(pk=row.pk).exists()
    assert str(partner)


def test_add_item_edit_item_move_item_up_withdraw_item(world, held):
    first = commands.add_item(world.sg, held, kind="opening", title="افتتاح")
    second = commands.add_item(world.sg, held, kind="words", title="كلمات")
    commands.move_item_up(world.sg, second)
    commands.move_item_up(world.sg, second)
    assert [i.title for i in held.programme.order_by("position")] == ["كلمات", "افتتاح"]
    assert commands.edit_item(world.sg, first, record="تلاوة").record == "تلاوة"
    speaker = commands.record_attendance(world.sg, held, guest_name="ضيف")
    word = commands.record_word(world.sg, held, speaker=speaker, text="شكرا", item=second)
    refused(None, commands.withdraw_item, world.sg, second)
    commands.withdraw_word(world.sg, word)
    assert commands.withdraw_item(world.sg, second).withdrawn_at


def test_invite_guest_answer_invitation(world, held):
    refused("person", commands.invite_guest, world.sg, held)
    letter = commands.invite_guest(world.sg, held, person=world.people["president"])
    refused("person", commands.invite_guest, world.sg, held, person=world.people["president"])
    commands.invite_guest(world.sg, held, organisation=world.association)
    refused("organisation", commands.invite_guest, world.sg, held, organisation=world.association)
    assert commands.answer_invitation(world.sg, letter, answer="accepted").answer == "accepted"


def test_record_attendance_change_attendance_record_word(world, held, plan):
    person = world.people["president"]
    refused("person", commands.record_attendance, world.sg, held)
    refused("person", commands.record_attendance, world.sg, held, person=person, guest_name="ضيف")
    line = commands.record_attendance(world.sg, held, person=person)
    refused("person", commands.record_attendance, world.sg, held, person=person)
    guest = commands.record_attendance(world.sg, held, guest_name="ضيف")
    refused("guest_name", commands.record_attendance, world.sg, held, guest_name="ضيف")
    refused(
        "left_at", commands.change_attendance, world.sg, guest, status="present", came_at=time(11), left_at=time(10)
    )
    commands.record_word(world.sg, held, speaker=line, text="كلمة")
    refused("status", commands.change_attendance, world.sg, line, status="absent")
    assert commands.change_attendance(world.sg, guest, status="excused").status == "excused"
    refused("speaker", commands.record_word, world.sg, held, speaker=guest, text="…")
    other = commands.hold_activity(world.sg, plan())
    item = commands.add_item(world.sg, other, kind="words", title="…")
    refused("item", commands.record_word, world.sg, held, speaker=line, text="…", item=item)
    late = commands.record_attendance(
        world.sg, commands.hold_activity(world.sg, plan(date(2023, 1, 1))), guest_name="متأخر"
    )
    assert late.is_late_entry
    assert late.who == "متأخر"


def test_record_decision_withdraw_decision(world, held):
    commands.record_attendance(world.sg, held, guest_name="ضيف")
    refused(
        "votes_for", commands.record_decision, world.sg, held, text="…", method="vote", votes_for=1, votes_against=1
    )
    vote = commands.record_decision(world.sg, held, text="نعم", method="vote", votes_for=1)
    assert vote.did_not_vote == 0
    agreed = commands.record_decision(world.sg, held, text="نتفق", votes_for=7)
    assert (agreed.votes_for, agreed.did_not_vote) == (None, None)
    owner = world.people["sg"]
    commands.assign_follow_up(world.sg, held, text="مهمة", owner=owner, due_on=held.held_on, decision=agreed)
    refused(None, commands.withdraw_decision, world.sg, agreed)
    assert commands.withdraw_decision(world.sg, vote).withdrawn_at


def test_assign_follow_up_finish_follow_up_drop_follow_up_reopen_follow_up(world, held, plan):
    owner, day = world.people["sg"], held.held_on
    refused("due_on", commands.assign_follow_up, world.sg, held, text="…", owner=owner, due_on=day - timedelta(days=1))
    foreign = commands.record_decision(world.sg, commands.hold_activity(world.sg, plan()), text="…")
    refused("decision", commands.assign_follow_up, world.sg, held, text="…", owner=owner, due_on=day, decision=foreign)
    row = commands.assign_follow_up(world.sg, held, text="مهمة", owner=owner, due_on=day)
    assert row.is_late
    refused(None, commands.reopen_follow_up, world.sg, row)
    row = commands.finish_follow_up(world.sg, row, note="تم")
    refused(None, commands.finish_follow_up, world.sg, row)
    row = commands.drop_follow_up(world.sg, commands.reopen_follow_up(world.sg, row), note="لا حاجة")
    assert FollowUp.STATES.fold([(s.before, s.after) for s in row.steps.all()]) == "dropped"
    assert str(row.steps.first())
    assert not policies.can_close_follow_up(world.president, row)


def test_the_next_station_opens_with_the_open_follow_ups(world, plan):
    series = commands.start_series(world.sg, title="سلسلة")
    first = plan(timezone.localdate() - timedelta(days=9), series=series)
    second = plan(timezone.localdate() - timedelta(days=2), series=series)
    one, two = (
        commands.assign_follow_up(world.sg, first, text=text, owner=world.people["sg"], due_on=first.held_on)
        for text in "أب"
    )
    assert set(carried_follow_ups(second)) == {one, two}
    assert not carried_follow_ups(first).exists()
    FollowUpStep.objects.create(
        space=one.space,
        follow_up=one,
        before="open",
        after="done",
        by=world.sg.user,
        created_at=second.starts_at - timedelta(days=1),
    )
    assert set(carried_follow_ups(second)) == {two}


def test_minutes_from_draft_to_a_chained_correction(world, held):
    minutes = commands.begin_minutes(world.sg, held)
    assert commands.begin_minutes(world.sg, held) == minutes
    refused(None, commands.circulate_minutes, world.sg, minutes)
    minutes = commands.save_minutes(world.sg, minutes, body="نص أول", base_version=0)
    with pytest.raises(Stale) as stale:
        commands.save_minutes(world.coordinator, minutes, body="نص ثان", base_version=0)
    assert stale.value.current.body == "نص أول"
    refused(None, commands.take_back_minutes, world.sg, minutes)
    refused(None, commands.correct_minutes, world.sg, minutes, reason="…")
    minutes = commands.circulate_minutes(world.sg, minutes)
    refused(None, commands.save_minutes, world.sg, minutes, body="…", base_version=1)
    refused(None, commands.add_item, world.sg, held, kind="other", title="…")
    minutes = commands.circulate_minutes(world.sg, commands.take_back_minutes(world.sg, minutes))
    refused(None, commands.approve_minutes, world.coordinator, minutes)
    minutes = commands.approve_minutes(world.sg, minutes)
    first = minutes.revisions.get()
    minutes = commands.correct_minutes(world.sg, minutes, reason="خطأ في التاريخ")
    minutes = commands.approve_minutes(world.sg, commands.circulate_minutes(world.sg, minutes))
    second = minutes.revisions.get(number=2)
    assert second.previous_hash == first.hash == seal(first)
    assert second.reason == "خطأ في التاريخ"
    assert Minutes.STATES.fold([(s.before, s.after) for s in minutes.steps.all()]) == minutes.state


def test_the_database_refuses_to_change_an_approved_revision(world, held):
    revision = approve(world, held).revisions.get()
    for statement in ("UPDATE activities_minutesrevision SET body = 'x'", "DELETE FROM activities_minutesrevision"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert MinutesRevision.objects.get(pk=revision.pk).body == "نص"


def test_a_speaker_of_the_programme_was_present(world, held):
    commands.add_item(world.sg, held, kind="course", title="دورة", speaker=world.people["sg"])
    minutes = commands.begin_minutes(world.sg, held)
    minutes = commands.save_minutes(world.sg, minutes, body="نص", base_version=0)
    refused(None, commands.approve_minutes, world.sg, commands.circulate_minutes(world.sg, minutes))


def test_begin_press_report_choose_press_facts_approve_press_report(world, held):
    refused(None, commands.begin_press_report, world.sg, held, language="ar")
    approve(world, held)
    report = commands.begin_press_report(world.sg, held, language="ar")
    refused("told", commands.choose_press_facts, world.sg, report, told=["invented"])
    refused("told", commands.choose_press_facts, world.sg, report, told=[])
    report = commands.choose_press_facts(world.sg, report, told=["event"], author="كاتب")
    refused(None, commands.issue_activity_paper, world.sg, report, kind="press", language="ar")
    report = commands.approve_press_report(world.sg, report)
    refused(None, commands.choose_press_facts, world.sg, report, told=["event"])
    paper = commands.issue_activity_paper(world.sg, report, kind="press", language="ar")
    again = commands.issue_activity_paper(world.sg, report, kind="press", language="ar")
    assert (again.number, again.replaces) == (paper.number + 1, paper)
    assert policies.visible_to(world.president, PressReport).filter(pk=report.pk).exists()


def test_papers_of_an_activity_in_both_languages(world, held, browse):
    refused(None, commands.issue_activity_paper, world.sg, held, kind="attendance", language="ar")
    letter = commands.invite_guest(world.sg, held, person=world.people["president"], capacity="رئيس")
    commands.record_attendance(world.sg, held, person=world.people["president"])
    for kind, subject in (
        ("invitation", letter),
        ("attendance_blank", held),
        ("attendance", held),
        ("follow_ups", held),
    ):
        for language in ("ar", "fr"):
            paper = commands.issue_activity_paper(world.sg, subject, kind=kind, language=language)
            page = browse(world.sg).get(f"/D/{paper.code}")
            assert page.status_code == 200
    client = browse(world.sg)
    assert client.get(f"/activities/papers/attendance_blank/{held.pk}/ar/draft.pdf").content[:5] == b"%PDF-"
    assert client.get(f"/activities/papers/attendance_blank/{held.pk}/xx/draft.pdf").status_code == 404
    assert client.get(f"/activities/papers/unknown/{held.pk}/ar/draft.pdf").status_code == 404


def test_open_feed_close_feed(world, browse, client, held):
    for is_personal in (False, True):
        feed = commands.open_feed(world.sg, is_personal=is_personal)
        page = client.get(f"/activities/calendar/{feed.token}.ics")
        assert page["Content-Type"].startswith("text/calendar")
        assert str(feed)
        commands.close_feed(world.sg, feed)
        assert client.get(f"/activities/calendar/{feed.token}.ics").status_code == 404
        refused(None, commands.close_feed, world.sg, feed)
    refused(None, commands.close_feed, world.coordinator, commands.open_feed(world.sg, is_personal=False))


def test_who_sees_what(world, held):
    assert not policies.visible_to(world.stranger, Activity).exists()
    nobody = Actor(world.sg.user, world.sg.space, "no such role")
    assert not policies.visible_to(nobody, Activity).exists()
    assert not policies.visible_to(world.president, Series).exists()
    minutes = commands.begin_minutes(world.sg, held)
    assert not policies.visible_to(world.president, Minutes).filter(pk=minutes.pk).exists()
    assert policies.visible_to(world.president, Attendance).exists()
    assert policies.visible_to(world.sg, FollowUp).exists()


def test_two_people_write_the_same_minutes(world, held, browse):
    minutes = commands.begin_minutes(world.sg, held)
    address = f"/activities/minutes/{minutes.pk}/write/"
    assert browse(world.sg).post(address, {"body": "نص الأول", "base_version": "0"}).status_code == 302
    answer = browse(world.coordinator).post(address, {"body": "نص الثاني", "base_version": "0"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "نص الأول" in page
    assert "نص الثاني" in page
    both = {"body": "نص الأول والثاني", "base_version": ["0", "1"]}
    assert browse(world.coordinator).post(address, both).status_code == 302


def test_the_list_asks_the_same_number_of_questions_for_1_and_30_rows(world, browse, plan):
    from django.test.utils import CaptureQueriesContext

    def count() -> int:
        client = browse(world.sg)
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/activities/").status_code == 200
            return len(queries)

    few = count()
    for number in range(30):
        plan(title=f"لقاء {number}")
    assert count() == few


def test_activities_and_follow_ups_are_found_under_every_spelling(world, held, browse):
    commands.edit_activity(world.sg, held, starts_at=held.starts_at, ends_at=held.ends_at, title="لقاءُ الإِصغاء بأغزران")
    commands.assign_follow_up(world.sg, held, text="إعداد اتّفاقيّة", owner=world.people["sg"], due_on=held.held_on)
    seen = browse(world.sg)
    for address, words, found in (
        ("/activities/", "الاصغاء", "لقاءُ"),
        ("/search/", "باغزران", "لقاءُ"),
        ("/activities/follow-ups/", "اعداد اتفاقية", "اتّفاقيّة"),
    ):
        assert found in seen.get(address, {"q": words}).content.decode(), address
        assert found not in seen.get(address, {"q": "غير موجود"}).content.decode(), address


def test_the_next_station_is_planned_from_its_series(world, plan, browse):
    series = commands.start_series(world.sg, title="سلسلة")
    first = plan(timezone.localdate() - timedelta(days=9), series=series)
    commands.add_partner(world.sg, first, organisation=world.association)
    client = browse(world.sg)
    assert f"?series={series.pk}" in client.get(reverse("activities:series", args=[series.pk])).content.decode()
    form = client.get(reverse("activities:plan"), {"series": str(series.pk)}).context["form"]
    assert form.initial["series"] == series
    assert form.initial["partners"] == [world.association.pk]
    alone = commands.start_series(world.sg, title="أخرى")
    assert client.get(reverse("activities:plan"), {"series": str(alone.pk)}).context["form"].initial["partners"] == []
    for wrong in ("", "x", str(world.host.pk)):
        assert "series" not in client.get(reverse("activities:plan"), {"series": wrong}).context["form"].initial
