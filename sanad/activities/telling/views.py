"""Noting that somebody was told."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from sanad.activities.models import Minutes
from sanad.activities.policies import visible_to
from sanad.activities.telling import commands
from sanad.activities.views import fetch_activity, to_activity
from sanad.foundation import ui
from sanad.foundation.ids import as_uuid


@require_POST
def note_guest_told(request: HttpRequest, pk: UUID, token: str) -> HttpResponse:
    """A guest was told what the message with that digest says."""
    row = fetch_activity(request, pk)
    guest = as_uuid(request.GET.get("guest"))
    if guest is None:
        raise Http404
    then = f"{to_activity(row)}#to-tell"
    return ui.act(request, commands.note_guest_told, row, guest=guest, digest=token, then=then)


@require_POST
def note_guest_invited(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A guest was asked to come."""
    row = fetch_activity(request, pk)
    guest = as_uuid(request.GET.get("guest"))
    if guest is None:
        raise Http404
    return ui.act(request, commands.note_guest_invited, row, guest=guest, then=f"{to_activity(row)}#to-tell")


fetch_minutes = ui.fetching(visible_to, Minutes, "activity")


@require_POST
def note_minutes_told(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One of those present was told of the minutes."""
    row = fetch_minutes(request, pk)
    guest = as_uuid(request.GET.get("guest"))
    if guest is None:
        raise Http404
    then = f"{to_activity(row, 'minutes')}#to-tell"
    return ui.act(request, commands.note_minutes_told, row, guest=guest, then=then)
