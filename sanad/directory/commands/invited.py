"""Who is invited by a card, and whose it becomes."""

from django.utils.translation import gettext_lazy as _

from sanad.accounts.commands.invitations import known_role, write_letter
from sanad.directory.commands.names import TypedNames
from sanad.directory.models import Invited, Person
from sanad.directory.policies import can_invite_person, can_link_member, can_take_card, members_without_card
from sanad.foundation.command import command
from sanad.foundation.policy import Refused
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.spaces.models import Invitation, Membership


@command(can_invite_person, says=_("invited somebody by their card"))
def invite_person(actor: Actor, person: Person, *, role: str, contact: str = "") -> Invitation:
    """Write a letter of admission for somebody who has a card here; whoever uses it is linked to the card.

    Its secret stands once in `.token`.
    """
    return _letter_by_card(actor, person, role=role, contact=contact)


def _letter_by_card(actor: Actor, person: Person, *, role: str, contact: str) -> Invitation:
    where = contact or person.phone or person.email
    letter = write_letter(actor, actor.space, name=person.name[:150], contact=where[:150], role=known_role(role))
    Invited.objects.create(space=actor.space, person=person, invitation=letter)
    return letter


def invite_known(actor: Actor, named: Person | str, *, role: str, contact: str, is_new: bool) -> Invitation | None:
    """The letter of somebody who is invited by name and has a card here; None for who has none.

    Refused for a card of whom nobody can invite, and for a name of several. A typed name is asked about, unless it is said
    to be another's: somebody new may be called as who enters already.
    """
    if isinstance(named, str) and is_new:
        return None
    names = TypedNames(actor)
    person = names.known_person(named, "name") if isinstance(named, str) else named
    names.refuse_asked()
    if person is None:
        return None
    person = Person.objects.select_for_update(of=("self",), no_key=True).get(pk=person.pk)
    verdict = can_invite_person(actor, person)
    if not verdict and isinstance(named, Person):
        raise Refused(verdict.reason, "name")
    if not verdict:
        names.ask(verdict.reason)
        names.refuse_asked()
    return _letter_by_card(actor, person, role=role, contact=contact)


@command(can_take_card, says=_("came in as the person of a card"))
def take_card(actor: Actor, person: Person) -> Person:
    """Say that a card is the actor's own, by whose letter they came in."""
    person.user = actor.user
    person.save()
    return person


@command(can_link_member, says=_("said whose card it is"))
def link_member(actor: Actor, person: Person, *, member: Membership) -> Person:
    """Say of somebody who enters already that a card is theirs: who was there before it was written."""
    if not members_without_card(actor).filter(pk=member.pk).exists():
        raise Refused(_("This choice does not exist."), "member")
    person.user = member.user
    person.save()
    return person


def take_card_at_arrival(actor: Actor) -> None:
    """Whoever was invited by a card finds it as their own, unless they have one here, or it became somebody's since."""
    by_letter = Invited.objects.filter(space=actor.space, invitation__accepted_by=actor.user)
    rows = by_letter.order_by("-created_at").select_related("person")
    person = next((row.person for row in rows if can_take_card(actor, row.person)), None)
    if person is not None:
        take_card(actor, person)
