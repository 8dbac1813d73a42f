"""Cards of people."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from sanad.directory.commands.names import TypedNames, give_capacity, name_needed
from sanad.directory.models import Inherited, Organisation, Person, PersonAlias
from sanad.directory.policies import can_edit, can_keep_directory
from sanad.directory.queries import OFFICES
from sanad.foundation.command import amend, command
from sanad.foundation.policy import Refused
from sanad.foundation.spaces.actor import Actor


def _call_offices(person: Person) -> None:
    """The offices that Sanad itself wrote on a card are called as a woman or a man holds them, once that is said."""
    for mandate in person.mandates.all():
        for called in OFFICES.values():
            names = (mandate.capacity_ar, mandate.capacity_fr)
            if names in called.values() and called[person.sex] != names:
                mandate.capacity_ar, mandate.capacity_fr = called[person.sex]
                mandate.save()


@command(can_keep_directory, says=_("added a person"))
def add_person(
    actor: Actor,
    *,
    name_ar: str = "",
    name_fr: str = "",
    is_new: bool = False,
    aliases: list[str] | None = None,
    organisation: Organisation | str | None = None,
    capacity_ar: str = "",
    **details: Any,
) -> Person:
    """Add a person, with the capacity in which they speak for an organisation if that is known.

    Refused without a name, while a likely twin was not dismissed, and for one of the two without the other. An
    organisation that has no card yet gets one.
    """
    name_needed(name_ar, name_fr)
    if organisation is not None and not capacity_ar:
        raise Refused(_("Write in which capacity."), "capacity_ar")
    if capacity_ar and organisation is None:
        raise Refused(_("Choose for whom."), "organisation")
    names = TypedNames(actor, is_new=is_new)
    body = names.chosen_body(organisation, "organisation") if organisation else None
    names.ask_about_twins(Person, name_ar, name_fr)
    names.refuse_asked()
    person = amend(Person(space=actor.space, name_ar=name_ar, name_fr=name_fr), details)
    person.save()
    _set_person_aliases(person, aliases or [])
    if body is not None:
        give_capacity(actor, person, body, capacity_ar=capacity_ar)
    return person


@command(can_edit, says=_("changed a person's card"))
def edit_person(actor: Actor, person: Person, *, aliases: list[str] | None = None, **details: Any) -> Person:
    """Change a person's card; earlier values stay in the history. What others wrote of them is mended by it."""
    sex = person.sex
    is_mended = any(getattr(person, name) != value for name, value in details.items())
    amend(person, details)
    name_needed(person.name_ar, person.name_fr)
    person.save()
    if person.sex != sex:
        _call_offices(person)
    if is_mended:
        told = Inherited.objects.filter(space=person.space_id, mandate__person=person)
        told.answer(Inherited.State.MENDED, actor.user)
    if aliases is not None:
        _set_person_aliases(person, aliases)
    return person


def _set_person_aliases(person: Person, aliases: list[str]) -> None:
    person.aliases.exclude(text__in=aliases).delete()
    for text in aliases:
        PersonAlias.objects.get_or_create(space_id=person.space_id, person=person, text=text)
    person.save()


@command(can_edit, says=_("said that a person is the one who signs in"))
def link_me(actor: Actor, person: Person) -> Person:
    """Say that this card is the actor's own, so that what they owe reaches their first page."""
    if Person.objects.filter(space=actor.space, user=actor.user).exclude(pk=person.pk).exists():
        raise Refused(_("Another card is already yours."))
    person.user = actor.user
    person.save()
    return person
