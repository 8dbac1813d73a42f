"""Letters of admission."""

from urllib.parse import urlencode
from uuid import UUID

from allauth.account.utils import perform_login
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from sanad.accounts import forms, policies, throttle
from sanad.accounts.commands import entering
from sanad.accounts.commands import invitations as invitation_commands
from sanad.accounts.policies import visible_to
from sanad.accounts.views.frame import frame_of, handed_over, keeps_without_space, secret_kept
from sanad.foundation import ui
from sanad.foundation.policy import Refused
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.spaces.models import Invitation, User
from sanad.foundation.ui.back import own_address


def letter_page(request: HttpRequest, invitation: Invitation, back: str = "") -> str:
    """Keep the secret for the next page only: it is shown once. From there a way leads `back` to the card that it is about."""
    if token := getattr(invitation, "token", None):
        request.session["letter"] = [str(invitation.pk), token]
    return reverse("accounts:letter", args=[invitation.pk]) + (f"?{urlencode({'back': back})}" if back else "")


def invite(request: HttpRequest) -> HttpResponse:
    return ui.sheet(
        request,
        forms.InviteForm,
        invitation_commands.invite_member,
        title=_("Invite somebody"),
        submit=_("Make the invitation"),
        then=lambda invitation: letter_page(request, invitation),
    )


def open_space(request: HttpRequest) -> HttpResponse:
    return ui.sheet(
        request,
        forms.OpenSpaceForm,
        invitation_commands.open_space,
        title=_("Open a space for an association"),
        lead=_("The association gets its own room. What it shows you is for its officers to decide."),
        then=lambda invitation: letter_page(request, invitation),
    )


@keeps_without_space
def letter(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The secret link, once, with a text ready to be sent."""
    row = get_object_or_404(visible_to(request.actor, Invitation), pk=pk)
    page = {
        "title": _("Invitation"),
        "invitation": row,
        "again": policies.can_revoke(request.actor, row),
        "base": frame_of(request.actor),
        "back": own_address(request.GET.get("back", "")),
    }
    if token := secret_kept(request, "letter", pk):
        link = settings.PUBLIC_ADDRESS + reverse("accounts:invitation", args=[token])
        words = gettext(
            "Hello %(name)s, %(inviter)s of %(from)s invites you to the space of %(space)s on Sanad. Open this link to enter: %(link)s"
        )
        if row.space_id == request.actor.space_id:
            words = gettext(
                "Hello %(name)s, %(inviter)s invites you to the space of %(space)s on Sanad. Open this link to enter: %(link)s"
            )
        said = {"name": row.name, "inviter": request.user.name, "from": request.actor.space.name}
        page |= handed_over(link, words % {**said, "space": row.space.name, "link": link}, row.contact)
    return render(request, "accounts/letter.html", page)


@login_not_required
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """The page that an invited person opens: make an account, or join with the one at hand."""
    letter = (
        Invitation.objects.filter(token_hash=invitation_commands.token_hash(token))
        .select_related("space", "invited_by")
        .first()
    )
    if letter is None:
        if refusal := throttle.too_often(request, "guess"):
            return refusal
        raise Http404
    verdict = policies.stands(letter)
    if not verdict:
        closed = {
            "title": _("This invitation is no longer open"),
            "reason": "" if not letter.is_open else verdict.reason,
        }
        return render(request, "accounts/invitation_closed.html", closed, status=410)
    if request.user.is_authenticated:
        return _join_at_once(request, letter)
    known = {"email" if "@" in letter.contact else "phone": letter.contact}
    asked = forms.NewHeadForm if policies.takes_in_charge(letter) else forms.NewcomerForm
    form = asked(request.POST or None, actor=None, initial=known)
    if request.method == "POST" and form.is_valid():
        try:
            user = entering.accept_as_newcomer(letter, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal.message))
        else:
            return perform_login(request, user)
    page = {"title": letter.space.name, "invitation": letter, "form": form}
    return render(request, "accounts/invitation.html", page, status=422 if form.is_bound else 200)


def _join_at_once(request: HttpRequest, letter: Invitation) -> HttpResponse:
    if request.method == "POST":
        try:
            entering.enter(get_object_or_404(User, pk=request.user.pk), letter)
        except Refused as refusal:
            messages.error(request, str(refusal.message))
        else:
            request.session["space"] = str(letter.space_id)
        return redirect("workspace:home")
    return render(request, "accounts/invitation.html", {"title": letter.space.name, "invitation": letter})


def ahead_of_revoking(_actor: Actor, row: Invitation) -> ui.Ahead:
    """Whose link opens nothing any more."""
    return ui.Ahead(
        title=_("Revoke the invitation?"),
        happens=[
            ui.tell(
                _("The link that was made for %(name)s (%(role)s) opens nothing any more."),
                name=row.name,
                role=row.get_role_display(),
            ),
            _("Who has received it reads that it is no longer open."),
        ],
        does=_("Revoke"),
        undo=_("You can invite them again, with a new link."),
    )


@ui.asks_first
def revoke(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = get_object_or_404(visible_to(request.actor, Invitation), pk=pk)
    then = reverse("accounts:members")
    return ui.act(request, invitation_commands.revoke_invitation, row, then=then, asks=ahead_of_revoking)


@keeps_without_space
@require_POST
def renew(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = get_object_or_404(visible_to(request.actor, Invitation), pk=pk)
    return ui.act(
        request, invitation_commands.renew_invitation, row, then=lambda renewed: letter_page(request, renewed)
    )
