"""Cards of names that were typed where one is chosen."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from sanad.directory.models import Mandate, Organisation, Person
from sanad.directory.policies import can_keep_directory
from sanad.directory.queries import cards_called, kind_told, likely_same, meant_by, tells_a_body, told_apart
from sanad.foundation.arabic.bidi import has_arabic
from sanad.foundation.policy import Refused, perhaps_here, refuse_asked
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.spaces.models import Space

Card = Organisation | Person


def name_needed(name_ar: str, name_fr: str) -> None:
    if not (name_ar or name_fr):
        raise Refused(_("Write the name in Arabic or in French."), "name_ar")


def hold_standing(card: Organisation, field: str) -> None:
    """Keep a card from being withdrawn while something is written that names it. Refused when it was already."""
    held = Organisation.objects.select_for_update(of=("self",), no_key=True).get(pk=card.pk)
    if not held.is_standing:
        raise Refused(_("This card was withdrawn already."), field)


def give_capacity(actor: Actor, person: Person, organisation: Organisation, **details: Any) -> Mandate:
    hold_standing(organisation, "organisation")
    return Mandate.objects.create(space=actor.space, person=person, organisation=organisation, **details)


def hold_space(actor: Actor) -> None:
    """Let one at a time make cards of typed names in a space, to the end of its transaction."""
    Space.objects.select_for_update(no_key=True).get(pk=actor.space_id)


class TypedNames:
    """The cards of names that were typed where one is chosen, inside a command: the one of that name, else a new one.

    A name that is perhaps that of a card which is here already is asked about, all of them together (`refuse_asked`),
    unless somebody says that `is_new`. A name that begins as those of bodies do («جمعية», «مجلس») is one of a body.
    """

    def __init__(self, actor: Actor, *, is_new: bool = False) -> None:
        self.actor, self.is_new = actor, is_new
        self.asked: list[str] = []

    def person(self, name: str) -> Person | None:
        """The one person of the space who has this very name; None for nobody, and for several."""
        same, _near = cards_called(self.actor, Person, name)
        return same[0] if len(same) == 1 else None

    def known_person(self, name: str, field: str) -> Person | None:
        """Who is meant by a name; None for nobody. Refused for several, asked about one who is perhaps meant."""
        same, likely = self._called(name, (Person,), ())
        if not same and (told := meant_by(self.actor, Person, name)) is not None:
            return told
        self._refuse_several(same, field)
        if not same:
            self._ask_whether(name, likely)
        return same[0] if same else None

    def is_known(self, name: str) -> bool:
        """Whether somebody or a body of the space has this very name."""
        return any(cards_called(self.actor, model, name)[0] for model in (Person, Organisation))

    def member(self, name: str, field: str, *, body: Organisation, capacity: str) -> Person | None:
        """Somebody new who speaks for a body in that capacity; None for a name that is one of a body."""
        if kind_told(name) is not None:
            return None
        person: Person = self._card(name, field, (Person,), ())
        give_capacity(self.actor, person, body, capacity_ar=capacity)
        return person

    def card(self, name: str, field: str, *, near: Iterable[Card] = ()) -> Card:
        """Somebody, or a body. Of several that have the name it is the one that stands `near`; refused for none of those."""
        return self._card(name, field, (Person, Organisation), near)

    def body(self, name: str, field: str, *, near: Iterable[Card] = ()) -> Organisation:
        """A body; an association when its name does not tell otherwise."""
        found: Any = self._card(name, field, (Organisation,), near)
        return found

    def chosen_person(self, one: Person | str, field: str) -> Person:
        """The person who was chosen, or whose name was typed."""
        found: Any = self._card(one, field, (Person,), ()) if isinstance(one, str) else one
        return found

    def chosen_body(self, one: Organisation | str, field: str) -> Organisation:
        """The body that was chosen, or whose name was typed."""
        return self.body(one, field) if isinstance(one, str) else one

    def ask(self, sentence: Any) -> None:
        """Ask about something else, too, with the names that are asked about."""
        if not self.is_new:
            self.asked.append(str(sentence))

    def ask_about_twins(self, model: type[Card], *called: str) -> None:
        """Ask about the cards that are perhaps the one which is to be written."""
        if twins := likely_same(self.actor, model, *called):
            self.ask(perhaps_here(twin.name for twin in twins))

    def refuse_asked(self) -> None:
        """Refuse what was asked and not answered."""
        refuse_asked(self.asked)

    def _card(self, name: str, field: str, models: tuple[Any, ...], near: Iterable[Card]) -> Any:
        same, likely = self._called(name, models, near)
        if not same:
            told = [card for model in models if (card := meant_by(self.actor, model, name)) is not None]
            if told:
                return told[0]
            hold_space(self.actor)  # whoever writes the same name now has made its card, or waits for this one
            same, likely = self._called(name, models, near)
        self._refuse_several(same, field)
        if same:
            return same[0]
        self._ask_whether(name, likely)
        return self._new(name, field, is_body=Person not in models or (len(models) > 1 and tells_a_body(name)))

    def _refuse_several(self, same: list[Any], field: str) -> None:
        if len(same) > 1:
            names = tuple(told_apart(self.actor, same))
            raise Refused(_("Several here are called so: choose which of them is meant."), field, names)

    def _ask_whether(self, name: str, likely: list[str]) -> None:
        if likely:
            text = _("“%(name)s” is perhaps %(known)s, who is here already: then write it as it is there.")
            self.ask(text % {"name": name, "known": "، ".join(likely[:3])})

    def _called(self, name: str, models: tuple[Any, ...], near: Iterable[Card]) -> tuple[list[Any], list[str]]:
        """(the cards of this very name, the names of those that are perhaps meant)."""
        found = [cards_called(self.actor, model, name) for model in models]
        same = [card for exact, _likely in found for card in exact]
        known = {card.pk for card in near}
        same = [card for card in same if card.pk in known] or same
        return same, [card.name for _exact, others in found for card in others]

    def _new(self, name: str, field: str, *, is_body: bool) -> Any:
        if not (verdict := can_keep_directory(self.actor)):
            raise Refused(verdict.reason, field)
        named = {"name_ar" if has_arabic(name) else "name_fr": name}
        if is_body:
            kind = kind_told(name) or Organisation.Kind.ASSOCIATION
            return Organisation.objects.create(space=self.actor.space, kind=kind, **named)
        return Person.objects.create(space=self.actor.space, **named)


def person_named(actor: Actor, one: Person | str, field: str, *, is_new: bool) -> Person:
    """The person who was chosen, or whose name was typed where one is asked for, inside a command."""
    names = TypedNames(actor, is_new=is_new)
    found = names.chosen_person(one, field)
    names.refuse_asked()
    return found


def body_named(actor: Actor, one: Organisation | str, field: str, *, is_new: bool) -> Organisation:
    """The body that was chosen, or whose name was typed where one is asked for, inside a command."""
    names = TypedNames(actor, is_new=is_new)
    found = names.chosen_body(one, field)
    names.refuse_asked()
    return found
