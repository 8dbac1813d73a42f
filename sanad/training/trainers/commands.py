"""Who can teach what."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanad.directory.commands.names import person_named
from sanad.directory.models import Mandate, Person
from sanad.directory.queries import own_card
from sanad.foundation.command import command
from sanad.foundation.policy import Refused
from sanad.foundation.spaces.actor import Actor
from sanad.training.models import TrainerField
from sanad.training.trainers.policies import can_change_trainer_field, can_keep_trainers


@command(can_keep_trainers, says=_("wrote down who can teach a field"))
def add_trainer_field(
    actor: Actor, *, person: Person | str, field: str, mandate: Mandate | None = None, is_new: bool = False
) -> TrainerField:
    """Write down that somebody can teach a field, by a mandate of theirs.

    When none is named: by the one that they hold in the own organisation. Refused twice for one field, and for the
    mandate of somebody else. Somebody who has no card yet gets one.
    """
    person = person_named(actor, person, "person", is_new=is_new)
    if TrainerField.objects.standing().filter(space=actor.space, person=person, field=field).exists():
        raise Refused(_("This field is already written down for this person."), "field")
    _refuse_other_person(person, mandate)
    found = (
        mandate
        or Mandate.objects.valid_on(timezone.localdate()).filter(person=person, organisation=own_card(actor)).first()
    )
    return TrainerField.objects.create(space=actor.space, person=person, field=field, mandate=found)


def _refuse_other_person(person: Person, mandate: Mandate | None) -> None:
    if mandate is not None and mandate.person_id != person.pk:
        raise Refused(_("This mandate is somebody else's."), "mandate")


@command(can_change_trainer_field, says=_("said by which mandate somebody teaches"))
def name_mandate(actor: Actor, row: TrainerField, *, mandate: Mandate | None = None) -> TrainerField:
    """Say by which mandate somebody teaches a field; by none when none is named. Refused for somebody else's."""
    _refuse_other_person(row.person, mandate)
    row.mandate = mandate
    row.save(update_fields=["mandate"])
    return row


@command(can_change_trainer_field, says=_("took a field from a trainer"))
def withdraw_trainer_field(actor: Actor, row: TrainerField) -> TrainerField:
    """Take a field from a trainer; what they taught stays. Refused when it is taken already."""
    if not row.is_standing:
        raise Refused(_("This was withdrawn already."))
    row.withdraw()
    return row
