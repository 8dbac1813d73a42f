"""Places in a session, written and moved up: plain functions that commands share. The session is held by the caller."""

from typing import Any
from uuid import UUID

from django.db.models import Max, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanad.foundation.arabic.fold import fold
from sanad.foundation.command import amend
from sanad.foundation.policy import Refused
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.states import take_step
from sanad.training.models import Registration, RegistrationLetter, Session
from sanad.training.queries.prerequisites import lacks
from sanad.training.queries.sessions import standing_of
from sanad.training.tasks import queue_letter

SAYS_PLACE = {
    Registration.State.CONFIRMED: _("%(name)s has a place in this session already."),
    Registration.State.WAITING: _("%(name)s is on the waiting list of this session already, at number %(number)d."),
}


def write_place(
    actor: Actor, session: Session, *, channel: str, asking_space_id: UUID | None = None, without: str = "",
    **details: Any,
) -> Registration:  # fmt: skip
    """One more registration: confirmed while a seat is free, else at the end of the waiting list.

    Refused for somebody who has a place already, and who lacks a course that comes before (`without` says why that does
    not matter, and is kept with the step).
    """
    place = Registration(space_id=session.space_id, session=session, channel=channel, asking_space_id=asking_space_id)
    amend(place, details)
    place.name = place.name.strip() or (str(place.person) if place.person else "")
    if not place.name:
        raise Refused(_("Say who it is."), "name")
    refuse_twice(place)
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


def alive(session: Session) -> QuerySet[Registration]:
    """Those who have a place or wait for one."""
    return session.registrations.exclude(state=Registration.State.WITHDRAWN)


def same_as(place: Registration) -> Registration | None:
    """The registration in the same session of the same person: the same card, or the same phone and name."""
    rows = alive(place.session).exclude(pk=place.pk)
    if place.person_id and (known := rows.filter(person=place.person_id).first()):
        return known
    name = fold(place.name)
    named = rows.filter(phone=place.phone) if place.phone else rows.filter(asking_space=place.asking_space_id, phone="")
    # Somebody without a phone is known by the name alone, among the people of who asks.
    return next((row for row in named if fold(row.name) == name), None)


def refuse_twice(place: Registration) -> None:
    """Nobody has two places in a session."""
    if (known := same_as(place)) is not None:
        said = SAYS_PLACE[Registration.State(known.state)] % {"name": known.name, "number": standing_of(known)}
        raise Refused(said, "person" if place.person_id else "name")


def refuse_unprepared(place: Registration, without: str) -> None:
    """Nobody enters a course without the one that comes before it, unless somebody answers for it."""
    lack = lacks(place)
    if lack is None:
        return
    if lack.ended or not without.strip():
        raise Refused(lack.said, "name" if lack.ended else "without")


def promote(actor: Actor, session: Session, reasons: dict[UUID, str] | None = None) -> list[Registration]:
    """Give free seats to who waits, strictly in the order of asking (T2), until the last half-day is over."""
    over = not session.slots.filter(withdrawn_at=None, ends_at__gt=timezone.now()).exists()
    if session.state not in Session.ANNOUNCED or over:
        return []
    free = session.seats - session.registrations.filter(state=Registration.State.CONFIRMED).count()
    if free <= 0:
        return []
    waiting = session.registrations.filter(state=Registration.State.WAITING).order_by("number")
    moved = list(waiting[:free])
    for place in moved:
        take_step(actor, place, Registration.State.CONFIRMED, (reasons or {}).get(place.pk, ""))
        queue_letter(place, RegistrationLetter.Kind.CONFIRMED)
    return moved
