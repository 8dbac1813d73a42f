"""Who makes room when every line is taken, and when bodies weigh too much; by real connections from several addresses."""

import socket
import threading
import time
from contextlib import ExitStack, suppress

import pytest

from sanad.foundation.management.web import FAIR_SHARE, behind

LINES = 48
OFFICE, CROWD, VISITOR = "127.0.0.2", "127.0.0.3", "127.0.0.1"
HEAD = b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n"


def application(environ, start):
    length = len(environ["wsgi.input"].read())
    start("200 OK", [("Content-Length", str(len(str(length))))])
    return [str(length).encode()]


@pytest.fixture
def server(socket_enabled):
    door = socket.create_server(("127.0.0.1", 0), backlog=256)
    found = behind(door, application, LINES)
    running = threading.Thread(target=found.run, kwargs={"grace": 0})
    running.start()
    yield found
    found.end()
    running.join(10)
    found.task_dispatcher.shutdown()
    for line in found.lines():
        line.give_up()
    found.trigger.close()


@pytest.fixture
def connect(server):
    with ExitStack() as lines:

        def from_(address: str, beginning: bytes = b"") -> socket.socket:
            line = lines.enter_context(
                socket.create_connection(("127.0.0.1", server.effective_port), 10, source_address=(address, 0))
            )
            line.sendall(beginning)
            return line

        yield from_


def is_open(line: socket.socket) -> bool:
    line.settimeout(0)
    with suppress(BlockingIOError):
        try:
            return line.recv(1, socket.MSG_PEEK) != b""
        except ConnectionResetError:
            return False
    return True


def rest(line: socket.socket, size: int) -> bytes:
    """The answer to a body of which one byte was sent."""
    line.settimeout(10)
    line.sendall(b"x" * (size - 1))
    return line.recv(100)


def settle() -> None:
    time.sleep(0.3)


def test_an_office_keeps_its_bodies_and_a_crowd_of_silent_ones_makes_room(connect):
    office = [connect(OFFICE, HEAD % 1000 + b"x") for _ in range(FAIR_SHARE + 4)]
    crowd = [connect(CROWD) for _ in range(2 * LINES)]
    settle()
    assert all(map(is_open, office))
    assert sum(map(is_open, crowd)) <= LINES - len(office)
    visitor = connect(VISITOR, HEAD % 3 + b"xxx")
    visitor.settimeout(5)
    assert visitor.recv(100).startswith(b"HTTP/1.1 200")
    assert all(rest(line, 1000).startswith(b"HTTP/1.1 200") for line in office)


def test_a_newcomer_of_a_crowd_takes_nobodys_place_who_is_owed_something(connect):
    people = [connect(f"127.0.1.{number}", HEAD % 1000 + b"x") for number in range(1, LINES - FAIR_SHARE)]
    silent = connect(VISITOR)
    settle()
    crowd = []
    for _ in range(3 * FAIR_SHARE):
        crowd.append(connect(CROWD, HEAD % 1000 + b"x"))
        time.sleep(0.02)  # the body of each is there when the next one comes
    settle()
    assert all(map(is_open, [*people, silent]))
    assert sum(map(is_open, crowd)) == FAIR_SHARE
    for line in crowd:
        line.close()
    assert all(rest(line, 1000).startswith(b"HTTP/1.1 200") for line in people)


def test_bodies_that_weigh_too_much_are_those_of_who_sends_most(server, connect):
    server.all_bodies = 300_000
    size = 200_000
    visitor = connect(VISITOR, HEAD % size + b"x" * 50_000)
    heavy = [connect(CROWD, HEAD % size + b"x" * (100_000 + number)) for number in range(5)]
    time.sleep(2.5)  # looked after once a second
    assert is_open(visitor)
    assert sum(map(is_open, heavy)) == 2
    visitor.settimeout(10)
    visitor.sendall(b"x" * (size - 50_000))
    assert visitor.recv(100).startswith(b"HTTP/1.1 200")
