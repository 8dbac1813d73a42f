"""Walking over all addresses: everybody asks each of them once, what was written is noted and undone, many judges look at it."""

import re
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from django.contrib.messages import get_messages
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client

from sanad.foundation import ui
from tests.browsing import signed_in
from tests.fuzz.pages import Form as Sent
from tests.fuzz.pages import Page
from tests.grounds import ANYBODY, Ground, Spot
from tests.pages import Form, own_forms

WRITES = re.compile(r'(?:INSERT INTO|UPDATE|DELETE FROM) "(\w+)"')
NOT_OURS = ("django_session", "usersessions_")  # that somebody is here
JUST_NOW = AUTHENTICATION_METHODS_SESSION_KEY  # the password was typed just now: pages about keys ask for it
PAGE, BUTTON_ONLY = 200, 405


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

    def note(execute: Callable, sql: str, params: Any, many: bool, context: Any) -> Any:
        if (match := WRITES.match(sql)) and not match[1].startswith(NOT_OURS):
            tables.append(match[1])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield tables


@dataclass(frozen=True)
class Visit:
    """What came back, read to its end, and which tables were written (and are as they were)."""

    spot: Spot
    who: str
    language: str
    verb: str
    response: Any
    body: bytes
    wrote: list[str]
    seen: Any = None  # what was looked at before it was undone

    @property
    def status(self) -> int:
        """The status."""
        return self.response.status_code

    @property
    def is_html(self) -> bool:
        """True for what is shown as a page, whatever its status."""
        return self.response.get("Content-Type", "").startswith("text/html")

    @property
    def context(self) -> Any:
        """What the page was made from; empty for what is no page."""
        return getattr(self.response, "context", None) or {}

    @property
    def forms(self) -> list[Any]:
        """The forms of the page."""
        return forms_of(self.response)

    @property
    def errors(self) -> dict[str, Any]:
        """The sentences at the fields of a form that came back."""
        return self.context["form"].errors if self.status == 422 and "form" in self.context else {}

    @property
    def said(self) -> list[tuple[str, str]]:
        """(tag, sentence) of the messages that the next page shows."""
        return [(each.level_tag, str(each)) for each in get_messages(self.response.wsgi_request)]

    def __str__(self) -> str:
        return f"{self.who or 'nobody'} {self.verb} {self.spot}: {self.status}"


def forms_of(response: Any) -> list[Any]:
    """The forms of a page: its own, several, the one for who comes late, the filters of a list."""
    context = getattr(response, "context", None) or {}
    found = [context[name] for name in ("form", "late_form") if name in context]
    found += list(context.get("forms") or [])
    found += [context["filters"].form] if context.get("filters") else []
    return [form for form in found if hasattr(form, "fields")]


@dataclass
class Visitor:
    """Somebody who walks through Sanad and leaves no trace."""

    ground: Ground
    who: str
    language: str = "ar"
    client: Client = field(init=False)

    def __post_init__(self) -> None:
        headers = {"accept-language": self.language}
        known = self.who != ANYBODY
        self.client = signed_in(self.ground.actor(self.who).user, headers=headers) if known else Client(headers=headers)
        if known:
            session = self.client.session
            session[f"{JUST_NOW}_user"] = str(self.ground.actor(self.who).user.pk)
            session[JUST_NOW] = [{"method": "password", "at": time.time(), "reauthenticated": True}]
            session.save()
        self.client.cookies["sanad_language"] = self.language

    def get(self, spot: Spot, question: Any = None, path: str = "") -> Visit:
        """The page, with what is asked behind its address."""
        return self._ask("get", spot, path or spot.path, question)

    def post(self, spot: Spot, data: Any, path: str = "", look: Callable[[list[str]], Any] | None = None) -> Visit:
        """What comes of sending that. `look(tables written)` sees it before it is undone."""
        return self._ask("post", spot, path or spot.path, data, look)

    def open(self, address: str) -> int:
        """The status of a page that is no spot of the walk."""
        with self.staying() as client:
            return client.get(address).status_code

    def press(self, spot: Spot) -> Visit:
        """What comes of its button, with the reason that some of them ask for."""
        return self.post(spot, {"reason": "سبب", **spot.at.data})

    @contextmanager
    def staying(self) -> Iterator[Client]:
        """The client, for several requests of which each finds what the others did; undone at the end."""
        cookies = self.client.cookies.copy()
        cache.clear()  # nobody of the walk comes too often
        try:
            with undone():
                yield self.client
        finally:
            self.client.cookies = cookies

    def _ask(self, verb: str, spot: Spot, path: str, data: Any, look: Any = None) -> Visit:
        with self.staying() as client, writing() as wrote:
            response = getattr(client, verb)(path, data)
            body, written = response.getvalue(), list(wrote)
            seen = look(written) if look else None
        return Visit(spot, self.who, self.language, verb.upper(), response, body, written, seen)


@dataclass
class Walk:
    """A walk over addresses: its visitors, what judges met (by what they call it), the faults that they found."""

    ground: Ground
    visitors: dict[tuple[str, str], Visitor] = field(default_factory=dict)
    met: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    faults: dict[str, list[str]] = field(default_factory=dict)
    # Of the links of all pages: the page, its reader, their language, where it leads and by which address.
    offers: list[tuple[str, str, str, str, str]] = field(default_factory=list)

    def visitor(self, who: str, language: str = "ar") -> Visitor:
        """Somebody who reads that language."""
        if (who, language) not in self.visitors:
            self.visitors[who, language] = Visitor(self.ground, who, language)
        return self.visitors[who, language]

    def judge(self, judge: Callable[..., Iterator[str]], *about: Any) -> None:
        """Note the faults that a judge finds."""
        if found := list(judge(*about)):
            self.faults.setdefault(judge.__name__, []).extend(found)

    def report(self) -> str:
        """The faults by the judge that found them; empty when there are none."""
        return "\n".join(f"{judge}:\n  " + "\n  ".join(lines) for judge, lines in self.faults.items())


@dataclass
class Here:
    """One address of a walk; what everybody gets there is asked for once, and sent there once."""

    walk: Walk
    spot: Spot
    visits: dict[tuple[str, str], Visit] = field(default_factory=dict)
    pressed: dict[str, Visit] = field(default_factory=dict)
    parsed: dict[int, list[Sent]] = field(default_factory=dict)

    @property
    def keeper(self) -> Visitor:
        """Whom it opens for."""
        return self.walk.visitor(self.spot.at.by)

    @property
    def opened(self) -> Visit:
        """What its keeper gets."""
        return self.get(self.spot.at.by)

    def get(self, who: str, language: str = "ar") -> Visit:
        """What somebody gets who looks at it."""
        if (who, language) not in self.visits:
            self.visits[who, language] = self.walk.visitor(who, language).get(self.spot)
        return self.visits[who, language]

    def press(self, who: str) -> Visit:
        """What somebody gets who sends nothing but a reason there."""
        if who not in self.pressed:
            self.pressed[who] = self.walk.visitor(who).press(self.spot)
        return self.pressed[who]

    def post(self, data: Any, who: str | None = None, **more: Any) -> Visit:
        """What its keeper, or somebody, gets for that."""
        return self.walk.visitor(self.spot.at.by if who is None else who).post(self.spot, data, **more)

    def meet(self, what: str, name: str = "") -> None:
        """Note that a judge had something of that kind to judge."""
        self.walk.met[what].add(name or self.spot.name)

    def forms_on(self, visit: Visit) -> list[Sent]:
        """Every form of a page that is sent, with what can be filled in."""
        if id(visit) not in self.parsed:
            is_page = visit.status == PAGE and visit.is_html
            self.parsed[id(visit)] = Page(self.spot.path, visit.body.decode()).forms if is_page else []
        return self.parsed[id(visit)]

    @cached_property
    def form(self) -> tuple[Any, Form] | None:
        """The form of the page with what a browser would send of it, when it has one that edits or adds."""
        visit = self.opened
        if visit.status != PAGE or not visit.is_html or not visit.forms or not isinstance(visit.forms[0], ui.SheetForm):
            return None
        sent = next(own_forms(visit.body.decode(), self.spot.path), None)
        return (visit.forms[0], sent) if sent else None
