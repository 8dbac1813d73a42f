"""A button that runs one command."""

import inspect
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sanad.foundation.arabic.characters import readable
from sanad.foundation.arabic.fold import strip_marks
from sanad.foundation.ids import as_uuid
from sanad.foundation.policy import Refused
from sanad.foundation.ui.ahead import Ahead, show
from sanad.foundation.ui.back import way_back

LONGEST_REASON = 300  # as the columns hold it


def act(
    request: HttpRequest,
    command: Callable[..., Any],
    *positional: Any,
    then: str | Callable[[Any], str],
    asks: Callable[..., Ahead] | None = None,
    home: str = "",
    **fixed: Any,
) -> HttpResponse:
    """On POST run `command(actor, *positional, **fixed)` and go to `then`; a refusal is said on the page one returns to.

    What `asks` says first what it will do, `asks(actor, *positional, **fixed)`, on GET; the way back from there is the page
    that one came from, else `home`. A command that takes a `reason` gets the one that the button asked for.
    """
    if request.method != "POST" and asks is not None:
        verdict = command.policy(request.actor, *positional)
        home = home or (then if isinstance(then, str) else "/")
        return show(request, asks(request.actor, *positional, **fixed), verdict, home)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    if "reason" in request.POST and "reason" in inspect.signature(command).parameters:
        fixed.setdefault("reason", strip_marks(readable(request.POST["reason"])))
    if len(str(fixed.get("reason", ""))) > LONGEST_REASON:
        said = ngettext(
            "Say it in at most %(most)d character.", "Say it in at most %(most)d characters.", LONGEST_REASON
        )
        messages.error(request, said % {"most": LONGEST_REASON})
        return HttpResponseRedirect(then if isinstance(then, str) else way_back(request) or "/")
    try:
        row = command(request.actor, *positional, key=as_uuid(request.POST.get("_key")), **fixed)
    except Refused as refusal:
        messages.error(request, str(refusal.message))
        return HttpResponseRedirect(then if isinstance(then, str) else way_back(request) or "/")
    messages.success(request, _("Done."))
    return HttpResponseRedirect(then(row) if callable(then) else then)
