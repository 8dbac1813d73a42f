"""Whether an installation is at work: its processes hold a lock on a file in the state folder, which ends with them."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from sanad.foundation.backup import Unfit

NAME = "in-use"


@contextmanager
def at_work() -> Iterator[None]:
    """Say that this process works with the state folder. Raises Unfit while a backup is being put back."""
    with _held(fcntl.LOCK_SH, "A backup is being put back. Start again when that is done."):
        yield


@contextmanager
def alone() -> Iterator[None]:
    """Be the only one who works with the state folder. Raises Unfit while a server or a worker does."""
    with _held(fcntl.LOCK_EX, "Sanad is running here. End the server and the workers, then restore."):
        yield


@contextmanager
def _held(kind: int, otherwise: str) -> Iterator[None]:
    state = Path(settings.STATE)
    state.mkdir(parents=True, exist_ok=True)
    with (state / NAME).open("a") as file:
        try:
            fcntl.flock(file, kind | fcntl.LOCK_NB)
        except BlockingIOError as problem:
            raise Unfit(otherwise) from problem
        yield
