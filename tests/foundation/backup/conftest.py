"""An installation with a little of everything, its backup, and empty places to put that back."""

import contextlib
from pathlib import Path
from typing import NamedTuple

import pytest
from django.db import connection, connections
from django.utils.translation import override

from sanad.foundation.backup.take import taken
from tests.foundation.backup.ground import IS_EMBEDDED, empty_ones, fill, plainly, put_back
from tests.worlds import EMPTY, worlds


@pytest.fixture(autouse=True)
def _in_english():
    """What a refusal says to whom no terminal names a language."""
    with override("en"):
        yield


class Made(NamedTuple):
    """What the tests of this module begin with."""

    archive: Path
    empty: str  # a database with tables and no rows


@pytest.fixture(scope="module")
def made(tmp_path_factory, django_db_setup, django_db_blocker):
    """An archive of an installation that holds a space with a history, a file and a key; and a database without rows."""
    folder, patch, wrapper = tmp_path_factory.mktemp("first"), pytest.MonkeyPatch(), connections["default"]
    with contextlib.ExitStack() as stack:
        stack.enter_context(django_db_blocker.unblock())
        empty = str(folder / "empty.sqlite3") if IS_EMBEDDED else worlds().name(EMPTY)
        (one,) = stack.enter_context(empty_ones(folder, 1, "first", empty))
        if IS_EMBEDDED:
            worlds().copy(EMPTY, one.name)
        one.enter(patch)
        fill(one.state)
        archive = folder / "first.tar.gz"
        taken(archive, plainly)
        connection.close()
        patch.undo()
        connections["default"] = wrapper
        yield Made(archive, empty)


@pytest.fixture
def first(made):
    return made.archive


@pytest.fixture
def places(made, tmp_path, monkeypatch, django_db_blocker):
    """Two empty installations; we are in the first."""
    wrapper = connections["default"]
    with empty_ones(tmp_path, 2, "place", made.empty) as both, django_db_blocker.unblock():
        both[0].enter(monkeypatch)
        yield both
        connections["default"].close()
        connections["default"] = wrapper


@pytest.fixture
def here(first, places):
    """An installation with what `first` holds."""
    put_back(first, replace=False)
    return places[0]
