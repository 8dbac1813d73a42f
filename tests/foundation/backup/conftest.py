"""An installation with a little of everything, its backup, and empty places to put that back."""

import shutil
from pathlib import Path
from typing import NamedTuple

import pytest
from django.db import connection, connections
from django.utils.translation import override

from sanad.foundation.backup.take import taken
from tests.foundation.backup.ground import IS_EMBEDDED, PAPER, Databases, Files, Installation, fill, plainly, put_back
from tests.worlds import EMPTY, worlds


@pytest.fixture(autouse=True)
def _in_english():
    """What a refusal says to whom no terminal names a language."""
    with override("en"):
        yield


class Made(NamedTuple):
    """What these tests begin with."""

    databases: Files | Databases
    archive: Path
    empty: str  # a database with tables and no rows
    full: Installation  # into which the archive was put back; nobody enters it


@pytest.fixture(scope="session")
def made(tmp_path_factory, django_db_setup, django_db_blocker):
    """An archive of an installation that holds a space with a history, a file and a key."""
    folder, patch, wrapper = tmp_path_factory.mktemp("first"), pytest.MonkeyPatch(), connections["default"]
    databases = Files() if IS_EMBEDDED else Databases()
    with django_db_blocker.unblock():
        empty = str(worlds().path(EMPTY) if IS_EMBEDDED else worlds().name(EMPTY))
        first, full = (Installation(folder / name, databases, empty) for name in ("first", "full"))
        first.enter(patch)
        fill(first.state)
        archive = folder / "first.tar.gz"
        taken(archive, plainly)
        full.enter(patch)
        put_back(archive)
        connection.close()
        patch.undo()
        connections["default"] = wrapper
    yield Made(databases, archive, empty, full)
    databases.drop_all()


@pytest.fixture
def first(made):
    return made.archive


@pytest.fixture
def begin(made, tmp_path, monkeypatch, django_db_blocker):
    """`begin(like)`: an installation whose database begins as that one; at the end nobody is there any more."""
    wrapper, begun = connections["default"], []

    def beginning(like: str) -> Installation:
        begun.append(Installation(tmp_path / f"state{len(begun)}", made.databases, like))
        return begun[-1]

    with django_db_blocker.unblock():
        yield beginning
        connections["default"].close()
        connections["default"] = wrapper
    for installation in begun:
        installation.give_back()


@pytest.fixture
def empty(made, begin, monkeypatch):
    """An empty installation; we are in it."""
    found = begin("" if IS_EMBEDDED else made.empty)
    found.enter(monkeypatch)
    return found


@pytest.fixture
def here(made, begin, monkeypatch):
    """An installation with what `first` holds; we are in it."""
    found = begin(made.full.name)
    shutil.copytree(made.full.state, found.state)
    found.enter(monkeypatch)
    return found


@pytest.fixture
def old(request):
    """What a backup is put in the place of; a server that holds something refuses: an empty one, with files beside it."""
    found = request.getfixturevalue("here" if IS_EMBEDDED else "empty")
    (found.state / "files").mkdir(exist_ok=True)
    (found.state / "files" / "old").write_bytes(PAPER)
    return found


@pytest.fixture
def elsewhere(made, begin):
    """Another empty installation, to enter later."""
    return begin("" if IS_EMBEDDED else made.empty)
