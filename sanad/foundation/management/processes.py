"""Processes that belong together: a child ends with its parent or is started again, and an address has one server."""

import errno
import logging
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from django.core.management.base import CommandError

from sanad.foundation.backup.in_use import at_work
from sanad.foundation.management.keeper import told_here

LOOK_EVERY = 0.5  # seconds
GRACE = 5  # seconds, to finish what is at hand
PATIENCE = 5  # seconds, in which the children of a server that was killed see that they are alone
BACKLOG = 1024  # visitors who wait while the web server is started again
LIVED = 30  # seconds, after which what ends is not what ended again and again
LONGEST_PAUSE = 300  # seconds, before a child that ends again and again is started once more

logger = logging.getLogger(__name__)


def end_with(parent: int) -> None:
    """End this process when `parent`, which started it, is gone: asked at first, then not asked.

    Looked at from here, because whoever is killed tells nobody, and no system but Linux would tell it instead.
    """
    threading.Thread(target=_watch, args=(parent,), daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(LOOK_EVERY)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(GRACE)
    os.kill(os.getpid(), signal.SIGKILL)


@contextmanager
def asked_to_end() -> Iterator[threading.Event]:
    """Set when this process is asked to end, also by the terminal that closes, unless it was told to outlive it."""
    is_over = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, lambda *_: is_over.set())
    yield is_over


@dataclass(frozen=True)
class Beside:
    """A command of Sanad that runs beside this process: its words, what it inherits, how soon it is started again."""

    words: tuple[str, ...]
    sockets: tuple[int, ...] = ()
    pause: float = 1.0
    longest: float = LONGEST_PAUSE

    def start(self) -> subprocess.Popen[bytes]:
        """A program of its own: a fork of the server in the middle of its work would hold its locks.

        And a session of its own: what a terminal tells all of them the server alone hears, and then ends this one.
        """
        command = [sys.executable, "-m", "sanad", *self.words, "--beside", str(os.getpid())]
        return subprocess.Popen(command, start_new_session=True, pass_fds=self.sockets)  # noqa: S603  our own words


WORKER = Beside(("work",))


def web_behind(door: socket.socket) -> Beside:
    """The web server. Visitors wait at the door, which stays open, while it is started again: that is soon."""
    return Beside(("web", "--door", str(door.fileno())), (door.fileno(),), pause=0.1, longest=10)


@contextmanager
def kept_alive(beside: Beside) -> Iterator[None]:
    """A command beside this process, started again whenever it ends; it is ended in the end."""
    is_over = threading.Event()
    keeper = threading.Thread(target=_keep, args=(beside, is_over), daemon=True)
    keeper.start()
    try:
        yield
    finally:
        is_over.set()
        keeper.join()


def _keep(beside: Beside, is_over: threading.Event) -> None:
    pause = beside.pause
    while True:
        began = time.monotonic()
        child = beside.start()
        while child.poll() is None:
            if is_over.wait(LOOK_EVERY):
                _end(child)
                return
        if time.monotonic() - began > LIVED:
            pause = beside.pause
        # Ended in good order, it was asked to: perhaps with all of the machine, this process among them.
        if is_over.wait(pause if child.returncode else 2 * GRACE):
            return
        logger.error("%s ended by itself (%s). It is started again.", beside.words[0], child.returncode)
        pause = min(2 * pause, beside.longest)


def _end(child: subprocess.Popen[bytes]) -> None:
    child.terminate()
    try:
        child.wait(2 * GRACE)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


def door_at(host: str, port: int) -> socket.socket:
    """A listening socket there. CommandError when the address is taken, or none of this machine."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            return _listening(host, port)
        except (OSError, OverflowError) as problem:
            if getattr(problem, "errno", None) != errno.EADDRINUSE:
                message = f"Sanad cannot serve on {host}:{port}: {problem}."
                raise CommandError(message) from problem
        if time.monotonic() > until:
            message = f"Port {port} is taken: another Sanad or another program answers there. End it, or choose another port (--port)."
            raise CommandError(message)
        time.sleep(LOOK_EVERY)


def _listening(host: str, port: int) -> socket.socket:
    """A socket that shares its address with nobody."""
    family, kind, protocol, _name, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    door = socket.socket(family, kind, protocol)
    try:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        door.bind((host, port, *address[2:]))
        door.listen(BACKLOG)
    except BaseException:
        door.close()
        raise
    return door


@contextmanager
def known_at_work() -> Iterator[None]:
    """Say that this process works with the state folder. CommandError while a backup is being put back."""
    with ExitStack() as stack:
        with told_here():
            stack.enter_context(at_work())
        yield
