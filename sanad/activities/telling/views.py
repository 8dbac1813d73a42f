"""Telling everybody who is expected, and noting who was told."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from sanad.activities.models import Activity, Minutes
from sanad.activities.policies import visible_to
from sanad.activities.telling import commands
from sanad.activities.telling.policies import can_tell_guests
from sanad.activities.telling.queries.to_tell import guests_to_tell, told_guests
from sanad.activities.views import fetch_activity, tab_page, to_activity
from sanad.foundation import ui
from sanad.foundation.ids import as_uuid
from sanad.foundation.letters.by_hand import reached
from sanad.foundation.policy import YES, no
from sanad.foundation.spaces.actor import Actor


def to_telling(row: object) -> str:
    """Who is told of the activity that a row belongs to."""
    return to_activity(row, "telling")


def telling(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Who does not know yet: by e-mail all at once, the others one touch each; and who was told what, when."""
    row, actor = fetch_activity(request, pk), request.actor
    if row.space_id != actor.space_id:
        raise Http404
    may = can_tell_guests(actor, row)
    return tab_page(
        request,
        row,
        "telling",
        can_tell=may,
        reached=reached(guests_to_tell(row) if may else []),
        told=told_guests(row),
        next_step=ui.next_step(actor, row) if row.state == Activity.State.PLANNED else None,
    )


def ahead_of_telling(_actor: Actor, row: Activity) -> ui.Ahead:
    """Whom the letters reach, who is left to be told by hand, and who cannot be reached."""
    found = reached(guests_to_tell(row))
    return ui.Ahead(
        title=_("Write to all of them?"),
        happens=[
            ui.tell(
                _("Who has an e-mail address is told now of “%(activity)s” on %(day)s."), activity=row, day=row.held_on
            ),
            _("Nobody is told twice: who knows it already, or is noted as told by you, gets no letter."),
        ],
        names=found.names(),
        does=_("Write to all of them"),
        for_good=_("A letter that left is not called back."),
        may=YES if found.by_mail else no(_("Nobody is left to write to by e-mail.")),
    )


def _guest(request: HttpRequest) -> UUID:
    """The key of who was told, as the address says it."""
    guest = as_uuid(request.GET.get("guest"))
    if guest is None:
        raise Http404
    return guest


@require_POST
def note_guest_told(request: HttpRequest, pk: UUID, token: str) -> HttpResponse:
    """A guest was told what the message with that digest says."""
    row = fetch_activity(request, pk)
    return ui.act(request, commands.note_guest_told, row, guest=_guest(request), digest=token, then=to_telling(row))


@require_POST
def note_guest_invited(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A guest was asked to come."""
    row = fetch_activity(request, pk)
    return ui.act(request, commands.note_guest_invited, row, guest=_guest(request), then=to_telling(row))


fetch_minutes = ui.fetching(visible_to, Minutes, "activity")


@require_POST
def note_minutes_told(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One of those present was told of the minutes."""
    row = fetch_minutes(request, pk)
    then = f"{to_activity(row, 'minutes')}#to-tell"
    return ui.act(request, commands.note_minutes_told, row, guest=_guest(request), then=then)
