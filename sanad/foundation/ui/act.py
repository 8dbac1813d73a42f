"""A button that runs one command."""

import inspect
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from sanad.foundation.arabic.fold import strip_marks
from sanad.foundation.policy import Refused
from sanad.foundation.ui.sheet import _uuid


def act(
    request: HttpRequest, command: Callable[..., Any], *positional: Any, then: str | Callable[[Any], str], **fixed: Any
) -> HttpResponse:
    """On POST run `command(actor, *positional, **fixed)` and go to `then`; a refusal is said on the page one returns to.

    A command that takes a `reason` gets the one that the button asked for.
    """
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    if "reason" in request.POST and "reason" in inspect.signature(command).parameters:
        fixed.setdefault("reason", strip_marks(request.POST["reason"].replace("\x00", "")))
    try:
        row = command(request.actor, *positional, key=_uuid(request.POST.get("_key")), **fixed)
    except Refused as refusal:
        messages.error(request, str(refusal.message))
        return HttpResponseRedirect(then if isinstance(then, str) else _way_back(request))
    messages.success(request, _("Done."))
    return HttpResponseRedirect(then(row) if callable(then) else then)


def _way_back(request: HttpRequest) -> str:
    """Where the button stood, when that is an address of this site; anything else leads home."""
    back = request.POST.get("_back", "")
    return back if back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None) else "/"
