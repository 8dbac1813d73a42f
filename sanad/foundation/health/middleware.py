"""`/healthz`: whether this process can serve, for whoever watches over it or shares out visitors."""

import logging
from collections.abc import Callable
from http import HTTPStatus

from django.db import Error, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from sanad.foundation.health.schema import schema
from sanad.foundation.worker.on_duty import Workers, workers

ADDRESS = "/healthz"
Next = Callable[[HttpRequest], HttpResponse]

logger = logging.getLogger(__name__)


class HealthMiddleware:
    """Answers before all others do.

    So it is no matter of host names, https, languages, sessions or doors: it comes from a proxy or a watchman who names
    this machine by its number, over http. It says three words about the installation, and nothing of anybody.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info != ADDRESS:
            return self.get_response(request)
        if request.method not in {"GET", "HEAD"}:
            return HttpResponse(status=HTTPStatus.METHOD_NOT_ALLOWED, headers={"Allow": "GET, HEAD"})
        said, is_well = _state()
        status = HTTPStatus.OK if is_well else HTTPStatus.SERVICE_UNAVAILABLE
        return JsonResponse(said, status=status, headers={"Cache-Control": "no-store"})


def _state() -> tuple[dict[str, str], bool]:
    """How it is, and whether that is well. No worker is well where there never was one: the pages lack nothing then."""
    try:
        found = schema()
        migrations = "newer" if found.unknown else "pending" if found.pending else "ok"
        worker = workers(timezone.now())
    except Error:
        logger.exception("The database did not answer.")
        connection.close()
        return {"database": "away", "migrations": "unknown", "worker": "unknown"}, False
    is_well = migrations == "ok" and worker is not Workers.GONE
    return {"database": "ok", "migrations": migrations, "worker": worker.value}, is_well
