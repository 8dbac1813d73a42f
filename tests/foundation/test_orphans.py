"""What a crash leaves on the disk is found, and collected after a day; a row without a file is named."""

import os
import time
from datetime import timedelta

import pytest
from django.utils import timezone

from sanad.foundation.files import orphans
from sanad.foundation.files.store import _path, open_file, written
from sanad.foundation.worker import collecting
from tests.kept import keep_bytes

DAY = 24 * 3600


@pytest.fixture
def place(settings, tmp_path):
    settings.FILES_ROOT = tmp_path
    return tmp_path


def laid(world, content, *, days=0.0):
    """A file whose row was never stored."""
    row = written(world.sg.space_id, content, name="x.pdf", media_type="application/pdf")
    path = _path(row.space_id, row.sha256)
    os.utime(path, (time.time() - days * DAY,) * 2)
    return path


def test_a_file_without_a_row_is_collected_after_a_day(world, place):
    kept = keep_bytes(world.sg.space_id, b"%PDF- kept", name="x.pdf", media_type="application/pdf")
    path = _path(kept.space_id, kept.sha256)
    os.utime(path, (0, 0))
    old, young = laid(world, b"old", days=1.1), laid(world, b"young", days=0.9)
    temporary = old.with_name("tmpabc123")
    temporary.write_bytes(b"half")
    os.utime(temporary, (0, 0))
    going = old.with_name(f"{old.name}{orphans.GOING}")
    found = orphans.find()
    assert (set(found.files), old.exists()) == ({old, temporary}, True)
    assert set(orphans.collect().files) == {old, temporary}
    assert [each.exists() for each in (path, young, old, temporary, going)] == [True, True, False, False, False]
    with open_file(kept) as file:
        assert file.read() == b"%PDF- kept"


def test_what_is_wanted_again_stays(world, place):
    old = laid(world, b"old", days=3)
    keep_bytes(world.sg.space_id, b"old", name="y.pdf", media_type="application/pdf")
    assert not orphans.collect().files
    assert old.exists()


def test_a_file_that_is_wanted_while_it_goes_stays(world, place):
    old = laid(world, b"old", days=3)
    before = time.time() - DAY
    os.utime(old)
    assert not orphans._is_removed(old, before)
    assert old.read_bytes() == b"old"
    assert not orphans._is_removed(old.with_name("gone"), before)
    assert orphans._age(old.with_name("gone")) > before


def test_a_row_without_a_file_is_named(world, place):
    keys = set(orphans.collect().rows)  # the files of the case lie elsewhere
    row = keep_bytes(world.sg.space_id, b"%PDF- lost", name="x.pdf", media_type="application/pdf")
    assert set(orphans.find().rows) == keys
    _path(row.space_id, row.sha256).unlink()
    assert set(orphans.find().rows) == keys | {row.pk}


def test_what_was_put_aside_by_a_process_that_was_killed_comes_back(world, place):
    row = keep_bytes(world.sg.space_id, b"%PDF- aside", name="x.pdf", media_type="application/pdf")
    path = _path(row.space_id, row.sha256)
    path.rename(path.with_name(path.name + orphans.GOING))
    assert row.pk not in orphans.find().rows
    assert path.exists()


def test_the_worker_collects_once_a_day(world, place):
    collecting._done_on.clear()
    now, old = timezone.localtime(), laid(world, b"old", days=3)
    collecting.collect_files(now)
    assert not old.exists()
    old = laid(world, b"old", days=3)
    collecting.collect_files(now)
    assert old.exists()
    collecting.collect_files(now + timedelta(days=1))
    assert not old.exists()
