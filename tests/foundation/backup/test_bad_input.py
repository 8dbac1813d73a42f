"""What cannot be taken or put back: each is a sentence in the language of the terminal, and nothing has changed."""

import shutil
import subprocess

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from sanad.foundation.backup import Unfit, sealed
from sanad.foundation.backup.in_use import ASIDE, UNPACKED, at_work
from sanad.foundation.backup.take import taken
from sanad.foundation.management import keeper
from sanad.foundation.spaces.models import Space
from tests.foundation.backup.ground import PAPER, everything, plainly, put_back
from tests.foundation.backup.test_backup import made_anew, newer
from tests.foundation.test_full_disk import no_file_larger_than

PASSPHRASE = "a passphrase of some words"
LANGUAGES = {"ar": "ar_MA.UTF-8", "fr": "fr_FR.UTF-8", "en": "en_GB.UTF-8"}


@pytest.fixture(autouse=True)
def _soon(monkeypatch):
    monkeypatch.setattr(sealed, "WORK", 2)


def cut_short(whole, bad, patch):
    bad.write_bytes(whole.read_bytes()[:-100])


def sealed_cut_short(whole, bad, patch):
    patch.setenv(keeper.SECRET, PASSPHRASE)
    with whole.open("rb") as source, bad.open("wb") as out, sealed.sealing(out, PASSPHRASE) as inner:
        shutil.copyfileobj(source, inner)
    bad.write_bytes(bad.read_bytes()[:-100])


def a_wrong_passphrase(whole, bad, patch):
    with bad.open("wb") as out, sealed.sealing(out, PASSPHRASE) as inner:
        inner.write(b"x")
    patch.setenv(keeper.SECRET, PASSPHRASE[:-1])


def no_passphrase(whole, bad, patch):
    a_wrong_passphrase(whole, bad, patch)
    patch.delenv(keeper.SECRET)


def of_a_newer_version(whole, bad, patch):
    made_anew(whole, bad, newer)


def something_else(whole, bad, patch):
    bad.write_bytes(PAPER)


def nothing(whole, bad, patch):
    pass


BAD = [
    (cut_short, {"ar": "النسخة مبتورة أو متضررة", "fr": "L’archive est tronquée ou abîmée", "en": "cut short or damaged"}),
    (sealed_cut_short, {"ar": "النسخة مبتورة أو متضررة", "fr": "L’archive est tronquée", "en": "cut short or damaged"}),
    (a_wrong_passphrase, {"ar": "عبارة السر هذه لا تفتح النسخة", "fr": "Cette phrase secrète n’ouvre pas", "en": "does not open"}),
    (no_passphrase, {"ar": "النسخة مشفرة", "fr": "L’archive est chiffrée", "en": "The archive is encrypted"}),
    (of_a_newer_version, {"ar": "بإصدار أحدث من سند", "fr": "d’un Sanad plus récent", "en": "by a newer Sanad"}),
    (something_else, {"ar": "ليس نسخة احتياطية من سند", "fr": "pas une sauvegarde de Sanad", "en": "not a backup of Sanad"}),
    (nothing, {"ar": "لا وجود لـ", "fr": "n’existe pas", "en": "There is no"}),
]  # fmt: skip


@pytest.mark.parametrize(("make", "sentences"), BAD, ids=lambda each: getattr(each, "__name__", ""))
def test_a_bad_archive(old, first, tmp_path, monkeypatch, make, sentences):
    bad = tmp_path / "bad"
    make(first, bad, monkeypatch)
    before = everything(old)
    for language, sentence in sentences.items():
        monkeypatch.setenv("LC_ALL", LANGUAGES[language])
        with pytest.raises(CommandError, match=sentence):
            call_command("restore", str(bad), replace=True)
    assert everything(old) == before


@pytest.mark.parametrize(
    ("language", "sentence"), [("ar", "سند يشتغل هنا"), ("fr", "Sanad fonctionne ici"), ("en", "Sanad is running here")]
)
def test_onto_a_running_installation(old, first, monkeypatch, language, sentence):
    monkeypatch.setenv("LC_ALL", LANGUAGES[language])
    with at_work(), pytest.raises(CommandError, match=sentence):
        call_command("restore", str(first), replace=True)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("ar", "فضاءات من قبل"), ("fr", "déjà des espaces"), ("en", "spaces already|spaces here already")],
)
def test_onto_what_is_there(here, first, monkeypatch, language, sentence):
    monkeypatch.setenv("LC_ALL", LANGUAGES[language])
    with pytest.raises(CommandError, match=sentence):
        call_command("restore", str(first))


def test_a_start_on_the_database_of_a_newer_version(here, monkeypatch):
    MigrationRecorder(connection).record_applied("foundation", "9999_later")
    for language, sentence in (
        ("ar", "من إصدار أحدث"),
        ("fr", "d’un Sanad plus récent"),
        ("en", "made by a newer Sanad"),
    ):
        monkeypatch.setenv("LC_ALL", LANGUAGES[language])
        with pytest.raises(CommandError, match=sentence):
            call_command("prepare")


@pytest.mark.parametrize("passphrase", ["", PASSPHRASE])
@pytest.mark.parametrize("size", [1000, 20_000])
def test_no_room_for_a_backup(here, tmp_path, passphrase, size):
    before = everything(here)
    with no_file_larger_than(size), pytest.raises(Unfit, match=r"no room left|cannot be read or written"):
        taken(tmp_path / "a", plainly, passphrase)
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(("a", ".sanad"))] == []
    assert [path.name for path in here.state.iterdir() if path.name.startswith(".")] == []
    assert everything(here) == before


def test_no_room_for_what_is_put_back(old, first):
    before = everything(old)
    with no_file_larger_than(1000), pytest.raises(Unfit, match="There is no room left on the disk of"):
        put_back(first, replace=True)
    assert everything(old) == before
    assert [path.name for path in old.state.iterdir() if path.name.startswith((ASIDE, UNPACKED))] == []


@pytest.mark.small_disk
def test_a_disk_that_is_really_full(here, tmp_path):
    """A small disk of memory, where this machine lets one be made."""
    disk = tmp_path / "disk"
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8k", "tmpfs", str(disk)], check=True)
    try:
        with pytest.raises(Unfit, match="There is no room left on the disk of"):
            taken(disk / "a", plainly)
        assert list(disk.iterdir()) == []
    finally:
        subprocess.run(["umount", str(disk)], check=True)
    assert Space.objects.count() == 1
