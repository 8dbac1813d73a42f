"""The first visitor shows a code; of many who come at once one makes the space."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse

from sanad.accounts.commands import beginning as commands
from sanad.accounts.first import first_code
from sanad.foundation.policy import Refused
from sanad.foundation.spaces.models import Beginning, Space, User
from tests.accounts.test_ground import PASSWORD
from tests.refusals import says_no
from tests.worlds import EMPTY, worlds

ROOT = Path(__file__).resolve().parents[2]
FIRST = {"name_ar": "فضاء الدعم", "name_fr": "", "person": "فاطمة", "username": "fatima", "password": PASSWORD}


@pytest.fixture(autouse=True)
def _no_attempts_yet(settings, tmp_path):
    settings.FIRST_VISIT = tmp_path / "state" / "first_visit"
    cache.clear()
    yield
    cache.clear()


@pytest.mark.django_db
def test_without_the_code_nothing_is_made(capsys, settings):
    client = Client()
    for code in ("", "x", "AAAAA-AAAAA-AAAAA-AAAAA"):
        page = client.post(reverse("accounts:first_space"), FIRST | {"kind": "support", "code": code})
        assert (page.status_code, list(page.context["form"].errors)) == (422, ["code"])
    assert not Space.objects.exists()
    assert settings.FIRST_VISIT.stat().st_mode & 0o777 == 0o600
    call_command("first_visit")
    said = capsys.readouterr().out
    assert f"/start/?code={first_code()}" in said
    page = client.get(said[said.index("/start/") :].strip())
    assert first_code() in page.text
    typed = first_code().lower().replace("-", " ")
    assert client.post(reverse("accounts:first_space"), FIRST | {"kind": "support", "code": typed}).status_code == 302
    assert not settings.FIRST_VISIT.exists()
    call_command("first_visit")
    assert capsys.readouterr().out == ""


@pytest.mark.django_db
def test_the_code_is_not_guessed():
    answers = [Client().post(reverse("accounts:first_space"), FIRST | {"code": "x"}).status_code for _n in range(12)]
    assert answers[-1] == 429


@pytest.mark.django_db
def test_create_first_space_where_somebody_is(settings):
    space = {name: value for name, value in FIRST.items() if name != "username"}
    commands.new_space(**space, username="souad", kind="support")
    with says_no("This installation is already in use."):
        commands.create_first_space(**FIRST)
    assert Space.objects.count() == 1


def test_many_who_start_at_once_read_one_code():
    found, ready = [], threading.Barrier(8)

    def read() -> None:
        ready.wait()
        found.append(first_code())

    threads = [threading.Thread(target=read) for _n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(found)) == 1


def begin_eight_times() -> None:
    done, ready = [], threading.Barrier(8)

    def begin(number: int) -> None:
        ready.wait()
        try:
            commands.create_first_space(
                name_ar=f"فضاء {number}", name_fr="", person="x", username=f"first{number}", password=PASSWORD
            )
            done.append("made")
        except Refused:
            done.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=begin, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(done) == ["made", *["refused"] * 7], done
    assert (Space.objects.count(), User.objects.count(), Beginning.objects.count()) == (1, 1, 1)


@pytest.mark.django_db(transaction=True)
@pytest.mark.postgresql  # on SQLite it is the next test
def test_eight_at_once_make_one_space():
    begin_eight_times()


ALONE = """
import django
django.setup()
from tests.accounts.test_first_visit import begin_eight_times
begin_eight_times()
"""


@pytest.mark.sqlite
def test_eight_at_once_make_one_space_in_a_file(tmp_path, django_db_setup):
    """In an installation of its own: the database of the other tests lies in memory, where all are one connection."""
    worlds().copy(EMPTY, tmp_path / "sanad.sqlite3")
    there = {**os.environ, "SANAD_STATE": str(tmp_path), "DJANGO_SETTINGS_MODULE": "sanad.config.settings"}
    done = subprocess.run(
        [sys.executable, "-c", ALONE], env=there, capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert done.returncode == 0, done.stderr
