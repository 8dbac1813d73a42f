"""Pages of the doors."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from sanad.foundation import ui
from sanad.foundation.accounts import commands, forms, policies
from sanad.foundation.accounts.policies import visible_to
from sanad.foundation.policy import Refused
from sanad.foundation.spaces.actor import Actor, live_memberships
from sanad.foundation.spaces.models import Invitation, Membership, User

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


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
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, chosen, max_age=settings.LANGUAGE_COOKIE_AGE, samesite="Lax")
        if request.user.is_authenticated:
            User.objects.filter(pk=request.user.pk).update(language=chosen)
    return response


def members(request: HttpRequest) -> HttpResponse:
    rows = visible_to(request.actor, Membership).filter(ended_at=None).select_related("user").order_by("since_on", "pk")
    invitations = [i for i in visible_to(request.actor, Invitation).order_by("-created_at")[:50] if i.is_open]
    page = {
        "title": _("Members of the space"),
        "rows": [(row, policies.can_change_membership(request.actor, row)) for row in rows],
        "invitations": invitations,
        "can_invite": policies.can_invite(request.actor),
        "can_open": policies.can_open_space(request.actor),
    }
    return render(request, "accounts/members.html", page)


def _letter_page(request: HttpRequest, invitation: Invitation) -> str:
    """Keep the secret for the next page only: it is shown once."""
    if token := getattr(invitation, "token", None):
        request.session["letter"] = [str(invitation.pk), token]
    return reverse("accounts:letter", args=[invitation.pk])


def invite(request: HttpRequest) -> HttpResponse:
    return ui.sheet(
        request, forms.InviteForm, commands.invite_member, title=_("Invite somebody"), submit=_("Make the invitation"),
        then=lambda invitation: _letter_page(request, invitation),
    )  # fmt: skip


def open_space(request: HttpRequest) -> HttpResponse:
    return ui.sheet(
        request, forms.OpenSpaceForm, commands.open_space, title=_("Open a space for an association"),
        lead=_("The association gets its own room. What it shows you is for its officers to decide."),
        then=lambda invitation: _letter_page(request, invitation),
    )  # fmt: skip


def letter(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The secret link, once, with a text ready to be sent."""
    kept = request.session.pop("letter", None)
    invitation = get_object_or_404(Invitation.objects.filter(invited_by=request.user), pk=pk)
    link = None
    if kept and kept[0] == str(pk):
        link = settings.PUBLIC_ADDRESS + reverse("accounts:invitation", args=[kept[1]])
    return render(request, "accounts/letter.html", {"title": _("Invitation"), "invitation": invitation, "link": link})


@login_not_required
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """The page that an invited person opens: make an account, or join with the one at hand."""
    letter = Invitation.objects.filter(token_hash=commands.token_hash(token)).select_related("space").first()
    if letter is None:
        raise Http404
    if not letter.is_open:
        return render(request, "accounts/invitation_closed.html", {"title": _("This invitation is no longer open")}, status=410)
    if request.user.is_authenticated:
        return _join_at_once(request, letter)
    form = forms.NewcomerForm(request.POST or None, actor=None)
    if request.method == "POST" and form.is_valid():
        try:
            user = commands.accept_as_newcomer(letter, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal.message))
        else:
            login(request, user, backend=BACKEND)
            return redirect("workspace:home")
    page = {"title": letter.space.name, "invitation": letter, "form": form}
    return render(request, "accounts/invitation.html", page, status=422 if form.is_bound else 200)


def _join_at_once(request: HttpRequest, letter: Invitation) -> HttpResponse:
    if request.method == "POST":
        try:
            commands.join_space(Actor(request.user, letter.space, letter.role), letter)
        except Refused as refusal:
            messages.error(request, str(refusal.message))
        else:
            request.session["space"] = str(letter.space_id)
        return redirect("workspace:home")
    return render(request, "accounts/invitation.html", {"title": letter.space.name, "invitation": letter})


@require_POST
def revoke(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = get_object_or_404(visible_to(request.actor, Invitation), pk=pk)
    return ui.act(request, commands.revoke_invitation, row, then=reverse("accounts:members"))


def role(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = get_object_or_404(visible_to(request.actor, Membership), pk=pk)
    return ui.sheet(
        request, forms.RoleForm, commands.change_role, row, title=row.user.name, initial={"role": row.role},
        then=lambda _row: reverse("accounts:members"),
    )  # fmt: skip


@require_POST
def end(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = get_object_or_404(visible_to(request.actor, Membership), pk=pk)
    return ui.act(request, commands.end_membership, row, then=reverse("accounts:members"))


def me(request: HttpRequest) -> HttpResponse:
    user = request.user
    initial = {"name": user.name, "phone": user.phone or "", "email": user.email or ""}
    return ui.sheet(
        request, forms.AccountForm, commands.update_account, user, title=_("My account"), initial=initial,
        template="accounts/me.html", context={"memberships": live_memberships(user)},
        then=lambda _user: reverse("accounts:me"),
    )  # fmt: skip


@login_not_required
def first_space(request: HttpRequest) -> HttpResponse:
    """The first visitor of an empty installation creates its first space; afterwards this page does not exist."""
    if User.objects.exists():
        raise Http404
    form = forms.FirstSpaceForm(request.POST or None, actor=None)
    if request.method == "POST" and form.is_valid():
        user = commands.create_first_space(**form.cleaned_data)
        login(request, user, backend=BACKEND)
        return redirect("workspace:home")
    page = {"title": _("A new beginning"), "form": form}
    return render(request, "accounts/first_space.html", page, status=422 if form.is_bound else 200)
