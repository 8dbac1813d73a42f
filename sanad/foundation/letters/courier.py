"""The last step of a letter, taken by a process that outlives the one that began it.

A mail server takes a letter when it has seen the line that ends it, and says so. Whoever is killed between the two does not
know. So this line is sent, and the word of the server awaited and written down, by a courier: a child that ignores what
ends its parent and does nothing else. What it wrote stands in the state folder until the letter is settled.
"""

import fcntl
import gc
import os
import signal
import smtplib
import warnings
from pathlib import Path
from uuid import UUID

from sanad.foundation.worker import presence

Word = tuple[int, bytes]
END = b".\r\n"
NOT_NOW = 421


def word_of(server: smtplib.SMTP, letter: UUID) -> Word | None:
    """End the text, and say what the server answers; None when it does not."""
    file = os.open(_paper(letter), os.O_CREAT | os.O_TRUNC | os.O_RDWR, 0o600)
    fcntl.flock(file, fcntl.LOCK_EX)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of threads: the child does nothing that needs their locks
        child = os.fork()
    if child == 0:
        _wait(server, file)
    os.close(file)  # the lock is the child's now
    os.waitpid(child, 0)
    return written_down(letter)


def _wait(server: smtplib.SMTP, file: int) -> None:
    """In the courier. It never returns, and touches nothing but its line and its paper."""
    try:
        gc.disable()  # nothing of the parent's is ended here: not its connection to the database either
        os.setsid()
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        presence.leave()
        try:
            server.send(END)
        except OSError as problem:
            code, answer = NOT_NOW, str(problem).encode()
        else:
            code, answer = server.getreply()
        os.write(file, b"%d %s\n" % (code, answer.replace(b"\n", b" ")))
    finally:
        os._exit(0)


def is_under_way(letter: UUID) -> bool:
    """Whether a courier still waits."""
    return presence.is_held(_paper(letter))


def written_down(letter: UUID) -> Word | None:
    """What a courier wrote; None when there was none, or it did not come so far."""
    try:
        paper = _paper(letter).read_bytes()
    except FileNotFoundError:
        return None
    if not paper.endswith(b"\n"):
        return None
    code, _space, answer = paper.strip().partition(b" ")
    return int(code), answer


def forget(letter: UUID) -> None:
    """The letter is settled."""
    _paper(letter).unlink(missing_ok=True)


def _paper(letter: UUID) -> Path:
    return presence.folder() / f"letter-{letter}"
