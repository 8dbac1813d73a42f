"""What the links of letters open."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from sanad.accounts import forms, throttle
from sanad.accounts.commands import own as own_commands
from sanad.accounts.commands import passwords as password_commands
from sanad.accounts.links import CONFIRM, offer_of, undo_of
from sanad.foundation.policy import Refused, Text
from sanad.foundation.spaces.actor import actor_of
from sanad.foundation.spaces.models import User


@login_not_required
def new_password(request: HttpRequest, pk: UUID, token: str) -> HttpResponse:
    """What a link for a new password opens; once, for 48 hours, and only while all it was bound to is as it was."""
    offer = offer_of(pk, token)
    if offer is None:
        if refusal := throttle.too_often(request, "guess"):
            return refusal
        return _closed(
            request, _("It was used, its time has passed, or something changed since. Ask an officer for a new one.")
        )
    user = offer.membership.user
    return _choose_password(request, user, password_commands.use_password_link, membership_id=pk, token=token)


def _closed(request: HttpRequest, why: Text) -> HttpResponse:
    return render(request, "ui/plain.html", {"title": password_commands.CLOSED, "lead": why}, status=410)


def _choose_password(
    request: HttpRequest, user: User, command: Callable[..., User], *, lead: Text = "", **link: Any
) -> HttpResponse:
    """A form for a new password, of somebody who opened a link."""
    actor = actor_of(user)
    if actor is None:
        return _closed(
            request,
            _(
                "You belong to no space any more. Ask an officer whom you trust, or who keeps this installation of Sanad, for help."
            ),
        )
    form = forms.NewPasswordForm(request.POST or None, actor=None, user=user)
    if request.method == "POST" and form.is_valid():
        try:
            command(actor, user, **link, **form.cleaned_data)
        except Refused:  # it changed while they typed
            return _closed(
                request,
                _("It was used, its time has passed, or something changed since. Ask an officer for a new one."),
            )
        messages.success(request, _("Your new password is kept. Sign in with it."))
        return redirect("account_login")
    page = {"title": _("Choose a new password"), "lead": lead or user.name, "form": form}
    return render(request, "accounts/new_password.html", page, status=422 if form.is_bound else 200)


@login_not_required
def take_back(request: HttpRequest, token: str) -> HttpResponse:
    """What the letter about a change opens: contacts as they were, every device signed out, a new password."""
    undo = undo_of(token)
    if undo is None:
        if refusal := throttle.too_often(request, "guess"):
            return refusal
        return _closed(
            request,
            _(
                "It was used, or its seven days have passed. Ask an officer whom you trust, or who keeps this installation of Sanad, for help."
            ),
        )
    return _choose_password(
        request,
        undo.user,
        password_commands.take_back_account,
        token=token,
        lead=_(
            "Your contacts are put back as they were, every device is signed out, and keys that were added since are removed."
        ),
    )


@login_not_required
def confirm_email(request: HttpRequest, pk: UUID, token: str) -> HttpResponse:
    """Whoever reads the letters of an address says that it is theirs. Looking changes nothing."""
    user = User.objects.filter(pk=pk, is_active=True).exclude(new_email="").first()
    actor = actor_of(user) if user and CONFIRM.check_token(user, token) else None
    if user is None or actor is None:
        if refusal := throttle.too_often(request, "guess"):
            return refusal
        return _closed(request, _("It was used, its time has passed, or another address was given since."))
    page = {"title": _("Is this your address?"), "address": user.new_email}
    if request.method == "POST":
        try:
            own_commands.confirm_email(actor, user)
        except Refused as refusal:
            return _closed(request, refusal.message)
        page = {"title": _("Your address is confirmed"), "address": page["address"], "is_done": True}
    return render(request, "accounts/confirm_email.html", page)
