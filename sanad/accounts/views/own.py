"""One's own account, language and letters."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from allauth.mfa.recovery_codes.views import download_recovery_codes, view_recovery_codes
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from sanad.accounts import forms, policies, throttle
from sanad.accounts.commands import own as commands
from sanad.accounts.letters import tell
from sanad.accounts.middleware import keep_choice, keep_language
from sanad.foundation import ui
from sanad.foundation.letters import commands as mail
from sanad.foundation.letters.stops import reader_of, standing_stop
from sanad.foundation.policy import Refused
from sanad.foundation.spaces.actor import Actor, actor_of, live_memberships, visitor
from sanad.foundation.spaces.models import User


@login_not_required
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Remember the language on this device and, when signed in, with the account."""
    chosen = request.POST.get("language")
    following = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(following, {request.get_host()}):
        following = "/"
    response = HttpResponseRedirect(following)
    if chosen in dict(settings.LANGUAGES):
        if request.user.is_authenticated:
            keep_language(response, chosen)
            commands.remember_language(request.user, chosen)
        else:
            keep_choice(response, chosen)
    return response


def recovery_codes(request: HttpRequest) -> HttpResponse:
    """The library's page; that the codes were shown is told."""
    return _told_codes(request, view_recovery_codes(request))


def recovery_codes_file(request: HttpRequest) -> HttpResponse:
    """The same as a file."""
    return _told_codes(request, download_recovery_codes(request))


def _told_codes(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    if response.status_code == HTTPStatus.OK:
        tell(get_object_or_404(User, pk=request.user.pk), "codes_shown")
    return response


@login_not_required
def no_sign_up(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  a view is given its request
    """The sign-in library wants an address for sign-up; there is no page behind it."""
    raise Http404


def me(request: HttpRequest) -> HttpResponse:
    user = get_object_or_404(User, pk=request.user.pk)
    initial = {
        "name": user.name,
        "phone": user.phone or "",
        "email": user.new_email or user.email or "",
        "is_reminded": user.is_reminded,
    }
    return ui.edit(
        request,
        forms.AccountForm,
        _update_account(request),
        user,
        title=_("My account"),
        initial=initial,
        template="accounts/me.html",
        context={"memberships": live_memberships(user), "person": user, "is_keeper": policies.is_keeper(user)},
        then=lambda _user: reverse("accounts:me"),
    )


def _update_account(request: HttpRequest) -> Callable[..., User]:
    """The command, refused at the password when it was wrong too often."""

    @wraps(commands.update_account)
    def run(actor: Actor, user: User, *, current_password: str = "", **details: Any) -> User:
        if current_password and not throttle.has_room(request, "confirm"):
            raise Refused(_("Wrong too often. Wait five minutes, then write the password again."), "current_password")
        if current_password and not user.check_password(current_password):
            throttle.counts(request, "confirm")
        return commands.update_account(actor, user, current_password=current_password, **details)

    return run


@login_not_required
@csrf_exempt  # a mail program asks with one POST and no cookie (RFC 8058); the signed address is what allows it
def stop_letters(request: HttpRequest, token: str) -> HttpResponse:
    """End letters, or have them again. Looking changes nothing: programs look at every link of a letter."""
    if request.method == "POST" and (refusal := throttle.too_often(request, "stop_letters")):
        return refusal
    reader = reader_of(token)
    if reader is None:
        raise Http404
    if isinstance(reader, User):
        actor, name = actor_of(reader), ""
        is_stopped = not reader.is_reminded
        if request.method == "POST" and actor is not None:
            is_stopped = "again" not in request.POST
            commands.choose_reminders(actor, reader, is_reminded=not is_stopped)
    else:
        (space, mark), name = reader, reader[0].name
        stop = standing_stop(space.pk, mark)
        if request.method == "POST" and stop is None and "again" not in request.POST:
            stop = mail.stop_letters(visitor(space), mark=mark)
        elif request.method == "POST" and stop is not None and "again" in request.POST:
            stop = mail.resume_letters(visitor(space), stop)
        is_stopped = stop is not None and stop.ended_at is None
    page = {"title": _("Letters by e-mail"), "from_whom": name, "is_stopped": is_stopped}
    response = render(request, "accounts/stop_letters.html", page)
    response["X-Robots-Tag"], response["Referrer-Policy"] = "noindex", "no-referrer"
    return response
