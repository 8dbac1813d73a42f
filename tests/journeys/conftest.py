"""A real server on an empty database, and a real browser the size of a phone."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests import worlds

ROOT = Path(__file__).resolve().parents[2]
STATES: dict[str, Path] = {}  # the state folder behind each address
PHONE = {"width": 390, "height": 844}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="session")
def state(tmp_path_factory) -> Path:
    """The state folder of the server: database, files."""
    return tmp_path_factory.mktemp("state")


@contextmanager
def served(state: Path, *options: str) -> Iterator[str]:
    """The address of `sanad serve` on that state folder, until the block ends."""
    port = _free_port()
    address = f"http://127.0.0.1:{port}"
    environment = {**os.environ, "SANAD_STATE": str(state), "SANAD_ADDRESS": address, "PORT": str(port)}
    environment.pop("SANAD_DATABASE", None)
    with (state / "server.log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "sanad", "serve", "--beside", str(os.getpid()), *options],
            cwd=ROOT,
            env=environment,
            stdout=log,
            stderr=log,
        )
        try:
            _wait(address, process, state)
            STATES[address] = state
            yield address
        finally:
            process.terminate()
            process.wait(timeout=20)


def first_code(page: Page) -> str:
    """What the server of this page prints, and keeps, for its first visitor."""
    parts = urlsplit(page.url)
    return (STATES[f"{parts.scheme}://{parts.netloc}"] / "first_visit").read_text().strip()


@pytest.fixture(scope="session")
def prepared() -> Path:
    """A state folder as `sanad prepare` leaves it. Whoever is not after the first start begins from a copy of it."""
    return worlds.prepared()


@pytest.fixture(scope="session")
def server(state):
    """The address of `sanad serve` in a new state folder: the case begins there."""
    with served(state) as address:
        yield address


@pytest.fixture
def office(prepared, tmp_path) -> Iterator[str]:
    """The address of `sanad serve` on an empty database that no other journey enters."""
    with served(shutil.copytree(prepared, tmp_path / "state")) as address:
        yield address


@pytest.fixture(scope="session")
def demo(prepared, tmp_path_factory):
    """The address of `sanad serve --demo`: the case, with its accounts."""
    with served(shutil.copytree(prepared, tmp_path_factory.mktemp("demo") / "state"), "--demo") as address:
        yield address


def _wait(address: str, process: subprocess.Popen, state: Path) -> None:
    for _ in range(240):
        if process.poll() is not None:
            pytest.fail((state / "server.log").read_text())
        try:
            with urllib.request.urlopen(f"{address}/check/", timeout=2):
                return
        except OSError:
            time.sleep(0.5)
    pytest.fail("the server did not answer: " + (state / "server.log").read_text())


def chromium() -> str:
    """The browser of this machine."""
    names = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
    found = next((path for path in names if Path(path).exists()), None)
    if found is None:
        pytest.fail("Chromium is not installed (Debian: apt-get install chromium)")
    return found


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        yield running
        running.close()


@contextmanager
def held(browser: Browser, address: str) -> Iterator[Page]:
    """A page at phone width, in Arabic; every script error and every refused resource fails the journey."""
    context = browser.new_context(viewport=PHONE, base_url=address)
    context.set_default_timeout(15_000)
    context.add_cookies([{"name": "sanad_language", "value": "ar", "url": address}])
    page = context.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda line: problems.append(line.text) if "Content Security Policy" in line.text else None)
    yield page
    context.close()
    assert not problems, problems


@pytest.fixture
def phone(browser, server) -> Iterator[Page]:
    """The phone of whoever enters the case from an empty database."""
    with held(browser, server) as page:
        yield page
