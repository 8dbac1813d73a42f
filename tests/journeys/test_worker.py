"""`sanad serve` brings its worker, starts it again, and takes it along when it ends."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from tests.foundation.reminders.installation import ROOT, Installation, until
from tests.foundation.reminders.post_office import PostOffice, free_port

pytestmark = pytest.mark.journey


@pytest.fixture
def office():
    found = PostOffice()
    found.open()
    yield found
    found.close()


@pytest.fixture
def begun(tmp_path, prepared) -> Path:
    """A state folder with an empty database."""
    return shutil.copytree(prepared, tmp_path, dirs_exist_ok=True)


@pytest.fixture
def installation(begun, office):
    found = Installation(begun, f"sqlite:///{begun / 'sanad.sqlite3'}")
    found.mail_to(office.port)
    yield found
    found.end()


def test_the_server_and_its_worker(installation, office):
    server, worker, port = _serve(installation)
    installation.people("beside")
    people = installation.wake("beside")
    web = _web(server)
    installation.sanad("remind", "--queue")
    until(lambda: {letter["To"] for letter in office.letters} == people)

    os.kill(worker, signal.SIGKILL)
    until(lambda: len(set(_children(server)) - {worker}) == 2)
    assert _answers(port)
    assert "work ended by itself (-9)" in (installation.state / "serve.log").read_text()
    installation.people("after")
    people |= installation.wake("after")
    installation.sanad("remind", "--queue")
    until(lambda: {letter["To"] for letter in office.letters} == people)
    (again,) = set(_children(server)) - {web}
    assert _listening(port) <= {server.pid, web}
    server.terminate()
    assert server.wait(timeout=30) == 0
    assert not _alive(again)

    server, worker, port = _serve(installation)
    server.terminate()
    assert server.wait(timeout=30) == 0
    assert not _alive(worker)

    server, web, port = _serve(installation, "--no-worker")
    assert _children(server) == [_web(server)]


def test_children_end_with_a_server_that_was_killed(installation):
    server, _worker, port = _serve(installation)
    children = _children(server)
    server.kill()  # nobody is left to end them: they see that themselves
    again, _worker, _port = _serve(installation, at=port)
    assert not any(_alive(child) for child in children)
    assert _listening(port) <= {again.pid, *_children(again)}
    server.wait(timeout=30)


def test_the_web_server_comes_back_and_visitors_wait_at_the_door(installation):
    server, _worker, port = _serve(installation)
    for _time in range(3):
        web = _web(server)
        os.kill(web, signal.SIGKILL)
        assert _answers(port, patience=20)  # not refused: it stands at the door
        until(lambda: _web(server) not in {None, web})  # noqa: B023
    assert server.poll() is None
    assert "web ended by itself (-9)" in (installation.state / "serve.log").read_text()


@pytest.fixture
def _at_a_terminal():
    """As if these tests were begun at one: what `nohup` begins is told to outlive it, and so is what that begins."""
    before = signal.signal(signal.SIGHUP, signal.SIG_DFL)
    yield
    signal.signal(signal.SIGHUP, before)


@pytest.mark.usefixtures("_at_a_terminal")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_whoever_ends_the_server_ends_all_of_it(installation, number):
    server, _worker, port = _serve(installation)
    children = _children(server)
    with socket.create_connection(("127.0.0.1", port)):  # a browser that keeps its line open
        server.send_signal(number)
        assert server.wait(timeout=60) == 0  # at once, on a machine with nothing else to do
    assert not any(_alive(child) for child in children)


def test_a_second_server_on_the_same_port_says_so(installation):
    server, _worker, port = _serve(installation)
    second = installation.start("serve", "--port", str(port))
    assert second.wait(timeout=60) == 1
    assert server.poll() is None
    said = (installation.state / "serve.log").read_text().strip().splitlines()
    assert said[-1].startswith(f"CommandError: Port {port} is taken")
    # Nothing but our own words.
    first, address = said[:-1]
    assert first.startswith(f"The first space is made here: http://127.0.0.1:{port}/start/?code=")
    assert address == f"Sanad: http://127.0.0.1:{port}  (http://127.0.0.1:{port})"


@pytest.mark.parametrize("words", [("serve", "--port", "70000"), ("serve", "--host", "192.0.2.1")])
def test_an_address_that_is_none_is_refused_in_a_sentence(installation, words):
    assert installation.start(*words).wait(timeout=60) == 1
    assert (installation.state / "serve.log").read_text().startswith("CommandError: Sanad cannot serve on ")


KILLED = """
import os, sys
from pathlib import Path
from tests.foundation.reminders.installation import Installation
state = Path(sys.argv[1])
found = Installation(state, f"sqlite:///{state / 'sanad.sqlite3'}")
print(*(found.start(*words).pid for words in (("serve", "--port", sys.argv[2]), ("work",))), flush=True)
sys.stdin.read()
"""


def test_tests_that_are_killed_leave_no_process(begun):
    port = free_port()
    command = [sys.executable, "-c", KILLED, str(begun), str(port)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as tests:
        server, worker = map(int, tests.stdout.readline().split())
        until(lambda: _answers(port), 240)
        family = [server, worker, *_children_of(server)]
        tests.kill()
    until(lambda: not any(_alive(process) for process in family), 30)


def _serve(installation: Installation, *words: str, at: int = 0):
    """(the server, its first child: the worker if it has one, the port)."""
    port = at or free_port()
    server = installation.start("serve", "--port", str(port), *words)
    until(lambda: (bool(_children(server)) and _answers(port)) or server.poll() is not None, 240)
    assert server.poll() is None, (installation.state / "serve.log").read_text()
    web = _web(server)
    return server, next((child for child in _children(server) if child != web), None), port


def _children(server) -> list[int]:
    return _children_of(server.pid)


def _children_of(process: int) -> list[int]:
    """Of every thread: the kernel lists a child with the one that started it."""
    listed = Path(f"/proc/{process}/task").glob("*/children")
    found = []
    for path in listed:
        with contextlib.suppress(OSError):
            found += [int(child) for child in path.read_text().split()]
    return found


def _web(server) -> int | None:
    """The process that answers."""
    found = [child for child in _children(server) if b"\0web\0" in Path(f"/proc/{child}/cmdline").read_bytes()]
    return found[0] if found else None


def _listening(port: int) -> set[int]:
    """The processes that hold a listening socket of the port."""
    rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    sockets = {f"socket:[{row[9]}]" for row in rows if row[1].endswith(f":{port:04X}") and row[3] == "0A"}
    found = set()
    for link in Path("/proc").glob("[0-9]*/fd/*"):
        with contextlib.suppress(OSError):
            if str(link.readlink()) in sockets:
                found.add(int(link.parts[2]))
    return found


def _alive(process: int) -> bool:
    status = Path(f"/proc/{process}/stat")
    return status.exists() and status.read_text().rsplit(")", 1)[1].split()[0] != "Z"


def _answers(port: int, patience: float = 5) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/check/", timeout=patience) as page:
            return page.status == 200
    except OSError:
        return False
