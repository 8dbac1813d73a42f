"""Keeping the directory."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import date
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.db.models import ForeignObjectRel, ProtectedError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanad.accounts.commands import known_role, write_letter
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
from sanad.directory.policies import (
    KEEPS,
    can_confirm_card,
    can_edit,
    can_give_consent,
    can_inherit_card,
    can_invite_person,
    can_join_card,
    can_keep_directory,
    can_link_member,
    can_revoke_consent,
    can_take_card,
    can_withdraw_card,
    could_be_ours,
    has_card,
    members_without_card,
)
from sanad.directory.queries import (
    FACTS,
    INHERITED_PARTS,
    OFFICES,
    cards_called,
    facts_of,
    head_of,
    kind_told,
    likely_same,
    meant_by,
    own_card,
    tells_a_body,
    told_apart,
    written_elsewhere,
)
from sanad.foundation.arabic.bidi import has_arabic
from sanad.foundation.arabic.skeleton import is_likely
from sanad.foundation.command import amend, command, stated
from sanad.foundation.days import refuse_future
from sanad.foundation.files.small import is_picture
from sanad.foundation.files.store import keep_upload
from sanad.foundation.policy import Refused, perhaps_here, refuse_asked
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.spaces.models import Invitation, Membership, Space

Card = Organisation | Person


def _name_needed(name_ar: str, name_fr: str) -> None:
    if not (name_ar or name_fr):
        raise Refused(_("Write the name in Arabic or in French."), "name_ar")


@command(can_keep_directory, says=_("added an organisation"))
def add_organisation(
    actor: Actor,
    *,
    kind: str,
    name_ar: str = "",
    name_fr: str = "",
    is_new: bool = False,
    aliases: list[str] | None = None,
    **details: Any,
) -> Organisation:
    """Add a card. Refused without a name, for two dates that contradict, or while a likely twin was not dismissed."""
    _name_needed(name_ar, name_fr)
    names = TypedNames(actor, is_new=is_new)
    names.ask_about_twins(Organisation, name_ar, name_fr)
    names.refuse_asked()
    card = amend(Organisation(space=actor.space, kind=kind, name_ar=name_ar, name_fr=name_fr), details)
    _refuse_dates(card)
    card.save()
    _set_aliases(card, aliases or [])
    return card


@command(can_edit, says=_("changed an organisation's card"))
def edit_organisation(
    actor: Actor, organisation: Organisation, *, aliases: list[str] | None = None, **details: Any
) -> Organisation:
    """Change a card; earlier values stay in the history. What of it others wrote and is changed is mended."""
    mended = [name for name, value in details.items() if getattr(organisation, name) != value]
    amend(organisation, details)
    _name_needed(organisation.name_ar, organisation.name_fr)
    _refuse_dates(organisation)
    organisation.save()
    organisation.inherited.filter(part__in=mended).answer(Inherited.State.MENDED, actor.user)
    _name_space(organisation)
    if aliases is not None:
        _set_aliases(organisation, aliases)
    return organisation


@command(can_edit, says=_("put a logo on an organisation's card"))
def put_logo(actor: Actor, organisation: Organisation, *, upload: UploadedFile) -> Organisation:
    """The picture that heads the papers of an organisation from now on. Refused for what is no picture."""
    stored = keep_upload(organisation.space_id, upload)
    if not is_picture(stored):
        raise Refused(_("A logo is a picture: JPEG, PNG or WebP."), "upload")
    organisation.logo = stored
    organisation.save()
    return organisation


@command(can_edit, says=_("took the logo off an organisation's card"))
def take_logo_off(actor: Actor, organisation: Organisation) -> Organisation:
    """Papers that were issued keep it; those to come have none."""
    organisation.logo = None
    organisation.save()
    return organisation


def _refuse_dates(card: Organisation) -> None:
    if card.founded_on and card.founded_year and card.founded_on.year != card.founded_year:
        raise Refused(_("The year does not agree with the date of the founding assembly."), "founded_year")
    if card.founded_on:
        refuse_future(card.founded_on, "founded_on")


def _set_aliases(card: Organisation, aliases: list[str]) -> None:
    card.aliases.exclude(text__in=aliases).delete()
    for text in aliases:
        OrganisationAlias.objects.get_or_create(space_id=card.space_id, organisation=card, text=text)
    card.save()


@command(can_keep_directory, says=_("wrote the card of the own organisation"))
def adopt_own_card(
    actor: Actor, *, card: Organisation | None = None, name_ar: str = "", name_fr: str = "", **details: Any
) -> Organisation:
    """Make the card of the space's own organisation, or take one that was written for it already; once."""
    if own_card(actor) is not None:
        raise Refused(_("The card of your organisation is already here."))
    if card is not None and not could_be_ours(actor, card):
        raise Refused(_("This choice does not exist."), "card")
    if card is None:
        _name_needed(name_ar, name_fr)
        kind = Organisation.Kind.SUPPORT if actor.space.kind == Space.Kind.SUPPORT else Organisation.Kind.ASSOCIATION
        card = amend(Organisation(space=actor.space, kind=kind, name_ar=name_ar, name_fr=name_fr), details)
        _refuse_dates(card)
    card.own_space = actor.space
    card.save()
    _name_space(card)
    return card


def _name_space(card: Organisation) -> None:
    """A space is called as the card of its own organisation, in each language in which that has a name."""
    space = card.own_space
    if space is None or space.pk != card.space_id:
        return
    names = {
        name: value
        for name in ("name_ar", "name_fr")
        if (value := getattr(card, name)) != getattr(space, name) and value
    }
    if names:
        amend(space, names).save()


@command(can_withdraw_card, says=_("withdrew an organisation's card"), is_final=True)
def withdraw_card(actor: Actor, organisation: Organisation, *, reason: str) -> Organisation:
    """Take a card off that was written by mistake, with why; it stays in the history. Refused while anything refers to it."""
    organisation.withdrawn_because = stated(reason)
    organisation.withdrawn_at = timezone.now()
    organisation.save()
    return organisation


# What slices above do once a card has got what referred to another one.
AFTER_JOINING: list[Callable[[Actor, Organisation], Any]] = []
# What of a card fills what the one that stays leaves empty.
_FILLS = ("name_ar", "name_fr", "seat_place", "receipt_number", "receipt_on", "ice", "fiscal_id", *FACTS)
_FOUNDED = {"founded_on", "founded_year"}


@command(can_join_card, says=_("joined a card to another of the same organisation"), is_final=True)
def join_card(actor: Actor, organisation: Organisation, *, kept: Organisation) -> Organisation:
    """Say that a card is a second one of the same body: what refers to it refers to the one that is kept from now on.

    What that leaves empty is filled, and it is found by the names of both. The second stands in no list any more, and leads
    there. Refused where a slice says why it stays, and while both are named in one place.
    """
    if kept.pk == organisation.pk:
        raise Refused(_("This choice does not exist."), "kept")
    hold_standing(kept, "kept")
    kept = Organisation.objects.get(pk=kept.pk)
    for keeps in KEEPS:
        if reason := keeps(organisation, kept):
            raise Refused(reason)
    _fill(actor, kept, organisation)
    _lead_over(organisation, kept)
    for follow in AFTER_JOINING:
        follow(actor, kept)
    organisation.joined_to = kept
    organisation.withdrawn_at = timezone.now()
    organisation.save()
    return organisation


def _fill(actor: Actor, kept: Organisation, card: Organisation) -> None:
    told = {name: value for name in _FILLS if (value := getattr(card, name)) and not getattr(kept, name)}
    if any(getattr(kept, name) for name in _FOUNDED):
        told = {name: value for name, value in told.items() if name not in _FOUNDED}  # they could contradict
    called = [card.name_ar, card.name_fr, *card.alias_text()]
    names = {kept.name_ar, kept.name_fr, told.get("name_ar"), told.get("name_fr"), ""}
    others = [name for name in dict.fromkeys([*kept.alias_text(), *called]) if name not in names]
    edit_organisation(actor, kept, aliases=others, **told)


def _lead_over(card: Organisation, kept: Organisation) -> None:
    """Whatever row of any slice refers to a card refers to another; its other names stay, and sentences that are there twice."""
    said = list(kept.clauses.values_list("text_ar", flat=True))
    for relation in Organisation._meta.get_fields(include_hidden=True):
        model: Any = relation.related_model
        if not isinstance(relation, ForeignObjectRel) or model is OrganisationAlias:
            continue
        rows = model._default_manager.filter(**{relation.field.name: card})
        if model is StatuteClause:
            rows = rows.exclude(text_ar__in=said)
        try:
            with transaction.atomic():
                rows.update(**{relation.field.name: kept})
        except IntegrityError as problem:
            text = _("Both cards are named in one and the same meeting, list or agreement. Take one off there first.")
            raise Refused(text) from problem


def hold_standing(card: Organisation, field: str) -> None:
    """Keep a card from being withdrawn while something is written that names it. Refused when it was already."""
    held = Organisation.objects.select_for_update(of=("self",), no_key=True).get(pk=card.pk)
    if not held.is_standing:
        raise Refused(_("This card was withdrawn already."), field)


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


def _call_offices(person: Person) -> None:
    """The offices that Sanad itself wrote on a card are called as a woman or a man holds them, once that is said."""
    for mandate in person.mandates.all():
        for called in OFFICES.values():
            names = (mandate.capacity_ar, mandate.capacity_fr)
            if names in called.values() and called[person.sex] != names:
                mandate.capacity_ar, mandate.capacity_fr = called[person.sex]
                mandate.save()


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
    _name_needed(card.name_ar, card.name_fr)
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


@command(can_edit, says=_("wrote down what the statutes say"))
def add_clause(
    actor: Actor, organisation: Organisation, *, kind: str, text_ar: str, text_fr: str = ""
) -> StatuteClause:
    """Add an aim, a means, or a statement on partners from the statutes."""
    position = organisation.clauses.filter(kind=kind).count()
    return StatuteClause.objects.create(
        space_id=organisation.space_id,
        organisation=organisation,
        kind=kind,
        text_ar=text_ar,
        text_fr=text_fr,
        position=position,
    )


@command(can_edit, says=_("withdrew a sentence of the statutes"))
def withdraw_clause(actor: Actor, clause: StatuteClause) -> StatuteClause:
    """Take a sentence off the card; it stays in the history."""
    clause.withdraw()
    return clause


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
    _name_needed(name_ar, name_fr)
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
        _give_capacity(actor, person, body, capacity_ar=capacity_ar)
    return person


def _give_capacity(actor: Actor, person: Person, organisation: Organisation, **details: Any) -> Mandate:
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
        _give_capacity(self.actor, person, body, capacity_ar=capacity)
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


@command(can_edit, says=_("changed a person's card"))
def edit_person(actor: Actor, person: Person, *, aliases: list[str] | None = None, **details: Any) -> Person:
    """Change a person's card; earlier values stay in the history. What others wrote of them is mended by it."""
    sex = person.sex
    is_mended = any(getattr(person, name) != value for name, value in details.items())
    amend(person, details)
    _name_needed(person.name_ar, person.name_fr)
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


@command(can_edit, says=_("recorded a capacity"))
def record_mandate(
    actor: Actor,
    person: Person,
    *,
    organisation: Organisation | str,
    capacity_ar: str,
    capacity_fr: str = "",
    from_on: date | None = None,
    to_on: date | None = None,
    is_new: bool = False,
) -> Mandate:
    """Record in which capacity a person acts for an organisation, which gets a card when it has none.

    Refused when it ends before it begins.
    """
    if from_on and to_on and to_on < from_on:
        raise Refused(_("The end lies before the beginning."), "to_on")
    capacity = {"capacity_ar": capacity_ar, "capacity_fr": capacity_fr, "from_on": from_on, "to_on": to_on}
    return _give_capacity(actor, person, body_named(actor, organisation, "organisation", is_new=is_new), **capacity)


@command(can_edit, says=_("ended a capacity"))
def end_mandate(actor: Actor, mandate: Mandate, *, to_on: date) -> Mandate:
    """Write the last day of a capacity. Refused before its first day."""
    if mandate.from_on and to_on < mandate.from_on:
        raise Refused(_("The end lies before the beginning."), "to_on")
    mandate.to_on = to_on
    mandate.save()
    mandate.inherited.answer(Inherited.State.MENDED, actor.user)
    return mandate


@command(can_give_consent, says=_("let another space read"))
def give_consent(
    actor: Actor, *, grantee: Space, kind: str, purpose: str, from_on: date | None = None, to_on: date | None = None
) -> Consent:
    """Show one kind of record to another space, from a day. Refused twice, and when it ends before it begins."""
    return open_consent(actor.space, grantee=grantee, kind=kind, purpose=purpose, from_on=from_on, to_on=to_on)


def open_consent(
    space: Space, *, grantee: Space, kind: str, purpose: str, from_on: date | None = None, to_on: date | None = None
) -> Consent:
    """A new consent of that space, inside a command; one whose last day has passed makes room for it."""
    today = timezone.localdate()
    start = from_on or today
    if to_on and to_on < start:
        raise Refused(_("The end lies before the beginning."), "to_on")
    if grantee.pk == space.pk:
        raise Refused(_("This is your own space."), "grantee")
    held = Consent.objects.select_for_update(no_key=True)
    given = held.unrevoked().filter(space=space, grantee=grantee, kind=kind)
    given.filter(to_on__lt=today).update(revoked_at=timezone.now())
    if given.exists():
        raise Refused(_("This is already shown to them."), "kind")
    return Consent.objects.create(space=space, grantee=grantee, kind=kind, purpose=purpose, from_on=start, to_on=to_on)


@command(can_revoke_consent, says=_("revoked a consent"), is_final=True)
def revoke_consent(actor: Actor, consent: Consent) -> Consent:
    """Hide the records at once."""
    consent.revoked_at = timezone.now()
    consent.save()
    return consent
