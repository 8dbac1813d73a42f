"""What others wrote of an organisation, until it says so itself."""

from contextlib import suppress
from typing import Any

from django.db.models import ProtectedError
from django.utils.translation import gettext_lazy as _

from sanad.directory.commands.names import name_needed
from sanad.directory.models import Inherited, Mandate, Organisation
from sanad.directory.policies import can_confirm_card, can_inherit_card
from sanad.directory.queries import INHERITED_PARTS
from sanad.foundation.command import command
from sanad.foundation.policy import Refused
from sanad.foundation.spaces.actor import Actor


@command(can_inherit_card, says=_("took over what others wrote of the organisation"))
def inherit_card(actor: Actor, card: Organisation, known: Organisation) -> Organisation:
    """Note what of a card that was just made was written by the space which keeps another of the organisation.

    Each thing waits until somebody of the organisation confirms it, mends it or takes it off.
    """
    said = [name for name in INHERITED_PARTS if getattr(card, name)]
    noted = {"space": card.space, "organisation": card, "written_by": known.space}
    rows = [Inherited(part=name, **noted) for name in said]
    rows += [Inherited(part=Inherited.CAPACITY, mandate=mandate, **noted) for mandate in card.mandates.all()]
    Inherited.objects.bulk_create(rows)
    return card


@command(can_confirm_card, says=_("confirmed what others wrote of the organisation"))
def confirm_card(
    actor: Actor, card: Organisation, *, right: list[Inherited], off: list[Inherited] | None = None
) -> Organisation:
    """Say what of the card is right; what is to go is taken off: a column is empty, a capacity was never held.

    What is neither waits on. Refused for a capacity that something rests on, and for the last name.
    """
    here = card.inherited.unconfirmed()
    here.filter(pk__in=[row.pk for row in right]).answer(Inherited.State.RIGHT, actor.user)
    gone = here.filter(pk__in=[row.pk for row in off or ()])
    taken_off = list(gone.select_related("mandate__person"))
    gone.update(mandate=None)
    gone.answer(Inherited.State.TAKEN_OFF, actor.user)
    for row in taken_off:
        if row.mandate is None:
            column: Any = Organisation._meta.get_field(row.part)
            setattr(card, row.part, None if column.null else "")
        else:
            _take_off(row.mandate)
    name_needed(card.name_ar, card.name_fr)
    card.save()
    return card


def _take_off(mandate: Mandate) -> None:
    """A capacity that was never held goes, and who has no other and is named nowhere goes with it."""
    person = mandate.person
    try:
        mandate.delete()
    except ProtectedError as problem:
        text = _("%(name)s is named elsewhere in this capacity: end it instead.") % {"name": person.name}
        raise Refused(text) from problem
    if person.user_id is None:
        with suppress(ProtectedError):
            person.delete()
