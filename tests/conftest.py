"""The named world: the case of the press report, entered once per process through the commands.

Tests that need an empty installation run first; a test that asks for `world` runs in a transaction on top of it. Last come
those that ask for `ground`: the case with all that the slices tell of their addresses.
"""

import gc
import os
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path
from typing import Any
from uuid import uuid4

import hypothesis
import pytest
from _pytest import runner
from django.template import Context, Template
from django.test import Client, utils
from django.test.signals import template_rendered
from django.utils.safestring import SafeString

from sanad.config.frames import with_room

TESTS = Path(__file__).parent
# They go over everything, and every line that they meet is tried by tests of its own: to count them too costs as much again.
WALKS = (
    "fuzz/",
    "upgrade/",
    "test_accompanier.py",
    "test_constant_queries.py",
    "test_every_address.py",
    "test_every_number.py",
    "test_longest_papers.py",
    "test_reads_by_index.py",
)
STORIES = ("properties.py", "at_once.py")  # of many deeds, by chance or by several people


def pytest_configure(config: pytest.Config) -> None:
    """Settings that only make tests faster or keep them in a folder of their own, which goes when they are done."""
    from django.conf import settings

    os.environ["LC_ALL"] = "C.UTF-8"  # what the command line says is English, unless a test asks for another language
    # A test is one transaction: its connection does not end when a minute has passed.
    settings.DATABASES["default"]["CONN_MAX_AGE"] = None
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    folder = tempfile.TemporaryDirectory(prefix="sanad-test-", ignore_cleanup_errors=True)
    config.add_cleanup(folder.cleanup)
    state = Path(folder.name)
    settings.FILES_ROOT, settings.KEYS_ROOT = state / "files", state / "keys"
    settings.SMALL_ROOT = state / "small"
    settings.FIRST_VISIT = state / "first_visit"
    settings.LAST_BACKUP = state / "last_backup"
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
    settings.ANCHORS = state / "anchors.jsonl"
    settings.PROCESSES_ROOT = state / "processes"
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "whitenoise" not in name]
    os.environ.setdefault("HYPOTHESIS_STORAGE_DIRECTORY", str(state / "hypothesis"))
    # Timings never stand in tests: the machine may be busy.
    hypothesis.settings.register_profile(
        "sanad", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
    )
    hypothesis.settings.load_profile("sanad")
    utils.instrumented_test_render = _render


def _render(template: Template, context: Context) -> SafeString:
    """As templates are rendered in tests of Django, which keep for `response.context` a copy of what each of them was given.

    Kept is that of the page alone, and not of forty parts: what is included, drawn by a tag, or a box of a form.
    """
    is_page = context.template is template and hasattr(context, "_processors_index")
    if is_page:
        template_rendered.send(sender=template, template=template, context=context)
    return template.nodelist.render(context)


@pytest.hookimpl(tryfirst=True)
def pytest_sessionstart(session: pytest.Session) -> None:
    """pytest-cov begins to count in a worker before it knows that it is one, and once more then: the first would count on
    where a test asks for none.
    """
    covers = session.config.pluginmanager.getplugin("_cov")
    if covers and hasattr(session.config, "workerinput"):
        covers.cov_controller.pause()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What is not about this database, or about a program that is not here, is left out; what needs an empty installation goes before what fills it."""
    from tests.at_once import IS_POSTGRESQL

    absent = {
        name
        for item in items
        for mark in item.iter_markers("program")
        for name in mark.args
        if not (shutil.which(name) or shutil.which(name, path="/usr/sbin"))
    }
    is_apart = _is_of_sqlite_alone if IS_POSTGRESQL else _is_of_postgresql_alone
    apart = [
        item
        for item in items
        if is_apart(item)
        or any(absent.intersection(mark.args) for mark in item.iter_markers("program"))
        or (item.get_closest_marker("small_disk") and not _may_mount())
    ]
    if apart:
        config.hook.pytest_deselected(items=apart)
        left_out = set(apart)
        items[:] = [item for item in items if item not in left_out]
    for item in items:
        if item.path.relative_to(TESTS).as_posix().startswith(WALKS) or item.path.name.endswith(STORIES):
            item.add_marker("no_cover")
    items.sort(key=lambda item: [name in getattr(item, "fixturenames", ()) for name in ("_ground", "_case")])


@cache
def _may_mount() -> bool:
    """Whether whoever runs the tests may mount a disk on this machine."""
    with tempfile.TemporaryDirectory() as folder:
        mounted = ["mount", "-t", "tmpfs", "-o", "size=8k", "tmpfs", folder]
        if not shutil.which("mount") or subprocess.run(mounted, check=False, capture_output=True).returncode:
            return False
        subprocess.run(["umount", folder], check=True)
    return True


def _is_of_postgresql_alone(item: pytest.Item) -> bool:
    return item.get_closest_marker("postgresql") is not None


def _is_of_sqlite_alone(item: pytest.Item) -> bool:
    """What asks for no database says the same beside any: it is tried once, on SQLite."""
    asked = {"django_db_setup", "db", "transactional_db"}.intersection(getattr(item, "fixturenames", ()))
    asks = asked or any(map(item.get_closest_marker, ("django_db", "postgresql", "both")))
    return not asks or item.get_closest_marker("sqlite") is not None


def pytest_collection_finish() -> None:
    """What is there when the tests begin stays: the collector of Python need not look at it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool:
    """As pytest runs a test; tests stand on deep frames."""
    return with_room(runner.pytest_runtest_protocol, item, nextitem)


def _no_skip(report: Any) -> Any:
    """A test that is skipped passes for nothing: it fails."""
    if report.skipped and not hasattr(report, "wasxfail"):
        why = report.longrepr[-1] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome, report.longrepr = "failed", f"{report.nodeid}: nothing is skipped here ({why})"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Any:
    return _no_skip((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Any:
    return _no_skip((yield))


@pytest.fixture(autouse=True)
def _as_on_a_quiet_day(settings):
    """What other tests counted, their language, and the heads of histories that they took back, are theirs."""
    from django.core.cache import cache
    from django.utils import translation

    cache.clear()
    translation.deactivate()
    settings.ANCHORS = settings.ANCHORS.with_name(f"{uuid4().hex}.jsonl")


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_modify_db_settings, django_db_blocker):
    """In the place of pytest-django's: the database begins as a copy of what was made once."""
    from tests import worlds

    with django_db_blocker.unblock(), worlds.begun():
        yield


@pytest.fixture(scope="session")
def _case(django_db_setup, django_db_blocker):
    from tests import worlds

    with django_db_blocker.unblock():
        return worlds.enter_case()


@pytest.fixture
def world(_case, db):
    """The case; each test undoes what it did."""
    return _case


@pytest.fixture(scope="session")
def _ground(django_db_setup, django_db_blocker):
    from tests import worlds

    with django_db_blocker.unblock():
        return worlds.enter_ground()


@pytest.fixture
def ground(_ground, db):
    """The case with a row behind every address (`tests/grounds.py`); each test undoes what it did."""
    return _ground


@pytest.fixture
def marked(monkeypatch):
    """Every number that is written for people carries a mark, however small it is."""
    from django.utils import formats

    from tests.judges.numbers import MARK

    written = formats.number_format
    monkeypatch.setattr(formats, "number_format", lambda *args, **kwargs: f"{MARK}{written(*args, **kwargs)}")


@pytest.fixture
def browse():
    """`browse(actor)`: a test client signed in as that actor, in Arabic."""
    from tests.browsing import signed_in

    def sign_in(actor, language: str = "ar") -> Client:
        client = signed_in(actor.user, headers={"accept-language": language})
        client.cookies["sanad_language"] = language
        return client

    return sign_in
