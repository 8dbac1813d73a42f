"""A backup taken from one installation and put back into another, on the database that the tests run on."""

import contextlib
import errno
import gzip
import hashlib
import io
import json
import os
import sqlite3
import tarfile
import threading
import zlib
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import connection, connections
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from sanad.foundation.arabic.bidi import isolate
from sanad.foundation.backup import Unfit
from sanad.foundation.backup.in_use import alone, at_work
from sanad.foundation.backup.take import taken, told
from sanad.foundation.files.models import StoredFile
from sanad.foundation.files.store import open_file
from sanad.foundation.history import anchors
from sanad.foundation.history.chain import verify
from sanad.foundation.spaces.models import Space, User
from tests.foundation.backup.ground import IS_EMBEDDED, PAPER, everything, plainly, put_back, write_line


def test_what_is_of_this_hour_stays_behind(first):
    with tarfile.open(first) as archive:
        kept = {name.split("/")[1] for name in archive.getnames() if name.startswith("state/")}
    assert kept == {"keys", "secret_key"}


def test_everything_comes_back(here, elsewhere, tmp_path, monkeypatch):
    Session.objects.create(session_key="still open", session_data="", expire_date=timezone.now())
    before = everything(here)
    made = taken(tmp_path / "a.tar.gz", plainly)
    assert (made.spaces, made.lines, made.files, made.lost) == (1, 3, 1, [])
    assert (tmp_path / "a.tar.gz").stat().st_mode & 0o077 == 0
    elsewhere.enter(monkeypatch)
    done = put_back(tmp_path / "a.tar.gz", replace=False)
    assert (done.spaces, done.files, done.lost, done.has_the_key, done.before) == (1, 1, [], True, None)
    tables, contents = everything(elsewhere)
    assert before[0].pop("django_session")
    assert tables.pop("django_session") == []  # what was ended since must not be open again
    assert (tables, contents) == (before[0], before[1])
    assert "static/a.css" not in contents
    assert (elsewhere.state / "secret_key").stat().st_mode & 0o077 == 0
    space = Space.objects.get()
    assert verify(space.pk) == (3, None)
    with open_file(StoredFile.objects.get()) as file:
        assert file.read() == PAPER
    # Numbers that the database gives go on.
    MigrationRecorder(connection).record_applied("foundation", "9999_later")
    assert write_line(space, User.objects.get()) == 4


def test_a_history_that_was_cut_does_not_go_on_from_a_backup(here, tmp_path, capsys):
    write_line(Space.objects.get(), User.objects.get())
    anchors.keep()
    call_command("backup", str(tmp_path / "a.tar.gz"))
    assert [head["seq"] for head in anchors.kept()] == [4]
    with pytest.raises(SystemExit):  # the rows here were written past every command
        call_command("verify", backup=tmp_path / "a.tar.gz", anchor=None)
    assert "heads in the backup: hold." in capsys.readouterr().out
    with connection.cursor() as cursor:
        on = "" if IS_EMBEDDED else " ON foundation_historyentry"
        cursor.execute(f"DROP TRIGGER foundation_historyentry_delete_refused{on}")
        cursor.execute("DELETE FROM foundation_historyentry WHERE seq = 4")
    (here.state / "anchors.jsonl").unlink()
    with pytest.raises(SystemExit):
        call_command("verify", backup=tmp_path / "a.tar.gz", anchor=None)
    assert "the history was cut" in capsys.readouterr().out
    with pytest.raises(CommandError, match="not a backup"):
        call_command("verify", backup=here.state / "secret_key", anchor=None)


def test_a_backup_taken_while_people_write_is_of_one_moment(here, elsewhere, tmp_path, monkeypatch):
    space, user = Space.objects.get(), User.objects.get()
    over, acknowledged = threading.Event(), [3]

    def write() -> None:
        try:
            while not over.is_set():
                acknowledged.append(write_line(space, user))
        finally:
            connection.close()

    writers = [threading.Thread(target=write) for _at in range(2)]
    for writer in writers:
        writer.start()
    bounds = []
    try:
        for at in range(4):
            lowest = max(acknowledged)
            made = taken(tmp_path / f"{at}.tar.gz", plainly)
            bounds.append((lowest, made.lines, max(acknowledged) + len(writers)))
    finally:
        over.set()
        for writer in writers:
            writer.join()
    for lowest, lines, highest in bounds:
        assert lowest <= lines <= highest
    assert bounds[0][1] < bounds[-1][1]  # they did write meanwhile
    elsewhere.enter(monkeypatch)
    put_back(tmp_path / "3.tar.gz", replace=False)
    assert verify(space.pk) == (bounds[-1][1], None)


@pytest.mark.parametrize("share", [0, 0.001, 0.1, 0.5, 0.9, 0.99])
def test_a_backup_cut_short_changes_nothing(first, empty, tmp_path, share):
    whole = first.read_bytes()
    (tmp_path / "cut").write_bytes(whole[: int(len(whole) * share)])
    before = everything(empty)
    with pytest.raises(Unfit, match=r"cut short or damaged|not a backup"):
        put_back(tmp_path / "cut", replace=False)
    assert everything(empty) == before


@pytest.mark.parametrize("at", range(5, 95, 10))
def test_a_byte_that_changed_is_found(first, empty, tmp_path, at):
    content = bytearray(first.read_bytes())
    at = len(content) * at // 100
    while _says_the_same(content, at):
        at += 1
    content[at] ^= 0xFF
    (tmp_path / "changed").write_bytes(content)
    before = everything(empty)
    with pytest.raises(Unfit):
        put_back(tmp_path / "changed", replace=False)
    assert everything(empty) == before


def _says_the_same(packed: bytearray, at: int) -> bool:
    """Whether an archive with another byte there unpacks as before: one in a thousand names a code that nothing uses."""
    other = packed[:at] + bytes([packed[at] ^ 0xFF]) + packed[at + 1 :]
    with contextlib.suppress(zlib.error, EOFError, gzip.BadGzipFile):
        return gzip.decompress(other) == gzip.decompress(packed)
    return False


def test_a_word_of_the_manifest_that_changed_is_found(first, empty, tmp_path):
    """What the manifest tells of the archive is in no digest but that of gzip."""
    plain = gzip.decompress(first.read_bytes())
    changed = plain.replace(b'"files": 1', b'"files": 7')
    assert changed != plain
    content = bytearray(gzip.compress(changed))
    content[-8:] = first.read_bytes()[-8:]  # the checksum and the length of before
    (tmp_path / "changed").write_bytes(content)
    with pytest.raises(Unfit, match="damaged"):
        put_back(tmp_path / "changed", replace=False)


def made_anew(source: Path, target: Path, change) -> None:
    """The archive with other members: {name: bytes}, the manifest among them as it is written."""
    with tarfile.open(source) as tar:
        members = {entry.name: tar.extractfile(entry).read() for entry in tar}
    manifest = json.loads(members.pop("manifest.json"))
    change(manifest, members)
    with tarfile.open(target, "w:gz") as tar:
        for name, content in (*members.items(), ("manifest.json", json.dumps(manifest).encode())):
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            tar.addfile(entry, io.BytesIO(content))


def newer(manifest, members):
    manifest["migrations"].append(["foundation", "9999_from_the_future"])


def another_format(manifest, members):
    manifest["format"] = 99


def another_kind(manifest, members):
    manifest["embedded"] = not manifest["embedded"]


def another_history(manifest, members):
    manifest["heads"] = [{**head, "hash": "0" * 64} for head in manifest["heads"]]


def a_file_less(manifest, members):
    name = next(name for name in members if name.startswith("files/"))
    del members[name]
    manifest["named_so"] -= 1


def another_file(manifest, members):
    members[next(name for name in members if name.startswith("files/"))] = b"another"


def a_way_out(manifest, members):
    members["files/../../out"] = b"x"


def no_database(manifest, members):
    for name in [name for name in members if name.startswith("database/")]:
        del members[name], manifest["members"][name]


def a_broken_database(manifest, members):
    for name in [name for name in members if name.startswith("database/")]:
        members[name] = b"no such column\n1\t2\t3\n"
        manifest["members"][name] = [len(members[name]), hashlib.sha256(members[name]).hexdigest()]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (newer, "made by a newer Sanad"),
        (another_format, "made by a newer Sanad"),
        (another_kind, "and SANAD_DATABASE names"),
        (another_history, "is not the one that was backed up"),
        (a_file_less, "lacks the file"),
        (another_file, "is not what it was"),
        (a_way_out, "does not belong"),
        (no_database, "holds no database"),
        (a_broken_database, r"cannot be read|do not go into"),
    ],
)
def test_what_cannot_be_put_back_changes_nothing(first, old, tmp_path, change, sentence):
    made_anew(first, tmp_path / "other.tar.gz", change)
    before = everything(old)
    with pytest.raises(Unfit, match=sentence):
        put_back(tmp_path / "other.tar.gz", replace=True)
    assert everything(old) == before


def test_nothing_is_put_in_the_place_of_what_is_there(here, first):
    before = everything(here)
    with pytest.raises(Unfit, match=r"spaces here already|holds spaces already"):
        put_back(first, replace=False)
    assert everything(here) == before


@pytest.mark.sqlite  # a database on a server is never replaced
def test_what_was_there_is_kept_aside(here, first):
    space = Space.objects.get()
    write_line(space, User.objects.get())
    done = put_back(first, replace=True)
    assert verify(space.pk) == (3, None)
    with contextlib.closing(sqlite3.connect(done.before / "sanad.sqlite3")) as kept:
        assert kept.execute("SELECT count(*) FROM foundation_historyentry").fetchone() == (4,)
    assert (done.before / "keys" / "one.pem").read_text() == "a key"
    assert [path.read_bytes() for path in (done.before / "files").rglob("*") if path.is_file()] == [PAPER]


def test_files_beside_an_empty_database_are_kept_aside(first, empty):
    (empty.state / "files").mkdir()
    (empty.state / "files" / "old").write_bytes(PAPER)
    done = put_back(first, replace=False)
    assert (done.before / "files" / "old").read_bytes() == PAPER


@pytest.mark.sqlite
def test_a_damaged_database_counts_as_one_that_holds_something(first, empty):
    Path(empty.name).write_bytes(b"SQLite format 3\0" + b"\1" * 5000)
    with pytest.raises(Unfit, match="spaces here already"):
        put_back(first, replace=False)


@pytest.mark.postgresql
def test_a_database_newer_than_the_backup(first, empty):
    MigrationRecorder(connection).record_applied("foundation", "9999_later")
    with pytest.raises(Unfit, match="newer than the backup"):
        put_back(first, replace=False)


@pytest.mark.postgresql
def test_an_empty_database_gets_the_tables_of_then(first, begin, monkeypatch):
    begin("template1").enter(monkeypatch)
    put_back(first, replace=False)
    assert verify(Space.objects.get().pk) == (3, None)


def test_not_while_sanad_runs(first, empty):
    with at_work(), at_work(), pytest.raises(Unfit, match="Sanad is running here"):
        put_back(first, replace=False)
    with alone(), pytest.raises(Unfit, match="is being put back"), at_work():
        pass


@pytest.mark.postgresql
def test_not_while_others_are_connected(first, empty):
    other = connections.create_connection("default")
    other.ensure_connection()
    try:
        with pytest.raises(Unfit, match="Others are connected"):
            put_back(first, replace=False)
    finally:
        other.close()


@pytest.mark.parametrize("damage", [Path.unlink, lambda path: path.write_bytes(b"changed")])
def test_a_file_that_is_lost_is_named(here, elsewhere, tmp_path, monkeypatch, damage, capsys):
    (path,) = [path for path in (here.state / "files").rglob("*") if path.is_file()]
    damage(path)
    with pytest.raises(SystemExit):
        call_command("backup", str(tmp_path / "a.tar.gz"))
    assert path.name in capsys.readouterr().err
    elsewhere.enter(monkeypatch)
    call_command("restore", str(tmp_path / "a.tar.gz"))
    assert path.name in capsys.readouterr().err


def test_a_backup_never_writes_over_another_nor_beside_the_data(here, tmp_path):
    (tmp_path / "there").write_text("mine")
    for target, sentence in (
        (tmp_path / "there", "is there already"),
        (here.state / "a.tar.gz", "outside of"),
        (tmp_path / "no" / "such" / "folder", "There is no "),
    ):
        with pytest.raises(CommandError, match=sentence):
            call_command("backup", str(target))
    assert (tmp_path / "there").read_text() == "mine"
    assert [path.name for path in tmp_path.iterdir() if "partial" in path.name or path.name.startswith(".sanad")] == []


def test_a_missing_archive_is_said(empty, tmp_path):
    with pytest.raises(CommandError, match="There is no "):
        call_command("restore", str(tmp_path / "none"))


def test_a_full_disk_is_said():
    full = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    assert told(full, Path("/srv")) == f"There is no room left on the disk of {isolate('/srv')}."


def test_another_key_is_said(here, elsewhere, tmp_path, monkeypatch, capsys):
    (here.state / "secret_key").unlink()
    call_command("backup", str(tmp_path / "a.tar.gz"))
    elsewhere.enter(monkeypatch)
    monkeypatch.setenv("SANAD_SECRET_KEY", "another")
    call_command("restore", str(tmp_path / "a.tar.gz"))
    assert "SANAD_SECRET_KEY" in capsys.readouterr().err
