"""When the worker sees to the day, and two workers at the same letter."""

import signal
import subprocess
import sys
from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from sanad.accounts.commands.own import update_account
from sanad.foundation.letters.post import hand_over
from sanad.foundation.management.commands.work import KEPT, ROUND_EVERY, Command
from sanad.foundation.reminders.letters import digest
from sanad.foundation.reminders.models import SentReminder
from sanad.foundation.reminders.rounds import _claim, send_mail, send_reminders
from sanad.foundation.reminders.sources import due_for
from tests.foundation.reminders.installation import Installation
from tests.foundation.reminders.rounds import TODAY, work

MORNING = timezone.localtime().replace(hour=7, minute=0, second=0, microsecond=0)


@pytest.mark.parametrize(
    ("now", "last", "goes"),
    [
        (MORNING - timedelta(minutes=1), None, False),
        (MORNING, None, True),
        (MORNING + timedelta(hours=9), None, True),  # the worker was down in the morning
        (MORNING + ROUND_EVERY - timedelta(seconds=1), MORNING, False),
        (MORNING + ROUND_EVERY, MORNING, True),
        (MORNING + timedelta(days=1), MORNING, True),
    ],
)
@pytest.mark.usefixtures("post", "db")
def test_a_round_begins_at_the_hour_and_again_each_half_hour(now, last, goes):
    assert Command()._see_to_the_day(now, last) == (now if goes else last)
    assert DBTaskResult.objects.ready().exists() is goes


@pytest.mark.django_db
def test_without_a_mail_server_no_round_is_queued():
    Command()._see_to_the_day(MORNING, None)
    assert not DBTaskResult.objects.exists()


@pytest.mark.usefixtures("db", "post")
def test_what_was_done_long_ago_is_forgotten():
    for age in (KEPT - timedelta(minutes=1), KEPT + timedelta(minutes=1)):
        row = send_reminders.enqueue(TODAY.isoformat()).db_result
        row.set_successful(0)
        DBTaskResult.objects.filter(pk=row.pk).update(finished_at=MORNING - age)
    Command()._see_to_the_day(MORNING, MORNING - timedelta(days=1))
    assert DBTaskResult.objects.finished().count() == 1


ALONE = """
import time
import django
django.setup()
from sanad.foundation.management.processes import end_with
end_with(2**22 + 1)  # no process has this number
time.sleep(60)
"""


def test_a_process_that_belongs_to_one_that_is_gone_ends_at_once():
    process = subprocess.run([sys.executable, "-c", ALONE], timeout=30, check=False)
    assert process.returncode == -signal.SIGTERM


@pytest.mark.slow
def test_a_worker_beside_a_process_that_is_gone_ends_at_once(tmp_path):
    installation = Installation(tmp_path, f"sqlite:///{tmp_path / 'sanad.sqlite3'}")
    worker = installation.start("work", "--beside", str(2**22 + 1))
    try:
        assert worker.wait(timeout=60) == 0  # asked to end, it ends by itself
    finally:
        installation.end()


def _not_taken_back() -> None:
    pytest.fail("the letter of the other worker was taken back")


def test_of_two_workers_at_the_same_letter_one_sends(sg, post, follow_up):
    follow_up(0)
    send_mail.enqueue(str(sg.space_id), str(sg.user.pk), TODAY.isoformat())
    letter = digest(sg, due_for(sg, TODAY))
    assert (
        hand_over(letter, lambda: work() != ["sent"], _not_taken_back) == "told already"
    )  # the other one is faster, in between
    assert len(post.letters) == 1
    send_mail.enqueue(str(sg.space_id), str(sg.user.pk), TODAY.isoformat())
    assert work() == ["nothing to tell"]


def test_the_claim_is_refused_when_another_was_faster_or_the_wish_is_gone(sg, follow_up):
    follow_up(0)
    dues = due_for(sg, TODAY)
    assert _claim(sg, TODAY, dues)
    assert not _claim(sg, TODAY, dues)
    tomorrow = TODAY + timedelta(days=1)
    update_account(sg, sg.user, name=sg.user.name, phone=sg.user.phone or "", email=sg.user.email, is_reminded=False)
    assert not _claim(sg, tomorrow, due_for(sg, tomorrow))
    assert SentReminder.objects.count() == len(dues)


def test_without_sources_nothing_falls_due(sg, monkeypatch):
    monkeypatch.setattr("sanad.foundation.reminders.sources.SOURCES", {})
    assert due_for(sg, TODAY) == []
