"""A run of certificates ends, whatever one of them raises and whatever becomes of the worker or of whoever asked."""

from datetime import timedelta

import pytest
from django.db import DataError, OperationalError
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from typst import TypstError

from sanad.foundation.documents import papers
from sanad.foundation.documents.engine import NotTypeset
from sanad.foundation.spaces.models import Membership
from sanad.foundation.worker import queue
from sanad.training.certificates.commands import keys, runs
from sanad.training.certificates.commands.runs import issue_run, tell_certified
from sanad.training.certificates.queries.keys import path_of
from sanad.training.models import CertificateRun, Presence, Registration
from tests.refusals import says_no
from tests.training.school import a_registration, a_session, answered, was_there
from tests.training.test_certificates import TODAY

PEOPLE = 5


@pytest.fixture
def session(world):
    """Over since yesterday: everybody reached everything, and left an address."""
    session = a_session(world.coordinator, starts_on=TODAY() - timedelta(days=3), state="confirmed")
    for number in range(1, PEOPLE + 1):
        registration = a_registration(session, number, email=f"p{number}@example.org")
        was_there(registration)
        answered(registration, "after", 10)
    return session


def asked(world, session) -> CertificateRun:
    return runs.ask_certificates(world.sg, session, language="ar")


def worked(run: CertificateRun, user) -> CertificateRun:
    """What the worker does; the task is gone afterwards, however it ended."""
    issue_run.func(str(run.pk), str(user.pk))
    run.refresh_from_db()
    return run


def told(run: CertificateRun) -> bool:
    return DBTaskResult.objects.filter(task_path=tell_certified.module_path, args_kwargs__args__0=str(run.pk)).exists()


def fails_for(monkeypatch, number: int, problem: BaseException) -> None:
    """The certificate of that person raises something while it is made."""
    award = runs.awarded

    def made(registration, *more):
        if registration.number == number:
            raise problem
        return award(registration, *more)

    monkeypatch.setattr(runs, "awarded", made)


@pytest.mark.parametrize(
    ("problem", "why"),
    [
        (ValueError("Input too long for ECC level M"), "Something went wrong that Sanad did not expect."),
        (KeyError("xx"), "Something went wrong that Sanad did not expect."),
        (RecursionError(), "Something went wrong that Sanad did not expect."),
        (DataError("value too long"), "The database did not take it."),
        (NotTypeset(TypstError("unknown variable")), "The paper could not be typeset."),
    ],
)
def test_one_that_fails_is_named_with_its_reason_and_the_others_get_theirs(world, session, monkeypatch, problem, why):
    fails_for(monkeypatch, 3, problem)
    run = worked(asked(world, session), world.sg.user)
    assert run.finished_at
    assert not run.refusal
    issued = run.certificates.order_by("document__number")
    assert [row.registration.number for row in issued] == [1, 2, 4, 5]
    assert [row.document.number for row in issued] == [1, 2, 3, 4]
    (failure,) = run.failures
    assert (failure["place"], failure["why"]) == (str(session.registrations.get(number=3).pk), why)
    assert type(problem).__name__ in failure["detail"]
    assert told(run)


@pytest.mark.parametrize(
    ("language", "words"), [("ar", "حدث خطأ غير متوقع"), ("fr", "Une erreur que Sanad n’attendait pas")]
)
def test_the_page_names_who_got_none_and_why(world, session, browse, monkeypatch, language, words):
    fails_for(monkeypatch, 3, ValueError("Input too long"))
    worked(asked(world, session), world.sg.user)
    page = browse(world.sg, language).get(f"/training/sessions/{session.pk}/certificates/").content.decode()
    problems = page.split('<section class="problems">')[1].split("</section>")[0]
    assert session.registrations.get(number=3).name in problems
    assert words in problems
    assert "Input too long" in problems
    assert {"ar": "أعيدوا المحاولة", "fr": "Réessayez"}[language] in problems
    assert 'hx-trigger="every 2s"' not in page


def test_who_got_none_is_asked_for_again(world, session, monkeypatch):
    with monkeypatch.context() as broken:
        fails_for(broken, 3, ValueError())
        worked(asked(world, session), world.sg.user)
    again = worked(asked(world, session), world.sg.user)
    assert [row.registration.number for row in again.certificates.all()] == [3]


def problems_on(client, session) -> str:
    page = client.get(f"/training/sessions/{session.pk}/certificates/").content.decode()
    return page.partition('<section class="problems">')[2].partition("</section>")[0]


def test_a_later_run_does_not_hide_who_still_has_none(world, session, browse, monkeypatch):
    client, names = browse(world.sg), {row.number: row.name for row in session.registrations.all()}
    with monkeypatch.context() as broken:
        broken.setattr(papers, "compile_pdf", lambda *_args: 1 / 0)
        worked(asked(world, session), world.sg.user)
    third = session.registrations.get(number=3)
    worked(runs.ask_certificates(world.sg, session, language="ar", people=[third.pk]), world.sg.user)
    problems = problems_on(client, session)
    assert names[3] not in problems
    assert all(names[number] in problems for number in (1, 2, 4, 5))
    worked(asked(world, session), world.sg.user)
    assert problems_on(client, session) == ""


def test_when_all_fail_all_are_named(world, session, monkeypatch):
    monkeypatch.setattr(papers, "compile_pdf", lambda *_args: 1 / 0)
    run = worked(asked(world, session), world.sg.user)
    assert run.finished_at
    assert len(run.failures) == PEOPLE


def test_a_row_that_no_form_made_stops_nobody_else(world, session):
    registration = session.registrations.get(number=2)
    Registration.objects.filter(pk=registration.pk).update(sex="x")
    run = worked(asked(world, session), world.sg.user)
    assert run.finished_at
    assert [failure["place"] for failure in run.failures] == [str(registration.pk)]
    assert run.certificates.count() == PEOPLE - 1


def test_a_key_that_is_gone_stops_the_run_and_those_of_before_are_told(world, session, monkeypatch):
    monkeypatch.setattr(runs, "AT_ONCE", 2)
    run = asked(world, session)
    run = runs.issue_next(world.sg, run)
    path_of(keys.live_key(session.space_id).pk).unlink()
    run = worked(run, world.sg.user)
    assert "key" in run.refusal
    assert (run.certificates.count(), told(run)) == (2, True)
    keys.rotate_key(world.sg)
    assert worked(asked(world, session), world.sg.user).certificates.count() == PEOPLE - 2


@pytest.mark.parametrize("left", [True, False])
def test_who_asked_lost_the_role_or_left(world, session, left, browse):
    run = asked(world, session)
    mine = Membership.objects.filter(user=world.sg.user, space=world.sg.space)
    mine.update(**({"ended_at": timezone.now()} if left else {"role": "reader"}))
    run = worked(run, world.sg.user)
    assert run.finished_at
    assert run.refusal == "Your role in this space does not allow this."
    assert run.certificates.count() == 0


def test_a_run_without_a_living_task_blocks_nobody(world, session):
    run = asked(world, session)
    with says_no("Certificates of this session are being issued already."):
        asked(world, session)
    DBTaskResult.objects.filter(task_path=issue_run.module_path).update(status="FAILED", finished_at=timezone.now())
    newer = asked(world, session)
    run.refresh_from_db()
    assert (bool(run.finished_at), run.refusal) == (True, runs.INTERRUPTED)
    assert worked(newer, world.sg.user).certificates.count() == PEOPLE


def test_a_run_that_waits_for_a_worker_that_is_no_more_blocks_nobody(world, session):
    run = asked(world, session)
    task = DBTaskResult.objects.filter(task_path=issue_run.module_path)
    before = timezone.now() - queue.PATIENCE * 2
    task.update(enqueued_at=before)
    CertificateRun.objects.filter(pk=run.pk).update(created_at=before)
    busy = tell_certified.enqueue("none").id  # a worker that does something else comes to it
    DBTaskResult.objects.filter(pk=busy).update(status="RUNNING", started_at=timezone.now())
    with says_no("Certificates of this session are being issued already."):
        asked(world, session)
    DBTaskResult.objects.filter(pk=busy).update(started_at=before)
    queue.see_to(timezone.now())  # a worker that begins comes to it too
    run.refresh_from_db()
    assert (run.finished_at, runs.is_at_work(run)) == (None, False)
    newer = asked(world, session)
    run.refresh_from_db()
    assert run.refusal == runs.INTERRUPTED
    assert worked(newer, world.sg.user).certificates.count() == PEOPLE


def test_a_run_whose_worker_was_killed_goes_on_elsewhere(world, session, monkeypatch):
    monkeypatch.setattr(runs, "AT_ONCE", 2)
    run = runs.issue_next(world.sg, asked(world, session))
    row = DBTaskResult.objects.get(task_path=issue_run.module_path)
    row.claim("a worker that is killed")
    now = timezone.now()
    queue.see_to(now)
    row.refresh_from_db()
    assert row.status == "RUNNING"
    queue.see_to(now + queue.PATIENCE * 2)
    row.refresh_from_db()
    assert row.status == "READY"
    assert worked(run, world.sg.user).certificates.count() == PEOPLE


def test_a_run_that_nobody_takes_up_is_ended_and_told(world, session, monkeypatch):
    monkeypatch.setattr(runs, "AT_ONCE", 2)
    run = runs.issue_next(world.sg, asked(world, session))
    DBTaskResult.objects.filter(task_path=issue_run.module_path).delete()
    queue.see_to(timezone.now())
    run.refresh_from_db()
    assert run.finished_at is None  # its task may still be on the way
    queue.see_to(timezone.now() + queue.PATIENCE * 2)
    run.refresh_from_db()
    assert (run.refusal, told(run), run.certificates.count()) == (runs.INTERRUPTED, True, 2)
    assert worked(asked(world, session), world.sg.user).certificates.count() == PEOPLE - 2


def test_a_run_that_cannot_be_ended_does_not_keep_the_others(world, session, monkeypatch):
    first = asked(world, session)
    second = CertificateRun.objects.create(
        space=first.space, session=a_session(world.coordinator), by=first.by, language="ar", wanted=[]
    )
    DBTaskResult.objects.filter(task_path=issue_run.module_path).delete()
    stop_run = runs.stop_run

    def stop(actor, run, **details):
        if run.pk == first.pk:
            raise KeyError(run.pk)
        return stop_run(actor, run, **details)

    monkeypatch.setattr(runs, "stop_run", stop)
    runs.end_lost_runs(timezone.now() + queue.PATIENCE * 2)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.finished_at, second.refusal) == (None, runs.INTERRUPTED)


def test_while_the_database_is_away_no_run_is_ended(world, session, monkeypatch):
    run = asked(world, session)
    DBTaskResult.objects.filter(task_path=issue_run.module_path).delete()
    monkeypatch.setattr(runs, "stop_run", lambda *_args, **_details: (_ for _ in ()).throw(OperationalError("gone")))
    with pytest.raises(OperationalError):
        runs.end_lost_runs(timezone.now() + queue.PATIENCE * 2)
    run.refresh_from_db()
    assert run.finished_at is None


def test_a_database_that_is_away_ends_nothing_for_good(world, session, monkeypatch):
    run = asked(world, session)
    with monkeypatch.context() as away:
        away.setattr(runs, "judged", lambda *_args: (_ for _ in ()).throw(OperationalError("gone")))
        away.setattr(runs, "stated", lambda *_args: (_ for _ in ()).throw(OperationalError("gone")))
        with pytest.raises(OperationalError):
            issue_run.func(str(run.pk), str(world.sg.user.pk))
    assert worked(run, world.sg.user).certificates.count() == PEOPLE


def test_somebody_is_passed_over_once_and_only_by_the_space(world, session):
    run = asked(world, session)
    registration = run.left[0]
    with says_no("This belongs to another space."):
        runs.pass_over(world.stranger, run, registration=registration, why="عطل")
    with says_no("Say why.", field="reason"):
        runs.pass_over(world.sg, run, registration=registration, why=" ")
    runs.pass_over(world.sg, run, registration=registration, why="عطل")
    run = runs.pass_over(world.sg, run, registration=registration, why="عطل")
    assert len(run.failures) == 1
    run = runs.stop_run(world.sg, run, reason="عطل")
    assert runs.issue_next(world.sg, run).certificates.count() == 0
    assert runs.stop_run(world.sg, run, reason="آخر").refusal == "عطل"


def test_a_moment_without_the_database_passes_nobody_over(world, session, monkeypatch):
    run = asked(world, session)
    with monkeypatch.context() as away:
        away.setattr(runs, "judged", lambda *_args: (_ for _ in ()).throw(OperationalError("locked")))
        with pytest.raises(OperationalError):
            issue_run.func(str(run.pk), str(world.sg.user.pk))
    run.refresh_from_db()
    assert (len(run.failures), run.finished_at) == (0, None)
    assert worked(run, world.sg.user).certificates.count() == PEOPLE


def test_who_lost_the_right_since_they_were_asked_for_gets_none_and_the_run_ends(world, session):
    run = asked(world, session)
    Presence.objects.filter(slot__session=session).update(minutes=0)
    run = runs.issue_next(world.sg, run)
    assert run.finished_at
    assert run.wanted == []
    assert not run.certificates.exists()
