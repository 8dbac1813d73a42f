"""Whether a process still lives that began something and did not end it.

Each process holds a lock on a file of its own in the state folder. However it ends, also killed, the system takes the lock
away, and whoever comes after it knows. Of a process on another machine, with another state folder, nothing is known.
"""

import fcntl
import os
import time
from pathlib import Path

from django.conf import settings
from django.utils.crypto import get_random_string

KEPT = 7 * 24 * 3600  # seconds, a file that nobody holds any more
_MINE: dict[int, tuple[str, int]] = {}  # of this process; a child that was forked off is another


def folder() -> Path:
    """Where the processes of this installation hold their locks."""
    found = Path(settings.PROCESSES_ROOT)
    found.mkdir(parents=True, exist_ok=True, mode=0o700)
    return found


def my_mark() -> str:
    """The mark of this process."""
    process = os.getpid()
    if process not in _MINE:
        mark = get_random_string(32)
        new = folder() / f".{mark}"  # seen by others once it is locked
        file = os.open(new, os.O_CREAT | os.O_RDWR, 0o600)
        fcntl.flock(file, fcntl.LOCK_EX)
        new.rename(folder() / mark)
        _MINE[process] = (mark, file)
    return _MINE[process][0]


def leave() -> None:
    """In a child that was forked off: do not hold the locks of the parent."""
    for _mark, file in _MINE.values():
        os.close(file)
    _MINE.clear()


def is_gone(mark: str) -> bool:
    """Whether the process of that mark is certainly dead."""
    return (folder() / mark).exists() and not is_held(folder() / mark)


def is_held(path: Path) -> bool:
    """Whether a process that lives holds the lock of that file."""
    try:
        file = os.open(path, os.O_RDWR)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(file)
    return False


def sweep() -> None:
    """Remove what has been held by nobody for long."""
    for path in folder().iterdir():
        if time.time() - path.stat().st_mtime > KEPT and not is_held(path):
            path.unlink(missing_ok=True)
