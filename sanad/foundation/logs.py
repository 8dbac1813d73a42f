"""What the keeper of an installation reads of a failure: on standard error, with its cause, and nothing personal.

A line has the moment, a number, the pattern of the address (not what stood in it), the method and the key of the account.
The cause is the traceback; of what an exception says, whatever may have been typed by a person is cut (`harmless`), and all of it where the exception says what it was given.
"""

import json
import logging
import re
import secrets
import traceback
from datetime import UTC, datetime
from typing import Any

LONGEST = 300
MOST_CAUSES = 10
_CUT = "…"
# What may be quoted in an exception: names of the source and of the database, not values.
_NAMES = re.compile(
    r"(?:constraint|relation|column|table|index|object|attribute|argument|module|name|type|field|method) $"
)
_OF_SOURCE = frozenset(
    {
        "AttributeError",
        "NameError",
        "ImportError",
        "TypeError",
        "IndexError",
        "ArithmeticError",
        "RecursionError",
        "MemoryError",
        "OSError",
        "DatabaseError",
        "InterfaceError",
        "FieldError",
        "FieldDoesNotExist",
        "ObjectDoesNotExist",
        "ImproperlyConfigured",
        "TemplateSyntaxError",
        "TemplateDoesNotExist",
    }
)
_QUOTED = re.compile(r"(['\"`«])((?:(?!\1)[^»])*)(['\"`»])")
_AFTER_QUOTES = re.compile(r"^.*['\"`»]")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.]*")
_PERSONAL = re.compile(
    r"\S+@\S+"  # an e-mail
    r"|=\([^)]*\)"  # (email)=(x)
    r"|\b\d{1,3}(?:\.\d{1,3}){3}\b|\b(?:[0-9a-f]{0,4}:){3,}[0-9a-f]{0,4}\b"  # an address of the network
    r"|\+?\d[\d ()./-]{6,}\d"  # a phone, a day, a card
    r"|[^\x00-\x7f]+"  # no word of the source is written so
    r"|https?://\S+|/\S*[?]\S*"
)


def new_number() -> str:
    """What a visitor reads aloud to the keeper."""
    digits = f"{secrets.randbelow(10**8):08}"
    return f"{digits[:4]}-{digits[4:]}"


def number_of(request: Any) -> str:
    """The number of the failure of a request: the same on the page and in the log."""
    if not hasattr(request, "failure_number"):
        request.failure_number = new_number()
    return request.failure_number


def harmless(said: str) -> str:
    """The first line of what an exception says, without values: no name, number, address or text that somebody typed."""
    line = said.strip().split("\n")[0]
    strange = next((found for found in _QUOTED.finditer(line) if not _is_name(found, line)), None)
    if strange is not None:  # quotes may stand in quotes: nothing up to the last of them is trusted
        line = f"{line[: strange.start()]}{_CUT}{_AFTER_QUOTES.sub('', line)}"
    return _PERSONAL.sub(_CUT, line)[:LONGEST]


def _speaks_of_source(problem: BaseException) -> bool:
    """Whether what it says is made of the words of the source or of the database; another says what it was given."""
    return any(kind.__name__ in _OF_SOURCE for kind in type(problem).__mro__)


def _is_name(found: re.Match[str], line: str) -> bool:
    before, after = line[: found.start()], line[found.end() :]
    is_told = _NAMES.search(before) or re.match(r" object| has no| is not def", after)
    return bool(_NAME.fullmatch(found[2]) and is_told)


def cause_of(problem: BaseException) -> list[str]:
    """The traceback of a problem and of what led to it, without values; what came first stands first."""
    told: list[str] = []
    here: BaseException | None = problem
    for _step in range(MOST_CAUSES):
        if here is None:
            break
        before, link = here.__cause__, "The direct cause of the following:"
        if before is None and not here.__suppress_context__:
            before, link = here.__context__, "While this was handled, the following happened:"
        told = [*([link] if before is not None else []), *_one(here), *told]
        here = before
    return told


def _one(problem: BaseException) -> list[str]:
    steps = "".join(traceback.format_tb(problem.__traceback__)).rstrip().split("\n")
    said = harmless(str(problem)) if _speaks_of_source(problem) else ""
    kind = type(problem).__name__
    return [
        "Traceback (most recent call last):",
        *(step for step in steps if step),
        f"{kind}: {said}" if said else kind,
    ]


def facts_of(record: logging.LogRecord) -> dict[str, Any]:
    """What is written of a record."""
    request = getattr(record, "request", None)
    facts: dict[str, Any] = {
        "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname,
        "logger": record.name,
    }
    if record.levelno >= logging.ERROR:
        facts["number"] = number_of(request) if request is not None else new_number()
    if request is not None and hasattr(request, "method"):
        match = getattr(request, "resolver_match", None)
        user = getattr(getattr(request, "_cached_user", None), "pk", None)  # asked of no database
        facts |= {
            "status": getattr(record, "status_code", None),
            "method": request.method,
            "address": f"/{match.route}" if match is not None else "?",
            "user": None if user is None else str(user),
        }
    else:
        facts["message"] = harmless(record.getMessage())
    problem = record.exc_info[1] if isinstance(record.exc_info, tuple) else None
    if problem is not None:
        facts["cause"] = cause_of(problem)
    return facts


class Lines(logging.Formatter):
    """For people: one line, and the cause below it."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        facts = facts_of(record)
        cause = facts.pop("cause", [])
        head = " ".join(str(facts.pop(name)) for name in ("time", "level", "number", "logger") if name in facts)
        message = facts.pop("message", "")
        rest = " ".join(f"{name}={value}" for name, value in facts.items() if value is not None)
        return "\n".join([" ".join(part for part in (head, message, rest) if part), *(f"  {line}" for line in cause)])


class JsonLines(logging.Formatter):
    """For programs: one JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """The object."""
        return json.dumps(facts_of(record), ensure_ascii=False, default=str)


def settings_for(kind: str) -> dict[str, Any]:
    """Django's LOGGING: everything to standard error; `kind` "json" for JSON lines.

    What a visitor did wrong (4xx) and what a scanner asks for are no news; what failed on our side is.
    """
    formatter = JsonLines if kind == "json" else Lines
    said = {"handlers": ["errors"], "propagate": False}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": {"()": f"{__name__}.{formatter.__name__}"}},
        "handlers": {"errors": {"class": "logging.StreamHandler", "formatter": "lines"}},
        "root": {"handlers": ["errors"], "level": "WARNING"},
        "loggers": {
            "django": {**said, "level": "WARNING"},
            "django.request": {**said, "level": "ERROR"},
            "django.security": {**said, "level": "CRITICAL"},
            "django_tasks": {**said, "level": "ERROR"},
            "django_tasks_db": {**said, "level": "ERROR"},
        },
    }
