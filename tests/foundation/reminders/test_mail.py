"""Reminders by e-mail, through a real mail server: once, in time, in one's language, to those who want it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import DatabaseError, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from sanad.accounts.commands.own import update_account
from sanad.activities.models import FollowUp
from sanad.activities.outcome.commands import finish_follow_up, reopen_follow_up
from sanad.foundation.letters.models import LetterUnderWay
from sanad.foundation.letters.post import AGAIN_AFTER, DOUBTS, GIVEN_UP, hand_over, written
from sanad.foundation.reminders.models import SentReminder
from sanad.foundation.reminders.rounds import queue_round, send_mail, send_reminders
from sanad.foundation.reminders.sources import due_for
from sanad.foundation.spaces.models import Membership, User
from sanad.foundation.worker.presence import folder
from sanad.foundation.worker.queue import see_to
from tests.foundation.reminders.rounds import TODAY, body, run, work

MINUTE = timedelta(minutes=1)
# As a process left it of which nothing is known here.
LETTER = {
    "sender": "us@example.org",
    "recipient": "sg@example.org",
    "text": b"Subject: x\r\n\r\nx\r\n",
    "process": "unknown",
}


def test_one_letter_a_day_holds_everything(sg, post, follow_up):
    late, today, soon = (follow_up(days, f"مهمة {days}") for days in (-2, 0, 3))
    assert run() == ["sent"]
    [letter] = post.letters
    assert letter["To"] == "sg@example.org"
    told = [body(letter).index(row.text) for row in (late, today, soon)]
    assert told == sorted(told)
    assert SentReminder.objects.filter(user=sg.user).count() == len(due_for(sg, TODAY))


def test_running_k_times_is_running_once(sg, post, follow_up):
    follow_up(0)
    for _ in range(4):
        run()
    assert len(post.letters) == 1


def test_what_comes_up_after_the_letter_of_the_day_waits_for_the_next(sg, post, follow_up):
    follow_up(0)
    run()
    row = follow_up(1, "ظهرت بعد ذلك")
    assert run() == []
    assert run(days=1) == ["sent"]
    assert row.text in body(post.letters[1])


def test_each_stage_is_told_once(sg, post, follow_up):
    row = follow_up(3, "ثلاث مراحل")
    for days in range(-1, 9):
        run(days=max(days, 0))
    telling = [letter for letter in post.letters if row.text in body(letter)]
    assert len(telling) == 3
    assert list(SentReminder.objects.filter(subject_id=row.pk).values_list("stage", flat=True).order_by("told_on")) == [
        "soon",
        "today",
        "late",
    ]


def test_a_moved_day_cancels_the_old_reminder_and_makes_a_new_one(sg, post, follow_up):
    row = follow_up(0, "موعد يتغير")
    send_reminders.call(TODAY.isoformat())
    FollowUp.objects.filter(pk=row.pk).update(due_on=TODAY + timedelta(days=60))  # while the letter waits
    work()
    assert all(row.text not in body(letter) for letter in post.letters)
    run(days=50)
    assert row.text in body(post.letters[-1])


def test_what_is_moved_and_moved_back_is_told_again(sg, post, follow_up):
    row = follow_up(9)
    run()
    for days, on in ((12, 1), (9, 2), (9, 3)):
        FollowUp.objects.filter(pk=row.pk).update(due_on=TODAY + timedelta(days=days))
        run(days=on)
    days = SentReminder.objects.filter(subject_id=row.pk).order_by("told_on").values_list("due_on", "stage")
    assert [((day - TODAY).days, stage) for day, stage in days] == [(9, "soon"), (12, "soon"), (9, "soon")]


def test_what_is_reopened_is_told_again(sg, post, follow_up):
    row = follow_up(-1, "ملف أعيد فتحه")
    run()
    row = finish_follow_up(sg, row)
    run(days=1)
    reopen_follow_up(sg, row)
    for days in (2, 3):
        run(days=days)
    assert len([letter for letter in post.letters if row.text in body(letter)]) == 2


def test_what_is_done_is_silent(sg, post, follow_up):
    row = follow_up(0, "أنجزت")
    FollowUp.objects.filter(pk=row.pk).update(state="done")
    run()
    assert all(row.text not in body(letter) for letter in post.letters)


def test_the_letter_in_arabic_is_read_back(sg, post, follow_up, settings):
    row = follow_up(2, "الاتصال بالرقم 0612-345678 قبل 12/12/2026\nوتأكيد الموعد")
    run()
    [letter] = post.letters
    space = f"\u2068{sg.space.name_ar}\u2069"
    assert letter["Subject"].strip().startswith("تذكير: ")
    assert letter["Subject"].endswith(space)
    assert letter["Auto-Submitted"] == "auto-generated"
    lines = body(letter).splitlines()
    assert f"السلام عليكم \u2068{sg.user.name}\u2069،" in lines
    [told] = [line for line in lines if "الاتصال" in line]
    assert "\u20660612-345678\u2069" in told
    assert "\u206612/12/2026\u2069 وتأكيد الموعد" in told
    link = f"{settings.PUBLIC_ADDRESS}/activities/{row.activity_id}/outcome/?space={sg.space_id}"
    assert lines[lines.index(told) + 1] == link
    assert f"{settings.PUBLIC_ADDRESS}/reminders/?space={sg.space_id}" in lines
    addresses = [line for line in lines if "http" in line]
    assert all(line.startswith("http") and line.isascii() for line in addresses)


def test_the_letter_is_in_the_language_of_the_person(sg, post, follow_up):
    sg.user.language = "fr"
    sg.user.save()
    follow_up(0)
    run()
    assert post.letters[0]["Subject"].strip().startswith("Rappel\u00a0: ")
    assert "Bonjour" in body(post.letters[0])


def test_a_long_list_is_shortened(sg, post, follow_up):
    for number in range(60):
        follow_up(1, f"مهمة {number}")
    run()
    assert body(post.letters[0]).count("- ") <= 41
    assert SentReminder.objects.filter(user=sg.user).count() >= 60


@pytest.mark.parametrize("without", ["wish", "address", "account", "membership"])
def test_nobody_is_told_who_cannot_or_does_not_want_to_be(sg, post, follow_up, without):
    follow_up(0)
    send_reminders.call(TODAY.isoformat())  # already waiting when it is taken back
    if without == "wish":
        update_account(
            sg, sg.user, name=sg.user.name, phone=sg.user.phone or "", email=sg.user.email, is_reminded=False
        )
    elif without == "membership":
        Membership.objects.filter(user=sg.user).update(ended_at=timezone.now())
    else:
        sg.user.email = None if without == "address" else sg.user.email
        sg.user.is_active = without != "account"
        sg.user.save()
    assert work() == ["nobody to tell"]
    assert run() == []
    assert post.letters == []
    assert not SentReminder.objects.exists()


def test_a_stranger_is_told_nothing_of_others(world, sg, post, follow_up):
    User.objects.filter(pk=world.stranger.user.pk).update(email="stranger@example.org")
    follow_up(-1)
    run()
    assert post.to("sg@example.org")
    assert not post.to("stranger@example.org")
    assert due_for(world.stranger, TODAY) == []


def test_the_association_is_told_of_what_it_promised_and_not_of_the_rest(world):
    from sanad.accompaniment.models import Engagement, PlanItem

    engagement = Engagement.objects.get(space=world.sg.space)
    ours, theirs = (
        PlanItem.objects.create(
            space=engagement.space,
            engagement=engagement,
            form="coaching",
            objective=side,
            side=side,
            state="agreed",
            due_on=TODAY,
        )
        for side in ("association", "support")
    )
    told = {due.subject_id for due in due_for(world.president, TODAY)}
    assert ours.pk in told
    assert theirs.pk not in told
    assert {ours.pk, theirs.pk} <= {due.subject_id for due in due_for(world.sg, TODAY)}


def test_a_server_that_is_away_loses_nothing(sg, post, follow_up, settings):
    follow_up(0)
    there, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    assert run() == ["sanad.foundation.letters.post.NotNow"]
    assert not SentReminder.objects.exists()
    settings.EMAIL_PORT = there
    assert run() == ["sent"]
    assert len(post.letters) == 1


def test_come_back_later_is_heard(sg, post, follow_up):
    follow_up(0)
    post.answers["sg@example.org"] = "450 Come back later"
    assert run() == ["sanad.foundation.letters.post.NotNow"]
    post.answers.clear()
    assert run() == ["sent"]


NOT_TAKEN = [
    ("before_text", "451 Busy"),
    ("after_text", "451 Greylisted"),
    ("after_text", "421 Closing"),
    ("leaves_before_text", True),
]


@pytest.mark.parametrize(("how", "says"), NOT_TAKEN)
def test_a_letter_that_the_server_did_not_take_is_sent_later(sg, post, follow_up, how, says):
    follow_up(0)
    usual = getattr(post, how)
    setattr(post, how, says)
    assert run() == ["sanad.foundation.letters.post.NotNow"]
    assert (SentReminder.objects.count(), post.letters) == (0, [])
    setattr(post, how, usual)
    assert run() == ["sent"]
    assert run() == []
    assert len(post.letters) == 1


def test_a_text_that_may_not_come_at_all_is_not_sent_again(sg, post, follow_up):
    follow_up(0)
    post.before_text = "554 No letters from you"
    assert run() == ["refused: No letters from you"]
    assert run() == []


def test_a_line_of_one_dot_ends_no_letter(db, post):
    letter = written("x", [".", "..x", ".", "end"], "sg@example.org", "ar")
    assert hand_over(letter, lambda: True, lambda: None) == "sent"
    assert body(post.letters[0]) == letter.body


def test_an_address_that_does_not_exist_is_not_asked_again(sg, post, follow_up):
    follow_up(0)
    post.answers["sg@example.org"] = "550 No such user"
    assert run() == ["refused: No such user"]
    assert run() == run() == []
    assert post.asked["sg@example.org"] == 1


def test_a_refused_text_is_not_sent_again(sg, post, follow_up):
    follow_up(0)
    post.after_text = "554 Not wanted"
    assert run() == ["refused: Not wanted"]
    assert run() == []


def test_in_doubt_a_letter_is_sent_again_under_the_same_name(sg, post, follow_up):
    follow_up(0)
    post.hangs_up = True
    assert run() == ["in doubt: no answer"]
    assert run() == []
    post.hangs_up = False
    see_to(timezone.now())
    assert len(post.letters) == 1  # not at once
    see_to(timezone.now() + AGAIN_AFTER + MINUTE)
    assert len({letter["Message-ID"] for letter in post.letters}) == 1 < len(post.letters) == 2
    assert body(post.letters[0]) == body(post.letters[1])
    see_to(timezone.now() + 3 * AGAIN_AFTER)
    assert (len(post.letters), LetterUnderWay.objects.count()) == (2, 0)


def test_a_mail_server_that_never_answers_is_not_asked_without_end(sg, post, follow_up):
    follow_up(0)
    post.hangs_up = True
    run()
    for time in range(1, 9):
        LetterUnderWay.objects.update(again_at=timezone.now())
        see_to(timezone.now() + time * MINUTE)
    assert (len(post.letters), LetterUnderWay.objects.count()) == (DOUBTS, 0)


@pytest.mark.parametrize(
    ("word", "sent"), [(None, 1), (b"250 OK\n", 0), (b"25", 1), (b"451 later\n", 1), (b"554 not wanted\n", 0)]
)
def test_what_was_under_way_when_a_process_died_is_settled(sg, post, word, sent):
    row = LetterUnderWay.objects.create(**LETTER)
    if word is not None:
        (folder() / f"letter-{row.pk}").write_bytes(word)
    see_to(timezone.now())
    assert not post.letters  # of a process on another machine
    see_to(timezone.now() + AGAIN_AFTER + MINUTE)
    assert (len(post.letters), LetterUnderWay.objects.count()) == (sent, 0)
    assert not (folder() / f"letter-{row.pk}").exists()


def test_what_was_under_way_waits_for_a_mail_server_that_is_away(sg, post):
    row = LetterUnderWay.objects.create(**LETTER)
    now = row.began_at + AGAIN_AFTER + MINUTE
    for answer in ("451 later", "550 no such user"):
        post.answers["sg@example.org"] = answer
        see_to(now)
        LetterUnderWay.objects.update(again_at=now)
    assert (post.letters, LetterUnderWay.objects.count()) == ([], 0)
    row.save(force_insert=True)
    post.answers["sg@example.org"] = "451 later"
    see_to(now + GIVEN_UP)
    assert LetterUnderWay.objects.count() == 0


def test_the_next_stage_is_told_after_doubt(sg, post, follow_up):
    row = follow_up(1, "بعد الشك")
    post.hangs_up = True
    run()
    post.hangs_up = False
    assert run(days=1) == ["sent"]
    assert row.text in body(post.letters[-1])


def test_without_a_mail_server_nothing_is_noted(sg, settings, follow_up, capsys):
    settings.EMAIL_URL = ""
    follow_up(0)
    assert send_reminders.call(TODAY.isoformat()) == 0
    call_command("remind")
    assert "SANAD_MAIL" in capsys.readouterr().out
    assert not SentReminder.objects.exists()
    assert due_for(sg, TODAY)


def test_a_worker_that_was_down_for_days_tells_what_is_late_once(sg, post, follow_up):
    row = follow_up(0, "بقيت بلا تذكير")
    queue_round(TODAY)
    queue_round(TODAY)
    assert DBTaskResult.objects.ready().count() == 1
    yesterday = (TODAY - timedelta(days=1)).isoformat()
    send_reminders.enqueue(yesterday)
    send_mail.enqueue(str(sg.space_id), str(sg.user.pk), yesterday)
    assert sorted(work()) == ["nobody to tell", "sent"]
    assert [row.text in body(letter) for letter in post.letters] == [True]


def test_a_task_for_who_never_was_is_done_without_harm(world, post):
    send_mail.enqueue(str(uuid4()), str(uuid4()), TODAY.isoformat())
    assert work() == ["nobody to tell"]


def test_remind_sends_now_or_leaves_it_to_the_worker(sg, post, follow_up):
    follow = follow_up(0)
    call_command("remind", queue=True)
    assert post.letters == []
    call_command("work", once=True)
    assert sum(follow.text in body(letter) for letter in post.letters) == 1
    count = len(post.letters)
    call_command("remind")
    assert len(post.letters) == count


@pytest.mark.usefixtures("sg", "post")
def test_what_was_told_stays_told(follow_up):
    follow_up(0)
    run()
    row = SentReminder.objects.first()
    assert str(row) == row.key
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        row.save()  # only given back whole, when the server did not take the letter
