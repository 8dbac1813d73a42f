"""What whoever takes a space in charge finds there."""

from django.utils import timezone

from sanad.directory.commands.inherited import inherit_card
from sanad.directory.commands.invited import take_card_at_arrival
from sanad.directory.commands.mandates import record_mandate
from sanad.directory.commands.organisations import adopt_own_card
from sanad.directory.commands.people import add_person, edit_person, link_me
from sanad.directory.models import Mandate, Organisation, Person
from sanad.directory.policies import can_edit, can_keep_directory, has_card
from sanad.directory.queries import OFFICES, facts_of, head_of, likely_same, own_card, written_elsewhere
from sanad.foundation.arabic.bidi import has_arabic
from sanad.foundation.arabic.skeleton import is_likely
from sanad.foundation.spaces.actor import Actor


def write_down_arrival(actor: Actor, sex: str = "") -> None:
    """What somebody finds who has just entered a space: the card that they were invited by, that of the organisation, their own.

    Where they said whether they are a woman or a man, their card says so, and names their office by it.
    """
    take_card_at_arrival(actor)
    write_card_at_arrival(actor)
    own = Person.objects.filter(space=actor.space, user=actor.user, sex="").first()
    if own is not None and sex and can_edit(actor, own):
        edit_person(actor, own, sex=sex)


def write_card_at_arrival(actor: Actor) -> None:
    """Whoever takes a space in charge finds the card of its organisation: what others wrote about it, else its name.

    With the card come the people who speak for it today and their capacities, without their phones: the association knows
    them. A space that wrote a card of that name already says itself whether it is its own.
    """
    names = actor.space.name_ar, actor.space.name_fr
    if not can_keep_directory(actor) or own_card(actor) or likely_same(actor, Organisation, *names):
        return
    known = written_elsewhere(actor.space)
    card = adopt_own_card(actor, name_ar=names[0], name_fr=names[1], **(facts_of(known) if known else {}))
    if known:
        bring_people(actor, card, known)
        inherit_card(actor, card, known)
    _write_down_its_head(actor, card)


def _write_down_its_head(actor: Actor, card: Organisation) -> None:
    """Whoever takes the space in charge has a card of their own there, unless the card of the organisation brought its head."""
    called = OFFICES.get(actor.role)
    if called is None or head_of(card) or has_card(actor):
        return
    name = {"name_ar" if has_arabic(actor.user.name) else "name_fr": actor.user.name}
    person = add_person(actor, **name, is_new=True, phone=actor.user.phone or "")
    link_me(actor, person)
    office_ar, office_fr = called[""]
    record_mandate(actor, person, organisation=card, capacity_ar=office_ar, capacity_fr=office_fr)


def bring_people(actor: Actor, card: Organisation, known: Organisation) -> None:
    """Who speaks today for the organisation of a card that another space keeps, and in which capacity, without their phones.

    Whoever is here already in that capacity is not written twice.
    """
    for mandate in Mandate.objects.valid_on(timezone.localdate()).filter(organisation=known).select_related("person"):
        _bring_along(actor, card, mandate)


def _bring_along(actor: Actor, card: Organisation, mandate: Mandate) -> None:
    known = mandate.person
    person = Person.objects.filter(space=actor.space, name_ar=known.name_ar, name_fr=known.name_fr).first()
    if person is None:
        said = {name: getattr(known, name) for name in ("sex", "honorific_ar", "honorific_fr")}
        person = add_person(actor, name_ar=known.name_ar, name_fr=known.name_fr, is_new=True, **said)
        if is_likely(actor.user.name, person.name_ar, person.name_fr):
            link_me(actor, person)
    said = {name: getattr(mandate, name) for name in ("capacity_ar", "capacity_fr", "from_on", "to_on")}
    if not person.mandates.filter(organisation=card, capacity_ar=mandate.capacity_ar).exists():
        record_mandate(actor, person, organisation=card, **said)
