"""Help for who forgot the password."""

from uuid import UUID

from allauth.account.views import password_reset
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from sanad.accounts import policies
from sanad.accounts.commands import passwords as commands
from sanad.accounts.policies import visible_to
from sanad.accounts.views.frame import handed_over, secret_kept
from sanad.foundation import ui
from sanad.foundation.spaces.models import Membership


@require_POST
def offer_password(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = get_object_or_404(visible_to(request.actor, Membership), pk=pk)

    def then(membership: Membership) -> str:
        if token := getattr(membership, "token", None):
            request.session["password"] = [str(pk), token]
        return reverse("accounts:password_letter", args=[pk])

    return ui.act(request, commands.offer_password_link, row, then=then)


def password_letter(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The secret link for a new password, once, and the button that makes it."""
    row = get_object_or_404(visible_to(request.actor, Membership).select_related("user"), pk=pk)
    verdict = policies.can_offer_password_link(request.actor, row)
    page = {"title": _("A link for a new password"), "row": row, "verdict": verdict}
    if token := secret_kept(request, "password", pk):
        link = settings.PUBLIC_ADDRESS + reverse("accounts:new_password", args=[row.pk, token])
        words = gettext("Hello %(name)s, open this link to choose a new password on Sanad: %(link)s")
        page |= handed_over(link, words % {"name": row.user.name, "link": link}, row.user.phone or "")
    return render(request, "accounts/password_letter.html", page)


@require_POST
def end_password(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = get_object_or_404(visible_to(request.actor, Membership), pk=pk)
    return ui.act(request, commands.end_password_link, row, then=reverse("accounts:password_letter", args=[pk]))


@login_not_required
def forgotten(request: HttpRequest) -> HttpResponse:
    """A new password by e-mail, where this installation can send one; else whom to ask."""
    if settings.EMAIL_URL:
        return password_reset(request)
    return render(request, "accounts/forgotten.html", {"title": _("Forgotten password")})
