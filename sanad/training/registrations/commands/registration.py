"""People and their places: asked for by who teaches, by their association, by themselves; given back; moved up."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanad.accompaniment.models import Engagement, PlanItem
from sanad.directory.commands.names import body_named
from sanad.directory.models import Person
from sanad.foundation.arabic.skeleton import is_likely
from sanad.foundation.command import amend, command
from sanad.foundation.policy import Refused
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.states import take_step
from sanad.foundation.ui.fields import SameField
from sanad.training.models import Registration, Session
from sanad.training.policies import accompanying
from sanad.training.registrations.commands.letters import queue_own_page
from sanad.training.registrations.commands.same import is_longer_or_shorter, reached_by, refusal, same_person
from sanad.training.registrations.commands.seats import promote, write_registration
from sanad.training.registrations.policies.registration import (
    can_confirm_registration,
    can_edit_registration,
    can_join,
    can_leave,
    can_register,
    can_renew_link,
    can_vouch,
    can_withdraw_registration,
)


@command(can_register, says=_("registered a person"))
def register_person(
    actor: Actor,
    session: Session,
    *,
    person: Person | None = None,
    without: str = "",
    is_new: bool = False,
    **details: Any,
) -> Registration:
    """Give a place, or the next one in the waiting list: who teaches to anybody, an association to its own people.

    Refused for who has one already, and who lacks the course that comes before (who teaches may say why not). An
    organisation that has no card yet gets one.
    """
    if session.space_id != actor.space_id:
        return _by_association(actor, session, details)
    if person is not None:
        details = {**_card(person), **{name: value for name, value in details.items() if value}}
    _refuse_plan_item(session, details.get("plan_item"))
    if body := details.get("organisation"):
        details["organisation"] = body_named(actor, body, "organisation", is_new=is_new)
    return write_registration(
        actor, session, channel=Registration.Channel.ORGANISATION, person=person, without=without, **details
    )


def _card(person: Person) -> dict[str, Any]:
    return {"name": str(person), "phone": person.phone, "email": person.email, "sex": person.sex}


def _refuse_plan_item(session: Session, item: PlanItem | None) -> None:
    field = session.course.field if session.course else None
    if item is not None and (item.form != PlanItem.Form.TRAINING or item.field != field):
        raise Refused(_("This plan item asks for another course."), "plan_item")


def _by_association(actor: Actor, session: Session, details: dict[str, Any]) -> Registration:
    """The place is linked to the card of the association, and to what was promised to it."""
    engagement = accompanying(actor).filter(space=session.space_id).select_related("association").earliest("opened_on")
    known: dict[str, Any] = {"organisation": engagement.association, "plan_item": promised(engagement, session)}
    kept = {name: details[name] for name in ("name", "phone", "email", "sex", "age") if name in details}
    return write_registration(
        actor,
        session,
        channel=Registration.Channel.ORGANISATION,
        asking_space_id=actor.space_id,
        same=details.get("same", ""),
        **kept,
        **known,
    )


def promised(engagement: Engagement, session: Session) -> PlanItem | None:
    """The open plan item of a file that the course of a session answers, the earliest due."""
    if session.course is None:
        return None
    rows = engagement.plan_items.outstanding().filter(form=PlanItem.Form.TRAINING, field=session.course.field)
    return rows.first()


@command(can_join, says=_("registered through the public link"))
def join_session(actor: Actor, session: Session, **details: Any) -> Registration:
    """Register oneself through the public link, known by name and phone.

    Nothing is said of others who are registered: whether it is one of them, the organiser is asked. Who lost their page asks
    for it (`ask_own_page`).
    """
    if not details.get("phone"):
        raise Refused(_("Write your phone number: it is how you are found again."), "phone")
    return write_registration(actor, session, channel=Registration.Channel.LINK, **details)


@command(can_join, says=_("asked for their own page again"))
def ask_own_page(actor: Actor, session: Session, *, name: str, phone: str, email: str = "", **_details: Any) -> Session:
    """Send the address of their page again to who is registered under this number or e-mail: by e-mail, if they left an address.

    For the others it stands on the page of the session that they ask; who teaches sends it to the number on record, which
    alone is no secret. Whether anybody was found, and who it is, is not said.
    """
    for row in session.registrations.active().filter(reached_by(phone, email)):
        if is_likely(name, row.name) or is_longer_or_shorter(name, row.name):
            queue_own_page(row)
            if not row.email and row.asks_page_at is None:
                row.asks_page_at = timezone.now()
                row.save()
    return session


@command(can_renew_link, says=_("sent somebody their page again"))
def note_page_sent(actor: Actor, registration: Registration) -> Registration:
    """Note that who asked for their page was sent it."""
    registration.asks_page_at = None
    registration.save()
    return registration


@command(can_edit_registration, says=_("corrected a registration"))
def edit_registration(
    actor: Actor, registration: Registration, *, same: str = "", is_new: bool = False, **details: Any
) -> Registration:
    """Correct how somebody is written, or join them to a card. Refused when that makes two places of one person."""
    if body := details.get("organisation"):
        details["organisation"] = body_named(actor, body, "organisation", is_new=is_new)
    before = _who(registration)
    registration.is_address_sure = (
        registration.is_address_sure or details.get("email", registration.email) != registration.email
    )
    amend(registration, details)
    if not registration.name.strip():
        raise Refused(_("Say who it is."), "name")
    if _who(registration) != before and (known := same_person(actor, registration, same)) is not None:
        raise refusal(registration, known)
    _refuse_plan_item(registration.session, registration.plan_item)
    registration.save()
    return registration


@command(can_edit_registration, says=_("joined a registration to a card"))
def join_person(actor: Actor, registration: Registration, *, person: Person) -> Registration:
    """Say that somebody who is registered is that person of the directory. Refused when that makes two places of one person."""
    others = registration.session.registrations.active().exclude(pk=registration.pk)
    registration.person = person
    if (known := others.filter(person=person).first()) is not None:
        raise refusal(registration, known)
    registration.save()
    return registration


@command(can_edit_registration, says=_("said that a registration is nobody of the directory"))
def mark_nobody_known(actor: Actor, registration: Registration) -> Registration:
    """Say that somebody who is registered is nobody with a card: one is not asked again."""
    registration.is_nobody_known = True
    registration.save()
    return registration


def _who(registration: Registration) -> tuple[Any, ...]:
    return registration.name, registration.phone, registration.email, registration.person_id


@command(can_edit_registration, says=_("said that a registration is a person of their own"), once_called="vouch_place")
def vouch_registration(actor: Actor, registration: Registration) -> Registration:
    """Say that who registered through the link is a person, and nobody who is here already; Refused for who surely is."""
    registration.is_sure, registration.twin = True, None
    same_person(actor, registration, SameField.NO)
    registration.save()
    promote(actor, registration.session)
    registration.refresh_from_db()
    return registration


@command(can_vouch, says=_("said that those who registered through the link are people"))
def vouch_all(actor: Actor, session: Session) -> Session:
    """The same for everybody of whom nothing else is asked; once the registration has closed too."""
    session.registrations.active().filter(is_sure=False, twin=None).update(is_sure=True)
    promote(actor, session)
    return session


@command(can_confirm_registration, says=_("confirmed their registration"), once_called="confirm_place")
def confirm_registration(actor: Actor, registration: Registration) -> Registration:
    """Confirm one's own registration by the address that only the letter holds."""
    registration.is_sure = registration.is_address_sure = True
    registration.save()
    promote(actor, registration.session)
    registration.refresh_from_db()
    return registration


@command(can_withdraw_registration, says=_("gave a place back"), is_final=True)
def withdraw_registration(actor: Actor, registration: Registration, *, reason: str = "") -> Registration:
    """Give a place back; it stays in the history, and the first who waits gets it."""
    return _given_back(actor, registration, reason.strip())


@command(can_leave, says=_("gave their own place back"), is_final=True)
def leave_session(actor: Actor, registration: Registration) -> Registration:
    """Give one's own place back, by the secret address; the first who waits gets it."""
    return _given_back(actor, registration, "")


def _given_back(actor: Actor, registration: Registration, reason: str) -> Registration:
    take_step(actor, registration, Registration.State.WITHDRAWN, reason)
    promote(actor, registration.session)
    return registration


@command(can_renew_link, says=_("made a new address of a registration"))
def renew_link(actor: Actor, registration: Registration) -> Registration:
    """Make a new secret address; the old one opens nothing any more."""
    registration.link_turn += 1
    registration.save()
    return registration
