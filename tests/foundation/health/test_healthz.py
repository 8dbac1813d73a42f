"""/healthz: three words to whoever asks, whatever they call this machine."""

import json
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.utils import timezone

from sanad.foundation.health.middleware import ADDRESS
from sanad.foundation.worker import on_duty
from sanad.foundation.worker.on_duty import COMES, STAYS, say
from tests.foundation.health.ground import no_database

WELL = {"database": "ok", "migrations": "ok", "worker": "never"}


@pytest.fixture(autouse=True)
def _nobody_said(monkeypatch):
    monkeypatch.setattr(on_duty, "_last_said_at", {})


@pytest.fixture
def asked(db):
    def ask(**headers) -> tuple[int, dict]:
        answer = Client(headers=headers).get(ADDRESS)
        return answer.status_code, answer.json()

    return ask


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "10.0.0.7", "a.name.that.nobody.gave", "sanad.example.org"])
def test_it_is_asked_by_any_name_over_http(asked, settings, host):
    settings.SECURE_SSL_REDIRECT, settings.ALLOWED_HOSTS = True, ["sanad.example.org"]
    assert asked(host=host) == (200, WELL)
    assert asked(host=host, **{"x-forwarded-proto": "http"}) == (200, WELL)


def test_nobody_keeps_it_and_it_leaves_nothing_behind(db):
    answer = Client(headers={"accept-encoding": "gzip"}).get(ADDRESS)
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Type"] == "application/json"
    assert not answer.cookies
    assert "Vary" not in answer.headers
    assert Client().head(ADDRESS).status_code == 200
    for method in ("post", "put", "delete", "options"):
        assert getattr(Client(), method)(ADDRESS).status_code == 405
    assert Client().get("/healthz/").status_code != 200


def test_it_is_not_counted_and_costs_little(db, django_assert_max_num_queries):
    with django_assert_max_num_queries(2):  # and one of the cache, which is in no table in the tests
        Client().get(ADDRESS)
    assert {Client().get(ADDRESS, REMOTE_ADDR="192.0.2.1").status_code for _time in range(700)} == {200}
    assert not cache._cache


def test_who_asks_is_told_nothing_of_anybody(world):
    text = Client().get(ADDRESS).content.decode()
    assert set(json.loads(text)) == {"database", "migrations", "worker"}
    assert len(text) < 100


def test_migrations(asked):
    recorder = MigrationRecorder(connection)
    recorder.record_applied("foundation", "9999_later")
    assert asked() == (503, {**WELL, "migrations": "newer"})
    recorder.record_unapplied("foundation", "9999_later")
    recorder.record_applied("of_an_app_that_went", "0001_initial")
    assert asked() == (200, WELL)
    recorder.record_unapplied("foundation", "0001_initial")
    assert asked() == (503, {**WELL, "migrations": "pending"})


@pytest.mark.parametrize(
    ("kind", "ago", "expected"),
    [
        (STAYS, timedelta(minutes=14), (200, "here")),
        (STAYS, timedelta(minutes=16), (503, "gone")),
        (COMES, timedelta(hours=25), (200, "here")),
        (COMES, timedelta(hours=27), (503, "gone")),
    ],
)
def test_a_worker(asked, kind, ago, expected):
    cache.set(kind, timezone.now() - ago, timeout=None)
    status, said = asked()
    assert (status, said["worker"]) == expected


def test_a_worker_that_comes_is_enough_where_another_stayed(asked):
    cache.set(STAYS, timezone.now() - timedelta(days=3), timeout=None)
    say(COMES)
    assert asked() == (200, {**WELL, "worker": "here"})


def test_a_worker_says_so_once_a_minute(db, monkeypatch):
    say(STAYS)
    first = cache.get(STAYS)
    say(STAYS)
    assert cache.get(STAYS) == first
    on_duty._last_said_at[STAYS] -= timedelta(seconds=61)
    say(STAYS)
    assert cache.get(STAYS) > first


def test_no_database(asked, tmp_path):
    with no_database(tmp_path):
        assert asked() == (503, {"database": "away", "migrations": "unknown", "worker": "unknown"})
    assert asked() == (200, WELL)
