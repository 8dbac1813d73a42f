"""Real workers: several at once, killed in the middle, before a slow mail server."""

import os
import signal
import sqlite3
from collections import Counter
from urllib.parse import urlsplit

import psycopg
import pytest
from django.db import connection

from sanad.config.database import database_settings
from tests.foundation.reminders.installation import Installation, until
from tests.foundation.reminders.post_office import PostOffice
from tests.worlds import EMPTY, worlds

pytestmark = pytest.mark.slow
NAMES = ("many", "killed", "ended", "cut", "slow")


@pytest.fixture(scope="module")
def installation(tmp_path_factory, django_db_setup, django_db_blocker):
    """An empty installation on the database that the tests run on."""
    state = tmp_path_factory.mktemp("state")
    if connection.vendor == "sqlite":
        worlds().copy(EMPTY, state / "sanad.sqlite3")
        found = Installation(state, f"sqlite:///{state / 'sanad.sqlite3'}")
        found.people(*NAMES)
        yield found
        found.end()
        return
    given, name = os.environ["SANAD_DATABASE"], f"workers_{os.getpid()}"
    known = database_settings(given)
    at = {"host": known["HOST"], "port": known["PORT"] or None, "user": known["USER"], "password": known["PASSWORD"]}
    with psycopg.connect(dbname=known["NAME"], autocommit=True, **at) as server:
        with django_db_blocker.unblock():
            worlds().copy(EMPTY, name)
        found = Installation(state, urlsplit(given)._replace(path=f"/{name}").geturl())
        found.people(*NAMES)
        yield found
        found.end()
        server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def office(installation, socket_enabled):
    found = PostOffice()
    found.open()
    installation.mail_to(found.port)
    yield found
    found.close()


def received(office: PostOffice, people: set[str]) -> Counter:
    return Counter(letter["To"] for letter in office.letters if letter["To"] in people)


def test_several_workers_at_once_tell_each_person_once(installation, office):
    people = installation.wake("many")
    workers = [installation.start("work", "--once") for _ in range(3)]
    assert [worker.wait(timeout=120) for worker in workers] == [0, 0, 0]
    assert received(office, people) == dict.fromkeys(people, 1)
    assert sorted(installation.told()) == sorted(people)
    assert installation.sql("SELECT traceback FROM django_tasks_database_dbtaskresult WHERE status = 'FAILED'") == []


def test_a_worker_killed_in_the_middle_loses_nothing_and_sends_nothing_twice(installation, office):
    people, kills = installation.wake("killed"), 2
    office.waits = 0.2
    for number in range(kills):
        worker = installation.start("work")
        until(lambda enough=2 * number + 1: len(received(office, people)) >= enough)
        worker.send_signal(signal.SIGKILL)
        worker.wait()
    office.waits = 0
    installation.sanad("work", "--once")
    until(lambda: not installation.sql("SELECT id FROM foundation_letterunderway"))
    assert received(office, people) == dict.fromkeys(people, 1)
    assert people <= set(installation.told())


def test_a_worker_that_is_asked_to_end_finishes_its_letter(installation, office):
    people = installation.wake("ended")
    office.waits = 0.5
    worker = installation.start("work")
    until(lambda: sum(office.asked[address] for address in people) == 1)
    worker.terminate()
    assert worker.wait(timeout=30) == 0
    assert sum(received(office, people).values()) == 1
    office.waits = 0
    installation.sanad("work", "--once")
    assert received(office, people) == dict.fromkeys(people, 1)


@pytest.mark.postgresql
def test_a_worker_whose_connection_dies_carries_on(installation, office):
    people = installation.wake("cut")
    undone = "SELECT id FROM django_tasks_database_dbtaskresult WHERE status IN ('RUNNING', 'FAILED')"
    of_others = installation.sql(undone)  # of workers that the tests before this one killed
    office.waits = 0.5
    worker = installation.start("work")
    until(lambda: sum(office.asked[address] for address in people) == 1)
    others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
    installation.sql(f"{others} AND pid <> pg_backend_pid()")
    office.waits = 0
    until(lambda: people <= set(installation.told()))
    until(lambda: installation.sql(undone) == of_others)
    assert worker.poll() is None
    worker.terminate()
    assert worker.wait(timeout=30) == 0
    assert received(office, people) == dict.fromkeys(people, 1)


@pytest.mark.sqlite
def test_on_sqlite_a_slow_mail_server_never_keeps_the_site_from_writing(installation, office):
    people = installation.wake("slow")
    office.waits = 3
    worker = installation.start("work")
    until(lambda: sum(office.asked[address] for address in people) == 1)
    with sqlite3.connect(installation.state / "sanad.sqlite3", timeout=0.5) as site:
        site.execute("BEGIN IMMEDIATE")
        site.execute("UPDATE foundation_user SET name = name")
    worker.kill()
    worker.wait()
