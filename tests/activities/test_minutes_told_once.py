"""Beginning the minutes leads into a text that has all that was recorded, and the paper tells nothing twice."""

from datetime import date, datetime, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from sanad.activities.minutes.commands import (
    approve_minutes,
    begin_minutes,
    circulate_minutes,
    save_minutes,
)
from sanad.activities.minutes.documents import MINUTES, minutes
from sanad.activities.minutes.queries import decision_line, first_draft, unnamed, untold
from sanad.activities.outcome.commands import assign_follow_up, record_decision
from sanad.activities.people.commands import change_attendance, record_attendance, record_word, withdraw_attendance
from sanad.activities.programme.commands.activity import hold_activity, plan_activity
from sanad.activities.queries.facts import facts_of_activity
from sanad.foundation.documents.content import Heading, Items, Table
from sanad.foundation.documents.papers import preview
from tests.pages import own_forms
from tests.pdf import pages_of

DECIDED, VOTED, TASK = "اعتماد البرنامج السنوي", "انتخاب لجنة للتتبع", "إعداد مشروع الاتفاقية"


@pytest.fixture
def told(world):
    """A meeting with who came, what was said, decided, and is to be done."""
    begins = datetime(2023, 12, 24, 10, tzinfo=timezone.get_current_timezone())
    activity = plan_activity(
        world.sg,
        kind="meeting",
        title="لقاء",
        host=world.host,
        starts_at=begins,
        ends_at=begins + timedelta(hours=2),
    )
    activity = hold_activity(world.sg, activity)
    guest = record_attendance(
        world.sg, activity, guest_name="عبد الكريم", capacity="نائب الرئيس", organisation=world.association
    )
    record_attendance(world.sg, activity, person=world.people["president"], status="excused")
    record_attendance(world.sg, activity, guest_name="غائبة", status="absent")
    withdraw_attendance(world.sg, record_attendance(world.sg, activity, guest_name="دخل خطأ"))
    record_word(world.sg, activity, speaker=guest, text="شكر المنظمة")
    record_decision(world.sg, activity, text=DECIDED)
    record_decision(world.sg, activity, text=VOTED, method="vote", votes_for=1)
    assign_follow_up(world.sg, activity, text=TASK, owner=world.people["sg"], due_on=date(2024, 1, 15))
    return activity


def approved(world, activity, body):
    row = save_minutes(world.sg, begin_minutes(world.sg, activity), body=body, base_version=0)
    return approve_minutes(world.sg, circulate_minutes(world.sg, row)).revisions.get()


def headings(paper):
    return [block.text for block in paper.blocks if isinstance(block, Heading)]


def test_beginning_the_minutes_leads_straight_into_the_text(world, told, browse):
    client = browse(world.sg)
    begun = client.post(reverse("activities:begin_minutes", args=[told.pk]))
    address = reverse("activities:write_minutes", args=[told.minutes.pk])
    assert begun.url == address
    page = client.get(address).content.decode()
    (form,) = own_forms(page, address)
    assert DECIDED in form.data()["body"][0]
    assert client.post(address, form.data()).status_code == 302
    circulate_minutes(world.sg, told.minutes)
    again = client.post(reverse("activities:begin_minutes", args=[told.pk]))
    assert again.url == reverse("activities:minutes", args=[told.pk]), "what is circulated is not written"


def test_the_first_text_names_who_came_what_was_decided_and_what_is_to_be_done(told):
    text = first_draft(facts_of_activity(told), "ar")
    president = told.attendance.get(status="excused").person.name_ar
    lines = text.splitlines()
    assert f"- عبد الكريم، نائب الرئيس، {told.attendance.first().organisation.name_ar}" in lines
    assert any(line.startswith(f"- {president}") for line in lines)
    assert "غائبة" not in text
    assert "دخل خطأ" not in text
    order = [text.index(said) for said in ("عبد الكريم", president, "شكر المنظمة", DECIDED, VOTED, TASK)]
    assert order == sorted(order)
    task = next(line for line in lines if TASK in line)
    assert told.follow_ups.get().owner.name_ar in task
    assert "15 يناير 2024" in task


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_a_first_text_without_a_place_leaves_no_gap(told, language):
    facts = facts_of_activity(told)
    for last_day in (facts["day"], "2023-12-26"):
        opening = first_draft({**facts, "last_day": last_day, "venue": "", "place": ["", ""]}, language).split("\n")[0]
        assert told.host.name_ar in opening or told.host.name_fr in opening
        for gap in ("، ،", ", ,", "بـ،", "lieu : ,"):
            assert gap not in opening


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_the_paper_tells_once_what_the_text_tells(world, told, language):
    revision = approved(world, told, first_draft(facts_of_activity(told), "ar"))
    with translation.override(language):
        paper = minutes(revision)
        titles = headings(paper)
        for title in ("Decisions", "Round of words", "Follow-ups"):
            assert translation.gettext(title) not in titles
        assert [row[0] for row in people_of(paper)] == ["غائبة"], "whom the text does not name, and nobody twice"


def people_of(paper):
    """The rows of the table of attendance, none where there is no such table."""
    heading = translation.gettext("Attendance")
    blocks = list(zip(paper.blocks, paper.blocks[1:], strict=False))
    return [
        row for title, block in blocks if isinstance(title, Heading) and title.text == heading for row in block.rows
    ]


def test_no_table_of_attendance_where_the_text_names_them_all(world, told):
    withdraw_attendance(world.sg, told.attendance.get(status="absent"))
    revision = approved(world, told, first_draft(facts_of_activity(told), "ar"))
    with translation.override("ar"):
        assert people_of(minutes(revision)) == []


def test_who_came_later_or_after_all_stands_in_the_table(world, told):
    withdraw_attendance(world.sg, told.attendance.get(status="absent"))
    text = first_draft(facts_of_activity(told), "ar")
    excused, guest = told.attendance.get(status="excused"), told.attendance.get(guest_name="عبد الكريم")
    facts = facts_of_activity(told)
    assert unnamed(text, facts) == []
    change_attendance(world.sg, excused, status="present")
    facts = facts_of_activity(told)
    assert [line["who"][0] for line in unnamed(text, facts)] == [excused.person.name_ar]
    change_attendance(world.sg, guest, status="present", came_at=time(10, 30))
    assert len(unnamed(text, facts_of_activity(told))) == 2


def test_what_the_text_leaves_out_is_told_by_the_paper(world, told):
    body = f"اجتمعنا.\n- {DECIDED} والميزانية\n- {VOTED}\nكلفنا بما يلي: {TASK}"
    with translation.override("ar"):
        paper = minutes(approved(world, told, body))
        kept = next(
            paper.blocks[place + 1]
            for place, block in enumerate(paper.blocks)
            if isinstance(block, Heading) and block.text == translation.gettext("Decisions")
        )
    assert isinstance(kept, Items)
    assert [line.startswith(said) for line, said in zip(kept.rows, (DECIDED, VOTED), strict=True)] == [True, True]
    assert "1" in kept.rows[1], "a vote is told with its voices"


def test_a_longer_line_does_not_tell_a_shorter_decision():
    row = {"text": "نعم", "method": "consensus"}
    assert untold("- نعم للشراكة", [row], decision_line) == [row]
    assert untold("نعمل", [row], decision_line) == [row]
    for body in ("- نعم", "• نعم.", "قرارات:\r\n– نعم\r\nوختم", "2. نعم"):
        assert untold(body, [row], decision_line) == []


def all_for(world, kind, body, partners=()):
    """Facts of a meeting to which everybody came for one body, two of them."""
    begins = datetime(2023, 12, 24, 10, tzinfo=timezone.get_current_timezone())
    activity = plan_activity(
        world.sg,
        kind=kind,
        title="اجتماع",
        host=world.host,
        starts_at=begins,
        ends_at=begins + timedelta(hours=2),
        partners=list(partners),
    )
    activity = hold_activity(world.sg, activity)
    for name in ("يطو", "حمو"):
        record_attendance(world.sg, activity, guest_name=name, capacity="مستشار", organisation=body)
    return activity


def test_the_organiser_is_not_named_after_each_of_its_members(world):
    activity = all_for(world, "bureau", world.host)
    text = first_draft(facts_of_activity(activity), "ar")
    assert text.count(world.host.name_ar) == 1
    assert "- يطو، مستشار\n- حمو، مستشار" in text
    paper = minutes(approved(world, activity, text.splitlines()[0]))
    [table] = [block for block in paper.blocks if isinstance(block, Table)]
    assert [len(row) for row in table.rows] == [3, 3]


def test_another_body_for_which_all_came_is_named_once(world):
    activity = all_for(world, "meeting", world.association)
    text = first_draft(facts_of_activity(activity), "fr")
    assert text.count(str(world.association.name_fr)) == 1
    paper = minutes(approved(world, activity, text.splitlines()[0]))
    [table] = [block for block in paper.blocks if isinstance(block, Table)]
    assert [len(row) for row in table.rows] == [4, 4]


def test_who_came_for_several_bodies_is_named_with_theirs(world, told):
    record_attendance(world.sg, told, guest_name="يطو", organisation=world.host)
    text = first_draft(facts_of_activity(told), "ar")
    assert f"- يطو، {world.host.name_ar}" in text
    assert f"نائب الرئيس، {world.association.name_ar}" in text


@pytest.mark.parametrize("venue", ["", "دار الشباب"])
@pytest.mark.parametrize("days", [0, 1])
def test_a_bureau_that_meets_alone_meets_nobody(world, venue, days):
    facts = facts_of_activity(all_for(world, "bureau", world.host)) | {"venue": venue}
    facts["last_day"] = (date.fromisoformat(facts["day"]) + timedelta(days=days)).isoformat()
    opening = first_draft(facts, "ar").splitlines()[0]
    assert "مكتب" in opening
    assert "أعضائها" not in opening
    assert ("دار الشباب" in opening) == bool(venue)


def test_a_bureau_with_guests_is_said_to_meet_them(world):
    facts = facts_of_activity(all_for(world, "bureau", world.host, [world.association]))
    assert f"مع {world.association.name_ar}" in first_draft(facts, "ar").splitlines()[0]


def test_minutes_of_a_bureau_of_five_have_room_on_one_sheet_with_their_signatures(world):
    activity = all_for(world, "bureau", world.host)
    for number in range(3):
        record_attendance(world.sg, activity, guest_name=f"عضو {number}", capacity="مستشار", organisation=world.host)
    for text in (DECIDED, VOTED):
        record_decision(world.sg, activity, text=text)
    assign_follow_up(world.sg, activity, text=TASK, owner=world.people["sg"], due_on=date(2024, 1, 15))
    revision = approved(world, activity, first_draft(facts_of_activity(activity), "ar"))
    assert len(pages_of(preview(MINUTES, revision, "ar"))) == 1
