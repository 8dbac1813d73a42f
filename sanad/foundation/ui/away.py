"""When the database goes away in the middle of a request: once more where nothing was written, else a page that says so.

The page holds everything that was typed, with the key of the form, so that sending it again does it once.
"""

import logging
import re
import sqlite3
import sys
import time
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.db import Error, InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext_lazy as _
from django.views.defaults import bad_request, page_not_found

from sanad.foundation.files.store import ACCEPT, is_full
from sanad.foundation.ids import as_uuid
from sanad.foundation.logs import number_of

Next = Callable[[HttpRequest], HttpResponse]

AWAY = _("The database did not answer. Nothing you typed is lost: send it once more in a moment.")
FULL = _(
    "The disk of the server is full. Nothing you typed is lost: tell whoever keeps the server, and send it once more when"
    " there is room."
)
PATIENCE = 5  # seconds of a request, after which it is not begun again
COMES_BACK = 2  # seconds in which a database that restarts is waited for
_READS = re.compile(
    r"\s*\(*\s*(?:SELECT|SAVEPOINT|RELEASE|ROLLBACK|BEGIN|SET|SHOW|PRAGMA|DECLARE|FETCH)\b", re.IGNORECASE
)
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
# Busy, locked, out of memory, read only, I/O, damaged, full, cannot be opened, its protocol, no database.
_SQLITE = frozenset({5, 6, 7, 8, 10, 11, 13, 14, 15, 26})
# No connection, rolled back by the server, out of means, taken by another, ended by an operator, system error.
_POSTGRESQL = ("08", "25P03", "40", "53", "55", "57", "58")

logger = logging.getLogger(__name__)


def is_away(problem: BaseException | None) -> bool:
    """Whether the database could not answer, rather than that it was asked something wrong.

    Also where it stands behind the problem: the session makes one of its own of it.
    """
    if problem is not None and not isinstance(problem, Error):
        return is_away(problem.__cause__ or problem.__context__)
    if not isinstance(problem, OperationalError | InterfaceError):
        return False
    cause = problem.__cause__
    if isinstance(cause, sqlite3.Error):
        return getattr(cause, "sqlite_errorcode", 0) & 0xFF in _SQLITE
    state = getattr(cause, "sqlstate", None)
    return state is None or state.startswith(_POSTGRESQL)


def has_no_room(problem: BaseException | None) -> bool:
    """Whether it is the disk of the server, or of its database, that is full."""
    cause = problem.__cause__ if isinstance(problem, Error) else None
    if isinstance(cause, sqlite3.Error):
        return getattr(cause, "sqlite_errorname", "") == "SQLITE_FULL"
    return is_full(problem) or getattr(cause, "sqlstate", "") == "53100"


def excuse(problem: BaseException | None) -> str:
    """What is said to whom the database did not answer."""
    return str(FULL if has_no_room(problem) else AWAY)


class AwayMiddleware:
    """Answers a request that the database left without an answer."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        attempt = request.attempt = _Attempt(request)
        with connection.execute_wrapper(attempt):
            response = self.get_response(request)
            if getattr(response, "is_away", False) and attempt.may_be_repeated:
                attempt.is_last = True
                _renew_connection()
                for _name, files in request.FILES.lists() if request.method == "POST" else ():
                    for file in files:
                        file.seek(0)
                response = self.get_response(request)
        return response


class _Attempt:
    """Watches the statements of a request."""

    def __init__(self, request: HttpRequest) -> None:
        self.is_safe = request.method in _SAFE
        self.began = time.monotonic()
        self.has_written = self.is_last = False

    def __call__(self, execute: Callable[..., Any], sql: Any, *args: Any) -> Any:
        # Also one that failed: its answer may be what was lost.
        self.has_written = self.has_written or not _READS.match(str(sql))
        return execute(sql, *args)

    @property
    def may_be_repeated(self) -> bool:
        """Nothing was written, or can have been; and nobody has waited long."""
        is_quick = time.monotonic() - self.began < PATIENCE
        return not self.is_last and is_quick and (self.is_safe or not self.has_written)


def stays_away(request: HttpRequest, problem: BaseException) -> bool:
    """Whether the page must answer for a database that is away: the request will not be begun again."""
    attempt = getattr(request, "attempt", None)
    if not is_away(problem) or attempt is None or attempt.may_be_repeated:
        return False
    logger.error("The database did not answer.", exc_info=problem)
    _renew_connection()
    return True


def _renew_connection() -> None:
    """Leave a connection that died; wait a moment for a database that restarts."""
    connection.close_if_unusable_or_obsolete()
    until = time.monotonic() + COMES_BACK
    while connection.connection is None:
        try:
            connection.ensure_connection()
        except OperationalError:
            if time.monotonic() > until:
                return
            time.sleep(0.2)


def broken(request: HttpRequest) -> HttpResponse:
    """What answers when a page failed (`handler500`): a page with the number under which the cause was written."""
    problem = sys.exc_info()[1]
    return _away(request, problem) if is_away(problem) or has_no_room(problem) else _failed(request)


def _failed(request: HttpRequest) -> HttpResponse:
    page = {"number": number_of(request)}
    return HttpResponse(render_to_string("500.html", page), status=HTTPStatus.INTERNAL_SERVER_ERROR)


def misunderstood(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What answers when a request could not be read, or its session was gone when it was to be stored (`handler400`)."""
    return _away(request, exception) if is_away(exception) else bad_request(request, exception)


def nowhere(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What answers where there is no page (`handler404`): in the frame of the space for who acts in one, so that its doors stay."""
    if not getattr(getattr(request, "actor", None), "role", ""):
        return page_not_found(request, exception)
    page = {"title": _("This page does not exist")}
    return render(request, "ui/nowhere.html", page, status=HTTPStatus.NOT_FOUND)


def _away(request: HttpRequest, problem: BaseException | None) -> HttpResponse:
    page = {
        "title": _("The disk of the server is full") if has_no_room(problem) else _("The database did not answer"),
        "language": get_language(),
        "direction": "rtl" if get_language_bidi() else "ltr",
        "message": excuse(problem),
        "is_safe": request.method in _SAFE,
        "address": request.get_full_path(),
        "csrf_token": get_token(request),
        **_typed(request),
    }
    response = HttpResponse(render_to_string("ui/away.html", page), status=HTTPStatus.SERVICE_UNAVAILABLE)
    response["Retry-After"] = "5"
    response.is_away = not has_no_room(problem)
    return response


def _typed(request: HttpRequest) -> dict[str, Any]:
    """What was sent: kept for the machine, shown to the person; files and passwords must be given again."""
    try:
        sent_fields = request.POST.lists() if request.method == "POST" else ()
    except (BadRequest, SuspiciousOperation, MultiPartParserError, OSError):  # what cannot be read was not typed
        return {}
    fields = [(name, value) for name, values in sent_fields for value in values]
    secrets = [name for name, _value in fields if "password" in name]
    sent = [(name, value) for name, value in fields if name not in {*secrets, "csrfmiddlewaretoken"}]
    return {
        "sent": sent,
        "shown": [value for name, value in sent if value.strip() and name[0:1] != "_" and as_uuid(value) is None],
        "secrets": secrets,
        "accept": f"{ACCEPT},.json,.xlsx",  # what any of our boxes takes: which one it was is not known here
        "files": [(name, file.name) for name, files in request.FILES.lists() for file in files],
    }
