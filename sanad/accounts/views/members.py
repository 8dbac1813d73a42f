"""Who belongs to a space."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sanad.accounts import forms, policies
from sanad.accounts.commands import members as commands
from sanad.accounts.policies import visible_to
from sanad.foundation import ui
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.spaces.models import Invitation, Membership


def members(request: HttpRequest) -> HttpResponse:
    rows = visible_to(request.actor, Membership).filter(ended_at=None).select_related("user").order_by("since_on", "pk")
    unused = visible_to(request.actor, Invitation).unused().select_related("space")
    page = {
        "title": _("Members of the space"),
        "rows": [(row, policies.can_change_membership(request.actor, row)) for row in rows],
        "invitations": unused.order_by("-created_at")[:50],
        "can_invite": policies.can_invite(request.actor),
        "can_open": policies.can_open_space(request.actor),
    }
    return render(request, "accounts/members.html", page)


def role(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = get_object_or_404(visible_to(request.actor, Membership), pk=pk)
    return ui.edit(
        request,
        forms.RoleForm,
        commands.change_role,
        row,
        title=_("Change the role"),
        lead=row.user.name,
        initial={"role": row.role},
        then=lambda _row: reverse("accounts:members"),
    )


def ahead_of_ending(_actor: Actor, row: Membership) -> ui.Ahead:
    """Who does not enter any more."""
    return ui.Ahead(
        title=_("End the membership?"),
        happens=[
            ui.tell(
                _("%(name)s (%(role)s) cannot enter this space any more, from now on."),
                name=row.user.name,
                role=row.get_role_display(),
            ),
            _("What they did stays in the history under their name."),
            _("Their account, and the other spaces they belong to, stay as they are."),
        ],
        does=_("End the membership"),
        undo=_("You can invite them again."),
    )


@ui.asks_first
def end(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = get_object_or_404(visible_to(request.actor, Membership).select_related("user"), pk=pk)
    return ui.act(request, commands.end_membership, row, then=reverse("accounts:members"), asks=ahead_of_ending)
