"""Reads of the directory that cross models."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from sanad.directory.models import Mandate, Organisation, Person
from sanad.directory.policies import visible_to
from sanad.foundation.arabic.skeleton import LIKELY, likeness
from sanad.foundation.naming.models import named_like, perhaps_named
from sanad.foundation.spaces.actor import Actor

_CANDIDATES = 60


def find(rows: QuerySet[Any], text: str) -> QuerySet[Any]:
    """Rows named like the text, in any spelling or script; the search of the lists."""
    return named_like(rows, text)


def likely_same(actor: Actor, model: type[Organisation] | type[Person], *names: str) -> list[Any]:
    """Cards of the actor's space whose name is perhaps one of `names`. A person decides; nothing is merged."""
    found: dict[Any, Any] = {}
    for name in filter(None, names):
        for card in perhaps_named(visible_to(actor, model).prefetch_related("aliases"), name, _CANDIDATES):
            known = [card.name_ar, card.name_fr, *(alias.text for alias in card.aliases.all())]
            if any(likeness(name, other) >= LIKELY for other in known if other):
                found[card.pk] = card
    return list(found.values())


def live_mandates(rows: QuerySet[Mandate]) -> QuerySet[Mandate]:
    """Those in force today."""
    today = timezone.localdate()
    return rows.exclude(from_on__gt=today).exclude(to_on__lt=today)


def own_card(actor: Actor) -> Organisation | None:
    """The card of the actor's own organisation in its own directory."""
    return card_of(actor.space_id)


def card_of(space_id: UUID) -> Organisation | None:
    """The card that a space keeps of the organisation whose room it is."""
    return Organisation.objects.filter(space=space_id, room=space_id).select_related("seat_place").first()


def capacity_of(person: Person, organisation: Organisation | None = None) -> str:
    """The capacities that a person holds today (in one organisation, or anywhere), joined for print."""
    mandates = live_mandates(Mandate.objects.filter(person=person))
    if organisation is not None:
        mandates = mandates.filter(organisation=organisation)
    return "، ".join(mandate.capacity for mandate in mandates.order_by("created_at"))
