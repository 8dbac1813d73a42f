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
from sanad.training.models import Registration, RegistrationLetter, Session
from sanad.training.registrations.commands.letters import queue_letter
from sanad.training.registrations.commands.same import complete, is_again, perhaps_same, same_person
from sanad.training.registrations.queries.cards import same_card
from sanad.training.registrations.queries.people import free_seats
from sanad.training.registrations.queries.prerequisites import missing_prerequisite


def write_registration(
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
    their registration is completed. Whom an organisation writes with the name and phone of a card has that card. Of a visitor the organiser is asked that, and whether it is a person at all.
    """
    registration = Registration(
        space_id=session.space_id, session=session, channel=channel, asking_space_id=asking_space_id
    )
    amend(registration, details)
    registration.name = registration.name.strip() or (str(registration.person) if registration.person else "")
    if not registration.name:
        raise Refused(_("Say who it is."), "name")
    if channel == Registration.Channel.LINK:
        registration.is_sure = registration.is_address_sure = False
        registration.twin = perhaps_same(registration)
    if registration.person is None and channel == Registration.Channel.ORGANISATION:
        registration.person = same_card(registration)
    if channel != Registration.Channel.LINK and (known := same_person(actor, registration, same)) is not None:
        return complete(actor, known, registration)
    refuse_unprepared(registration, without)
    registration.number = (session.registrations.aggregate(last=Max("number"))["last"] or 0) + 1
    registration.save(force_insert=True)
    promote(actor, session, reasons={registration.pk: without.strip()})
    registration.refresh_from_db()
    if registration.state == Registration.State.WAITING:
        registration.has_waited = True
        registration.save()
        queue_letter(registration, RegistrationLetter.Kind.WAITING)
    return registration


def refuse_unprepared(registration: Registration, without: str) -> None:
    """Nobody enters a course without the one that comes before it, unless somebody answers for it."""
    lack = missing_prerequisite(registration)
    if lack is None:
        return
    if lack.ended or not without.strip():
        raise Refused(lack.said, "name" if lack.ended else "without")


def promote(actor: Actor, session: Session, reasons: dict[UUID, str] | None = None) -> list[Registration]:
    """Give free seats to who waits, strictly in the order of asking (T2), until the last half-day is over.

    Who registered through the link, and is not sure, takes three of four seats at most: nobody fills a session with names.
    They keep their number, and get their place in its order once somebody says that it is a person.
    """
    over = not session.slots.standing().filter(ends_at__gt=timezone.now()).exists()
    if session.state not in Session.ANNOUNCED or over:
        return []
    free = free_seats(session)
    if free <= 0:
        return []
    moved = _next(session, free)
    for registration in moved:
        take_step(actor, registration, Registration.State.CONFIRMED, (reasons or {}).get(registration.pk, ""))
        queue_letter(registration, RegistrationLetter.Kind.CONFIRMED)
    return moved


def open_share(session: Session) -> int:
    """How many seats those hold at most who are not sure."""
    return max(1, session.seats * 3 // 4)


def _next(session: Session, free: int) -> list[Registration]:
    rows = session.registrations.select_related("twin")
    left = open_share(session) - rows.confirmed().filter(is_sure=False).count()
    found: list[Registration] = []
    for registration in rows.waiting().order_by("number"):
        if len(found) == free:
            break
        if is_again(registration) or (not registration.is_sure and left <= 0):
            continue
        left -= not registration.is_sure
        found.append(registration)
    return found
