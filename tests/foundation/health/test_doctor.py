"""`sanad doctor`: each thing that can be wrong is brought about, and found with what to do about it."""

import json
import os
import smtplib
import time
from datetime import timedelta
from io import StringIO
from types import SimpleNamespace

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from django.utils.translation import override
from django_tasks_db.models import DBTaskResult

from sanad.config.mail import mail_settings
from sanad.foundation.files.store import _path, written
from sanad.foundation.health import Level, data, machine, work
from sanad.foundation.history import anchors
from sanad.foundation.history.models import HistoryEntry
from sanad.foundation.letters.models import LetterUnderWay
from sanad.foundation.worker import on_duty
from sanad.foundation.worker.on_duty import STAYS
from tests.foundation.health.ground import no_database
from tests.foundation.reminders.post_office import PostOffice, free_port
from tests.kept import keep_bytes

OK, WARN, FAIL = Level.OK, Level.WARN, Level.FAIL


@pytest.fixture(autouse=True)
def place(settings, tmp_path, monkeypatch):
    """A state folder of its own."""
    settings.STATE, settings.FILES_ROOT = tmp_path / "state", tmp_path / "state" / "files"
    settings.LAST_BACKUP = settings.STATE / "last_backup"
    settings.FILES_ROOT.mkdir(parents=True)
    monkeypatch.setattr(on_duty, "_last_said_at", {})
    with override("en"):
        yield settings.STATE


def the(look) -> tuple[Level, str, str]:
    """The one thing that a look finds."""
    [finding] = look()
    assert finding.about
    assert finding.remedy or finding.level is OK
    return finding.level, finding.found, finding.remedy


def levels(look) -> list[Level]:
    return [finding.level for finding in look()]


def doctor(*words) -> tuple[int, str]:
    out = StringIO()
    try:
        call_command("doctor", *words, stdout=out)
    except SystemExit as end:
        return end.code, out.getvalue()
    return 0, out.getvalue()


def test_versions(tmp_path, monkeypatch):
    assert the(machine.versions)[0] is OK
    pins = tmp_path / "base.txt"
    pins.write_text(
        "django==1.0 \\\n    --hash=x\npsycopg[binary]==0.1 ; sys_platform == 'x' \\\nnobody-has-this==2.0\n"
    )
    monkeypatch.setattr(machine, "PINS", pins)
    level, found, remedy = the(machine.versions)
    assert level is WARN
    assert "nobody-has-this – (2.0)" in found
    assert "psycopg" not in found  # that is for another machine
    assert "make install" in remedy
    monkeypatch.setattr(machine, "PINS", tmp_path / "none")
    assert the(machine.versions)[0] is OK


def test_settings(settings):
    assert levels(machine.settings_hold) == [OK]
    settings.CACHES = {"other": settings.CACHES["default"]}
    assert levels(machine.settings_hold) == [FAIL]


@pytest.mark.parametrize(
    ("free", "level"),
    [(2048, OK), (2047, WARN), (256, WARN), (255, FAIL)],
)
def test_disks(monkeypatch, free, level):
    monkeypatch.setattr("shutil.disk_usage", lambda _folder: SimpleNamespace(free=free * 1024 * 1024))
    assert set(levels(machine.disks)) == {level}


def test_a_state_folder_of_somebody_else(place):
    place.chmod(0)
    try:
        found = levels(machine.disks)
    finally:
        place.chmod(0o700)
    assert found[-1] is (OK if os.geteuid() == 0 else FAIL)  # nothing is closed to root


def test_a_clock_that_went_back(world):
    assert the(machine.clock)[0] is OK
    line = HistoryEntry.objects.order_by("pk").last()
    line.pk, line.seq, line.key, line.at = None, line.seq + 1, None, timezone.now() + timedelta(minutes=3)
    line.pk = HistoryEntry._meta.pk.get_default()
    line.save(force_insert=True)
    level, found, remedy = the(machine.clock)
    assert (level, "it went back" in found, "timedatectl" in remedy) == (FAIL, True, True)


def test_knowledge_grows_old(monkeypatch):
    assert set(levels(machine.knowledge)) <= {OK, WARN}
    monkeypatch.setattr(timezone, "localdate", lambda: timezone.now().date() + timedelta(days=200))
    found = {finding.about: finding for finding in machine.knowledge()}
    assert found["Time zones"].level is WARN
    assert "newer version of Sanad" in found["Time zones"].remedy


def test_tables(db):
    assert the(data.tables)[0] is OK
    recorder = MigrationRecorder(connection)
    recorder.record_unapplied("foundation", "0001_initial")
    level, found, _remedy = the(data.tables)
    assert (level, found.startswith("1 migration waits")) == (FAIL, True)
    recorder.record_applied("foundation", "9999_later")
    assert levels(data.tables) == [FAIL, FAIL]


def test_a_worker(db):
    assert the(work.worker)[:2] == (WARN, "none was seen here")
    cache.set(STAYS, timezone.now(), timeout=None)
    assert the(work.worker)[0] is OK
    cache.set(STAYS, timezone.now() - timedelta(hours=1), timeout=None)
    assert the(work.worker)[0] is FAIL


def task(**fields) -> DBTaskResult:
    row = DBTaskResult.objects.create(
        args_kwargs={"args": [], "kwargs": {}},
        task_path="x.y",
        backend_name="default",
        run_after=timezone.now(),
        **fields,
    )
    DBTaskResult.objects.filter(pk=row.pk).update(enqueued_at=timezone.now() - timedelta(minutes=61))
    return row


def test_what_waits_and_what_failed(db):
    DBTaskResult.objects.all().delete()
    LetterUnderWay.objects.all().delete()
    assert the(work.queue)[0] is OK
    task()
    assert the(work.queue)[:2] == (WARN, "1 waits for more than an hour")
    task(status="FAILED", finished_at=timezone.now() - timedelta(days=6))
    task(status="FAILED", finished_at=timezone.now() - timedelta(days=8))
    LetterUnderWay.objects.create(
        sender="a@b", recipient="c@d", text=b"", process="x", began_at=timezone.now() - timedelta(hours=2)
    )
    assert [finding.found for finding in work.queue()] == [
        "1 waits for more than an hour",
        "1 failed within a week",
        "1 letter is under way for more than an hour",
    ]


def mail_to(settings, port: int, way: str = "") -> None:
    settings.EMAIL_URL = f"{way}127.0.0.1:{port}"
    known = mail_settings(settings.EMAIL_URL)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = known.host, known.port, known.starts_tls


def test_mail(settings, socket_enabled):
    settings.EMAIL_URL = ""
    assert the(work.mail)[0] is WARN
    office = PostOffice()
    office.open()
    try:
        mail_to(settings, office.port)
        assert the(work.mail)[0] is OK
        mail_to(settings, office.port, "smtp+tls://")
        level, found, _remedy = the(work.mail)  # it speaks no TLS
        assert (level, "does not take us" in found) == (FAIL, True)
        assert issubclass(smtplib.SMTPException, OSError)
        assert office.letters == []
    finally:
        office.close()
    mail_to(settings, free_port())
    assert the(work.mail)[0] is FAIL


def test_histories_that_were_cut(world, settings, tmp_path):
    settings.ANCHORS = tmp_path / "anchors.jsonl"
    anchors.keep()
    assert the(data.histories)[0] is OK
    heads = [{**head, "seq": head["seq"] + 1} for head in anchors.newest()]
    settings.ANCHORS = tmp_path / "others.jsonl"
    anchors._append(settings.ANCHORS, heads)
    level, _found, remedy = the(data.histories)
    assert (level, "sanad verify --all" in remedy) == (FAIL, True)


def test_files_without_rows_and_rows_without_files(world, settings, tmp_path):
    settings.FILES_ROOT = tmp_path / "fresh"
    settings.FILES_ROOT.mkdir()
    row = keep_bytes(world.sg.space_id, b"%PDF- x", name="x.pdf", media_type="application/pdf")
    before = levels(data.files)  # the files of the case lie elsewhere
    assert before == [FAIL]
    laid = written(world.sg.space_id, b"nobody's", name="x.pdf", media_type="application/pdf")
    os.utime(_path(laid.space_id, laid.sha256), (time.time() - 90_000,) * 2)
    assert levels(data.files) == [FAIL, WARN]
    count = next(iter(data.files())).found
    _path(row.space_id, row.sha256).unlink()
    assert int(next(iter(data.files())).found.split()[0]) == int(count.split()[0]) + 1


def test_an_installation_without_files_is_well(db):
    assert the(data.files)[0] is OK


@pytest.mark.parametrize(("days", "level"), [(0, OK), (1, OK), (3, WARN), (13, WARN), (15, FAIL)])
def test_the_age_of_the_last_backup(world, settings, days, level):
    at = (timezone.now() - timedelta(days=days)).isoformat()
    settings.LAST_BACKUP.write_text(json.dumps({"at": at, "file": "/srv/backup/x", "is_sealed": True}))
    found = the(data.backup)
    assert (found[0], "/srv/backup/x" in found[1]) == (level, True)
    settings.LAST_BACKUP.write_text("{")
    assert the(data.backup)[:2] == (WARN, "none was ever taken from here")


def test_no_backup_of_nothing_is_no_fault(db):
    assert levels(data.backup) == []


def test_deep(world, settings, tmp_path):
    level, found, _remedy = the(lambda: data.everything(lambda things, *_how: things))
    assert (level, "faults, the first" in found) == (FAIL, True)  # the files of the case lie elsewhere


def test_all_of_it(db, settings, monkeypatch):
    settings.EMAIL_URL = ""
    monkeypatch.setattr(machine, "PINS", settings.STATE / "none")
    code, said = doctor()
    assert code == 0
    assert said.splitlines()[-1].startswith("Failures: 0. Warnings: ")
    assert "everything holds" not in said
    assert "everything holds" in doctor("--deep")[1]
    MigrationRecorder(connection).record_applied("foundation", "9999_later")
    code, said = doctor()
    assert (code, "failure · Database: its tables are of a newer Sanad" in said) == (1, True)


@pytest.mark.parametrize(
    ("language", "level", "remedy"),
    [
        ("ar_MA.UTF-8", "تنبيه · البريد: لم يعين أي خادم", "عينوا خادما في SANAD_MAIL"),
        ("fr_FR.UTF-8", "attention · Courrier\u00a0: aucun serveur n’est nommé", "Nommez-en un dans SANAD_MAIL"),
        ("C.UTF-8", "warning · Mail: no server is named", "Name one in SANAD_MAIL"),
        ("de_DE.UTF-8", "warning · Mail: no server is named", "Name one in SANAD_MAIL"),
    ],
)
def test_it_speaks_the_language_of_the_terminal(db, settings, monkeypatch, language, level, remedy):
    settings.EMAIL_URL = ""
    monkeypatch.setenv("LC_ALL", language)
    said = doctor()[1]
    assert level in said
    assert remedy in said


def test_a_database_that_is_away_is_one_failure(db, tmp_path):
    with no_database(tmp_path):
        code, said = doctor()
    assert code == 1
    assert said.count("failure") == 1
    assert "failure · Database: it does not answer" in said


def test_tables_that_lack_are_one_failure_more(db):
    """A database that was never prepared, or half."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE foundation_letterunderway")
    said = doctor()[1]
    assert said.count("failure") == 1
    assert "failure · Database: it could not be asked" in said
