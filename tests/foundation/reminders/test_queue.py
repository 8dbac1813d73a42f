"""No task and no letter stays in a state that only it could end: what failed is tried again, and stops nobody else."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from sanad.foundation.letters.post import AGAIN_AFTER, hand_over
from sanad.foundation.management.commands.work import empties_the_queue
from sanad.foundation.reminders.models import SentReminder
from sanad.foundation.spaces.models import User
from sanad.foundation.worker import queue
from sanad.training.models import Registration, RegistrationLetter
from sanad.training.registrations.commands.letters import queue_letter, send_letter
from sanad.training.registrations.queries.letters import letter
from sanad.training.registrations.queries.news import all_news
from tests.foundation.reminders.rounds import run, work
from tests.training.school import a_registration, a_session

MINUTE = timedelta(minutes=1)


def places(world) -> list[Registration]:
    session = a_session(world.coordinator)
    found = [a_registration(session, number, email=f"p{number}@example.org") for number in (1, 2, 3)]
    for place in found:
        queue_letter(place, "confirmed")
    return found


def states() -> list[str]:
    rows = DBTaskResult.objects.filter(task_path=send_letter.module_path).order_by("enqueued_at")
    return list(rows.values_list("status", flat=True))


@pytest.mark.parametrize("answer", ["451 later", "421 too many", "452 full"])
def test_a_letter_that_the_server_does_not_take_now_is_sent_later_and_the_others_at_once(world, post, answer):
    (_one, place, _three) = places(world)
    post.answers["p2@example.org"] = answer
    empties_the_queue().run()
    assert states() == ["SUCCESSFUL"] * 3 + ["READY"]
    assert [len(post.to(f"p{number}@example.org")) for number in (1, 2, 3)] == [1, 0, 1]
    queue.see_to(timezone.now() + MINUTE)
    for _time in range(2 * queue.TRIES):  # as long as it is true, and never before its time
        empties_the_queue().run()
        waits = DBTaskResult.objects.get(status="READY", task_path=send_letter.module_path)
        assert waits.args_kwargs["args"][0] == str(place.pk)
        assert waits.run_after > timezone.now() + AGAIN_AFTER - MINUTE
        DBTaskResult.objects.filter(pk=waits.pk).update(run_after=timezone.now())
    post.answers.clear()
    empties_the_queue().run()
    assert set(states()) == {"SUCCESSFUL"}
    assert len(post.to("p2@example.org")) == 1


def test_what_fails_for_ever_is_tried_ever_later_and_not_without_end(world, post):
    (_one, bad, _three) = places(world)
    Registration.objects.filter(pk=bad.pk).update(email="p2\n@example.org")  # as no form lets in
    now = timezone.now()
    for _step in range(60):
        DBTaskResult.objects.filter(status="READY").update(run_after=timezone.now())
        empties_the_queue().run()
        DBTaskResult.objects.filter(status="FAILED", finished_at__lt=now).update(finished_at=now)
        now += timedelta(hours=2)
        queue.see_to(now)
    tries = len(DBTaskResult.objects.get(args_kwargs__args__0=str(bad.pk)).worker_ids)
    assert 1 < tries <= queue.TRIES
    assert [len(post.to(f"p{number}@example.org")) for number in (1, 3)] == [1, 1]


def test_an_address_that_is_none_is_noted_once(world, post):
    (place, *_others) = places(world)
    Registration.objects.filter(pk=place.pk).update(email=f"p1@{'x' * 80}.org")
    empties_the_queue().run()
    assert states() == ["SUCCESSFUL"] * 3
    assert RegistrationLetter.objects.filter(registration=place).count() == 1
    place.email = "p1@a..b"
    [(_place, new)] = all_news(place.session, place.pk)
    assert hand_over(letter(place, "confirmed", "ar", new), lambda: False, lambda: None) == "told already"


def test_one_for_whom_nothing_can_be_asked_does_not_stop_the_round(sg, world, post, follow_up, monkeypatch):
    follow_up(0)
    User.objects.filter(pk=world.coordinator.user.pk).update(email="coordinator@example.org")
    from sanad.foundation.reminders import rounds

    asked = rounds.due_for

    def due_for(actor, day):
        if actor.user.pk == world.coordinator.user.pk:
            message = "language"
            raise KeyError(message)
        return asked(actor, day)

    monkeypatch.setattr(rounds, "due_for", due_for)
    assert sorted(run()) == ["builtins.KeyError", "sent"]
    assert post.to("sg@example.org")
    assert not SentReminder.objects.filter(user=world.coordinator.user).exists()


@pytest.mark.parametrize("language", ["xx", "", "zgh"])
def test_a_language_that_does_not_exist_stops_no_letter(sg, world, post, follow_up, language):
    follow_up(0)
    User.objects.filter(pk=sg.user.pk).update(language=language)
    assert run() == ["sent"]
    place = a_registration(a_session(world.coordinator), 1, email="p1@example.org")
    send_letter.enqueue(str(place.pk), "confirmed", language)
    work()
    assert post.to("p1@example.org")


def test_of_a_worker_that_died_the_task_is_taken_up(world, post):
    places(world)
    row = DBTaskResult.objects.filter(task_path=send_letter.module_path).first()
    row.claim("a worker that is killed")
    now = timezone.now()
    queue.see_to(now + queue.PATIENCE - MINUTE)
    assert states().count("RUNNING") == 1
    queue.see_to(now + queue.PATIENCE + MINUTE)
    DBTaskResult.objects.update(run_after=timezone.now())
    empties_the_queue().run()
    assert states() == ["SUCCESSFUL"] * 3
    row.refresh_from_db()
    row.worker_ids = ["dies"] * queue.TRIES
    row.status, row.started_at = "RUNNING", now
    row.save()
    queue.see_to(now + queue.PATIENCE + MINUTE)
    row.refresh_from_db()
    assert row.status == "FAILED"  # what kills every worker is not tried for ever


@pytest.mark.parametrize(
    ("state", "error", "tries", "is_at_once"),
    [
        ("RUNNING", "", 1, True),
        ("RUNNING", "", queue.TRIES - 1, True),
        ("RUNNING", "", queue.TRIES, False),
        ("FAILED", "django.db.utils.OperationalError", 1, True),
        ("FAILED", "django.db.utils.InterfaceError", 1, True),
        ("FAILED", "django.db.utils.OperationalError", 2, False),
        ("FAILED", "builtins.ValueError", 1, False),
    ],
)
def test_what_a_worker_had_in_hand_when_it_lost_its_database_is_put_back_at_once(
    world, post, state, error, tries, is_at_once
):
    places(world)
    began = timezone.now()
    mine, anothers = DBTaskResult.objects.filter(task_path=send_letter.module_path)[:2]
    kept = {
        "status": state,
        "exception_class_path": error,
        "started_at": began,
        "finished_at": None if state == "RUNNING" else began,
    }
    for row, worker in ((mine, "this one"), (anothers, "another")):
        DBTaskResult.objects.filter(pk=row.pk).update(**kept, worker_ids=[*["before"] * (tries - 1), worker])
    queue.put_back("this one", began + MINUTE)
    assert states().count("READY") == 1  # what it began before is no concern of its
    queue.put_back("this one", began)
    mine.refresh_from_db()
    anothers.refresh_from_db()
    assert (mine.status, anothers.status) == ("READY" if is_at_once else state, state)
    if state == "FAILED":  # ever later, the others too
        queue.see_to(began + queue.AGAIN_AFTER[tries - 1] - MINUTE)
        assert states().count("FAILED") == 1 + (not is_at_once)
        queue.see_to(began + queue.AGAIN_AFTER[tries - 1] + MINUTE)
        assert "FAILED" not in states()


def test_what_a_slice_declares_does_not_stop_the_others(world, monkeypatch):
    done = []

    def breaks(_now):
        message = "broken"
        raise ValueError(message)

    monkeypatch.setattr(queue, "_DUTIES", [breaks, done.append])
    now = timezone.now()
    queue.see_to(now)
    assert done == [now]
