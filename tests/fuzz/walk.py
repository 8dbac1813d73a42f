"""One walk: pages are opened and forms are sent, most with something in them that nobody means.

The seed decides every step; what is printed of a failure (seed and number) walks to it again.
"""

import re
import time
import traceback
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from random import Random
from urllib.parse import urlsplit
from uuid import UUID

from django.core.cache import cache
from django.core.signals import request_finished
from django.db import close_old_connections, transaction
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT
from django.urls import get_resolver
from django.urls.resolvers import URLPattern, URLResolver

from tests.answers import ended
from tests.fuzz import inputs
from tests.fuzz.pages import Box, Form, Page, view_of

PAPERS = re.compile(r"issue|paper|letter|programme|certificate")
STAND_IN = "01890000-0000-7000-8000-000000000000"
SLOW = 2  # seconds of the processor
A_ROOM = 4  # addresses kept of one page
PARAMETERS = (
    "page",
    "q",
    "month",
    "suggest",
    "space",
    "export",
    "code",
    "next",
    "day",
    "from",
    "to",
    "year",
    "language",
    "kind",
    "state",
    "other",
    "sort",
    "form",
    "token",
    "key",
)
# What would end the walk, or its session.
NOT_KEPT = ("account", "accounts:", "mfa_", "usersessions")
USUAL = {
    "date": "2027-03-01",
    "time": "09:30",
    "email": "x@example.org",
    "tel": "0612345678",
    "numeric": "3",
    "decimal": "100",
    "number": "3",
    "textarea": "نص",
    "text": "نص",
    "password": "a-long-secret-1",
    "search": "نص",
    "url": "https://example.org/",
}


@dataclass
class Found:
    """A failure, once for each place in the source."""

    number: int
    said: str
    request: str
    trace: str


@dataclass
class Walk:
    seed: str
    clients: dict[str, Client]
    addresses: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    forms: dict[tuple, Form] = field(default_factory=dict)
    unopened: list[tuple[str, str]] = field(default_factory=list)
    failures: dict[str, Found] = field(default_factory=dict)
    slow: dict[str, tuple[float, str]] = field(default_factory=dict)
    codes: Counter = field(default_factory=Counter)
    number: int = 0

    def __post_init__(self) -> None:
        for client in self.clients.values():
            client.raise_request_exception = False
        paths = sorted(_paths(get_resolver()))
        for path in paths:
            if STAND_IN not in path and "/x" not in path:
                self._note(path)
                self.unopened.append(("nobody", path))
        for path in paths:
            self.addresses[view_of(path)] = self.addresses[view_of(path)] or [path]

    def go(self, seconds: float, most: int = 10**9) -> None:
        """Walk until the time is over, or `most` steps were taken."""
        end = time.monotonic() + seconds
        while time.monotonic() < end and self.number < most:
            self.number += 1
            self._step(Random(f"{self.seed}:{self.number}"))

    def read(self, seconds: float, most: int = 10**9) -> None:
        """Open what there is to open, papers first, as long as the time lasts, or `most` of it."""
        end = time.monotonic() + seconds
        while self.unopened and time.monotonic() < end and self.number < most:
            self.number += 1
            papers = [row for row in self.unopened if row[1].endswith(".pdf")]
            row = papers[0] if papers else self.unopened[0]
            self.unopened.remove(row)
            self._open(*row)

    def issue(self, seconds: float) -> None:
        """Issue the papers that the pages offer: their buttons send nothing but who asks, and once for each."""
        end = time.monotonic() + seconds
        buttons = [form for _shape, form in sorted(self.forms.items(), key=str) if PAPERS.search(view_of(form.address))]
        for form in buttons:
            if time.monotonic() > end:
                return
            self.number += 1
            self._send(Random(f"{self.seed}:{self.number}"), form.who, form, keep=True)

    def _step(self, rng: Random) -> None:
        cache.clear()
        who = rng.choice(("sg", "sg", "sg", *self.clients))
        if self.unopened and rng.random() < 0.8:
            self._open(*self.unopened.pop(rng.randrange(len(self.unopened))))
        elif self.forms and rng.random() < 0.7:
            form = self.forms[rng.choice(sorted(self.forms, key=str))]
            self._send(rng, rng.choice((form.who, form.who, who)), form, keep=rng.random() < 0.15)
        else:
            self._ask(rng, who)

    # ------------------------------------------------------------------------------------------------ as people do

    def _open(self, who: str, address: str) -> None:
        response = self._answer(who, "GET", address, {})
        if response is not None and response.get("Content-Type", "").startswith("text/html"):
            page = Page(urlsplit(address).path, response.content.decode())
            for link in page.links:
                self._note(link, who)
            for form in page.forms:
                if view_of(form.address):
                    self.forms[form.shape] = replace(form, who=who)

    def _note(self, address: str, who: str = "sg") -> None:
        """An address to be opened, unless enough of its kind are known."""
        view, path = view_of(address), urlsplit(address).path
        if view and path not in self.addresses[view] and len(self.addresses[view]) < A_ROOM:
            self.addresses[view].append(path)
            self.unopened.append((who, address))

    # ------------------------------------------------------------------------------------------------ as nobody does

    def _ask(self, rng: Random, who: str) -> None:
        path = rng.choice(self.addresses[rng.choice(sorted(self.addresses))] or ["/"])
        if rng.random() < 0.3:
            parts = path.split("/")
            parts[rng.randrange(len(parts))] = inputs.quoted(inputs.text(rng)[:3_000])
            path = "/" + "/".join(parts).lstrip("/")
        boxes = sorted({box.name for shape in self.forms.values() for box in shape.boxes})
        names = [rng.choice(boxes if boxes and rng.random() < 0.3 else PARAMETERS) for _ in range(rng.randrange(4))]
        query = "&".join(f"{name}={inputs.quoted(inputs.text(rng)[:5_000])}" for name in names)
        if rng.random() < 0.2 and boxes:
            name = rng.choice(boxes)
            query = f"suggest={name}&{name}={inputs.quoted(inputs.text(rng))}"
        more = inputs.headers(rng) if rng.random() < 0.3 else {}
        method = rng.choice(("GET",) * 12 + ("HEAD", "PUT", "DELETE", "OPTIONS", "PATCH"))
        if rng.random() < 0.15:
            kind, body = rng.choice(inputs.BODIES)
            self._answer(who, "POST", f"{path}?{query}", more, body, kind)
        else:
            self._answer(who, method, f"{path}?{query}", more)

    def _send(self, rng: Random, who: str, form: Form, *, keep: bool) -> None:
        strange = {box.name for box in form.boxes if rng.random() < rng.choice((0.0, 0.15, 0.15, 0.5, 1.0))}
        strange -= {"_space", "_key"} if rng.random() < 0.8 else set()
        sent: list[tuple[str, str]] = []
        files: list[tuple[str, tuple[str, bytes, str]]] = []
        for box in form.boxes:
            if box.kind == "file":
                files += [(box.name, inputs.file(rng))] if rng.random() < 0.8 else []
                continue
            values = self._strange(rng, box) if box.name in strange else usual(rng, box)
            if box.name == "_key" and "_key" not in strange:
                values = [str(UUID(int=rng.getrandbits(128)))]
            sent += [(box.name, value) for value in values]
        if rng.random() < 0.1 and sent:
            sent.append((rng.choice(sent)[0], inputs.text(rng)))
        more = inputs.headers(rng) if rng.random() < 0.05 else {}
        if form.is_multipart and (files or rng.random() < 0.2):
            body, kind = _multipart(sent, files), MULTIPART_CONTENT
        else:
            body = "&".join(f"{inputs.quoted(name)}={inputs.quoted(value)}" for name, value in sent).encode()
            kind = "application/x-www-form-urlencoded"
        keep = keep and not view_of(form.address).startswith(NOT_KEPT)
        self._answer(who, "POST", form.address, more, body, kind, keep=keep)

    def _strange(self, rng: Random, box: Box) -> list[str]:
        if box.choices and rng.random() < 0.5:
            return [rng.choice(box.choices) for _ in range(rng.choice((0, 1, 2, 30)))]
        if box.kind in inputs.OF_KIND and rng.random() < 0.6:
            return [rng.choice(inputs.OF_KIND[box.kind])]
        if box.kind == "textarea" and rng.random() < 0.3:
            return [inputs.lines(rng)]
        return [inputs.text(rng) for _ in range(rng.choice((0, 1, 1, 1, 1, 2, 5)))]

    # ------------------------------------------------------------------------------------------------ what comes of it

    def _answer(self, who, method, address, more, body=b"", kind="", *, keep=False):
        client, cookies = self.clients[who], self.clients[who].cookies.copy()
        began = time.process_time()
        response, problem = None, None
        try:
            with transaction.atomic():
                response = client.generic(method, address, body, kind or "application/octet-stream", **more)
                request_finished.disconnect(close_old_connections)  # what was sent to its end closes itself
                for _part in response if response.streaming else ():
                    pass
                ended(response)
                transaction.set_rollback(not keep or response.status_code >= 500)
        except Exception as error:  # noqa: BLE001  whatever it is, it is what is looked for
            problem = error
        spent = time.process_time() - began
        client.cookies = cookies
        told = f"{who} {method} {address[:300]} {more or ''} {kind[:80]} {body[:1_500]!r}"
        if spent > SLOW:
            self.slow.setdefault(f"{method} {view_of(address)}", (spent, f"{self.number}: {told}"))
        self.codes[f"{method} {response.status_code if response else 0}"] += 1
        if problem is None and response.status_code >= 500:
            problem = response.exc_info[1] if getattr(response, "exc_info", None) else Exception(response.status_code)
        if problem is not None:
            frames = list(traceback.extract_tb(problem.__traceback__))
            ours = [frame for frame in frames if "/sanad/" in frame.filename] or frames[-1:]
            where = f"{type(problem).__name__} {ours[-1].filename}:{ours[-1].lineno}" if ours else str(problem)
            trace = "".join(traceback.format_exception(problem)[-14:])
            self.failures.setdefault(where, Found(self.number, f"{problem!r:.300}", told, trace))
        return response if problem is None else None

    def report(self) -> str:
        lines = [
            f"seed {self.seed}: {self.number} requests, {len(self.forms)} forms, {len(self.addresses)} kinds of page",
            str(dict(self.codes.most_common())),
        ]
        for where, found in self.failures.items():
            lines += [
                "",
                f"FAILED {where}",
                f"  SEED={self.seed} UNTIL={found.number}",
                f"  {found.said}",
                f"  {found.request}",
                found.trace,
            ]
        lines += [f"SLOW {spent:.1f} s  {told:.400}" for spent, told in self.slow.values()]
        return "\n".join(lines)


def usual(rng: Random, box: Box) -> list[str]:
    """What the page offers, else what people write there."""
    if box.values and any(box.values):
        return box.values
    if box.choices:
        return [rng.choice(box.choices)]
    return [USUAL.get(box.kind, "نص") if box.kind != "hidden" else (box.values or [""])[0]]


def _multipart(sent: list, files: list) -> bytes:
    mark = f"--{BOUNDARY}\r\n".encode()
    parts = [
        mark + b'Content-Disposition: form-data; name="' + _raw(name) + b'"\r\n\r\n' + _raw(value) + b"\r\n"
        for name, value in sent
    ]
    parts += [
        mark
        + b'Content-Disposition: form-data; name="'
        + _raw(name)
        + b'"; filename="'
        + _raw(called)
        + b'"\r\nContent-Type: '
        + kind.encode()
        + b"\r\n\r\n"
        + content
        + b"\r\n"
        for name, (called, content, kind) in files
    ]
    return b"".join(parts) + f"--{BOUNDARY}--\r\n".encode()


def _raw(value: str) -> bytes:
    return value.encode("utf-8", "surrogatepass")


def _paths(resolver: URLResolver, path: str = ""):
    """Every address without anything to fill in, and one with a stand-in for every other."""
    for entry in resolver.url_patterns:
        here = path + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _paths(entry, here)
        elif isinstance(entry, URLPattern):
            plain = here.replace("^", "").replace("$", "")
            for typed, value in (
                ("<uuid:", STAND_IN),
                ("<str:", "x"),
                ("<int:", "1"),
                ("<slug:", "x"),
                ("<path:", "x"),
            ):
                while typed in plain:
                    before, rest = plain.split(typed, 1)
                    plain = before + value + rest.split(">", 1)[1]
            if "(" not in plain:
                yield f"/{plain}"
