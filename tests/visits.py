"""One walk over many addresses: each is asked for once, what was written is noted and undone, and many judges look at it."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.contrib.messages import get_messages
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client

from tests.browsing import signed_in
from tests.grounds import ANYBODY, Ground, Spot

WRITES = re.compile(r'(?:INSERT INTO|UPDATE|DELETE FROM) "(\w+)"')
NOT_OURS = ("django_session", "usersessions_")  # that somebody is here

Faults = list[str]


@contextmanager
def undone() -> Iterator[None]:
    """Whatever happens inside leaves nothing behind."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def writing() -> Iterator[list[str]]:
    """The tables that are written meanwhile, one name for each statement."""
    tables: list[str] = []

    def note(execute: Callable, sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: FBT001  as Django calls it
        if (match := WRITES.match(sql)) and not match[1].startswith(NOT_OURS):
            tables.append(match[1])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield tables


@dataclass(frozen=True)
class Visit:
    """What came back, read to its end, and which tables were written (and are as they were)."""

    spot: Spot
    verb: str
    response: Any
    body: bytes
    wrote: list[str]

    @property
    def status(self) -> int:
        """The status."""
        return self.response.status_code

    @property
    def is_page(self) -> bool:
        """True for HTML that a person reads."""
        return self.status == 200 and self.response.get("Content-Type", "").startswith("text/html")

    @property
    def context(self) -> Any:
        """What the page was made from; empty for what is no page."""
        return getattr(self.response, "context", None) or {}

    @property
    def said(self) -> list[tuple[str, str]]:
        """(tag, sentence) of the messages that the next page shows."""
        return [(each.level_tag, str(each)) for each in get_messages(self.response.wsgi_request)]

    def __str__(self) -> str:
        return f"{self.verb} {self.spot}: {self.status}"


@dataclass
class Visitor:
    """Somebody who walks through Sanad and leaves no trace."""

    ground: Ground
    who: str
    language: str = "ar"
    client: Client = field(init=False)

    def __post_init__(self) -> None:
        self.client = Client(headers={"accept-language": self.language})
        if self.who != ANYBODY:
            user = self.ground.actor(self.who).user
            self.client = signed_in(user, headers={"accept-language": self.language})
        self.client.cookies["sanad_language"] = self.language

    def get(self, spot: Spot, question: str = "") -> Visit:
        """The page, with what is asked behind its address."""
        return self._ask("get", spot, spot.path + question, {})

    def post(self, spot: Spot, data: dict[str, Any] | None = None, path: str = "") -> Visit:
        """What comes of sending that."""
        return self._ask("post", spot, path or spot.path, data or {})

    def press(self, spot: Spot) -> Visit:
        """What comes of its button, with the reason that some of them ask for."""
        return self.post(spot, {"reason": "سبب", **spot.at.data})

    def _ask(self, verb: str, spot: Spot, path: str, data: dict[str, Any]) -> Visit:
        cookies = self.client.cookies.copy()
        cache.clear()  # nobody of the walk comes too often
        try:
            with undone(), writing() as wrote:
                response = getattr(self.client, verb)(path, data)
                body = response.getvalue()
                return Visit(spot, verb.upper(), response, body, wrote)
        finally:
            self.client.cookies = cookies


def report(faults: dict[str, Faults]) -> str:
    """The faults by the judge that found them; empty when there are none."""
    found = {judge: lines for judge, lines in faults.items() if lines}
    return "\n".join(f"{judge}:\n  " + "\n  ".join(lines) for judge, lines in found.items())
