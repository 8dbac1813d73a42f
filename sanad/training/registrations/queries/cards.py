"""Who is registered and who has a card in the directory: one person, though their association wrote them down."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q

from sanad.directory.models import Person
from sanad.foundation.arabic.fold import fold, sort_key
from sanad.foundation.arabic.skeleton import is_likely
from sanad.training.models import Registration

LONGEST_KEY = 220  # of the column by which names are ordered


def same_card(registration: Registration) -> Person | None:
    """The one card with the same name and the same phone, in the directory of who teaches."""
    if not registration.phone:
        return None
    cards = Person.objects.filter(space=registration.space_id, phone=registration.phone)
    same = [card for card in cards if fold(registration.name) in {fold(card.name_ar), fold(card.name_fr)}]
    return same[0] if len(same) == 1 else None


def perhaps_cards(space_id: UUID, registrations: Iterable[Registration]) -> dict[UUID, Person]:
    """The card that each of these registrations is perhaps of, in one question: the same phone and a name alike, or the same name.

    Who has a card, was said to have none, or whose card has a place among these, is asked about no more.
    """
    rows = list(registrations)
    asked = [
        row for row in rows if row.person_id is None and not row.is_nobody_known and row.state != row.State.WITHDRAWN
    ]
    if not asked:
        return {}
    names, phones = {_key(row.name) for row in asked}, {row.phone for row in asked if row.phone}
    known = Person.objects.filter(Q(sort_key__in=names) | Q(phone__in=phones), space=space_id)
    cards = list(known.exclude(pk__in=[row.person_id for row in rows if row.person_id]))
    found = {}
    for row in asked:
        alike = [card for card in cards if _is_alike(row, card)]
        if len(alike) == 1:
            found[row.pk] = alike[0]
    return found


def _key(name: str) -> str:
    return sort_key(name)[:LONGEST_KEY]


def _is_alike(row: Registration, card: Person) -> bool:
    if row.phone and card.phone:
        return row.phone == card.phone and is_likely(row.name, card.name_ar, card.name_fr)
    return _key(row.name) == card.sort_key
