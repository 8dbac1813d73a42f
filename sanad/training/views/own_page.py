"""Pages without an account: registering through the link, and one's own place."""

from typing import TypeVar
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from sanad.activities.views.calendars import sent
from sanad.foundation import ui
from sanad.foundation.spaces.actor import visitor
from sanad.training import commands, policies
from sanad.training.forms.registration import JoinForm
from sanad.training.models import Registration, Session
from sanad.training.policies.sessions import half_days, is_over
from sanad.training.queries.certificates import revoked_of
from sanad.training.queries.links import own_token, registration_of
from sanad.training.queries.news import is_called_off
from sanad.training.queries.own_page import calendar_of, own_path, parts_of
from sanad.training.queries.sessions import standing_of
from sanad.training.views.recognised import remember

R = TypeVar("R", bound=HttpResponseBase)


def unlisted(response: R) -> R:
    """No search engine keeps the page."""
    response["X-Robots-Tag"] = "noindex"
    return response


def _announced(request: HttpRequest, code: str) -> Session:
    rows = Session.objects.filter(code=code, is_public=True).exclude(state=Session.State.DRAFT)
    row = get_object_or_404(rows.select_related("space", "activity__place", "activity__host", "course"))
    request.actor = visitor(row.space)
    return row


def fetch_own(request: HttpRequest, pk: UUID, token: str) -> Registration:
    """The registration whose secret address it is; 404 otherwise."""
    row = registration_of(pk, token)
    if row is None:
        raise Http404
    request.actor = visitor(row.space)
    return row


@login_not_required
def join(request: HttpRequest, code: str) -> HttpResponse:
    """Register oneself, on a phone. Who says that they are registered already is sent their page again."""
    row = _announced(request, code)
    again = request.POST.get("same") == ui.SameField.YES
    free = row.seats - row.registrations.filter(state=Registration.State.CONFIRMED).count()
    return unlisted(
        ui.sheet(
            request, JoinForm, commands.ask_own_page if again else commands.join_session, row, title=str(row),
            submit=_("Register"), informs=True, template="training/join.html",
            then=reverse("training:join_again", args=[code]) if again else own_path,
            context={
                "session": row, "half_days": half_days(row), "verdict": policies.can_join(request.actor, row), "free": free,
            },
        )
    )  # fmt: skip


@login_not_required
def join_again(request: HttpRequest, code: str) -> HttpResponse:
    """What follows for who is registered already. It says the same to everybody."""
    row = _announced(request, code)
    list(messages.get_messages(request))  # "Saved." would say too much
    page = {"title": str(row), "session": row}
    return unlisted(render(request, "training/join_again.html", page))


@login_not_required
def mine(request: HttpRequest, pk: UUID, token: str) -> HttpResponse:
    """One's own place: whether it is sure, when and where, and how to give it back."""
    row = fetch_own(request, pk, token)
    prefetch_related_objects([row.session], "slots")
    page = {
        "title": str(row.session), "place": row, "session": row.session, "token": token,
        "half_days": half_days(row.session), "is_over": is_over(row.session), "is_called_off": is_called_off(row.session), "parts": parts_of(row),
        "can_leave": policies.can_leave(request.actor, row), "revoked": revoked_of(row),
        "standing": standing_of(row) if row.state == Registration.State.WAITING else None,
    }  # fmt: skip
    response = render(request, "training/mine.html", page)
    remember(request, response, row)
    return unlisted(response)


@login_not_required
@require_POST
def leave(request: HttpRequest, pk: UUID, token: str) -> HttpResponse:
    row = fetch_own(request, pk, token)
    return unlisted(ui.act(request, commands.leave_session, row, then=own_path(row)))


@login_not_required
def calendar(request: HttpRequest, pk: UUID, token: str) -> HttpResponseBase:
    """The half-days, for the calendar of the phone."""
    row = fetch_own(request, pk, token)
    return unlisted(sent(request, calendar_of(row), f"{own_token(row)[:6]}.ics"))
