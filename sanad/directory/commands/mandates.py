"""In which capacity people act."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from sanad.directory.commands.names import body_named, give_capacity
from sanad.directory.models import Inherited, Mandate, Organisation, Person
from sanad.directory.policies import can_edit
from sanad.foundation.command import command
from sanad.foundation.policy import Refused
from sanad.foundation.spaces.actor import Actor


@command(can_edit, says=_("recorded a capacity"))
def record_mandate(
    actor: Actor,
    person: Person,
    *,
    organisation: Organisation | str,
    capacity_ar: str,
    capacity_fr: str = "",
    from_on: date | None = None,
    to_on: date | None = None,
    is_new: bool = False,
) -> Mandate:
    """Record in which capacity a person acts for an organisation, which gets a card when it has none.

    Refused when it ends before it begins.
    """
    if from_on and to_on and to_on < from_on:
        raise Refused(_("The end lies before the beginning."), "to_on")
    capacity = {"capacity_ar": capacity_ar, "capacity_fr": capacity_fr, "from_on": from_on, "to_on": to_on}
    return give_capacity(actor, person, body_named(actor, organisation, "organisation", is_new=is_new), **capacity)


@command(can_edit, says=_("ended a capacity"))
def end_mandate(actor: Actor, mandate: Mandate, *, to_on: date) -> Mandate:
    """Write the last day of a capacity. Refused before its first day."""
    if mandate.from_on and to_on < mandate.from_on:
        raise Refused(_("The end lies before the beginning."), "to_on")
    mandate.to_on = to_on
    mandate.save()
    mandate.inherited.answer(Inherited.State.MENDED, actor.user)
    return mandate
