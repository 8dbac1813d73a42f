"""Processes that belong together: a child ends with its parent, and an address has one server."""

import errno
import os
import signal
import socket
import threading
import time

from django.core.management.base import CommandError

LOOK_EVERY = 0.5  # seconds
GRACE = 5  # seconds, to finish what is at hand
PATIENCE = 5  # seconds, in which the children of a server that was killed see that they are alone


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
