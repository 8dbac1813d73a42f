"""Invariants of minutes, of what a station hands to the next, and of the press report, over random stories."""

from datetime import datetime, time, timedelta
from functools import partial
from itertools import pairwise, product
from uuid import UUID

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone
from django.utils.html import escape
from hypothesis import given
from hypothesis import strategies as st

from sanad.activities.minutes.commands import (
    approve_minutes,
    begin_minutes,
    circulate_minutes,
    correct_minutes,
    save_minutes,
)
from sanad.activities.models import Activity, MinutesRevision
from sanad.activities.outcome.commands import (
    drop_follow_up,
    finish_follow_up,
    record_decision,
    reopen_follow_up,
    withdraw_decision,
)
from sanad.activities.people.commands import change_attendance, record_attendance, record_word, withdraw_word
from sanad.activities.press.commands import approve_press_report, begin_press_report, choose_press_facts
from sanad.activities.press.documents import press_report
from sanad.activities.press.queries import press_paragraphs, told_paragraphs
from sanad.activities.programme.commands.activity import edit_activity, hold_activity, start_series
from sanad.activities.programme.commands.items import add_item, withdraw_item
from sanad.activities.queries.facts import facts_of_activity
from sanad.activities.queries.series import carried_follow_ups
from sanad.foundation.history.models import HistoryEntry
from tests.properties import GLANCE, LOOK, alone, approved, assigned, circulated, frozen, is_refused, planned
from tests.refusals import says_no


@pytest.fixture
def held(world):
    return hold_activity(world.sg, planned(world.sg, world.host, timezone.now() - timedelta(hours=3)))


TEXT = st.text("ابجد \n٣9é<&'\u200f\u2067", min_size=1, max_size=40)  # all of Unicode takes seconds to tabulate


@GLANCE
@given(st.lists(TEXT.filter(str.strip), min_size=1, max_size=3))
def test_m1_each_revision_chains_to_the_one_before(world, held, texts):
    def story() -> None:
        minutes = begin_minutes(world.sg, held)
        for number, text in enumerate(texts):
            if number:
                minutes = correct_minutes(world.sg, minutes, reason="تصحيح")
            minutes = save_minutes(world.sg, minutes, body=text, base_version=minutes.version)
            minutes = approve_minutes(world.sg, circulate_minutes(world.sg, minutes))
        rows = list(minutes.revisions.order_by("number"))
        assert [row.body for row in rows] == texts
        assert all(after.previous_hash == before.hash for before, after in pairwise(rows))

    alone(story)


@pytest.fixture
def sealed(world, held):
    record_decision(world.sg, held, text="قرار")
    return approved(world, held).revisions.get()


CHANGES = {
    "body": "آخر",
    "facts": {},
    "number": 9,
    "reason": "آخر",
    "hash": "0" * 64,
    "previous_hash": "f" * 64,
    "approved_at": timezone.now(),
    "created_at": timezone.now(),
    "minutes_id": UUID(int=1),
    "approved_by_id": UUID(int=1),
}


@LOOK
@given(st.dictionaries(st.sampled_from(sorted(CHANGES)), st.none(), min_size=1, max_size=3))
def test_m1_the_database_keeps_an_approved_revision_as_it_is(sealed, fields):
    def story() -> None:
        frozen(MinutesRevision.objects.filter(pk=sealed.pk), **{field: CHANGES[field] for field in fields})
        for field in fields:
            changed = MinutesRevision.objects.get(pk=sealed.pk)
            setattr(changed, field, CHANGES[field])
            with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
                changed.save()
        row = MinutesRevision.objects.get(pk=sealed.pk)
        assert row.computed_seal() == row.hash == sealed.hash

    alone(story)


@GLANCE
@given(st.booleans(), st.permutations(range(8)))
def test_m1_nothing_under_circulated_or_approved_minutes_changes(world, held, approves, order):
    def story() -> None:
        line = record_attendance(world.sg, held, guest_name="ضيف")
        word = record_word(world.sg, held, speaker=line, text="كلمة")
        decision = record_decision(world.sg, held, text="قرار")
        minutes = (approved if approves else circulated)(world, held)
        times, sg = {"starts_at": held.starts_at, "ends_at": held.ends_at}, world.sg
        writes = [
            partial(save_minutes, sg, minutes, body="آخر", base_version=minutes.version),
            partial(edit_activity, sg, held, **times, outcome="آخر"),
            partial(record_attendance, sg, held, guest_name="آخر"),
            partial(change_attendance, sg, line, status="present", capacity="آخر"),
            partial(withdraw_word, sg, word),
            partial(withdraw_decision, sg, decision),
            partial(assigned, world, held),
            partial(add_item, sg, held, kind="other", title="آخر"),
        ]
        before = facts_of_activity(held)
        assert all(is_refused(writes[number]) for number in order)
        assert facts_of_activity(Activity.objects.get(pk=held.pk)) == before
        assert all(row.facts == before and row.body == "نص" for row in minutes.revisions.all())
        assert minutes.revisions.count() == int(approves)

    alone(story)


DEEDS = st.lists(st.tuples(st.sampled_from(["assign", "finish", "drop", "reopen"]), st.integers(0, 9)), max_size=5)


def deed(world, stations, rows, verb, number) -> None:
    """One thing done to the follow-ups of a series; what is given out late may be of any station before."""
    if verb == "assign":
        station = stations[number % len(stations)]
        rows.append(assigned(world, station, text=f"مهمة {len(rows)}"))
    elif rows:
        act = {
            "finish": finish_follow_up,
            "drop": partial(drop_follow_up, note="سبب"),
            "reopen": reopen_follow_up,
        }[verb]
        row = rows[number % len(rows)]
        row.refresh_from_db()
        assert is_refused(act, world.sg, row) == ((row.state == "open") == (verb == "reopen"))
        row.refresh_from_db()


@LOOK
@given(st.lists(DEEDS, min_size=1, max_size=4))
def test_m5_a_station_begins_with_what_is_open_in_its_series(world, rounds):
    def story() -> None:
        series, stations, rows, handed = start_series(world.sg, title="سلسلة"), [], [], []
        for deeds in rounds:
            began = timezone.now()
            station = planned(world.sg, world.host, began, series=series)
            expected = {row.pk for row in rows if row.state == "open"}
            assert set(carried_follow_ups(station).values_list("pk", flat=True)) == expected
            frozen_texts = sorted(row["text"] for row in facts_of_activity(station)["carried"])
            assert frozen_texts == sorted(row.text for row in rows if row.pk in expected)
            for alien in (None, start_series(world.sg, title="أخرى")):
                assert not carried_follow_ups(planned(world.sg, world.host, timezone.now(), series=alien)).exists()
            stations.append(station)
            handed.append(expected)
            for verb, number in deeds:
                deed(world, stations, rows, verb, number)
        for station, expected in zip(stations, handed, strict=True):  # nothing leaves a list that was handed over
            assert expected <= set(carried_follow_ups(station).values_list("pk", flat=True))

    alone(story)


def test_m5_reopening_changes_no_list_that_was_handed_over(world, held):
    series = start_series(world.sg, title="سلسلة")
    first = planned(world.sg, world.host, timezone.now() - timedelta(hours=1), series=series)
    row = finish_follow_up(world.sg, assigned(world, first))
    second = planned(world.sg, world.host, timezone.now(), series=series)
    assert not carried_follow_ups(second).exists()
    reopen_follow_up(world.sg, row)
    assert not carried_follow_ups(second).exists()


def tell(world, activity, line, kind, text):
    """Record something that a press report may tell."""
    if kind == "word":
        return record_word(world.sg, activity, speaker=line, text=text)
    if kind == "decision":
        return record_decision(world.sg, activity, text=text)
    speaker = world.people["sg"] if kind == "course" else None
    return add_item(world.sg, activity, kind=kind, title="نقطة", record=text, speaker=speaker)


def take_back(world, kind, row) -> None:
    act = {"word": withdraw_word, "decision": withdraw_decision}
    act.get(kind, withdraw_item)(world.sg, row)


def text_of(report) -> str:
    return "\n".join(told_paragraphs(report)) + repr(press_report(report))


KINDS = ["word", "decision", "opening", "course", "discussion", "protocol"]
FATES = ["kept", "withdrawn", "taken back later", "recorded later"]
FACTS = st.permutations(list(product(KINDS, FATES)))


@GLANCE
@given(FACTS, st.integers(0, 14), st.sampled_from(["ar", "fr"]))
def test_m6_a_press_report_tells_approved_facts_and_no_others(world, held, facts, count, language):
    fate_of = {f"[{kind} {number}]": fate for number, (kind, fate) in enumerate(facts[:count])}
    kind_of = {f"[{kind} {number}]": kind for number, (kind, _fate) in enumerate(facts[:count])}
    rows: dict = {}

    def record(line, *fates) -> None:
        rows.update({name: tell(world, held, line, kind_of[name], name) for name in fate_of if fate_of[name] in fates})

    def withdraw(fate) -> None:
        for name in [name for name in rows if fate_of[name] == fate]:
            take_back(world, kind_of[name], rows[name])

    def tells(report, *fates) -> bool:
        text = text_of(report)
        return {name for name in fate_of if name in text} == {name for name in fate_of if fate_of[name] in fates}

    def story() -> None:
        line = record_attendance(world.sg, held, guest_name="ضيف")
        record_attendance(world.sg, held, person=world.people["sg"])
        begin = partial(begin_press_report, world.sg, held, language=language)
        record(line, "kept", "withdrawn", "taken back later")
        withdraw("withdrawn")
        minutes = circulated(world, held)
        with says_no("The press report is written from approved minutes."):
            begin()
        minutes = approve_minutes(world.sg, minutes)
        report = begin()
        assert tells(report, "kept", "taken back later")
        correct_minutes(world.sg, minutes, reason="تصحيح")
        withdraw("taken back later")
        record(line, "recorded later")
        with says_no("The press report is written from approved minutes."):
            begin()
        assert tells(report, "kept", "taken back later")
        approved(world, held)
        assert tells(report, "kept", "taken back later")
        assert tells(begin(), "kept", "recorded later")

    alone(story)


@LOOK
@given(st.data())
def test_m6_a_press_report_tells_what_was_chosen_of_the_facts(world, sealed, data):
    def story() -> None:
        report = begin_press_report(world.sg, sealed.minutes.activity, language="ar")
        known = dict(press_paragraphs(sealed.facts, "ar"))
        chosen = data.draw(st.lists(st.sampled_from([*known, "item-99"]), unique=True))
        choose = partial(choose_press_facts, world.sg, report, told=chosen)
        if not chosen or "item-99" in chosen:
            with says_no("Choose among the facts of the approved minutes.", field="told"):
                choose()
        else:
            assert told_paragraphs(choose()) == [text for key, text in known.items() if key in chosen]
            report = approve_press_report(world.sg, report)
            with says_no("An approved report is not changed; write a new one."):
                choose()

    alone(story)


def test_m6_no_report_is_released_from_a_revision_that_was_corrected(world, held):
    decision = record_decision(world.sg, held, text="قرار مسحوب")
    minutes = approved(world, held)
    report = begin_press_report(world.sg, held, language="ar")
    correct_minutes(world.sg, minutes, reason="تصحيح")
    withdraw_decision(world.sg, decision)
    approved(world, held)
    with says_no("The minutes are corrected since. Begin a new report when the correction is approved."):
        approve_press_report(world.sg, report)


@GLANCE
@given(st.lists(st.tuples(st.booleans(), st.integers(0, 2)), min_size=1, max_size=4))
def test_y2_no_text_of_minutes_is_lost(world, held, browse, saves):
    clients = {True: browse(world.sg), False: browse(world.coordinator)}

    def story() -> None:
        minutes, kept = begin_minutes(world.sg, held), []
        for number, (first, behind) in enumerate(saves):
            text, base = f"<نص {number}>", max(0, len(kept) - behind)
            answer = clients[first].post(
                f"/activities/minutes/{minutes.pk}/write/", {"body": text, "base_version": str(base)}
            )
            if base == len(kept):
                assert answer.status_code == 302
                kept.append(text)
            else:
                page = answer.content.decode()
                assert answer.status_code == 422
                assert escape(text) in page
                assert escape(kept[-1]) in page
            minutes.refresh_from_db()
            assert (minutes.body, minutes.version) == (kept[-1], len(kept))
        lines = HistoryEntry.objects.filter(object_id=minutes.pk, command="activities.save_minutes").order_by("seq")
        assert [line.changes["body"] for line in lines] == [list(pair) for pair in pairwise(["", *kept])]

    alone(story)


CLOCK = st.times().map(lambda clock: clock.replace(second=0, microsecond=0))


@GLANCE
@given(st.integers(1, 2000), st.tuples(CLOCK, CLOCK).map(sorted))
def test_y3_no_time_of_entry_stands_for_when_it_happened(world, days, hours):
    def story() -> None:
        entered, (came, left) = timezone.now(), hours
        day = timezone.localdate() - timedelta(days=days)
        begins = datetime.combine(day, time(9), timezone.get_current_timezone())
        activity = hold_activity(world.sg, planned(world.sg, world.host, begins))
        line = record_attendance(world.sg, activity, guest_name="ضيف", came_at=came, left_at=left)
        assert (activity.starts_at, activity.ends_at) == (begins, begins + timedelta(hours=2))
        assert (line.came_at, line.left_at) == (came, left)
        change_attendance(world.sg, line, status="present", came_at=came, left_at=left, capacity="عضو")
        times = {"starts_at": begins, "ends_at": activity.ends_at}
        edit_activity(world.sg, activity, **times, outcome="نتيجة")
        revision = approved(world, activity).revisions.get()
        activity, line = Activity.objects.get(pk=activity.pk), activity.attendance.get()
        assert (activity.starts_at, activity.held_on) == (begins, day)
        assert (line.came_at, line.left_at) == (came, left)
        assert min(activity.created_at, line.created_at, revision.approved_at) >= entered
        if days != 2:  # two days later is late or not by the hour
            assert line.is_late_entry == (days > 2)
        facts = revision.facts
        assert (facts["day"], facts["begins"]) == (day.isoformat(), "09:00")
        assert [(row["came"], row["left"]) for row in facts["attendance"]] == [
            (came.strftime("%H:%M"), left.strftime("%H:%M"))
        ]

    alone(story)
