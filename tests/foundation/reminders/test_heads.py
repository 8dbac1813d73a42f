"""The heads of the histories leave the installation: in the file, and by e-mail to the officers."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from sanad.foundation.history import anchors
from sanad.foundation.letters.post import NotNow
from sanad.foundation.reminders import heads
from sanad.foundation.reminders.models import SentReminder
from sanad.foundation.spaces.models import User


@pytest.fixture
def officers(world, settings):
    settings.EMAIL_URL = "smtp://127.0.0.1"
    for actor in (world.sg, world.president):
        User.objects.filter(pk=actor.user.pk).update(email=f"{actor.user.username}@example.org")
    return world


def test_a_letter_says_the_line_and_how_it_is_checked(officers):
    row = heads._untold(timezone.localdate().replace(day=1)).get(user=officers.sg.user)
    found = anchors.in_groups(anchors.head_of(row.space_id))
    letter = heads.letter(row, anchors.head_of(row.space_id))
    assert found in letter.body
    assert f'sanad verify --anchor "{found}"' in letter.body
    assert letter.extra_headers["Content-Language"] == row.user.language
    assert "List-Unsubscribe" in letter.extra_headers


def test_a_letter_a_month_and_officer(officers, monkeypatch):
    sent = []

    def taken(letter, claim, take_back):
        if claim():
            sent.append(letter.to[0])
        return "sent"

    monkeypatch.setattr(heads, "hand_over", taken)
    day = timezone.localdate()
    assert heads.send_heads.func(day.isoformat()) == 2
    assert heads.send_heads.func(day.isoformat()) == 0
    assert len(sent) == 2
    assert SentReminder.objects.filter(kind=heads.HEADS).count() == 2


def test_without_a_mail_server_nothing_is_sent_and_an_away_one_is_asked_again(officers, settings, monkeypatch):
    def away(*_args):
        raise NotNow

    monkeypatch.setattr(heads, "hand_over", away)
    day = timezone.localdate()
    assert heads.send_heads.func(day.isoformat()) == 0
    settings.EMAIL_URL = ""
    assert heads.send_heads.func(day.isoformat()) == 0


def test_they_are_asked_for_once(officers):
    day = timezone.localdate()
    for _again in range(2):
        heads.queue_heads(day)
    assert DBTaskResult.objects.filter(task_path=heads.send_heads.module_path).count() == 1


def test_the_worker_keeps_the_heads_now_and_then(officers, settings, tmp_path):
    settings.ANCHORS = tmp_path / "anchors.jsonl"
    heads._kept.clear()
    now = timezone.now()
    heads.keep_heads(now)
    count = len(list(anchors.kept()))
    assert count
    settings.ANCHORS.unlink()
    heads.keep_heads(now + timedelta(minutes=1))
    assert not settings.ANCHORS.exists()
    heads.keep_heads(now + timedelta(minutes=11))
    assert len(list(anchors.kept())) == count
