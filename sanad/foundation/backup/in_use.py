"""Whether an installation is at work: its processes hold a lock on a file in the state folder, which ends with them."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from sanad.foundation.backup import Unfit
from sanad.foundation.backup.change_over import MOVES

NAME = "in-use"
ASIDE = "before-restore-"  # begins the name of a folder in which lies what was here before
UNPACKED = ".restore-"  # and of one into which an archive is unpacked


@contextmanager
def at_work() -> Iterator[None]:
    """Say that this process works with the state folder. Raises Unfit while a backup is being put back, or half is."""
    with _held(fcntl.LOCK_SH, _("A backup is being put back. Start again when that is done.")):
        if any(Path(settings.STATE).glob(f"{ASIDE}*/{MOVES}")):
            raise Unfit(_("A restore was cut off here. `sanad serve` undoes it; start this again afterwards."))
        yield


@contextmanager
def alone() -> Iterator[None]:
    """Be the only one who works with the state folder. Raises Unfit while a server or a worker does."""
    with _held(fcntl.LOCK_EX, _("Sanad is running here. End the server and the workers, then restore.")):
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
