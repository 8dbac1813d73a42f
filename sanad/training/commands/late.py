"""Late additions: who comes without a place and gets one on the spot."""

from typing import Any
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from sanad.foundation.command import amend, command
from sanad.foundation.policy import Refused
from sanad.foundation.spaces.actor import Actor
from sanad.training.models import Registration, Session
from sanad.training.policies import can_add_late


@command(can_add_late, says=_("gave a place to a person who came unannounced"))
def add_late_person(actor: Actor, session: Session, *, name: str, **details: Any) -> Registration:
    """Give a place to who came without one, marked as a late addition. Refused when no seat is free, and twice."""
    return write_late_place(actor, session.pk, name=name, **details)


def write_late_place(actor: Actor, session_id: UUID, *, name: str, phone: str = "", **details: Any) -> Registration:
    """A confirmed place for who came to the door.

    Refused when no seat is free or others wait for one (T2), and for who has a place already.
    """
    session = Session.objects.select_for_update(of=("self",)).get(pk=session_id)
    alive = session.registrations.exclude(state=Registration.State.WITHDRAWN)
    person = details.get("person")
    same = alive.filter(person=person) if person else alive.filter(name=name, phone=phone).exclude(phone="")
    if same.exists():
        raise Refused(_("This person is registered already."), "name")
    if alive.filter(state=Registration.State.WAITING).exists():
        raise Refused(_("Others wait for a seat. The first of them comes before."))
    if alive.count() >= session.seats:
        raise Refused(_("No seat is free."))
    last = session.registrations.aggregate(last=Max("number"))["last"] or 0
    place = Registration(
        space_id=session.space_id, session=session, number=last + 1, channel=Registration.Channel.DOOR, is_late=True,
        state=Registration.State.WAITING,
    )  # fmt: skip
    amend(place, {"name": name, "phone": phone, **details}).save()
    place.steps.create(
        space_id=session.space_id, before=place.state, after=Registration.State.CONFIRMED, by=actor.user, reason=""
    )
    place.state = Registration.State.CONFIRMED
    place.save()
    return place
