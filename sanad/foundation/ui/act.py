"""A button that runs one command."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.utils.translation import gettext as _

from sanad.foundation.policy import Refused
from sanad.foundation.ui.sheet import _uuid


def act(
    request: HttpRequest, command: Callable[..., Any], *positional: Any, then: str | Callable[[Any], str], **fixed: Any
) -> HttpResponse:
    """On POST run `command(actor, *positional, **fixed)` and go to `then`; a refusal is said on the page one returns to."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    back = request.POST.get("_back") or ""
    try:
        row = command(request.actor, *positional, key=_uuid(request.POST.get("_key")), **fixed)
    except Refused as refusal:
        messages.error(request, str(refusal.message))
        return HttpResponseRedirect(then if isinstance(then, str) else _local(back))
    messages.success(request, _("Done."))
    return HttpResponseRedirect(then(row) if callable(then) else then)


def _local(address: str) -> str:
    """Only an address of this site; anything else leads home."""
    return address if address.startswith("/") and not address.startswith("//") else "/"
