"""Pages without an account: registering through the link, and one's own place."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar
from uuid import UUID

from allauth.core.exceptions import ImmediateHttpResponse
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from sanad.accounts import throttle
from sanad.activities.calendars.views import calendar_response
from sanad.foundation import ui
from sanad.foundation.policy import Refused
from sanad.foundation.spaces.actor import Actor, visitor
from sanad.foundation.ui.sharing import shared
from sanad.training.models import Registration, Session
from sanad.training.policies import half_days, is_over
from sanad.training.queries.links import own_token, registration_of, sure_token
from sanad.training.registrations.commands import registration as commands
from sanad.training.registrations.forms import AgainForm, JoinForm
from sanad.training.registrations.policies import registration as policies
from sanad.training.registrations.queries.news import is_called_off
from sanad.training.registrations.queries.own_page import calendar_of, own_address, own_path, parts_of, revoked_of
from sanad.training.registrations.queries.people import free_seats, waiting_rank
from sanad.training.registrations.views.recognised import remember

R = TypeVar("R", bound=HttpResponseBase)
FROM_HERE = _("Many people registered from this network. Wait an hour, or call %(space)s: they register you.")
FOR_ONE = _("Many registrations were made for this number or address today. Call %(space)s: they register you.")
BY_LINK = _("Very many registrations came today. Try again tomorrow, or call %(space)s: they register you.")


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
    """The registration whose secret address it is; 404 otherwise. What is sent from it is counted."""
    if request.method == "POST" and (refusal := throttle.too_often(request, "own_page")):
        raise ImmediateHttpResponse(refusal)
    row = registration_of(pk, token)
    if row is None:
        raise Http404
    request.actor = visitor(row.space)
    return row


@login_not_required
def join(request: HttpRequest, code: str) -> HttpResponse:
    """Register oneself, on a phone."""
    row = _announced(request, code)
    free = free_seats(row)
    return unlisted(
        ui.sheet(
            request,
            JoinForm,
            _counted(request, commands.join_session),
            row,
            title=str(row),
            submit=pgettext("oneself", "Register"),
            informs=True,
            template="training/join.html",
            then=own_path,
            context={
                "session": row,
                "half_days": half_days(row),
                "verdict": policies.can_join(request.actor, row),
                "free": free,
            },
        )
    )


def _counted(request: HttpRequest, command: Callable[..., Registration]) -> Callable[..., Registration]:
    """The command, refused with a sentence when too many came from one address, by one link, for one receiver."""

    @wraps(command)
    def run(actor: Actor, session: Session, **details: Any) -> Registration:
        whom = {"space": session.space.name}
        if not throttle.counts(request, "join"):
            raise Refused(FROM_HERE % whom)
        for contact in filter(None, (details.get("phone"), details.get("email", "").lower())):
            if not throttle.counts(request, "join_receiver", contact):
                raise Refused(FOR_ONE % whom, "phone" if contact == details.get("phone") else "email")
        if not throttle.counts(request, "join_link", str(session.pk)):
            raise Refused(BY_LINK % whom)
        return command(actor, session, **details)

    return run


@login_not_required
def join_again(request: HttpRequest, code: str) -> HttpResponse:
    """Who lost their own page is sent it again, if they left an e-mail address. It says the same to everybody."""
    row = _announced(request, code)
    if "asked" in request.GET:
        list(messages.get_messages(request))  # "Saved." would say too much
        return unlisted(render(request, "training/join_again.html", {"title": str(row), "session": row}))

    def ask(actor: Actor, session: Session, **details: Any) -> Session:
        if not throttle.counts(request, "own_page_again", details["phone"]):
            raise Refused(FROM_HERE % {"space": session.space.name})
        return commands.ask_own_page(actor, session, **details)

    return unlisted(
        ui.sheet(
            request,
            AgainForm,
            ask,
            row,
            title=_("My page again"),
            submit=_("Send it to me"),
            informs=True,
            template="training/ask_again.html",
            context={"session": row},
            then=reverse("training:join_again", args=[code]) + "?asked=1",
        )
    )


@login_not_required
def be_sure(request: HttpRequest, pk: UUID, token: str, sure: str) -> HttpResponse:
    """Confirm by the letter that one registered. Looking changes nothing: programs look at every link of a letter."""
    row = fetch_own(request, pk, token)
    if not constant_time_compare(sure, sure_token(row)):
        raise Http404
    if request.method == "POST":
        return unlisted(ui.act(request, commands.confirm_registration, row, then=own_path(row)))
    return unlisted(render(request, "training/be_sure.html", {"title": str(row.session), "session": row.session}))


@login_not_required
def mine(request: HttpRequest, pk: UUID, token: str) -> HttpResponse:
    """One's own place: whether it is sure, when and where, and how to give it back."""
    row = fetch_own(request, pk, token)
    prefetch_related_objects([row.session], "slots")
    page = {
        "title": str(row.session),
        "registration": row,
        "session": row.session,
        "token": token,
        "half_days": half_days(row.session),
        "is_over": is_over(row.session),
        "is_called_off": is_called_off(row.session),
        "parts": parts_of(row),
        "can_leave": policies.can_leave(request.actor, row),
        "revoked": revoked_of(row),
        "may_join": row.state == Registration.State.WITHDRAWN and policies.can_join(request.actor, row.session),
        "standing": waiting_rank(row) if row.state == Registration.State.WAITING else None,
        "share": shared(gettext("My page for “%(session)s”:") % {"session": row.session}, own_address(row)),
    }
    response = render(request, "training/mine.html", page)
    remember(request, response, row)
    return unlisted(response)


def ahead_of_leaving(_actor: Actor, row: Registration) -> ui.Ahead:
    """Which place is given back, and how one gets one again."""
    again = _(
        "If you change your mind, register again by the link of the session: in a free seat, else at the end of the waiting list."
    )
    return ui.Ahead(
        title=_("Give your place back?"),
        happens=[
            ui.tell(
                _("You, %(name)s, give back your place in “%(session)s” on %(day)s."),
                name=row.name,
                session=row.session,
                day=row.session.activity.held_on,
            ),
            _("It goes at once to the first who waits."),
        ],
        does=_("Yes, give my place back"),
        undo=again if policies.can_join(visitor(row.space), row.session) else "",
        for_good=ui.tell(_("This cannot be undone here: only %(space)s can register you again."), space=row.space.name),
    )


@login_not_required
@ui.asks_first
def leave(request: HttpRequest, pk: UUID, token: str) -> HttpResponse:
    row = fetch_own(request, pk, token)
    return unlisted(ui.act(request, commands.leave_session, row, then=own_path(row), asks=ahead_of_leaving))


@login_not_required
def calendar(request: HttpRequest, pk: UUID, token: str) -> HttpResponseBase:
    """The half-days, for the calendar of the phone."""
    row = fetch_own(request, pk, token)
    return unlisted(calendar_response(request, calendar_of(row), f"{own_token(row)[:6]}.ics"))
