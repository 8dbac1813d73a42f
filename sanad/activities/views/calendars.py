"""Calendar feeds: addresses that are made and closed, and what stands behind one."""

from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_POST

from sanad.activities import commands
from sanad.activities.commands.papers import feed_hash
from sanad.activities.models import CalendarFeed
from sanad.activities.policies import visible_to
from sanad.activities.queries.calendar import feed_ics
from sanad.activities.queries.events import mark_of
from sanad.foundation import ui
from sanad.foundation.ids import as_uuid
from sanad.foundation.policy import Refused


@require_POST
def open_feed(request: HttpRequest) -> HttpResponse:
    try:
        key = as_uuid(request.POST.get("_key"))
        feed = commands.open_feed(request.actor, key=key, is_personal="is_personal" in request.POST)
    except Refused as refusal:
        raise Http404 from refusal
    if token := getattr(feed, "token", None):  # sent twice it is made once, and the first answer has the secret
        request.session["feed"] = settings.PUBLIC_ADDRESS + reverse("activities:feed", args=[token])
    return HttpResponseRedirect(reverse("activities:calendar"))


@require_POST
def close_feed(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = get_object_or_404(visible_to(request.actor, CalendarFeed).filter(owner=request.user), pk=pk)
    return ui.act(request, commands.close_feed, row, then=reverse("activities:calendar"))


@login_not_required
def feed(request: HttpRequest, token: str) -> HttpResponseBase:
    """The iCalendar behind a secret address; 404 when revoked or when its owner has left the space."""
    row = (
        CalendarFeed.objects.filter(token_hash=feed_hash(token), revoked_at=None)
        .select_related("space", "owner")
        .first()
    )
    content = feed_ics(row) if row else None
    if content is None:
        raise Http404
    return sent(request, content, "sanad.ics")


def sent(request: HttpRequest, content: bytes, name: str) -> HttpResponseBase:
    """A calendar as programs fetch it again and again: 304 while nothing but the moment of writing changed."""
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-cache"
    response["ETag"] = mark_of(content)
    return get_conditional_response(request, etag=response["ETag"], response=response) or response
