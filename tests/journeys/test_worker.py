"""`sanad serve` brings its worker, goes on without it, and takes it along when it ends."""

import os
import signal
import urllib.request
from pathlib import Path

import pytest

from tests.foundation.reminders.installation import Installation, until
from tests.foundation.reminders.post_office import PostOffice, free_port

pytestmark = pytest.mark.journey


@pytest.fixture
def office():
    found = PostOffice()
    found.open()
    yield found
    found.close()


@pytest.fixture
def installation(tmp_path, office):
    found = Installation(tmp_path, f"sqlite:///{tmp_path / 'sanad.sqlite3'}")
    found.mail_to(office.port)
    yield found
    found.end()


def test_the_server_and_its_worker(installation, office):
    server, worker, port = _serve(installation)
    installation.people("beside")
    people = installation.wake("beside")
    installation.sanad("remind", "--queue")
    until(lambda: {letter["To"] for letter in office.letters} == people)
    server.kill()  # nobody is left to end the worker: it sees that itself
    server.wait(timeout=30)
    until(lambda: not _alive(worker))

    server, worker, port = _serve(installation)
    os.kill(worker, signal.SIGKILL)
    assert _answers(port)
    assert server.poll() is None
    server.terminate()
    assert server.wait(timeout=30) == 0

    server, worker, port = _serve(installation)
    server.terminate()
    assert server.wait(timeout=30) == 0
    assert not _alive(worker)

    server, web, port = _serve(installation, "--no-worker")
    assert _children(server) == [web]


def _serve(installation: Installation, *words: str):
    """(the server, its first child: the worker if it has one, the port)."""
    port = free_port()
    server = installation.start("serve", "--port", str(port), *words)
    until(lambda: _answers(port) or server.poll() is not None, 240)
    assert server.poll() is None, (installation.state / "serve.log").read_text()
    return server, min(_children(server)), port


def _children(server) -> list[int]:
    return [int(child) for child in Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split()]


def _alive(process: int) -> bool:
    status = Path(f"/proc/{process}/stat")
    return status.exists() and status.read_text().rsplit(")", 1)[1].split()[0] != "Z"


def _answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/check/", timeout=5) as page:
            return page.status == 200
    except OSError:
        return False
