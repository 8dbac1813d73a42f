"""An installation of a release before is brought up to date: nothing of it is lost, all of it holds, its pages open.

A table or a column may get another name, a row may not go and may not say anything else. What a migration changes on purpose is
named here, with its reason.
"""

import json
import re
import subprocess
import sys

import pytest

from tests.foundation.reminders.installation import ROOT
from tests.upgrade.ground import RELEASES, older

# Tables whose rows are made anew by every start, or told about apps by Django itself.
NOT_OURS = re.compile(
    r"^(django_migrations|django_content_type|auth_permission|django_session|foundation_cache|usersessions_)"
)
# "table.column" by its name before: why it says something else now, or is gone.
CHANGED: dict[str, str] = {
    "foundation_knownclock.seen_at": "every start looks at the clock",
    "django_tasks_database_dbtaskresult.task_path": "a task that moved is found by its new name (worker.queue.follow_moves)",
}
GONE: dict[str, str] = {}


@pytest.fixture(scope="module", params=RELEASES)
def upgraded(request, tmp_path_factory):
    """(the installation, every row before, every row after)"""
    with older(tmp_path_factory.mktemp("older"), request.param) as found:
        found.put_there()
        before = found.everything()
        found.sanad("prepare")
        yield found, before, found.everything()


def test_the_release_before_was_full(upgraded):
    _installation, before, _after = upgraded
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


def test_no_row_is_lost_and_none_says_anything_else(upgraded):
    _installation, before, after = upgraded
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


def test_a_table_that_was_empty_is_there_or_has_a_new_name(upgraded):
    """What is gone with all of its rows would otherwise be seen by nobody."""
    _installation, before, after = upgraded
    fewer = len(before) - len(after)
    assert fewer <= 0 or fewer <= len(GONE)


def test_the_doctor_finds_nothing(upgraded):
    installation, _before, _after = upgraded
    installation.environment["LC_ALL"] = "C.UTF-8"
    installation.sanad("doctor", "--deep")
    said = (installation.state / "doctor.log").read_text()
    assert "Failures: 0." in said
    assert "everything holds" in said


def test_its_pages_open_to_its_coordinator(upgraded):
    installation, _before, _after = upgraded
    command = [sys.executable, "tests/upgrade/browse.py", "karima"]
    environment = {**installation.environment, "SANAD_HOSTS": "testserver", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True)
    answered = json.loads(done.stdout.splitlines()[-1])
    assert answered.pop("/account/login/") == 302
    assert len(answered) > 40
    assert {page: status for page, status in answered.items() if status not in {200, 302}} == {}
    assert sum(status == 200 for status in answered.values()) > 40
