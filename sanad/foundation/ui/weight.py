"""How much a request may bring: judged by its address, before Sanad reads a byte of it.

The server has heard the body by then, to its own bound and on the disk, so that the browser reads the answer.

Nothing comes before this that reads what was sent: the tokens of forms and the space that a form names stand in the same body.
"""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext_lazy as _

MEGABYTE = 1024 * 1024

Next = Callable[[HttpRequest], HttpResponse]
View = Callable[..., Any]


def takes_files(view: View) -> View:
    """Say of a view that its form has a box for a file: `FILE_MAX_BYTES`, and what is typed beside it on top."""
    view.most_bytes = settings.FILE_MAX_BYTES + settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    return view


def most_of(path: str) -> int:
    """How many bytes may be sent to an address."""
    try:
        view = resolve(path).func
    except Resolver404:
        return settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    return getattr(view, "most_bytes", settings.DATA_UPLOAD_MAX_MEMORY_SIZE)


class WeightMiddleware:
    """Refuses what is too heavy for its address, from whomever it comes."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        said = request.META.get("CONTENT_LENGTH") or ""
        if not said and request.META.get("HTTP_TRANSFER_ENCODING"):
            # Django reads as many bytes as were announced: of these none.
            return _refused(request, HTTPStatus.LENGTH_REQUIRED, 0)
        # What no address refuses is let in before it is looked for.
        if said.isdecimal() and int(said) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            most = most_of(request.path_info)
            if int(said) > most:
                return _refused(request, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, most)
        return self.get_response(request)


def _refused(request: HttpRequest, status: HTTPStatus, most: int) -> HttpResponse:
    is_for_files = most > settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    allowed = (most - settings.DATA_UPLOAD_MAX_MEMORY_SIZE if is_for_files else most) // MEGABYTE
    page = {
        "language": get_language(),
        "direction": "rtl" if get_language_bidi() else "ltr",
        "title": _("This is too large"),
        "is_measured": bool(most),
        "is_for_files": is_for_files,
        "most": allowed,
        "address": request.get_full_path(),
    }
    return HttpResponse(render_to_string("ui/too_large.html", page), status=status)
