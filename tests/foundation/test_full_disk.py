"""The disk of the server is full while somebody sends something: a sentence, and nothing is half kept."""

import gc
import re
import resource
import sqlite3
from contextlib import contextmanager

import psycopg
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.test import Client

from sanad.foundation.documents.models import IssuedDocument
from sanad.foundation.files.models import StoredFile
from sanad.foundation.files.store import keep_upload
from sanad.foundation.policy import Refused
from sanad.foundation.ui.away import AWAY, FULL, excuse
from tests.foundation.test_command_story import PDF
from tests.kept import keep_bytes

LARGE = PDF + b"0" * 300_000  # larger than what a request keeps in memory
SENTENCES = {
    "ar": ("امتلأ قرص الخادم", "لم يضع شيء مما كتبتموه"),
    "fr": ("Le disque du serveur est plein", "Rien de ce que vous avez saisi n’est perdu"),
    "en": ("The disk of the server is full", "Nothing you typed is lost"),
}


@contextmanager
def no_file_larger_than(size: int):
    """What the system says then is what it says of a full disk, or of a quota."""
    kept = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, kept[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, kept)


def test_a_file_that_finds_no_room_is_refused_at_its_box(world, settings, tmp_path):
    settings.FILES_ROOT = tmp_path
    upload = SimpleUploadedFile("x.pdf", PDF + b"0" * 10_000, "application/pdf")
    with no_file_larger_than(5000):
        with pytest.raises(Refused) as refusal:
            keep_upload(world.sg.space_id, upload, "paper")
        with pytest.raises(Refused, match="قرص الخادم"):
            keep_bytes(world.sg.space_id, LARGE, name="x.pdf", media_type="application/pdf")
    assert refusal.value.field == "paper"
    assert "قرص الخادم" in str(refusal.value.message)
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
    assert not StoredFile.objects.filter(name="x.pdf", size=len(LARGE)).exists()


# A file whose last bytes find no room is never closed in order; the system does it.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("language", SENTENCES)
def test_what_is_sent_finds_no_room_on_its_way(world, language):
    """It waits on the disk until it is there whole."""
    paper = IssuedDocument.objects.first()
    client = Client(raise_request_exception=False)
    client.cookies["sanad_language"] = language
    with no_file_larger_than(5000):
        answer = client.post(f"/D/{paper.code}", {"upload": SimpleUploadedFile("x.pdf", LARGE)})
    gc.collect()
    page = answer.content.decode()
    assert answer.status_code == 503
    for sentence in SENTENCES[language]:
        assert sentence in page
    assert re.search(rf'<form[^>]*action="/D/{paper.code}"', page)
    assert client.post(f"/D/{paper.code}", {"upload": SimpleUploadedFile("x.pdf", LARGE)}).status_code == 200


def of_sqlite(code: int, name: str) -> OperationalError:
    problem, cause = OperationalError(name), sqlite3.OperationalError(name)
    cause.sqlite_errorcode, cause.sqlite_errorname = code, name
    problem.__cause__ = cause
    return problem


def of_postgresql(kind) -> OperationalError:
    problem = OperationalError("x")
    problem.__cause__ = kind("x")
    return problem


@pytest.mark.parametrize(
    ("problem", "said"),
    [
        (of_sqlite(sqlite3.SQLITE_FULL, "SQLITE_FULL"), FULL),
        (of_sqlite(sqlite3.SQLITE_BUSY, "SQLITE_BUSY"), AWAY),
        (of_postgresql(psycopg.errors.DiskFull), FULL),
        (of_postgresql(psycopg.errors.AdminShutdown), AWAY),
        (OSError(5, "x"), AWAY),
    ],
)
def test_a_full_disk_of_the_database_is_said_as_such(problem, said):
    assert excuse(problem) == str(said)
