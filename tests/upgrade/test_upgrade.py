"""An installation of a release before is brought up to date: nothing of it is lost, all of it holds, its pages open.

A table or a column may get another name, a row may not go and may not say anything else. What a migration changes on purpose is
named here, with its reason.
"""

import json
import re
import subprocess
import sys
from collections.abc import Iterable

import pytest
from django.db import connection

from tests.foundation.reminders.installation import ROOT
from tests.upgrade.ground import RELEASES, SHAPE, older

pytestmark = pytest.mark.slow
# Tables whose rows are made anew by every start, or told about apps by Django itself.
NOT_OURS = re.compile(
    r"^(django_migrations|django_content_type|auth_permission|django_session|foundation_cache|usersessions_)"
)
# "table.column" by its name before: why it says something else now, or is gone.
CHANGED: dict[str, str] = {
    "foundation_knownclock.seen_at": "every start looks at the clock",
    "foundation_knownclock.offsets": "what it sees reaches as far as the day allows",
    "foundation_knownclock.moves": "and where two days see otherwise it says so",
    "django_tasks_database_dbtaskresult.task_path": "a task that moved is found by its new name (worker.queue.follow_moves)",
}
GONE: dict[str, str] = {}
# PostgreSQL leaves an index its name when its column gets another; nobody asks for this one by name.
KEPT_ITS_NAME = re.compile(r"directory_organisation_(room|own_space)_id_\w{8}")


@pytest.mark.parametrize("release", RELEASES)
def test_a_release_before_is_brought_up_to_date(release, tmp_path, db):
    """One test, so that it is brought up to date once, however many processes share the tests out."""
    with older(tmp_path, release) as found:
        found.put_there()
        before = found.everything()
        it_was_full(before)
        found.sanad("prepare")
        after = found.everything()
        no_row_is_lost_and_none_says_anything_else(before, after)
        no_table_is_gone(before, after)
        a_new_installation_has_the_same_tables(found)
        the_doctor_finds_nothing(found)
        its_pages_open_to_its_coordinator(found)


def it_was_full(before):
    ours = {table: rows for table, rows in before.items() if not NOT_OURS.match(table)}
    assert len(ours) > 80
    assert sum(len(rows) for rows in ours.values()) > 3500
    assert len(before["training_certificate"]) > 0


def named_now(table: str, keys: set, after: dict) -> str | None:
    """The table as it is called now: by its name, or else by its rows."""
    if table in after:
        return table
    return next((name for name, rows in after.items() if keys and keys <= rows.keys()), None)


def column_now(column: str, rows: dict, now: dict) -> str | None:
    """The column as it is called now: by its name, or else a new one that says the same in every row."""
    new = set().union(*(now[key].keys() - row.keys() for key, row in rows.items()))
    same = [name for name in new if all(now[key][name] == row[column] for key, row in rows.items())]
    return column if all(column in now[key] for key in rows) else next(iter(same), None)


def no_row_is_lost_and_none_says_anything_else(before, after):
    lost, other = [], set()
    for table, rows in before.items():
        if NOT_OURS.match(table) or not rows:
            continue
        now = after.get(named_now(table, set(rows), after) or "", {})
        if not rows.keys() <= now.keys():
            lost.append(f"{table}: {len(rows.keys() - now.keys())} of {len(rows)} rows")
            continue
        for column in next(iter(rows.values())):
            name = column_now(column, rows, now)
            if name is None:
                other.add(f"{table}.{column} is gone")
            elif any(now[key][name] != row[column] for key, row in rows.items()):
                other.add(f"{table}.{column} changed")
    assert lost == []
    expected = {f"{name} changed" for name in CHANGED} | {f"{name} is gone" for name in GONE}
    assert other - expected == set()


def no_table_is_gone(before, after):
    """Also one that was empty, whose rows nobody would miss: it is there, or has a new name."""
    fewer = len(before) - len(after)
    assert fewer <= 0 or fewer <= len(GONE)


def a_new_installation_has_the_same_tables(installation):
    """It begins with other migrations, of which each replaces those by which the older one came here."""
    with connection.cursor() as cursor:
        cursor.execute(SHAPE)
        new = as_named_now(cursor.fetchall())
    upgraded = as_named_now(installation.shape())
    ours = re.compile(rf"{NOT_OURS.pattern}|^sqlite_")
    assert {row for row in new ^ upgraded if not ours.match(row[0])} == set()
    assert len(new) > 1000


def as_named_now(shape: Iterable[tuple]) -> set[tuple]:
    return {tuple(KEPT_ITS_NAME.sub("…", str(part)) for part in row) for row in shape}


def the_doctor_finds_nothing(installation):
    installation.environment["LC_ALL"] = "C.UTF-8"
    installation.sanad("doctor", "--deep")
    said = (installation.state / "doctor.log").read_text()
    assert "Failures: 0." in said
    assert "everything holds" in said


def its_pages_open_to_its_coordinator(installation):
    command = [sys.executable, "tests/upgrade/browse.py", "karima"]
    environment = {**installation.environment, "SANAD_HOSTS": "testserver", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True)
    answered = json.loads(done.stdout.splitlines()[-1])
    assert answered.pop("/account/login/") == 302
    assert len(answered) > 40
    assert {page: status for page, status in answered.items() if status not in {200, 302}} == {}
    assert sum(status == 200 for status in answered.values()) > 40
