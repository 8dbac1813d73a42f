"""Late additions: who comes without a place and gets one on the spot."""

from typing import Any
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from sanad.foundation.command import amend, command
from sanad.foundation.policy import Refused
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.states import take_step
from sanad.training.attendance.policies import can_add_late
from sanad.training.models import Registration, Session
from sanad.training.registrations.commands.same import complete, same_person
from sanad.training.registrations.commands.seats import refuse_unprepared


@command(can_add_late, says=_("gave a place to a person who came unannounced"))
def add_late_person(actor: Actor, session: Session, *, name: str, without: str = "", **details: Any) -> Registration:
    """Give a place to who came without one, marked as a late addition.

    Refused when no seat is free, for who has a place already, and who lacks the course that comes before (`without`
    says why that does not matter). Of somebody who is perhaps there already, `same` says whether they are.
    """
    return write_late_registration(actor, session.pk, name=name, without=without, **details)


def write_late_registration(
    actor: Actor, session_id: UUID, *, name: str, without: str = "", same: str = "", **details: Any
) -> Registration:
    """A confirmed place for who came to the door. Refused when no seat is free or others wait for one (T2).

    Somebody who has a place already, and says so under the number of their registration, comes in with it.
    """
    session = Session.objects.select_for_update(of=("self",), no_key=True).get(pk=session_id)
    registration = Registration(
        space_id=session.space_id, session=session, channel=Registration.Channel.DOOR, is_late=True
    )
    amend(registration, {"name": name, **details})
    registration.is_address_sure = actor.user is not None
    if (known := same_person(actor, registration, same)) is not None:
        return complete(actor, known, registration) if actor.user else _own(known, registration)
    refuse_unprepared(registration, without)
    if session.registrations.active().waiting().exists():
        raise Refused(_("Others wait for a seat. The first of them comes before."))
    if session.registrations.active().count() >= session.seats:
        raise Refused(_("No seat is free."))
    registration.number = (session.registrations.aggregate(last=Max("number"))["last"] or 0) + 1
    registration.save(force_insert=True)
    return take_step(actor, registration, Registration.State.CONFIRMED, without.strip())


def _own(known: Registration, registration: Registration) -> Registration:
    """The place of who says at the door that they have one; nobody takes it over with a name alone."""
    if known.state != Registration.State.CONFIRMED or known.phone != registration.phone:
        raise Refused(_("Tell the trainer that you are there: somebody with this name is on the list."), "name")
    return known
