"""The web server: waitress, and a limit for whatever a visitor may leave unfinished.

One thread of waitress holds all connections; a request takes one of the `THREADS` only once it is there whole, body and
all, and gives it back when the answer is written, whether or not somebody reads it. So connections cost no thread. What
waitress does not know is kept here: how long headers, bodies and readers may take, and who makes room for a new visitor.
"""

import logging
import resource
import signal
import socket
import time
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from waitress import wasyncore
from waitress.adjustments import Adjustments
from waitress.channel import HTTPChannel
from waitress.server import TcpWSGIServer

THREADS = 8  # each holds one database connection
LINES = 512  # connections at once; one more takes the place of another (`Line.worth`)
FILES_OF_A_LINE = 3  # its socket, a body and an answer that went to disk
IDLE = 30  # seconds between two requests of one connection
HEADERS = 15  # seconds for the headers of a request
BODY = READER = 30  # seconds for a body, and to read an answer, besides what their length allows for:
SLOWEST = 1024  # bytes a second, on a network that is hardly one
LARGEST_HEADERS = 64 * 1024
LARGEST_BODY = 12 * 1024 * 1024  # a file and what is typed beside it; what an address takes is judged by Sanad itself
FAIR_SHARE = 16  # connections of one address that are no more than those of a house or an office
ALL_BODIES = 512 * 1024 * 1024  # that are being received; beyond that one is given up (`Line.worth`)
IN_MEMORY = 32 * 1024  # of a body; the rest goes to disk
ANSWER_IN_MEMORY = 128 * 1024
ANSWER_AT_ONCE = 64 * 1024 * 1024  # of an answer that nobody reads; then the thread waits for its reader


class Line(HTTPChannel):
    """One connection, with the time at which it began what it is doing."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.waits_since = self.began = self.heard_at = time.monotonic()
        self.sends_since: float | None = None
        self.sent = 0

    def received(self, data: bytes) -> bool:
        before, self.heard_at = self.request, time.monotonic()
        if before is None:
            self.began = time.monotonic()
        is_read = super().received(data)
        if self.request is not before and before is not None:
            self.began = time.monotonic()  # of the next one, which came with the end of the last
        return is_read

    def service(self) -> None:
        super().service()
        self.waits_since = time.monotonic()

    def send(self, data: bytes, do_close: bool = True) -> int:  # noqa: FBT001, FBT002  as waitress calls it
        count = super().send(data, do_close=do_close)
        self.sent += count
        return count

    @property
    def is_busy(self) -> bool:
        """Whether a request of it is being answered."""
        return bool(self.requests or self.total_outbufs_len)

    @property
    def body(self) -> int:
        """Bytes of the body that is being received."""
        return self.request.body_bytes_received if self.request is not None else 0

    def is_overdue(self, now: float) -> bool:
        """Whether what the visitor owes has not come in the time that is given for it."""
        if self.total_outbufs_len:
            self.sends_since = self.sends_since or now
            return now - self.sends_since > READER + self.sent / SLOWEST
        self.sends_since, self.sent = None, 0
        if self.requests:
            return False
        if self.request is None:
            return now - self.waits_since > IDLE
        limit = BODY + self.body / SLOWEST if self.request.headers_finished else HEADERS
        return now - self.began > limit

    def worth(self, lines_of: Mapping[str, int]) -> tuple[int, int, float]:
        """Who makes room first: the address that holds most, who says nothing, who is at the headers, at a body, being answered.

        Among those who are alike, whoever was not heard for longest.
        """
        of_its_address = lines_of.get(self.addr[0], 0)
        if self.is_busy:
            rank = 3
        elif self.request is None:
            rank = 0
        else:
            rank = 2 if self.request.headers_finished else 1
        return -of_its_address if of_its_address > FAIR_SHARE else 0, rank, self.heard_at

    def give_up(self) -> None:
        """Close at once: a visitor who reads nothing would never let the socket become writable."""
        self.will_close = True
        self.handle_close()


class Server(TcpWSGIServer):
    """Ends in good order: `end()` may be called by the handler of a signal."""

    channel_class = Line
    is_ending = False
    next_channel_cleanup: float = 0

    def end(self, *_of_signal: object) -> None:
        """Take no more visitors, finish what is being answered."""
        self.is_ending = True
        self.pull_trigger()

    def run(self, grace: float = 5) -> None:
        while not self.is_ending:
            wasyncore.poll2(1.0, self._map)
        self.del_channel()
        self.socket.close()
        until = time.monotonic() + grace
        while (busy := [line for line in self.lines() if line.is_busy]) and time.monotonic() < until:
            for line in self.lines():
                if line not in busy:
                    line.give_up()
            wasyncore.poll2(0.1, self._map)

    def lines(self) -> list[Line]:
        """The connections that are open."""
        return list(self.active_channels.values())

    def handle_accept(self) -> None:
        """Let a visitor in; when all lines are taken, somebody makes room."""
        super().handle_accept()
        if len(self.active_channels) > self.adj.connection_limit:
            self.make_room(self.lines()[:-1])

    def make_room(self, lines: list[Line]) -> Line:
        """Give up the one of these that is worth least, and say which it was."""
        lines_of = Counter(line.addr[0] for line in lines)
        first = min(lines, key=lambda line: line.worth(lines_of))
        first.give_up()
        return first

    def readable(self) -> bool:
        now = time.time()
        if now >= self.next_channel_cleanup:
            self.next_channel_cleanup = now + self.adj.cleanup_interval
            self.maintenance(now)
        return self.accepting

    def maintenance(self, _now: float) -> None:
        """Once a second: close what is overdue."""
        now = time.monotonic()
        for line in self.lines():
            if line.is_overdue(now):
                line.give_up()
        bodies = [line for line in self.lines() if line.body]
        while sum(line.body for line in bodies) > ALL_BODIES:
            bodies.remove(self.make_room(bodies))


def serve(application: Callable[..., Any], door: socket.socket) -> None:
    """Serve behind a listening socket until this process is asked to end."""
    logging.getLogger("waitress").setLevel(logging.ERROR)  # that somebody waits, or went away, is no news
    settings = Adjustments(
        sockets=[door],
        threads=THREADS,
        connection_limit=_lines(),
        cleanup_interval=1,
        recv_bytes=64 * 1024,
        inbuf_overflow=IN_MEMORY,
        outbuf_overflow=ANSWER_IN_MEMORY,
        outbuf_high_watermark=ANSWER_AT_ONCE,
        max_request_header_size=LARGEST_HEADERS,
        max_request_body_size=LARGEST_BODY,
        clear_untrusted_proxy_headers=False,  # Django and allauth know which to believe (SANAD_ADDRESS, SANAD_PROXIES)
        ident=None,
    )
    server = Server(
        application, _sock=door, adj=settings, bind_socket=False,
        sockinfo=(door.family, door.type, door.proto, door.getsockname()),
    )  # fmt: skip
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, server.end)
    server.run()


def _lines() -> int:
    """How many connections the system lets this process have."""
    wanted = FILES_OF_A_LINE * LINES + 256
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < wanted:
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    return min(LINES, max(64, (soft - 256) // FILES_OF_A_LINE))
