"""Who sees and who keeps the directory."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.db.models import Exists, ForeignObjectRel, Model, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanad.accounts.policies import can_invite
from sanad.accounts.policies import visible_to as visible_members
from sanad.directory.models import (
    Consent,
    Inherited,
    Invited,
    Mandate,
    Organisation,
    OrganisationAlias,
    Person,
    PersonAlias,
    StatuteClause,
)
from sanad.foundation.policy import YES, Text, Verdict, all_of, needs, no, owns
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.spaces.models import Invitation, Membership

M = TypeVar("M", bound=Model)

SHARED_MODELS = (Organisation, OrganisationAlias, StatuteClause, Mandate)


def spaces_showing(actor: Actor, kind: str) -> QuerySet:
    """The ids of the spaces that show this kind of record to the actor's space today (live consents)."""
    valid = Consent.objects.valid_on(timezone.localdate())
    return valid.filter(grantee=actor.space, kind=kind).values("space_id")


def visible_to(actor: Actor, model: type[M]) -> QuerySet[M]:
    """The rows the actor may see: their space's own and, for cards and mandates, what others show them.

    A person's card (phone, e-mail) is never shown to another space; consents are seen from both sides.
    """
    own = Q(space=actor.space)
    if model in SHARED_MODELS:
        own |= Q(space__among=spaces_showing(actor, Consent.Shared.DIRECTORY))
    elif model is Consent:
        own |= Q(grantee=actor.space)
    elif model not in (Person, PersonAlias, Inherited, Invited):
        message = f"{model.__name__} is not a model of the directory"
        raise TypeError(message)
    if not actor.may("space.read"):
        return model._default_manager.none()
    rows: Any = model._default_manager.filter(own)
    return rows.standing() if model is Organisation else rows


def standing_or_not(actor: Actor, model: type[M]) -> QuerySet[M]:
    """The rows that the actor may see, and those of their own space that were withdrawn too."""
    seen = visible_to(actor, model)
    return seen | model._default_manager.filter(space=actor.space) if actor.may("space.read") else seen


def can_keep_directory(actor: Actor) -> Verdict:
    """Add organisations and people."""
    return needs(actor, "directory.edit")


def can_edit(actor: Actor, row: Model) -> Verdict:
    """Change a card, or add to it; none that was withdrawn."""
    is_gone = isinstance(row, Organisation) and not row.is_standing
    gone = no(_("This card was withdrawn already.")) if is_gone else YES
    return all_of(needs(actor, "directory.edit"), owns(actor, row), gone)


def open_letter(person: Person) -> Invitation | None:
    """The letter of admission that was written for somebody and that nobody used or took back; the newest."""
    here = Invited.objects.filter(space=person.space_id, person=person)
    return Invitation.objects.unused().filter(pk__in=here.values("invitation")).order_by("-created_at").first()


def enters(person: Person) -> bool:
    """Whether somebody enters the space of their card with the account that it names."""
    live = Membership.live.filter(space=person.space_id, user=person.user_id)
    return person.user_id is not None and live.exists()


def can_invite_person(actor: Actor, person: Person) -> Verdict:
    """Admit somebody by their card: who does not enter yet, and is not invited already."""
    said = {"name": person.name}
    return all_of(
        can_invite(actor),
        owns(actor, person),
        lambda: no(_("%(name)s enters this space already.") % said) if enters(person) else YES,
        lambda: (
            no(_("%(name)s is invited already. The invitation stands at the members of the space.") % said)
            if open_letter(person)
            else YES
        ),
    )


def can_take_card(actor: Actor, person: Person) -> Verdict:
    """Be the one whom a card names: who used the letter that was written for it, once, and has no card here."""
    used = Invited.objects.filter(space=actor.space, person=person, invitation__accepted_by=actor.user)
    return all_of(
        owns(actor, person),
        YES if person.user_id is None else no(_("This card is somebody's already.")),
        lambda: YES if used.exists() else no(_("You were not invited by this card.")),
        lambda: no(_("Another card is already yours.")) if has_card(actor) else YES,
    )


def members_without_card(actor: Actor) -> QuerySet[Membership]:
    """The others who enter the space and have no card there."""
    cards = Person.objects.filter(space=actor.space, user=OuterRef("user"))
    rows = visible_members(actor, Membership).filter(ended_at=None).exclude(user=actor.user)
    return rows.exclude(Exists(cards)).select_related("user").order_by("pk")


def can_link_member(actor: Actor, person: Person) -> Verdict:
    """Say of somebody who enters already that a card is theirs."""
    free = YES if person.user_id is None else no(_("This card is somebody's already."))
    return all_of(can_edit(actor, person), can_invite(actor), free)


def has_card(actor: Actor) -> bool:
    """Whether a card of the space is the actor's own."""
    return Person.objects.filter(space=actor.space, user=actor.user).exists()


def can_inherit_card(actor: Actor, card: Organisation, known: Organisation) -> Verdict:
    """Say of the own card what of it another space wrote, on its own card of the same organisation."""
    same = YES if card.own_space_id == known.own_space_id == actor.space_id else no(_("This belongs to another space."))
    return all_of(can_edit(actor, card), same)


def can_confirm_card(actor: Actor, card: Organisation) -> Verdict:
    """Say what of that is right."""
    ours = YES if card.own_space_id == actor.space_id else no(_("This belongs to another space."))
    return all_of(can_edit(actor, card), ours)


OUR_KINDS = (
    Organisation.Kind.ASSOCIATION,
    Organisation.Kind.FEDERATION,
    Organisation.Kind.SUPPORT,
    Organisation.Kind.NGO,
)


def could_be_ours(actor: Actor, card: Organisation) -> bool:
    """Whether a card that the actor's space keeps is free to be taken for that of its own organisation."""
    return bool(can_edit(actor, card)) and card.kind in OUR_KINDS and card.own_space_id is None


PARTS = (OrganisationAlias, StatuteClause)


def is_named_elsewhere(card: Organisation) -> bool:
    """Whether any row of any slice refers to a card, but for its own names and sentences. One question."""
    there = Q()
    for relation in Organisation._meta.get_fields(include_hidden=True):
        if isinstance(relation, ForeignObjectRel) and relation.related_model not in PARTS:
            rows: Any = relation.related_model
            there |= Q(Exists(rows._base_manager.filter(**{relation.field.name: OuterRef("pk")})))
    return Organisation.objects.filter(there, pk=card.pk).exists()


def can_withdraw_card(actor: Actor, card: Organisation) -> Verdict:
    """Take a card off that was written by mistake, as a second one of one's own organisation; never one that something rests on."""
    return all_of(
        can_edit(actor, card),
        YES if card.own_space_id is None else no(_("This card belongs to a space: it stays.")),
        lambda: (
            no(
                _(
                    "It is named elsewhere: by a person's capacity, a meeting, a file, an agreement. It stays as long as that is so, unless it is joined to another card."
                )
            )
            if is_named_elsewhere(card)
            else YES
        ),
    )


# Why a card is not joined to another, as slices above know: both cards are given, and who says nothing gives "".
KEEPS: list[Callable[[Organisation, Organisation], Text]] = []


def can_join_card(actor: Actor, card: Organisation) -> Verdict:
    """Say that a card is a second one of the same body; of two the one that belongs to a space stays."""
    free = YES if card.own_space_id is None else no(_("This card belongs to a space: join the other to it."))
    return all_of(can_edit(actor, card), free)


def can_see_contacts(actor: Actor) -> bool:
    """Phones and e-mails of people are masked for those who do not need them."""
    return actor.may("people.see_contacts")


def can_give_consent(actor: Actor) -> Verdict:
    """Let another space read."""
    return needs(actor, "consent.give")


def can_revoke_consent(actor: Actor, consent: Consent) -> Verdict:
    """Take a consent back, at once."""
    live = YES if consent.revoked_at is None else no(_("This consent was already revoked."))
    return all_of(needs(actor, "consent.give"), owns(actor, consent), live)
