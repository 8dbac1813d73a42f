"""What papers of every slice say of an organisation: the facts of its card, its letterhead, the line with place and day."""

from datetime import date
from typing import NotRequired, TypedDict

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sanad.directory.models import Mandate, Organisation
from sanad.foundation.arabic import dates
from sanad.foundation.arabic.language import in_language
from sanad.foundation.documents.content import Head
from sanad.foundation.files.store import name_of


class LetterheadFacts(TypedDict):
    """What a letterhead is made of; pairs are [Arabic, French], each of which stands in for the other where it lacks."""

    name: list[str]
    seat: list[str]
    address: str
    receipt: str
    phone: str
    email: str
    logo: NotRequired[str]  # where it lies (`files.store.name_of`); what was frozen before logos were says nothing


class CardFacts(LetterheadFacts):
    """What papers say of an organisation, as JSON keeps it. A clause is [kind, Arabic, French]."""

    founded_year: int | None
    clauses: list[list[str]]


def facts_of_card(card: Organisation) -> CardFacts:
    """What papers say of an organisation: what approved minutes and issued papers freeze of its card."""
    seat = card.seat_place
    return {
        "name": [card.name_ar or card.name_fr, card.name_fr or card.name_ar],
        "founded_year": card.founded_year or (card.founded_on.year if card.founded_on else None),
        "seat": [seat.path_ar, seat.path_fr] if seat else ["", ""],
        "address": card.seat_address,
        "receipt": card.receipt_number,
        "phone": card.phone,
        "email": card.email,
        "logo": name_of(card.logo.space_id, card.logo.sha256) if card.logo else "",
        "clauses": [[c.kind, c.text_ar, c.text_fr or c.text_ar] for c in card.clauses.all() if c.is_standing],
    }


def letterhead(card: LetterheadFacts) -> Head:
    """The letterhead of an organisation, in the language of the paper; its other name below the first."""
    name, other = in_language(*card["name"]), in_language(*reversed(card["name"]))
    seat = _seat(card["address"], in_language(*card["seat"]))
    lines = [
        _("Receipt: %(number)s") % {"number": card["receipt"]} if card["receipt"] else "",
        _("Seat: %(seat)s") % {"seat": seat} if seat else "",
        _("Phone: %(phone)s") % {"phone": card["phone"]} if card["phone"] else "",
        card["email"],
    ]
    return Head(name, other if other != name else "", [line for line in lines if line], card.get("logo", ""))


def _seat(address: str, place: str) -> str:
    """The address with its commune and province, by which an authority knows its own; once, where the address says it."""
    if not (address and place):
        return address or place
    names = place.replace("،", ",").split(",")[0].split()
    return address if names[-1] in address else _(", ").join([address, place])


def signing_for(card: Organisation, mandate: Mandate | None) -> tuple[str, str]:
    """The box of who signs for an organisation: for whom, and who in which capacity; a blank where that is not known."""
    signer = _(", ").join([mandate.person.name, mandate.capacity]) if mandate else ""
    return _("For %(body)s") % {"body": card.name}, signer


def town_of(card: Organisation) -> str:
    """The town of its seat, in the language of the paper; "" when it is not known."""
    return card.seat_place.name if card.seat_place else ""


def place_and_day(place: str, day: date) -> str:
    """The line above a title: in Meknes, on 24 December 2023."""
    shown = dates.day(day, get_language() or "ar")
    return _("%(place)s, on %(day)s") % {"place": place, "day": shown} if place else shown
