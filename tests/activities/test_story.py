"""Promise and refusals of every command of activities."""

from datetime import date, datetime, time, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from sanad.activities.calendars.commands import close_feed, open_feed
from sanad.activities.minutes.commands import (
    Stale,
    approve_minutes,
    begin_minutes,
    circulate_minutes,
    correct_minutes,
    save_minutes,
    take_back_minutes,
)
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
from sanad.activities.outcome.commands import (
    assign_follow_up,
    drop_follow_up,
    edit_decision,
    edit_follow_up,
    finish_follow_up,
    record_decision,
    reopen_follow_up,
    withdraw_decision,
)
from sanad.activities.outcome.policies import can_close_follow_up, can_edit_follow_up
from sanad.activities.papers.commands import issue_activity_paper
from sanad.activities.people.commands import (
    answer_invitation,
    change_attendance,
    edit_word,
    invite_guest,
    record_attendance,
    record_word,
    withdraw_attendance,
    withdraw_invitation,
    withdraw_word,
)
from sanad.activities.policies import can_mend, visible_to
from sanad.activities.press.commands import approve_press_report, begin_press_report, choose_press_facts
from sanad.activities.programme.commands.activity import (
    cancel_activity,
    close_series,
    convene_activity,
    edit_activity,
    hold_activity,
    plan_activity,
    start_series,
    unhold_activity,
)
from sanad.activities.programme.commands.items import add_item, edit_item, move_item_up, withdraw_item
from sanad.activities.queries.facts import facts_of_activity
from sanad.activities.queries.series import carried_follow_ups
from sanad.demo.since import settle
from sanad.foundation.documents.commands import withdraw_document
from sanad.foundation.files.store import content_of
from sanad.foundation.history.models import HistoryEntry
from sanad.foundation.spaces.actor import Actor
from tests.activities.moments import hold_with
from tests.judges.cards import empty_cards
from tests.pages import own_forms
from tests.pdf import words_of
from tests.refusals import says_no


def at(day: date, hour: int = 10) -> datetime:
    return datetime.combine(day, time(hour), timezone.get_current_timezone())


@pytest.fixture
def plan(world):
    """`plan(day, …)`: an activity of the support organisation."""

    def make(day: date | None = None, **details):
        day = day or timezone.localdate() - timedelta(days=1)
        details = {"kind": "meeting", "title": "لقاء", "host": world.host, **details}
        return plan_activity(world.sg, starts_at=at(day), ends_at=at(day, 12), **details)

    return make


@pytest.fixture
def held(world, plan):
    return hold_activity(world.sg, plan(partners=[world.association]))


@pytest.fixture
def guest(world, held):
    """Somebody on the list of those who were there."""
    return record_attendance(world.sg, held, guest_name="ضيف")


@pytest.fixture
def draft(world, held):
    """Minutes with a text."""
    return save_minutes(world.sg, begin_minutes(world.sg, held), body="نص أول", base_version=0)


@pytest.fixture
def report(world, held):
    """A press report that nobody approved yet."""
    approve(world, held)
    return begin_press_report(world.sg, held, language="ar")


def approve(world, activity) -> Minutes:
    minutes = begin_minutes(world.sg, activity)
    minutes = save_minutes(world.sg, minutes, body="نص", base_version=minutes.version)
    return approve_minutes(world.sg, circulate_minutes(world.sg, minutes))


def test_start_series_close_series_and_plan_activity(world, plan):
    series = start_series(world.sg, title="سلسلة")
    row = plan(series=series)
    assert str(series) == "سلسلة"
    assert close_series(world.sg, series).closed_at
    with says_no("This series is closed."):
        close_series(world.sg, series)
    series.refresh_from_db()
    with says_no("This series is closed.", field="series"):
        plan(series=series)
    day = timezone.localdate()
    with says_no("It ends before it begins.", field="ends_at"):
        plan_activity(world.sg, kind="trip", title="…", host=world.host, starts_at=at(day, 12), ends_at=at(day, 9))
    assert (
        edit_activity(world.sg, row, starts_at=row.starts_at, ends_at=row.ends_at, series=series, title="آخر").title
        == "آخر"
    )


def test_edit_activity_sets_partners_and_keeps_follow_ups_after_it(world, plan):
    row = plan(partners=[world.association])
    times = {"starts_at": row.starts_at, "ends_at": row.ends_at}
    edit_activity(world.sg, row, **times, partners=[])
    assert row.taking_part.get().withdrawn_at
    edit_activity(world.sg, row, **times, partners=[world.association])
    assert row.taking_part.get().withdrawn_at is None
    assign_follow_up(world.sg, row, text="مهمة", owner=world.people["sg"], due_on=row.held_on)
    later = row.starts_at + timedelta(days=3)
    with says_no("A follow-up of this activity would be due before it.", field="starts_at"):
        edit_activity(world.sg, row, starts_at=later, ends_at=later)
    closed = start_series(world.sg, title="مغلقة")
    close_series(world.sg, closed)
    closed.refresh_from_db()
    with says_no("This series is closed.", field="series"):
        edit_activity(world.sg, row, **times, series=closed)


def test_convene_activity_hold_activity_cancel_activity(world, plan):
    future = plan(timezone.localdate() + timedelta(days=5))
    assert convene_activity(world.sg, future).state == "convened"
    with says_no("It has not begun yet."):
        hold_activity(world.sg, future)
    gone = cancel_activity(world.sg, future, reason="مطر")
    assert gone.steps.last().reason == "مطر"
    with says_no("This step does not follow from the present state."):
        convene_activity(world.sg, gone)
    with says_no("This activity was cancelled."):
        add_item(world.sg, gone, kind="other", title="…")
    assert Activity.STATES.fold([(s.before, s.after) for s in gone.steps.all()]) == "cancelled"
    with pytest.raises(ValueError, match="does not follow"):
        Activity.STATES.fold([("planned", "held"), ("planned", "held")])
    assert str(gone.steps.first())


def test_unhold_activity(world, plan):
    """Said by mistake, it is taken back on the same day; not once its minutes are begun, nor later, nor by others."""
    row = hold_activity(world.sg, convene_activity(world.sg, plan(partners=[world.association])))
    with says_no("It took place already."):
        convene_activity(world.sg, row)
    with says_no("This belongs to another space."):
        unhold_activity(world.president, row)
    assert unhold_activity(world.sg, row).state == "convened"
    with says_no("Nobody said that it took place."):
        unhold_activity(world.sg, row)
    row = hold_activity(world.sg, row)
    begin_minutes(world.sg, row)
    row.refresh_from_db()
    with says_no("Its minutes are begun already."):
        unhold_activity(world.sg, row)


def test_what_took_place_is_taken_back_on_the_same_day_alone(world, plan, monkeypatch):
    row = hold_activity(world.sg, plan())
    tomorrow = timezone.localdate() + timedelta(days=1)
    real = timezone.localdate
    monkeypatch.setattr(timezone, "localdate", lambda moment=None: real(moment) if moment else tomorrow)
    with says_no("That it took place is taken back only on the day on which it was said."):
        unhold_activity(world.sg, row)


def test_with_whom_it_is_held_is_said_in_its_form_and_taken_back_there(world, plan):
    row = plan()
    hold_with(world.sg, row, world.association)
    row = convene_activity(world.sg, row)
    assert visible_to(world.president, Activity).filter(pk=row.pk).exists()
    edit_activity(world.sg, row, starts_at=row.starts_at, ends_at=row.ends_at, partners=[])
    assert not visible_to(world.president, Activity).filter(pk=row.pk).exists()
    assert str(row.taking_part.get()) == str(world.association)


def test_add_item_edit_item_move_item_up(world, held):
    first = add_item(world.sg, held, kind="opening", title="افتتاح")
    second = add_item(world.sg, held, kind="words", title="كلمات")
    for _twice in range(2):
        move_item_up(world.sg, second)
        assert [i.title for i in held.programme.order_by("position")] == ["كلمات", "افتتاح"]
    assert edit_item(world.sg, first, record="تلاوة").record == "تلاوة"


def test_withdraw_item_once_no_word_stands_under_it(world, held, guest):
    item = add_item(world.sg, held, kind="words", title="كلمات")
    word = record_word(world.sg, held, speaker=guest, text="شكرا", item=item)
    with says_no("Words were recorded under this point."):
        withdraw_item(world.sg, item)
    withdraw_word(world.sg, word)
    assert withdraw_item(world.sg, item).withdrawn_at


def test_invite_guest_answer_invitation(world, held):
    with says_no("Choose a person or an organisation.", field="person"):
        invite_guest(world.sg, held)
    letter = invite_guest(world.sg, held, person=world.people["president"])
    with says_no("They are already invited.", field="person"):
        invite_guest(world.sg, held, person=world.people["president"])
    invite_guest(world.sg, held, organisation=world.association)
    with says_no("They are already invited.", field="organisation"):
        invite_guest(world.sg, held, organisation=world.association)
    assert answer_invitation(world.sg, letter, answer="accepted").answer == "accepted"


def test_record_attendance_of_a_person_or_a_guest(world, held):
    with says_no("Choose a person, or write the name of a guest.", field="person"):
        record_attendance(world.sg, held)
    with says_no("Choose a person, or write the name of a guest.", field="person"):
        record_attendance(world.sg, held, person=world.people["president"], guest_name="ضيف")


def test_record_attendance_once(world, held, guest):
    record_attendance(world.sg, held, person=world.people["president"])
    with says_no("This person is already on the list.", field="person"):
        record_attendance(world.sg, held, person=world.people["president"])
    with says_no("This person is already on the list.", field="guest_name"):
        record_attendance(world.sg, held, guest_name=guest.guest_name)


def test_record_attendance_long_after_is_marked(world, plan):
    late = record_attendance(world.sg, hold_activity(world.sg, plan(date(2023, 1, 1))), guest_name="متأخر")
    assert late.is_late_entry
    assert late.who == "متأخر"


def test_change_attendance_to_what_can_be(world, guest):
    with says_no("They left before they came.", field="left_at"):
        change_attendance(world.sg, guest, status="present", came_at=time(11), left_at=time(10))
    assert change_attendance(world.sg, guest, status="excused").status == "excused"


def test_change_attendance_of_who_spoke(world, held, guest):
    record_word(world.sg, held, speaker=guest, text="كلمة")
    with says_no("Words of this person are recorded, so they were present.", field="status"):
        change_attendance(world.sg, guest, status="absent")


def named(activity) -> list[str]:
    """Who is on the list that papers and minutes tell."""
    return [line["who"][0] for line in facts_of_activity(activity)["attendance"]]


def test_change_attendance_corrects_the_name_of_a_guest(world, held, guest):
    record_attendance(world.sg, held, guest_name="زهرة بوزيد")
    record_word(world.sg, held, speaker=guest, text="شكرا لكم")
    told = {"status": "present", "person": None}
    assert change_attendance(world.sg, guest, **told, guest_name="الضيف الكريم").guest_name == "الضيف الكريم"
    assert named(held) == ["الضيف الكريم", "زهرة بوزيد"]
    assert facts_of_activity(held)["words"][0]["who"][0] == "الضيف الكريم"
    with says_no("Choose a person, or write the name of a guest.", field="person"):
        change_attendance(world.sg, guest, **told, guest_name="")
    with says_no("This person is already on the list.", field="guest_name"):
        change_attendance(world.sg, guest, **told, guest_name="زهرة بوزيد")
    with says_no("زهرة بوزيد is on the list already.", field="same"):
        change_attendance(world.sg, guest, **told, guest_name="زهره بوزيد")
    card = world.people["president"]
    assert change_attendance(world.sg, guest, status="present", person=card, guest_name="").person == card
    line = HistoryEntry.objects.filter(command="activities.change_attendance", object_id=guest.pk).first()
    assert line.changes["guest_name"][:2] == ["ضيف", "الضيف الكريم"]


def test_withdraw_attendance_of_who_was_entered_by_mistake(world, held, guest):
    word = record_word(world.sg, held, speaker=guest, text="كلمة")
    with says_no("Words of this person are recorded, so they were present."):
        withdraw_attendance(world.sg, guest)
    withdraw_word(world.sg, word)
    gone = withdraw_attendance(world.sg, guest)
    assert gone.withdrawn_at
    assert not held.attendance.present().exists()
    assert named(held) == []
    with says_no("This was withdrawn."):
        change_attendance(world.sg, gone, status="absent")
    with says_no("Only those present speak. Record the attendance first.", field="speaker"):
        record_word(world.sg, held, speaker=gone, text="…")
    assert record_attendance(world.sg, held, guest_name=guest.guest_name) != gone
    assert HistoryEntry.objects.filter(command="activities.withdraw_attendance", object_id=gone.pk).exists()


def test_withdraw_invitation_and_invite_again(world, held):
    card = world.people["president"]
    letter = invite_guest(world.sg, held, person=card, capacity="رئيس")
    assert answer_invitation(world.sg, letter, answer="pending", capacity="كاتب").capacity == "كاتب"
    assert withdraw_invitation(world.sg, letter).withdrawn_at
    with says_no("This was withdrawn."):
        answer_invitation(world.sg, letter, answer="accepted")
    with says_no("This was withdrawn."):
        issue_activity_paper(world.sg, letter, kind="invitation", language="ar")
    assert invite_guest(world.sg, held, person=card) != letter


def test_edit_word_of_who_was_present(world, held, guest):
    word = record_word(world.sg, held, speaker=guest, text="كلمت")
    other = record_attendance(world.sg, held, person=world.people["president"])
    item = add_item(world.sg, held, kind="words", title="كلمات")
    word = edit_word(world.sg, word, speaker=other, text="كلمة", item=item)
    assert (word.speaker, word.text, word.item) == (other, "كلمة", item)
    change_attendance(world.sg, guest, status="absent")
    with says_no("Only those present speak. Record the attendance first.", field="speaker"):
        edit_word(world.sg, word, speaker=guest, text="كلمة")
    withdraw_word(world.sg, word)
    with says_no("This was withdrawn."):
        edit_word(world.sg, word, speaker=other, text="كلمة")


def test_edit_decision_until_the_minutes_are_circulated(world, held, guest, draft):
    vote = record_decision(world.sg, held, text="نعمم", method="vote", votes_for=1)
    record_attendance(world.sg, held, person=world.people["president"])
    same = {"method": "vote", "votes_for": 1}
    vote = edit_decision(world.sg, vote, text="نعم", **same)
    assert (vote.text, vote.entitled) == ("نعم", 1), "only the words were corrected"
    vote = edit_decision(world.sg, vote, text="نعم", method="vote", votes_for=1, votes_against=1)
    assert (vote.entitled, vote.did_not_vote) == (2, 0)
    with says_no("There are more voices than people present.", field="votes_for"):
        edit_decision(world.sg, vote, text="نعم", method="vote", votes_for=3)
    vote = edit_decision(world.sg, vote, text="نعم", votes_for=1)
    assert (vote.method, vote.votes_for, vote.entitled) == ("consensus", None, None)
    minutes = circulate_minutes(world.sg, draft)
    with says_no("The minutes are circulated or approved. Take them back to draft, or open a correction, first."):
        edit_decision(world.sg, vote, text="لا")
    minutes = approve_minutes(world.sg, minutes)
    correct_minutes(world.sg, minutes, reason="خطأ")
    vote.refresh_from_db()
    assert edit_decision(world.sg, vote, text="لا").text == "لا"
    assert minutes.revisions.get().facts["decisions"][0]["text"] == "نعم", "what was approved stays as it was"
    withdraw_decision(world.sg, vote)
    with says_no("This was withdrawn."):
        edit_decision(world.sg, vote, text="نعم")


def test_edit_follow_up_while_it_is_open(world, held):
    decision = record_decision(world.sg, held, text="قرار")
    task = {"owner": world.people["sg"], "due_on": held.held_on}
    row = assign_follow_up(world.sg, held, text="مهمه", **task)
    row = edit_follow_up(world.sg, row, text="مهمة", **task, decision=decision)
    assert (row.text, row.decision) == ("مهمة", decision)
    with says_no("It would be due before the activity itself.", field="due_on"):
        edit_follow_up(world.sg, row, text="مهمة", owner=task["owner"], due_on=held.held_on - timedelta(days=1))
    row = finish_follow_up(world.sg, row)
    with says_no("This follow-up is already closed."):
        edit_follow_up(world.sg, row, text="…", **task)


def test_who_mends_what_was_recorded(world, held, guest):
    task = assign_follow_up(world.sg, held, text="مهمة", owner=world.people["sg"], due_on=held.held_on)
    decision = record_decision(world.sg, held, text="قرار")
    for row in (guest, decision):
        assert can_mend(world.sg, row)
        assert can_mend(world.president, row).reason == gettext("This belongs to another space.")
        row.withdraw()
        assert can_mend(world.sg, row).reason == gettext("This was withdrawn.")
    assert can_edit_follow_up(world.sg, task)
    assert not can_edit_follow_up(world.president, task)


def mends(client, address: str, **typed: str) -> None:
    """What was entered wrongly is typed again on its page, which keeps the rest."""
    page = next(own_forms(client.get(address).content.decode(), address))
    assert client.post(address, page.data(**typed)).status_code == 302


def tab(client, held, name: str) -> str:
    return client.get(reverse(f"activities:{name}", args=[held.pk])).content.decode()


def test_who_came_what_they_said_and_who_was_invited_is_mended_on_its_pages(world, held, guest, browse):
    client = browse(world.sg)
    word = record_word(world.sg, held, speaker=guest, text="كلمت الضيف")
    letter = invite_guest(world.sg, held, person=world.people["president"])
    mends(client, reverse("activities:change_attendance", args=[guest.pk]), guest_name="عبد الكريم الضيف")
    mends(client, reverse("activities:edit_word", args=[word.pk]), text="كلمة الضيف")
    mends(client, reverse("activities:answer", args=[letter.pk]), capacity="نائب الرئيس")
    people = tab(client, held, "people")
    for said in ("عبد الكريم الضيف", "كلمة الضيف", "نائب الرئيس"):
        assert said in people


def test_what_was_decided_and_is_to_be_done_is_mended_on_its_pages(world, held, browse):
    client = browse(world.sg)
    decision = record_decision(world.sg, held, text="قرار اول")
    task = assign_follow_up(world.sg, held, text="مهمه", owner=world.people["sg"], due_on=held.held_on)
    mends(client, reverse("activities:edit_decision", args=[decision.pk]), text="قرار أول")
    mends(client, reverse("activities:edit_follow_up", args=[task.pk]), text="مهمة مصححة")
    outcome = tab(client, held, "outcome")
    for said in ("قرار أول", "مهمة مصححة", reverse("activities:edit_decision", args=[decision.pk])):
        assert said in outcome


def test_who_was_entered_by_mistake_is_withdrawn_on_the_page_of_the_people(world, held, guest, browse):
    client = browse(world.sg)
    wrong = record_attendance(world.sg, held, guest_name="دخل خطأ")
    letter = invite_guest(world.sg, held, person=world.people["president"], capacity="نائب الرئيس")
    people = tab(client, held, "people")
    assert "دخل خطأ" in people
    assert "نائب الرئيس" in people
    client.post(reverse("activities:withdraw_attendance", args=[wrong.pk]))
    client.post(reverse("activities:withdraw_invitation", args=[letter.pk]))
    people = tab(client, held, "people")
    assert "دخل خطأ" not in people
    assert "نائب الرئيس" not in people
    assert reverse("activities:withdraw_attendance", args=[guest.pk]) in people


def test_nothing_is_mended_under_circulated_minutes(world, held, guest, browse):
    client = browse(world.sg)
    decision = record_decision(world.sg, held, text="قرار أول")
    addresses = ("/withdraw/", reverse("activities:edit_decision", args=[decision.pk]))
    before = [tab(client, held, name) for name in ("people", "outcome")]
    assert all(any(address in page for page in before) for address in addresses)
    circulate_minutes(world.sg, save_minutes(world.sg, begin_minutes(world.sg, held), body="نص", base_version=0))
    for name in ("people", "outcome"):
        page = tab(client, held, name)
        assert not any(address in page for address in addresses)


def test_record_word_of_who_was_present_under_a_point_of_this_programme(world, held, plan, guest):
    item = add_item(world.sg, hold_activity(world.sg, plan()), kind="words", title="…")
    with says_no("This choice does not exist.", field="item"):
        record_word(world.sg, held, speaker=guest, text="…", item=item)
    change_attendance(world.sg, guest, status="excused")
    with says_no("Only those present speak. Record the attendance first.", field="speaker"):
        record_word(world.sg, held, speaker=guest, text="…")


def test_record_decision_withdraw_decision(world, held):
    record_attendance(world.sg, held, guest_name="ضيف")
    with says_no("There are more voices than people present.", field="votes_for"):
        record_decision(world.sg, held, text="…", method="vote", votes_for=1, votes_against=1)
    vote = record_decision(world.sg, held, text="نعم", method="vote", votes_for=1)
    assert vote.did_not_vote == 0
    agreed = record_decision(world.sg, held, text="نتفق", votes_for=7)
    assert (agreed.votes_for, agreed.did_not_vote) == (None, None)
    owner = world.people["sg"]
    assign_follow_up(world.sg, held, text="مهمة", owner=owner, due_on=held.held_on, decision=agreed)
    with says_no("Follow-ups hang on this decision. Drop them with a reason instead."):
        withdraw_decision(world.sg, agreed)
    assert withdraw_decision(world.sg, vote).withdrawn_at


def test_assign_follow_up_after_its_activity_and_under_a_decision_of_it(world, held, plan):
    task = {"text": "…", "owner": world.people["sg"]}
    with says_no("It would be due before the activity itself.", field="due_on"):
        assign_follow_up(world.sg, held, **task, due_on=held.held_on - timedelta(days=1))
    foreign = record_decision(world.sg, hold_activity(world.sg, plan()), text="…")
    with says_no("This choice does not exist.", field="decision"):
        assign_follow_up(world.sg, held, **task, due_on=held.held_on, decision=foreign)


def test_finish_follow_up_reopen_follow_up_drop_follow_up(world, held):
    row = assign_follow_up(world.sg, held, text="مهمة", owner=world.people["sg"], due_on=held.held_on)
    assert row.is_late
    with says_no("This follow-up is open."):
        reopen_follow_up(world.sg, row)
    row = finish_follow_up(world.sg, row, note="تم")
    with says_no("This follow-up is already closed."):
        finish_follow_up(world.sg, row)
    row = drop_follow_up(world.sg, reopen_follow_up(world.sg, row), note="لا حاجة")
    assert FollowUp.STATES.fold([(s.before, s.after) for s in row.steps.all()]) == "dropped"
    assert str(row.steps.first())
    assert not can_close_follow_up(world.president, row)


def test_the_next_station_opens_with_the_open_follow_ups(world, plan):
    series = start_series(world.sg, title="سلسلة")
    first = plan(timezone.localdate() - timedelta(days=9), series=series)
    second = plan(timezone.localdate() - timedelta(days=2), series=series)
    one, two = (
        assign_follow_up(world.sg, first, text=text, owner=world.people["sg"], due_on=first.held_on) for text in "أب"
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


def test_begin_minutes_is_done_once(world, held):
    assert begin_minutes(world.sg, held) == begin_minutes(world.sg, held)


def test_circulate_minutes_wants_a_text(world, held):
    with says_no("The text is still empty."):
        circulate_minutes(world.sg, begin_minutes(world.sg, held))


def test_save_minutes_tells_the_second_what_the_first_wrote(world, held, draft):
    with says_no("Somebody else saved this text while you were writing.", field="body", kind=Stale) as stale:
        save_minutes(world.coordinator, draft, body="نص ثان", base_version=0)
    assert stale.value.current.body == "نص أول"


def test_take_back_minutes_and_correct_minutes_have_nothing_to_do_with_a_draft(world, draft):
    with says_no("The minutes are not being circulated."):
        take_back_minutes(world.sg, draft)
    with says_no("The minutes are not approved yet."):
        correct_minutes(world.sg, draft, reason="…")


def test_circulate_minutes_freezes_them_until_they_are_taken_back(world, held, draft):
    minutes = circulate_minutes(world.sg, draft)
    with says_no("Only a draft can be changed."):
        save_minutes(world.sg, minutes, body="…", base_version=1)
    with says_no("The minutes are circulated or approved. Take them back to draft, or open a correction, first."):
        add_item(world.sg, held, kind="other", title="…")
    assert take_back_minutes(world.sg, minutes).state == "draft"


def test_approve_minutes_is_for_who_signs_them(world, draft):
    minutes = circulate_minutes(world.sg, draft)
    with says_no("Your role in this space does not allow this."):
        approve_minutes(world.coordinator, minutes)
    assert approve_minutes(world.sg, minutes).revisions.get().number == 1


def test_correct_minutes_chains_the_next_revision_to_the_one_before(world, held):
    minutes = approve(world, held)
    first = minutes.revisions.get()
    minutes = correct_minutes(world.sg, minutes, reason="خطأ في التاريخ")
    minutes = approve_minutes(world.sg, circulate_minutes(world.sg, minutes))
    second = minutes.revisions.get(number=2)
    assert second.previous_hash == first.hash == first.computed_seal()
    assert second.reason == "خطأ في التاريخ"
    assert Minutes.STATES.fold([(s.before, s.after) for s in minutes.steps.all()]) == minutes.state


def test_the_database_refuses_to_change_an_approved_revision(world, held):
    revision = approve(world, held).revisions.get()
    for statement in ("UPDATE activities_minutesrevision SET body = 'x'", "DELETE FROM activities_minutesrevision"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert MinutesRevision.objects.get(pk=revision.pk).body == "نص"


def test_a_speaker_of_the_programme_was_present(world, held):
    add_item(world.sg, held, kind="course", title="دورة", speaker=world.people["sg"])
    minutes = begin_minutes(world.sg, held)
    minutes = save_minutes(world.sg, minutes, body="نص", base_version=0)
    with says_no("Mohammed El Haji speaks in the programme but is not on the list of those present."):
        approve_minutes(world.sg, circulate_minutes(world.sg, minutes))


def test_begin_press_report_from_approved_minutes(world, held):
    with says_no("The press report is written from approved minutes."):
        begin_press_report(world.sg, held, language="ar")


@pytest.mark.parametrize("told", [["invented"], []])
def test_choose_press_facts_among_those_of_the_minutes(world, report, told):
    with says_no("Choose among the facts of the approved minutes.", field="told"):
        choose_press_facts(world.sg, report, told=told)


def test_approve_press_report_ends_its_choices(world, report):
    report = choose_press_facts(world.sg, report, told=["event"], author="كاتب")
    report = approve_press_report(world.sg, report)
    with says_no("An approved report is not changed; write a new one."):
        choose_press_facts(world.sg, report, told=["event"])
    assert visible_to(world.president, PressReport).filter(pk=report.pk).exists()


def test_no_report_is_released_while_its_minutes_are_corrected(world, held, report):
    correct_minutes(world.sg, held.minutes, reason="خطأ في التاريخ")
    with says_no("The minutes are corrected since. Begin a new report when the correction is approved."):
        approve_press_report(world.sg, report)


def test_minutes_saved_as_they_stand_are_the_same_version(world, held):
    minutes = save_minutes(world.sg, begin_minutes(world.sg, held), body="نص", base_version=0)
    assert save_minutes(world.sg, minutes, body="نص", base_version=0).version == minutes.version == 1


def test_issue_activity_paper_of_an_approved_report_and_again(world, report):
    with says_no("Approve the report first."):
        issue_activity_paper(world.sg, report, kind="press", language="ar")
    report = approve_press_report(world.sg, choose_press_facts(world.sg, report, told=["event"]))
    paper = issue_activity_paper(world.sg, report, kind="press", language="ar")
    again = issue_activity_paper(world.sg, report, kind="press", language="ar")
    assert (again.number, again.replaces) == (paper.number + 1, paper)


def test_papers_of_an_activity_in_both_languages(world, held, browse):
    with says_no("Nobody is recorded as present yet."):
        issue_activity_paper(world.sg, held, kind="attendance", language="ar")
    letter = invite_guest(world.sg, held, person=world.people["president"], capacity="رئيس")
    record_attendance(world.sg, held, person=world.people["president"])
    for kind, subject in (
        ("invitation", letter),
        ("attendance_blank", held),
        ("attendance", held),
        ("follow_ups", held),
    ):
        for language in ("ar", "fr"):
            paper = issue_activity_paper(world.sg, subject, kind=kind, language=language)
            page = browse(world.sg).get(f"/D/{paper.code}")
            assert page.status_code == 200
    client = browse(world.sg)
    assert client.get(f"/activities/papers/attendance_blank/{held.pk}/ar/draft.pdf").content[:5] == b"%PDF-"
    assert client.get(f"/activities/papers/attendance_blank/{held.pk}/xx/draft.pdf").status_code == 404
    assert client.get(f"/activities/papers/unknown/{held.pk}/ar/draft.pdf").status_code == 404


def test_open_feed_close_feed(world, browse, client, held):
    for is_personal in (False, True):
        feed = open_feed(world.sg, is_personal=is_personal)
        page = client.get(f"/activities/calendar/{feed.token}.ics")
        assert page["Content-Type"].startswith("text/calendar")
        assert str(feed)
        close_feed(world.sg, feed)
        assert client.get(f"/activities/calendar/{feed.token}.ics").status_code == 404
        with says_no("This address is closed already."):
            close_feed(world.sg, feed)
    with says_no("This calendar address belongs to somebody else."):
        close_feed(world.coordinator, open_feed(world.sg, is_personal=False))


def test_who_sees_what(world, held):
    assert not visible_to(world.stranger, Activity).exists()
    nobody = Actor(world.sg.user, world.sg.space, "no such role")
    assert not visible_to(nobody, Activity).exists()
    assert not visible_to(world.president, Series).exists()
    minutes = begin_minutes(world.sg, held)
    assert not visible_to(world.president, Minutes).filter(pk=minutes.pk).exists()
    assert visible_to(world.president, Attendance).exists()
    assert visible_to(world.sg, FollowUp).exists()


def test_two_people_write_the_same_minutes(world, held, browse):
    minutes = begin_minutes(world.sg, held)
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
    edit_activity(world.sg, held, starts_at=held.starts_at, ends_at=held.ends_at, title="لقاءُ الإِصغاء بأغزران")
    assign_follow_up(world.sg, held, text="إعداد اتّفاقيّة", owner=world.people["sg"], due_on=held.held_on)
    seen = browse(world.sg)
    for address, words, found in (
        ("/activities/", "الاصغاء", "لقاءُ"),
        ("/search/", "باغزران", "لقاءُ"),
        ("/activities/follow-ups/", "اعداد اتفاقية", "اتّفاقيّة"),
    ):
        assert found in seen.get(address, {"q": words}).content.decode(), address
        assert found not in seen.get(address, {"q": "غير موجود"}).content.decode(), address


def test_the_next_station_is_planned_from_its_series(world, plan, browse):
    series = start_series(world.sg, title="سلسلة")
    first = plan(timezone.localdate() - timedelta(days=9), series=series)
    hold_with(world.sg, first, world.association)
    client = browse(world.sg)
    assert f"?series={series.pk}" in client.get(reverse("activities:series", args=[series.pk])).content.decode()
    form = client.get(reverse("activities:plan"), {"series": str(series.pk)}).context["form"]
    assert form.initial["series"] == series
    assert form.initial["partners"] == [world.association.pk]
    alone = start_series(world.sg, title="أخرى")
    assert client.get(reverse("activities:plan"), {"series": str(alone.pk)}).context["form"].initial["partners"] == []
    for wrong in ("", "x", str(world.host.pk)):
        assert "series" not in client.get(reverse("activities:plan"), {"series": wrong}).context["form"].initial


@pytest.fixture
def reader(world, browse):
    """The president of the association, who reads what the support organisation holds with it."""
    return browse(world.president)


def test_who_reads_an_activity_opens_its_approved_minutes_as_a_paper(world, held, reader, client):
    address = reverse("activities:papers", args=[held.pk])
    before = reader.get(address).text
    assert "/minutes.pdf" not in before
    assert empty_cards(before) == []
    minutes = approve(world, held)
    revision = minutes.revisions.get()
    for language, word in (("ar", "محضر"), ("fr", "Procès-verbal")):
        paper = reverse("activities:minutes_paper", args=[revision.pk, language])
        assert paper in reader.get(address).text
        assert empty_cards(reader.get(address).text) == []
        assert paper in reader.get(reverse("activities:revision", args=[revision.pk])).text
        answer = reader.get(paper)
        assert answer["Content-Type"] == "application/pdf"
        text = words_of(answer.content)
        assert word in text
        assert "نص" in text
        assert not any(draft in text for draft in ("مسودة", "Brouillon", "Draft"))
    assert reader.get(reverse("activities:minutes_paper", args=[revision.pk, "xx"])).status_code == 404
    assert client.get(reverse("activities:minutes_paper", args=[revision.pk, "ar"])).status_code == 302


def test_a_stranger_finds_no_minutes(world, held, browse):
    revision = approve(world, held).revisions.get()
    assert browse(world.stranger).get(reverse("activities:minutes_paper", args=[revision.pk, "ar"])).status_code == 404


def test_the_numbered_paper_is_what_a_reader_opens(world, held, reader):
    revision = approve(world, held).revisions.get()
    paper = reverse("activities:minutes_paper", args=[revision.pk, "ar"])
    first = issue_activity_paper(world.sg, revision, kind="minutes", language="ar")
    assert reader.get(paper).getvalue() == content_of(first.file)
    assert first.reference in reader.get(reverse("activities:papers", args=[held.pk])).text
    second = issue_activity_paper(world.sg, revision, kind="minutes", language="ar")
    assert reader.get(paper).getvalue() == content_of(second.file)
    withdraw_document(world.sg, second, reason="خطأ")
    assert first.code not in words_of(reader.get(paper).content)


def test_a_correction_leaves_the_approved_minutes_to_their_readers(world, held, reader):
    minutes = approve(world, held)
    revision = minutes.revisions.get()
    correct_minutes(world.sg, minutes, reason="خطأ")
    assert reader.get(reverse("activities:minutes_paper", args=[revision.pk, "ar"])).content[:5] == b"%PDF-"


def test_an_approved_press_report_is_no_draft_for_its_readers(world, report, reader):
    page, paper = (reverse(f"activities:{name}", args=[report.pk]) for name in ("press", "press_paper"))
    assert reader.get(page).status_code == reader.get(paper).status_code == 404
    approve_press_report(world.sg, report)
    shown = reader.get(page).text
    assert paper in shown
    assert reverse("activities:issue_paper", args=["press", report.pk, "ar"]) not in shown
    assert "هذا يخص فضاء آخر" not in shown
    assert "مسودة" not in words_of(reader.get(paper).content)
    issued = issue_activity_paper(world.sg, report, kind="press", language="ar")
    assert reader.get(paper).getvalue() == content_of(issued.file)


def test_what_the_demo_shows_done_stands_open_nowhere_in_it(world):
    assert FollowUp.objects.filter(space=world.sg.space).open().exists()
    settle(world)
    assert not FollowUp.objects.filter(space=world.sg.space).open().exists()
    assert {row.state for row in FollowUp.objects.filter(space=world.sg.space)} == {"done", "dropped"}


def test_nobody_waits_for_an_answer_when_it_is_said_who_came(world, browse):
    waits = gettext("No answer yet")
    begins = timezone.now() - timedelta(hours=3)
    row = plan_activity(
        world.sg, kind="meeting", title="لقاء", host=world.host, starts_at=begins, ends_at=begins + timedelta(hours=1)
    )
    invite_guest(world.sg, row, person=world.people["president"])
    page = f"/activities/{row.pk}/people/"
    client = browse(world.sg)
    assert waits in client.get(page).text
    hold_activity(world.sg, row)
    record_attendance(world.sg, row, person=world.people["president"])
    assert waits not in client.get(page).text
