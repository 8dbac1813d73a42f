"""Minutes that go round: who was present gets the text by e-mail, the others stand in a list with a message ready."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from sanad.activities.minutes.commands import (
    approve_minutes,
    begin_minutes,
    circulate_minutes,
    save_minutes,
    take_back_minutes,
)
from sanad.activities.models import Notice
from sanad.activities.outcome.commands import assign_follow_up, record_decision
from sanad.activities.people.commands import record_attendance
from sanad.activities.programme.commands.activity import hold_activity, plan_activity
from sanad.activities.telling.commands import note_minutes_told, queue_circulated, send_circulated
from sanad.activities.telling.policies import can_tell_readers
from sanad.activities.telling.queries.circulated import minutes_to_tell, told_readers
from sanad.directory.models import Person
from tests.activities.moments import after_a_while, text
from tests.foundation.reminders.conftest import _one_transaction, post  # noqa: F401  a mail server, one transaction
from tests.refusals import says_no


@pytest.fixture
def draft(world):
    """Minutes of yesterday: somebody with an address, somebody with a phone, a guest by name were there."""
    begins = timezone.now() - timedelta(days=1)
    activity = plan_activity(
        world.sg, kind="meeting", title="لقاء", starts_at=begins, ends_at=begins + timedelta(hours=1), host=world.host
    )
    hold_activity(world.sg, activity)
    for name, known in (("زهرة", {"email": "zahra@example.org"}), ("علي", {"phone": "+212670000002"})):
        person = Person.objects.create(space=activity.space, name_ar=name, **known)
        record_attendance(world.sg, activity, person=person)
    record_attendance(world.sg, activity, guest_name="ضيف")
    record_decision(world.sg, activity, text="قرار اللقاء")
    due = timezone.localdate() + timedelta(days=3)
    assign_follow_up(world.sg, activity, text="مهمة اللقاء", owner=world.association, due_on=due)
    return save_minutes(world.sg, begin_minutes(world.sg, activity), body="نص المحضر كاملا", base_version=0)


def waiting(minutes):
    return {row.name: row for row in minutes_to_tell(minutes)}


def test_the_text_goes_to_who_has_an_address_once_in_each_round(world, draft, post):  # noqa: F811
    minutes = circulate_minutes(world.sg, draft)
    assert waiting(minutes)["زهرة"].by_mail
    after_a_while()
    [letter] = post.to("zahra@example.org")
    assert "نص المحضر كاملا" in text(letter)
    assert "اللقاء" in str(letter["Subject"]) or "لقاء" in str(letter["Subject"])
    assert set(waiting(minutes)) == {"علي", "ضيف"}
    assert [told.name for told in told_readers(minutes)] == ["زهرة"]
    key = str(Person.objects.get(name_ar="زهرة", space=world.sg.space).pk)
    assert send_circulated.func(str(minutes.pk), key) == "nothing to tell"
    minutes = circulate_minutes(world.sg, take_back_minutes(world.sg, minutes))
    assert set(waiting(minutes)) == {"زهرة", "علي", "ضيف"}, "another round is told anew"
    after_a_while()
    assert len(post.to("zahra@example.org")) == 2


def test_a_letter_waits_for_the_mail_server_and_a_refused_address_is_told_by_hand(world, draft, post):  # noqa: F811
    post.after_text = "451 come back later"
    minutes = circulate_minutes(world.sg, draft)
    after_a_while()
    assert not told_readers(minutes)
    again = DBTaskResult.objects.filter(task_path=send_circulated.module_path, status="READY")
    assert again.count() == 1
    post.after_text = "250 OK"
    post.answers["zahra@example.org"] = "550 no such user"
    again.update(run_after=timezone.now())
    after_a_while()
    assert not waiting(minutes)["زهرة"].by_mail
    assert not told_readers(minutes)
    assert Notice.objects.get(activity=minutes.activity).is_refused


def test_what_was_taken_back_before_the_letter_left_is_told_to_nobody(world, draft, post):  # noqa: F811
    minutes = circulate_minutes(world.sg, draft)
    take_back_minutes(world.sg, minutes)
    after_a_while()
    assert not post.letters


def test_of_two_who_send_one_letter_one_does(world, draft, post):  # noqa: F811
    minutes = circulate_minutes(world.sg, draft)
    person = Person.objects.get(name_ar="زهرة", space=world.sg.space)
    assert send_circulated.func(str(minutes.pk), str(person.pk)) == "sent"
    after_a_while()
    assert len(post.to("zahra@example.org")) == 1


def test_note_minutes_told_by_hand(world, draft, browse):
    with says_no("The minutes are not being circulated."):
        note_minutes_told(world.sg, draft, guest=uuid4())
    minutes = circulate_minutes(world.sg, draft)
    queue_circulated(minutes)
    assert not DBTaskResult.objects.filter(task_path=send_circulated.module_path).exists(), "there is no mail server"
    rows = waiting(minutes)
    assert rows["علي"].link.startswith("https://wa.me/212670000002")
    assert rows["ضيف"].link.startswith("https://wa.me/?text="), "chosen in the messenger"
    for said in ("قرار اللقاء", "مهمة اللقاء", world.association.name):
        assert said in rows["ضيف"].text
    client = browse(world.sg)
    page = client.get(reverse("activities:minutes", args=[minutes.activity_id])).content.decode()
    assert "wa.me" in page
    assert client.post(rows["علي"].address).status_code == 302
    assert client.post(reverse("activities:note_minutes_told", args=[minutes.pk])).status_code == 404
    assert set(waiting(minutes)) == {"زهرة", "ضيف"}
    assert [told.name for told in told_readers(minutes)] == ["علي"]
    with says_no("They know it already."):
        note_minutes_told(world.sg, minutes, guest=told_key(minutes))
    approved = approve_minutes(world.sg, minutes)
    assert not minutes_to_tell(approved)
    assert not can_tell_readers(world.sg, approved)
    page = client.get(reverse("activities:minutes", args=[minutes.activity_id])).content.decode()
    assert "علي" in page.partition("<main")[2]


def told_key(minutes):
    return Notice.objects.get(activity=minutes.activity).guest


def test_the_page_that_asks_names_who_is_told_and_how(world, draft, browse):
    page = browse(world.sg).get(reverse("activities:circulate", args=[draft.pk])).content.decode()
    assert all(name in page for name in ("زهرة", "علي", "ضيف"))


def test_who_circulates_them_is_not_told_of_it(world, draft, browse):
    own = Person.objects.get(space=draft.space, user=world.sg.user)
    record_attendance(world.sg, draft.activity, person=own)
    page = browse(world.sg).get(reverse("activities:circulate", args=[draft.pk])).text
    assert f"<bdi>{own.name}</bdi>" not in page.partition("<main")[2]
    minutes = circulate_minutes(world.sg, draft)
    assert set(waiting(minutes)) == {"زهرة", "علي", "ضيف"}
    with says_no("They know it already."):
        note_minutes_told(world.sg, minutes, guest=own.pk)


def test_once_the_text_stands_it_is_circulated_first(world, draft, browse):
    page = browse(world.sg).get(reverse("activities:minutes", args=[draft.activity_id])).text
    circulate = page.index(reverse("activities:circulate", args=[draft.pk]))
    write = page.index(reverse("activities:write_minutes", args=[draft.pk]))
    assert circulate < write
    assert page.count('class="button primary"') == 1
    assert 'class="button primary"' not in page[circulate + 200 : write + 200]
