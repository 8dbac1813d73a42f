"""A failure is written with its cause where the keeper sees it, with the number that the visitor got, and nothing personal."""

import io
import json
import logging

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection
from django.test import Client

from sanad.activities.models import Activity
from sanad.activities.papers.commands import issue_activity_paper
from sanad.foundation import logs
from sanad.training.certificates.commands import runs as tasks
from tests.foundation.reminders.conftest import _one_transaction  # noqa: F401  which the worker must not end

SECRET = "Fatima بنعلي +212612345678 fatima@example.org 10.2.3.4"


@pytest.fixture(params=["", "json"])
def log(request):
    """What is written to standard error, in both ways."""
    written = io.StringIO()
    settings = logs.settings_for(request.param)
    handler = logging.StreamHandler(written)
    handler.setFormatter(logs.JsonLines() if request.param else logs.Lines())
    kept = {}
    for name, said in settings["loggers"].items():
        logger = logging.getLogger(name)
        kept[logger] = (logger.handlers, logger.level, logger.propagate)
        logger.handlers, logger.propagate = [handler], said["propagate"]
        logger.setLevel(said["level"])
    written.is_json = bool(request.param)
    yield written
    for logger, (handlers, level, propagate) in kept.items():
        logger.handlers, logger.propagate = handlers, propagate
        logger.setLevel(level)


def failing(monkeypatch, problem: Exception) -> None:
    def raises(*_args, **_kwargs):
        raise problem

    monkeypatch.setattr("sanad.workspace.views.not_printed", raises)


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_a_failure_has_a_number_a_cause_and_no_personal_data(world, browse, monkeypatch, log, language):
    client = browse(world.sg, language)
    client.raise_request_exception = False
    paper = _a_paper(world)
    failing(monkeypatch, ValueError(f"no such name: '{SECRET}' {SECRET}"))
    response = client.get(f"/papers/{paper.pk}/?q=asked-secretly", HTTP_USER_AGENT="agent-secret")
    page, written = response.content.decode(), log.getvalue()
    assert response.status_code == 500
    assert "ValueError" in written
    assert "workspace/views.py" in written
    assert "papers/<uuid:pk>/" in written
    assert str(world.sg.user.pk) in written
    if log.is_json:
        [line] = written.splitlines()
        number = json.loads(line)["number"]
        assert json.loads(line)["status"] == 500
    else:
        number = written.split()[2]
    assert number in page
    said = {"ar": "فأعطوا هذا الرقم", "fr": "communiquez ce numéro", "en": "tell this number"}[language]
    assert said in page
    for word in (*SECRET.split(), str(paper.pk), "asked-secretly", "agent-secret", world.sg.user.name, "127.0.0.1"):
        assert word not in written, word


def _a_paper(world):
    return issue_activity_paper(world.sg, Activity.objects.first(), kind="attendance_blank", language="ar")


def test_the_page_of_a_failure_needs_no_database(world, browse, monkeypatch, log):
    client = browse(world.sg)
    client.raise_request_exception = False
    paper = _a_paper(world)
    asked = []

    def fails(*_args):
        def refuse(*_more):
            asked.append(1)
            raise AssertionError

        connection.execute_wrappers.append(refuse)
        raise ValueError

    monkeypatch.setattr("sanad.workspace.views.not_printed", fails)
    try:
        response = client.get(f"/papers/{paper.pk}/")
    finally:
        del connection.execute_wrappers[:]
    assert response.status_code == 500
    assert asked == []


@pytest.mark.django_db
def test_what_is_not_there_and_what_was_not_meant_is_no_news(log):
    client = Client()
    client.get("/no-such-page/")
    client.get("/", HTTP_HOST="evil.example")
    Client(enforce_csrf_checks=True).post("/account/login/", {})
    assert log.getvalue() == ""


def test_what_the_database_says_of_a_row_is_cut() -> None:
    said = 'duplicate key value violates unique constraint "user_email_once"\nDETAIL:  Key (email)=(fatima@example.org) already exists.'
    assert logs.harmless(said) == 'duplicate key value violates unique constraint "user_email_once"'
    problem = IntegrityError(said)
    problem.__cause__ = ValueError(SECRET)
    lines = "\n".join(logs.cause_of(problem))
    assert "user_email_once" in lines
    assert "ValueError" in lines
    assert "direct cause" in lines
    assert not any(word in lines for word in SECRET.split())


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("'NoneType' object has no attribute 'pk'", "'NoneType' object has no attribute 'pk'"),
        ('invalid input syntax for type uuid: "Fatima"', "invalid input syntax for type uuid: …"),
        ("name 'papers' is not defined", "name 'papers' is not defined"),
        ("invalid literal for int() with base 10: 'محمد'", "invalid literal for int() with base 10: …"),
        ("keyword arguments '{'code': 'FATIMA X'}' not found", "keyword arguments … not found"),
        ("No 'a' for \"it's 'Fatima' here\" at all", "No … at all"),
        ("GET https://x.ma/a?b=c failed for 192.168.1.1", "GET … failed for …"),
        ("", ""),
    ],
)
def test_names_of_the_source_stay_and_values_go(said, kept) -> None:
    assert logs.harmless(said) == kept


@pytest.mark.django_db
def test_a_task_of_the_worker_that_fails_is_written(log):
    nobody = "01890000-0000-7000-8000-000000000000"
    tasks.issue_run.enqueue(nobody, nobody)
    call_command("work", once=True)
    written = log.getvalue()
    assert "DoesNotExist" in written
    assert "issue_run" in written
