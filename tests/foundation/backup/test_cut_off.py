"""A restore whose process is killed, before any of its moves: what was there comes back, or what is new stays whole."""

import os
import signal
import sys

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections
from django.db.migrations.recorder import MigrationRecorder

from sanad.foundation.backup import Unfit
from sanad.foundation.backup.change_over import MOVES
from sanad.foundation.backup.in_use import ASIDE, UNPACKED, at_work
from sanad.foundation.backup.restore import undo_what_was_cut_off
from sanad.foundation.spaces.models import Space, User
from tests.foundation.backup.ground import IS_EMBEDDED, PAPER, everything, put_back, write_line

MOST = 30  # moves of one restore, and more


def killed_before(number: int, do, event: str = "os.rename", of: str = "") -> bool:
    """Do it in a process of its own that is killed before its so manieth move; False when it came to its end."""
    connection.close()
    child = os.fork()
    if not child:
        counted = [0]

        def count(name: str, arguments: tuple) -> None:
            if name == event and str(arguments[0]).endswith(of):
                counted[0] += 1
                if counted[0] == number:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(count)
        connections["default"] = connections.create_connection("default")
        try:
            do()
        finally:
            os._exit(0)
    _child, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


@pytest.fixture
def old(old):
    """With a line that the backup has not."""
    if IS_EMBEDDED:
        write_line(Space.objects.get(), User.objects.get())
    return old


def left_over(state) -> list[str]:
    return [path.name for path in state.iterdir() if path.name.startswith((ASIDE, UNPACKED))]


def test_whenever_it_is_killed_what_was_there_comes_back(old, first):
    before, killed = everything(old), 0
    for number in range(1, MOST):
        if not killed_before(number, lambda: put_back(first, replace=True)):
            break
        killed += 1
        with pytest.raises(Unfit, match="A restore was cut off here"), at_work():
            pass
        # Undone by a process that is killed in turn, and then by the next one.
        killed_before(1 + number // 2, undo_what_was_cut_off)
        undo_what_was_cut_off()
        assert everything(old) == before
        assert left_over(old.state) == []
        with at_work():
            pass
    assert number < MOST - 1
    assert killed >= (8 if IS_EMBEDDED else 4)
    assert Space.objects.count() == 1
    assert everything(old) != before


def test_killed_when_all_is_done_but_for_saying_so(old, first):
    before = everything(old)
    assert killed_before(1, lambda: put_back(first, replace=True), "os.remove", of=MOVES)
    undo_what_was_cut_off()
    if IS_EMBEDDED:
        assert everything(old) == before  # the restore had not said that it was done
    else:
        assert Space.objects.count() == 1  # the database had: its files stay with it
        assert [path.read_bytes() for path in (old.state / "files").rglob("*") if path.is_file()] == [PAPER]
        assert not (old.state / "files" / "old").exists()


def test_a_server_that_starts_undoes_it_first(old, first, capsys):
    """And then looks whether it can serve: not a database that a newer Sanad was in."""
    newer = MigrationRecorder(connection).Migration(app="foundation", name="9999_later")
    if IS_EMBEDDED:
        newer.save()
    before = everything(old)
    assert killed_before(3, lambda: put_back(first, replace=True))
    if not IS_EMBEDDED:
        newer.save()
        before[0]["django_migrations"] = everything(old)[0]["django_migrations"]
    with pytest.raises(CommandError, match="made by a newer Sanad"):
        call_command("prepare")
    assert "A restore was cut off here" in capsys.readouterr().out
    assert everything(old) == before
    assert left_over(old.state) == []


def test_what_was_unpacked_by_a_killed_process_is_removed(old, first):
    before = everything(old)
    assert killed_before(1, lambda: put_back(first, replace=True), "os.mkdir", of="/database")
    assert left_over(old.state)
    put_back(first, replace=True)
    assert not [name for name in left_over(old.state) if name.startswith(UNPACKED)]
    assert everything(old) != before


def test_a_line_that_was_cut_off_while_it_was_written_is_no_move(old, first):
    before = everything(old)
    assert killed_before(2, lambda: put_back(first, replace=True))
    [aside] = old.state.glob(f"{ASIDE}*")
    with (aside / MOVES).open("a") as moves:
        moves.write('["/some/where", "/els')
    undo_what_was_cut_off()
    assert everything(old) == before
