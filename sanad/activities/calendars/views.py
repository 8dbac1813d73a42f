"""The month of the space; calendar feeds: addresses that are made and closed, and what stands behind one."""

from datetime import date
from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from sanad.activities.calendars import commands
from sanad.activities.calendars.commands import feed_hash
from sanad.activities.calendars.queries.events import etag_of
from sanad.activities.calendars.queries.feeds import feed_ics
from sanad.activities.calendars.queries.month import activities_between, weeks_of
from sanad.activities.models import Activity, CalendarFeed
from sanad.activities.policies import visible_to
from sanad.activities.programme.policies import can_plan
from sanad.foundation import ui
from sanad.foundation.arabic import dates
from sanad.foundation.ids import as_uuid
from sanad.foundation.policy import Refused
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.ui.sharing import shared


def fetch_own_feed(request: HttpRequest, pk: UUID) -> CalendarFeed:
    """A calendar address of the actor's own; 404 otherwise."""
    return get_object_or_404(visible_to(request.actor, CalendarFeed).filter(owner=request.user), pk=pk)


def to_calendar(_row: object) -> str:
    """The calendar of the space."""
    return reverse("activities:calendar")


def calendar(request: HttpRequest) -> HttpResponse:
    """One month, as a grid of its days and as a list."""
    today = timezone.localdate()
    try:
        first = date.fromisoformat(f"{request.GET.get('month', '')}-01")
    except ValueError:
        first = today.replace(day=1)
    if not ui.FIRST_DAY <= first <= ui.LAST_DAY:
        first = today.replace(day=1)
    after = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    before = date(first.year - (first.month == 1), (first.month - 2) % 12 + 1, 1)
    link = request.session.pop("feed", None)
    rows = activities_between(visible_to(request.actor, Activity).as_shown_to(request.actor), first, after)
    language = get_language() or "ar"
    page = {
        "title": _("Calendar"),
        "first": first,
        "is_this_month": first == today.replace(day=1),
        "weekdays": list(zip(dates.WEEKDAYS[language], dates.WEEKDAY_LETTERS[language], strict=True)),
        "weeks": weeks_of(rows, first, today),
        "can_plan": can_plan(request.actor),
        "before": before,
        "after": after,
        "rows": rows,
        "feeds": visible_to(request.actor, CalendarFeed).open().filter(owner=request.user),
        "share": shared(gettext("My calendar on Sanad:"), link) if link else None,
    }
    return render(request, "activities/calendar.html", page)


@require_POST
def open_feed(request: HttpRequest) -> HttpResponse:
    try:
        key = as_uuid(request.POST.get("_key"))
        feed = commands.open_feed(request.actor, key=key, is_personal="is_personal" in request.POST)
    except Refused as refusal:
        raise Http404 from refusal
    if token := getattr(feed, "token", None):  # sent twice it is made once, and the first answer has the secret
        request.session["feed"] = settings.PUBLIC_ADDRESS + reverse("activities:feed", args=[token])
    return HttpResponseRedirect(to_calendar(feed))


@login_not_required
def feed(request: HttpRequest, token: str) -> HttpResponseBase:
    """The iCalendar behind a secret address; 404 when revoked or when its owner has left the space."""
    row = CalendarFeed.objects.open().filter(token_hash=feed_hash(token)).select_related("space", "owner").first()
    content = feed_ics(row) if row else None
    if content is None:
        raise Http404
    return calendar_response(request, content, "sanad.ics")


def calendar_response(request: HttpRequest, content: bytes, name: str) -> HttpResponseBase:
    """A calendar as programs fetch it again and again: 304 while nothing but the moment of writing changed."""
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-cache"
    response["ETag"] = etag_of(content)
    return get_conditional_response(request, etag=response["ETag"], response=response) or response


def ahead_of_closing(_actor: Actor, row: CalendarFeed) -> ui.Ahead:
    """Whose calendars get nothing more."""
    return ui.Ahead(
        title=_("Close this address?"),
        happens=[
            ui.tell(
                _("“%(calendar)s”: telephones and computers that follow this address get nothing more from it."),
                calendar=row,
            ),
            _("What they hold already stays there."),
        ],
        does=_("Close this address"),
        undo=_("You can make another address; then each device follows the new one."),
    )
