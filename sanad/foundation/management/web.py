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
from http import HTTPStatus
from typing import Any

from waitress import wasyncore
from waitress.adjustments import Adjustments
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.server import TcpWSGIServer
from waitress.task import ErrorTask, Task, WSGITask

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
STALLS = 5  # seconds of silence after which a body does not advance any more
LARGEST_REFUSED = 64 * 1024 * 1024  # of what is refused already, and heard only so that the visitor can read why
ALL_BODIES = 512 * 1024 * 1024  # that are being received; beyond that the address that holds most gives up its slowest
IN_MEMORY = 32 * 1024  # of a body; the rest goes to disk
ANSWER_IN_MEMORY = 128 * 1024
ANSWER_AT_ONCE = 64 * 1024 * 1024  # of an answer that nobody reads; then the thread waits for its reader


def refusal(line: "Line", request: HTTPRequestParser) -> Task:
    """How a refusal of waitress is said: of what is too large by the page of Sanad, in the language of the visitor.

    Sanad judges by the length that was announced, before it reads a byte; there is none to read.
    """
    line.is_refused = True
    if request.error.code != HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        return ErrorTask(line, request)
    request.headers["CONTENT_LENGTH"] = str(max(request.content_length, LARGEST_BODY))
    request.headers["CONNECTION"] = "close"
    return WSGITask(line, request)


class Line(HTTPChannel):
    """One connection, with the time at which it began what it is doing."""

    error_task_class = staticmethod(refusal)
    is_refused = False
    lingers_since: float | None = None  # it was refused and answered; the rest is heard and thrown away
    thrown_away = 0

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.waits_since = self.began = self.heard_at = time.monotonic()
        self.sends_since: float | None = None
        self.sent = 0

    def received(self, data: bytes) -> bool:
        if self.lingers_since is not None:
            self.thrown_away += len(data)
            if self.thrown_away > LARGEST_REFUSED:
                self.give_up()
            return False
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

    def handle_read(self) -> None:
        super().handle_read()
        if self.lingers_since is not None and not self.connected:
            self.give_up()  # the visitor has gone

    def handle_close(self) -> None:
        super().handle_close()
        if self.request is not None:
            self.request.close()  # else a body that was begun stays on disk until memory is tidied

    def handle_write(self) -> None:
        if not (self.is_refused and self.close_when_flushed) or self.will_close:
            super().handle_write()
            return
        self._flush_exception(self._flush_some_if_lockable)
        if not self.total_outbufs_len:
            self.linger()

    def linger(self) -> None:
        """End what we say, and hear the rest: who is still sending would lose the answer if we closed."""
        self.close_when_flushed = False
        try:
            self.socket.shutdown(socket.SHUT_WR)
        except OSError:
            self.give_up()
            return
        self.lingers_since = time.monotonic()

    @property
    def is_busy(self) -> bool:
        """Whether a request of it is being answered."""
        return bool(self.requests or self.total_outbufs_len)

    @property
    def body(self) -> int:
        """Bytes of the body that is being received."""
        return self.request.body_bytes_received if self.request is not None else 0

    def pace(self, now: float) -> float:
        """Bytes a second of the body that is being received."""
        return self.body / (1 + now - self.began)

    def advances(self, now: float) -> bool:
        """Whether a body is being received, at a pace at which it will be whole in time."""
        if self.request is None or not self.request.headers_finished or now - self.heard_at > STALLS:
            return False
        return self.body >= SLOWEST * (now - self.began - STALLS)

    def is_overdue(self, now: float) -> bool:
        """Whether what the visitor owes has not come in the time that is given for it."""
        if self.total_outbufs_len:
            self.sends_since = self.sends_since or now
            return now - self.sends_since > READER + self.sent / SLOWEST
        self.sends_since, self.sent = None, 0
        if self.lingers_since is not None:
            return now - self.lingers_since > BODY + self.thrown_away / SLOWEST
        if self.requests:
            return False
        if self.request is None:
            return now - self.waits_since > IDLE
        limit = BODY + self.body / SLOWEST if self.request.headers_finished else HEADERS
        return now - self.began > limit

    def is_owed(self, now: float) -> bool:
        """Whether a visitor who does what he can would lose by its end: a body that advances, a request that is answered."""
        return self.is_busy or self.advances(now)

    def worth(self, lines_of: Mapping[str, int], now: float) -> tuple[bool, int, int, float]:
        """Who makes room first: whoever is owed nothing, and of those the address that holds most.

        Then who says nothing, who is at the headers, whose body stands still, whose body is slowest, who is being answered.
        Among those who are alike, whoever was not heard for longest.
        """
        of_its_address = lines_of[self.addr[0]]
        crowd = -of_its_address if of_its_address > FAIR_SHARE else 0
        if self.is_busy:
            return True, crowd, 1, self.heard_at
        if self.advances(now):
            return True, crowd, 0, self.pace(now)
        if self.request is None or self.lingers_since is not None:
            return False, crowd, 0, self.heard_at
        return False, crowd, 2 if self.request.headers_finished else 1, self.heard_at

    def give_up(self) -> None:
        """Close at once: a visitor who reads nothing would never let the socket become writable."""
        self.will_close = True
        self.handle_close()


class Server(TcpWSGIServer):
    """Ends in good order: `end()` may be called by the handler of a signal."""

    channel_class = Line
    is_ending = False
    next_channel_cleanup: float = 0
    all_bodies = ALL_BODIES

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
            *lines, newcomer = self.lines()
            self.make_room(newcomer, lines)

    def make_room(self, newcomer: Line, lines: list[Line]) -> None:
        """Give up the one that is worth least; the newcomer, when nobody need make room for him.

        Nobody need who is owed something and whose address holds no more than its share, and nobody at all of such an
        address for one who comes from a crowd.
        """
        now, lines_of = time.monotonic(), Counter(line.addr[0] for line in (*lines, newcomer))
        may_go = [line for line in lines if lines_of[line.addr[0]] > FAIR_SHARE or not line.is_owed(now)]
        first = min(may_go, key=lambda line: line.worth(lines_of, now), default=newcomer)
        if lines_of[newcomer.addr[0]] > FAIR_SHARE >= lines_of[first.addr[0]]:
            first = newcomer
        first.give_up()

    def lighten(self) -> None:
        """Keep the bodies within their bound: the address that holds most of them gives up the slowest."""
        now, bodies = time.monotonic(), [line for line in self.lines() if line.body]
        while sum(line.body for line in bodies) > self.all_bodies:
            bytes_of: Counter[str] = Counter()
            for line in bodies:
                bytes_of[line.addr[0]] += line.body
            first = max(bodies, key=lambda line: (bytes_of[line.addr[0]], -line.pace(now)))
            bodies.remove(first)
            first.give_up()

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
        self.lighten()


def serve(application: Callable[..., Any], door: socket.socket) -> None:
    """Serve behind a listening socket until this process is asked to end."""
    logging.getLogger("waitress").setLevel(logging.ERROR)  # that somebody waits, or went away, is no news
    server = behind(door, application, _lines())
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, server.end)
    server.run()


def behind(door: socket.socket, application: Callable[..., Any], lines: int) -> Server:
    """The server behind a listening socket, with so many connections at once."""
    settings = Adjustments(
        sockets=[door],
        threads=THREADS,
        connection_limit=lines,
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
    return Server(
        application,
        _sock=door,
        adj=settings,
        bind_socket=False,
        map={},
        sockinfo=(door.family, door.type, door.proto, door.getsockname()),
    )


def _lines() -> int:
    """How many connections the system lets this process have."""
    wanted = FILES_OF_A_LINE * LINES + 256
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < wanted:
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    return min(LINES, max(64, (soft - 256) // FILES_OF_A_LINE))
