"""Places in a session, written and moved up: plain functions that commands share. The session is held by the caller."""

from typing import Any
from uuid import UUID

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanad.foundation.command import amend
from sanad.foundation.policy import Refused
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.states import take_step
from sanad.training.commands.same import complete, is_again, perhaps_same, same_person
from sanad.training.models import Registration, RegistrationLetter, Session
from sanad.training.queries.prerequisites import lacks
from sanad.training.tasks import queue_letter


def write_place(
    actor: Actor,
    session: Session,
    *,
    channel: str,
    asking_space_id: UUID | None = None,
    without: str = "",
    same: str = "",
    **details: Any,
) -> Registration:
    """One more registration: confirmed while a seat is free, else at the end of the waiting list.

    Refused for somebody who has a place already, and who lacks a course that comes before (`without` says why that does
    not matter, and is kept with the step). Of somebody who is perhaps there already, `same` says whether they are: then
    their registration is completed. Of a visitor the organiser is asked that, and whether it is a person at all.
    """
    place = Registration(space_id=session.space_id, session=session, channel=channel, asking_space_id=asking_space_id)
    amend(place, details)
    place.name = place.name.strip() or (str(place.person) if place.person else "")
    if not place.name:
        raise Refused(_("Say who it is."), "name")
    if channel == Registration.Channel.LINK:
        place.is_sure = place.is_address_sure = False
        place.twin = perhaps_same(place)
    elif (known := same_person(actor, place, same)) is not None:
        return complete(actor, known, place)
    refuse_unprepared(place, without)
    place.number = (session.registrations.aggregate(last=Max("number"))["last"] or 0) + 1
    place.save(force_insert=True)
    promote(actor, session, reasons={place.pk: without.strip()})
    place.refresh_from_db()
    if place.state == Registration.State.WAITING:
        place.has_waited = True
        place.save()
        queue_letter(place, RegistrationLetter.Kind.WAITING)
    return place


def refuse_unprepared(place: Registration, without: str) -> None:
    """Nobody enters a course without the one that comes before it, unless somebody answers for it."""
    lack = lacks(place)
    if lack is None:
        return
    if lack.ended or not without.strip():
        raise Refused(lack.said, "name" if lack.ended else "without")


def promote(actor: Actor, session: Session, reasons: dict[UUID, str] | None = None) -> list[Registration]:
    """Give free seats to who waits, strictly in the order of asking (T2), until the last half-day is over.

    Who registered through the link, and is not sure, takes three of four seats at most: nobody fills a session with names.
    They keep their number, and get their place in its order once somebody says that it is a person.
    """
    over = not session.slots.filter(withdrawn_at=None, ends_at__gt=timezone.now()).exists()
    if session.state not in Session.ANNOUNCED or over:
        return []
    free = session.seats - session.registrations.filter(state=Registration.State.CONFIRMED).count()
    if free <= 0:
        return []
    moved = _next(session, free)
    for place in moved:
        take_step(actor, place, Registration.State.CONFIRMED, (reasons or {}).get(place.pk, ""))
        queue_letter(place, RegistrationLetter.Kind.CONFIRMED)
    return moved


def open_share(session: Session) -> int:
    """How many seats those hold at most who are not sure."""
    return max(1, session.seats * 3 // 4)


def _next(session: Session, free: int) -> list[Registration]:
    rows = session.registrations.select_related("twin")
    left = open_share(session) - rows.filter(state=Registration.State.CONFIRMED, is_sure=False).count()
    found: list[Registration] = []
    for place in rows.filter(state=Registration.State.WAITING).order_by("number"):
        if len(found) == free:
            break
        if is_again(place) or (not place.is_sure and left <= 0):
            continue
        left -= not place.is_sure
        found.append(place)
    return found
