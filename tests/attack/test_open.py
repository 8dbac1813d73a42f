"""The server stays open: whatever others leave unfinished, a visitor waits no longer than a second."""

import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from http.client import HTTPResponse

import pytest

from sanad.foundation.management.web import READER
from tests.attack.ground import Site

PATIENCE = 1.0  # seconds that a visitor may wait
PAGE = b"/account/login/"
SILENT = b""
HEADERS = b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: "
BODY = b"POST /account/login/ HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: 9000\r\n\r\nx"
CHUNKS = b"POST /account/login/ HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nx"
ANSWERED = b"GET /check/ HTTP/1.1\r\nHost: localhost\r\n\r\n"


@contextmanager
def held(site: Site, *many: tuple[int, bytes]) -> Iterator[list]:
    """Connections that stay open after a beginning."""
    with ExitStack() as lines:
        opened = []
        for count, beginning in many:
            for _ in range(count):
                line = lines.enter_context(site.connect())
                line.sendall(beginning)
                opened.append(line)
        yield opened


def waited(site: Site) -> float:
    """Seconds that the slowest of some visitors waits for a page."""
    slowest = 0.0
    for _ in range(10):
        began = time.monotonic()
        assert site.visitor().get("/account/login/", timeout=20).status == 200
        slowest = max(slowest, time.monotonic() - began)
    return slowest


@pytest.mark.parametrize(
    "many",
    [
        [(200, SILENT)],
        [(200, ANSWERED)],
        [(200, HEADERS)],
        [(50, BODY)],
        [(50, CHUNKS)],
        [(200, SILENT), (50, BODY)],
        [(200, SILENT), (100, HEADERS), (100, BODY), (50, CHUNKS)],
        [(400, SILENT), (400, BODY), (400, HEADERS)],  # more than there are lines
    ],
    ids=lambda many: ", ".join(f"{count} {beginning[:4].decode() or 'silent'}" for count, beginning in many),
)
def test_what_others_leave_unfinished_keeps_nobody_waiting(site, many):
    with held(site, *many):
        time.sleep(0.5)
        slowest = waited(site)
    print(f"\n{[count for count, _ in many]}: the slowest visitor waited {slowest:.2f} s")
    assert slowest < PATIENCE


def test_what_drips_keeps_nobody_waiting_and_comes_to_an_end(site):
    with held(site, (100, HEADERS), (50, BODY)) as lines:
        open_, slowest, began = set(lines), 0.0, time.monotonic()
        while open_ and time.monotonic() - began < 60:
            for line in list(open_):
                try:
                    line.sendall(b"x")  # a byte in a second, for ever
                except OSError:
                    open_.discard(line)
            slowest = max(slowest, waited(site))
            time.sleep(1)
    print(
        f"\ndrops: the slowest visitor waited {slowest:.2f} s; all were closed after {time.monotonic() - began:.0f} s"
    )
    assert slowest < PATIENCE
    assert not open_


def test_whoever_does_not_read_keeps_nobody_waiting(site):
    large = max((site.state / "static").rglob("*.woff2"), key=lambda path: path.stat().st_size)
    address = f"/static/{large.relative_to(site.state / 'static')}"
    asks = f"GET {address} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode() * 100
    with ExitStack() as stack:
        lines = [stack.enter_context(site.connect()) for _ in range(50)]
        for line in lines:
            line.sendall(asks)
        time.sleep(5)
        slowest = waited(site)
        print(f"\nreaders of {large.stat().st_size * 100 // 1024} KB: the slowest visitor waited {slowest:.2f} s")
        assert slowest < PATIENCE
        time.sleep(READER)
        for line in lines:  # who reads nothing was given up
            with suppress(ConnectionResetError):
                while line.recv(1 << 20):
                    pass


@pytest.mark.parametrize("source", ["127.0.0.2", "127.0.0.1"], ids=["from elsewhere", "behind the same proxy"])
def test_a_flood_of_new_lines_ends_no_honest_body(site, source):
    """A thousand a second, each silent; meanwhile somebody on a poor network sends 200 KB for eight seconds."""
    is_over = threading.Event()

    def flood() -> None:
        lines: list = []
        while not is_over.is_set():
            with suppress(OSError):
                lines.append(site.connect(source))
            if len(lines) > 700:
                lines.pop(0).close()
        for line in lines:
            line.close()

    flooding = threading.Thread(target=flood)
    flooding.start()
    try:
        time.sleep(2)
        size = 200_000
        with site.connect() as line:
            line.sendall(b"POST /account/login/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n" % size)
            for _ in range(20):
                line.sendall(b"x" * (size // 20))
                time.sleep(0.4)
            assert line.recv(100).startswith(b"HTTP/1.1 4")
        assert waited(site) < PATIENCE
    finally:
        is_over.set()
        flooding.join()


@pytest.mark.parametrize("megabytes", [2, 5, 11, 13, 30])
@pytest.mark.parametrize("path", ["/account/login/", "/check/"])
def test_what_is_too_large_for_an_address_is_answered_with_a_page(site, path, megabytes):
    """Also to who sends all of it before he reads, as a browser does, and beyond what the server hears at all."""
    size = megabytes * 1024 * 1024
    head = f"POST {path} HTTP/1.1\r\nHost: localhost\r\nCookie: sanad_language=fr\r\nContent-Length: {size}\r\n\r\n"
    with site.connect() as line:
        line.settimeout(30)
        line.sendall(head.encode() + b"x" * size)
        answer = HTTPResponse(line)
        answer.begin()
        page = answer.read().decode()
    assert answer.status == 413, page[:500]
    assert '<html lang="fr"' in page
    assert "<h1" in page
    assert site.answers()


def test_a_body_of_unknown_length_that_is_too_large_is_answered_with_a_page(site):
    with site.connect() as line:
        line.settimeout(30)
        line.sendall(b"POST /account/login/ HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n")
        for _ in range(13):
            line.sendall(b"100000\r\n" + b"x" * 0x100000 + b"\r\n")
        answer = HTTPResponse(line)
        answer.begin()
        assert answer.status == 413
        assert "<h1" in answer.read().decode()


def test_an_address_that_is_long_and_odd_keeps_nobody_waiting(site):
    odd = b"GET /check/?" + b"%0" * 12_000 + b"0" * 12_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n"
    with held(site, (8, odd)):
        assert waited(site) < PATIENCE


def test_what_is_too_large_is_not_read(site):
    with site.connect() as line:
        line.sendall(b"POST /account/login/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 999999999\r\n\r\n")
        assert line.recv(100).startswith(b"HTTP/1.1 413")
    with site.connect() as line:
        with suppress(OSError):
            line.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"x" * 1_000_000)
        assert line.recv(100).startswith(b"HTTP/1.")
    assert site.answers()


def test_idle_lines_are_closed_and_cost_little(site):
    before = site.memory()
    with held(site, (500, SILENT)) as lines:
        time.sleep(1)
        grown = site.memory() - before
        lines[0].settimeout(60)
        began = time.monotonic()
        assert lines[0].recv(1) == b""
        print(f"\n500 idle lines: {grown:.0f} MB; closed after {time.monotonic() - began:.0f} s")
    assert grown < 50
