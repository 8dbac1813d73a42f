"""Spaces that are asked for, as whoever keeps the installation reads them."""

from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sanad.accounts import policies
from sanad.accounts.commands import requests as commands
from sanad.accounts.policies import visible_to
from sanad.accounts.views.frame import frame_of, keeps_without_space
from sanad.accounts.views.invitations import letter_page
from sanad.foundation import ui
from sanad.foundation.letters.by_hand import messenger
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.spaces.models import Space, SpaceRequest

ANSWERED, WAITING = 20, 100  # on one page


@keeps_without_space
def requests(request: HttpRequest) -> HttpResponse:
    """Who asks for a space, for whoever keeps the installation; beside a name, the spaces that are called so already."""
    if not policies.is_keeper(request.actor.user):
        raise Http404
    rows = visible_to(request.actor, SpaceRequest)
    waiting = list(rows.waiting().order_by("created_at", "pk")[:WAITING])
    names: dict[str, list[Space]] = {}
    for space in Space.objects.filter(folded__in={row.folded for row in waiting})[:200]:
        names.setdefault(space.folded, []).append(space)
    answered = (
        rows.filter(answered_at__lte=timezone.now()).select_related("opened", "answered_by").order_by("-answered_at")
    )
    page = {
        "title": _("Requests for a space"),
        "waiting": [(row, names.get(row.folded, [])) for row in waiting],
        "answered": [(row, _told_no(row)) for row in answered[:ANSWERED]],
        "more": max(rows.waiting().count() - WAITING, 0),
        "sign_up": settings.SIGN_UP,
        "base": frame_of(request.actor),
    }
    return render(request, "accounts/requests.html", page)


def _told_no(row: SpaceRequest) -> str:
    """The message to whom no space was opened."""
    if row.opened_id:
        return ""
    words = gettext("Hello %(name)s, the space of %(space)s on Sanad was not opened: %(reason)s")
    return messenger(row.phone, words % {"name": row.person, "space": row.name, "reason": row.reason})


fetch_request = ui.fetching(visible_to, SpaceRequest)


def ahead_of_accepting(_actor: Actor, row: SpaceRequest) -> ui.Ahead:
    """Which space opens, and for whom."""
    said = {"space": row.name, "name": row.person, "kind": row.get_kind_display()}
    return ui.Ahead(
        title=_("Open the space?"),
        happens=[
            ui.tell(_("The space of %(space)s opens (%(kind)s), empty."), **said),
            ui.tell(
                _("%(name)s gets a letter of entry, which you send yourself; whoever opens it first moves in."), **said
            ),
            _("You do not enter it, and see nothing of it."),
        ],
        does=_("Open the space"),
        undo=_("The letter can be revoked until somebody has moved in; the empty space stays."),
    )


@keeps_without_space
@ui.asks_first
def accept_request(request: HttpRequest, pk: UUID) -> HttpResponse:
    return ui.act(
        request,
        commands.accept_request,
        fetch_request(request, pk),
        asks=ahead_of_accepting,
        home=reverse("accounts:requests"),
        then=lambda letter: letter_page(request, letter),
    )


@keeps_without_space
def decline_request(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = fetch_request(request, pk)
    return ui.sheet(
        request,
        ui.ReasonForm,
        commands.decline_request,
        row,
        title=_("Open no space"),
        lead=row.name,
        template="ui/sheet.html" if request.actor.role else "accounts/begin.html",
        then=reverse("accounts:requests"),
    )
