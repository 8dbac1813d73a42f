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
from contextlib import contextmanager

from django.core.management.base import CommandError

LOOK_EVERY = 0.5  # seconds
GRACE = 5  # seconds, to finish what is at hand
PATIENCE = 5  # seconds, in which the children of a server that was killed see that they are alone
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
def kept_alive(name: str) -> Iterator[None]:
    """A command beside this process, started again whenever it ends; it is ended in the end."""
    is_over = threading.Event()
    keeper = threading.Thread(target=_keep, args=(name, is_over), daemon=True)
    keeper.start()
    try:
        yield
    finally:
        is_over.set()
        keeper.join()


def _keep(name: str, is_over: threading.Event) -> None:
    # A program of its own: a fork of the server in the middle of its work would hold its port and its locks. And a
    # session of its own: what a terminal tells all of them the server alone hears, and then ends this one.
    command = [sys.executable, "-m", "sanad", name, "--beside", str(os.getpid())]
    pause = 1.0
    while True:
        began = time.monotonic()
        child = subprocess.Popen(command, start_new_session=True)  # noqa: S603  our own words
        while child.poll() is None:
            if is_over.wait(LOOK_EVERY):
                _end(child)
                return
        if time.monotonic() - began > LONGEST_PAUSE:
            pause = 1.0
        # Ended in good order, it was asked to: perhaps with all of the machine, this process among them.
        if is_over.wait(pause if child.returncode else 2 * GRACE):
            return
        logger.error("`%s` ended by itself (%s). It is started again.", name, child.returncode)
        pause = min(2 * pause, LONGEST_PAUSE)


def _end(child: subprocess.Popen[bytes]) -> None:
    child.terminate()
    try:
        child.wait(2 * GRACE)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


def ask_for_address(host: str, port: int) -> None:
    """CommandError when the address is taken, or none of this machine.

    The web server itself would share a port with another that shares it too: two of them would answer in turn.
    """
    until = time.monotonic() + PATIENCE
    while (problem := _in_the_way(host, port)) is not None:
        is_taken = getattr(problem, "errno", None) == errno.EADDRINUSE
        if not is_taken:
            message = f"Sanad cannot serve on {host}:{port}: {problem}."
            raise CommandError(message)
        if time.monotonic() > until:
            message = f"Port {port} is taken: another Sanad or another program answers there. End it, or choose another port (--port)."
            raise CommandError(message)
        time.sleep(LOOK_EVERY)


def _in_the_way(host: str, port: int) -> Exception | None:
    """What keeps a server that shares with nobody from this address."""
    try:
        family, kind, protocol, _name, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as asked:
            asked.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            asked.bind((host, port, *address[2:]))
            asked.listen()
    except (OSError, OverflowError) as problem:
        return problem
    return None
