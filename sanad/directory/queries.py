"""Reads of the directory that cross models."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from sanad.directory.models import Consent, Inherited, Mandate, Organisation, Person
from sanad.directory.policies import (
    OUR_KINDS,
    can_confirm_card,
    can_edit,
    can_see_contacts,
    members_without_card,
    visible_to,
)
from sanad.foundation.arabic import dates
from sanad.foundation.arabic.fold import fold
from sanad.foundation.arabic.skeleton import is_likely
from sanad.foundation.naming.models import named_like, perhaps_named
from sanad.foundation.policy import Text
from sanad.foundation.spaces.actor import Actor
from sanad.foundation.spaces.models import Invitation as Letter
from sanad.foundation.spaces.models import Membership, Space
from sanad.foundation.spaces.roles import Role, roles_with
from sanad.foundation.ui.next_step import NextStep, Way, comes_next

_CANDIDATES = 60


def likely_same(actor: Actor, model: type[Organisation] | type[Person], *names: str) -> list[Any]:
    """Cards of the actor's space whose name is perhaps one of `names`. A person decides; nothing is merged."""
    found: dict[Any, Any] = {}
    for name in filter(None, names):
        for card in perhaps_named(visible_to(actor, model).prefetch_related("aliases"), name, _CANDIDATES):
            if is_likely(name, *_names_of(card)):
                found[card.pk] = card
    return list(found.values())


def cards_called(actor: Actor, model: type[Organisation] | type[Person], name: str) -> tuple[list[Any], list[Any]]:
    """(the cards of the actor's own space that have this very name, those that are perhaps meant by it)."""
    own = [card for card in likely_same(actor, model, name) if card.space_id == actor.space_id]
    wanted = joined_name(name)
    same = [card for card in own if wanted in {joined_name(known) for known in _names_of(card)}]
    return same, [card for card in own if card not in same]


def told_apart(actor: Actor, cards: list[Any]) -> dict[str, Any]:
    """Cards of one name, each by its name and what tells it from the others: capacity, end of the phone, seat, day."""
    said = [f"{card.name} ({_mark_of(actor, card)})" for card in sorted(cards, key=lambda card: card.created_at)]
    twice = {text for text in said if said.count(text) > 1}
    told = [f"{text[:-1]} · {number})" if text in twice else text for number, text in enumerate(said, start=1)]
    return dict(zip(told, sorted(cards, key=lambda card: card.created_at), strict=True))


def _mark_of(actor: Actor, card: Organisation | Person) -> str:
    if isinstance(card, Organisation):
        marks = [card.get_kind_display(), card.seat_place.name if card.seat_place else ""]
    else:
        held = Mandate.objects.valid_on(timezone.localdate()).filter(person=card).select_related("organisation").first()
        marks = [held.capacity, held.organisation.name] if held else []
    marks.append(f"…{card.phone[-3:]}" if card.phone and can_see_contacts(actor) else "")
    day = dates.day(timezone.localdate(card.created_at), get_language() or "ar")
    return Truncator(" · ".join(filter(None, marks))).chars(70) or _("written down on %(day)s") % {"day": day}


def meant_by(actor: Actor, model: type[Organisation] | type[Person], text: str) -> Any:
    """The card that a name with its mark tells, as `told_apart` writes it; None for any other text."""
    name, opened, _rest = text.rpartition(" (")
    same = cards_called(actor, model, name)[0] if opened and text.endswith(")") else []
    return told_apart(actor, same).get(text)


def _names_of(card: Any) -> list[str]:
    return [card.name_ar, card.name_fr, *(alias.text for alias in card.aliases.all())]


def joined_name(name: str) -> str:
    """What two spellings of one name have in common that differ in hamza, vowel signs and spaces alone."""
    return fold(name).replace(" ", "")


# What the name of a body begins with, and the kind of body that it tells.
_TELLING = (
    (Organisation.Kind.ASSOCIATION, ("جمعية", "ودادية", "association", "amicale")),
    (Organisation.Kind.FEDERATION, ("فدرالية", "فيدرالية", "اتحاد", "شبكة", "fédération", "union", "réseau")),
    (Organisation.Kind.LOCAL_AUTHORITY, ("جماعة", "مجلس", "عمالة", "قيادة", "باشوية", "commune", "conseil", "caïdat")),
    (Organisation.Kind.DECONCENTRATED, ("مندوبية", "مديرية", "نيابة", "délégation", "direction")),
    (Organisation.Kind.MINISTRY, ("وزارة", "ministère", "ministry")),
    (
        Organisation.Kind.PUBLIC_BODY,
        ("وكالة", "مدرسة", "إعدادية", "ثانوية", "كلية", "مركز", "agence", "école", "office"),
    ),
    (Organisation.Kind.NGO, ("منظمة", "مؤسسة", "ong", "fondation", "organisation")),
    (Organisation.Kind.COMPANY, ("شركة", "مقاولة", "تعاونية", "société", "coopérative", "entreprise")),
    (Organisation.Kind.PRESS, ("جريدة", "صحيفة", "إذاعة", "journal", "radio")),
)
_KIND_TOLD = {fold(word): kind for kind, words in _TELLING for word in words}


# Words that names of people and of their work hold too: what follows them tells a body.
_UNSURE = {
    fold(word) for word in ("union", "office", "direction", "organisation", "journal", "radio", "agence", "conseil")
}
_FOLLOWS = {
    *("de", "du", "des", "d", "la", "le", "les", "l", "of", "et"),
    *(
        fold(word + end)
        for word in ("national", "régional", "provincial", "local", "communal", "marocain")
        for end in ("", "e")
    ),
}


def tells_a_body(name: str) -> bool:
    """Whether a name is one of a body, where it could be a person's: «Union des femmes», but not «Union Touria»."""
    first, second, *_more = [*fold(name).replace("'", " ").replace("’", " ").split(), "", ""]
    return kind_told(name) is not None and (first not in _UNSURE or second in _FOLLOWS)


def kind_told(name: str) -> Organisation.Kind | None:
    """The kind of body that a name tells by the word with which it begins; None for any other name, as those of people."""
    first = (fold(name).split() or [""])[0]
    return _KIND_TOLD.get(first) or _KIND_TOLD.get(first.removeprefix("ال"))


# With which word a capacity begins that somebody holds in their own association.
_OWN_CAPACITIES = {
    fold(word)
    for word in (
        *("رئيس", "رئيسة", "رئاسة", "نائب", "نائبة", "كاتب", "كاتبة", "أمين", "أمينة", "مستشار", "مستشارة"),
        *("عضو", "عضوة", "منخرط", "منخرطة", "متطوع", "متطوعة", "منسق", "منسقة", "مكلف", "مكلفة", "مسؤول", "مسؤولة"),
        *("président", "présidente", "vice", "secrétaire", "trésorier", "trésorière", "conseiller", "conseillère"),
        *("assesseur", "assesseure", "membre", "adhérent", "adhérente", "bénévole", "coordinateur", "coordinatrice"),
    )
}
# What makes it one of another body.
_OF_OTHERS = {fold(word) for word in ("جماعي", "جماعية", "برلماني", "برلمانية", "communal", "communale", "provincial")}


def speaks_for_its_body(capacity: str) -> bool:
    """Whether a capacity that names no body is one of the meeting association's own, as far as its words say.

    «رئيس المجلس الجماعي» and «رئيس جمعية الوادي» name another one; «رئيسة الجمعية» does not.
    """
    words = fold(capacity).split()
    if not words or words[0].removeprefix("ال") not in _OWN_CAPACITIES:
        return False
    return not any(
        word.removeprefix("ال") in _OF_OTHERS or (kind_told(word) is not None and word not in _ITS_OWN)
        for word in words[1:]
    )


_ITS_OWN = {fold(word) for word in ("الجمعية", "الودادية", "association", "amicale")}


def written_elsewhere(space: Space) -> Organisation | None:
    """The card that another space keeps of the organisation whose space it is, the first written one."""
    cards = Organisation.objects.filter(own_space=space).exclude(space=space)
    return cards.select_related("seat_place__parent").order_by("created_at").first()


FACTS = (
    "founded_year",
    "founded_on",
    "seat_address",
    "phone",
    "email",
    "website",
    "presentation_ar",
    "presentation_fr",
)


# What of a card is taken over when its organisation moves in, and waits to be confirmed: its names too.
INHERITED_PARTS = ("name_ar", "name_fr", "seat_place", *FACTS)


def inherited_here(actor: Actor, card: Organisation) -> list[Inherited]:
    """What of the own card others wrote, answered or not: the card, the seat, then who speaks for it."""
    rows = visible_to(actor, Inherited).filter(organisation=card)
    parts = {name: number for number, name in enumerate(INHERITED_PARTS)}
    found = list(rows.select_related("mandate__person", "written_by"))
    return sorted(found, key=lambda row: (parts.get(row.part, len(parts)), row.pk))


def unconfirmed_here(actor: Actor, card: Organisation) -> list[Inherited]:
    """What of that nobody has confirmed, mended or taken off."""
    return [row for row in inherited_here(actor, card) if row.is_waiting]


def facts_of(known: Organisation) -> dict[str, Any]:
    """What a card says that everybody may know; a hamlet that only its writer has is written as an address."""
    facts = {name: getattr(known, name) for name in FACTS}
    place = known.seat_place
    if place is not None and place.space_id is not None:
        facts["seat_address"], place = facts["seat_address"] or place.name, place.parent
    return {**facts, "seat_place": place}


@dataclass(frozen=True)
class Difference:
    """Something that two cards of one organisation say otherwise: what it is, what ours says, what theirs says."""

    name: str
    label: Text
    ours: Any
    theirs: Any


def differences(ours: Organisation, theirs: Organisation) -> list[Difference]:
    """What another card of the same organisation says that ours does not; what it leaves empty is none."""
    told = {"name_ar": theirs.name_ar, "name_fr": theirs.name_fr, **facts_of(theirs)}
    return [
        Difference(name, Organisation._meta.get_field(name).verbose_name, getattr(ours, name), value)  # type: ignore[union-attr]  # a column
        for name, value in told.items()
        if value and value != getattr(ours, name)
    ]


def own_card(actor: Actor) -> Organisation | None:
    """The card of the actor's own organisation in its own directory."""
    return card_of(actor.space_id)


def is_own(actor: Actor, card: Organisation) -> bool:
    """Whether it is the card of the actor's own organisation."""
    return card.space_id == card.own_space_id == actor.space_id


def names_body(actor: Actor, card: Organisation, path: str) -> Q:
    """Which rows name the body of a card, at the end of `path`: our own by any card of it, as who accompanies us names us by theirs."""
    return Q(**{f"{path}__own_space": actor.space}) if is_own(actor, card) else Q(**{path: card})


def kept_by_us(actor: Actor, card: Organisation) -> Organisation | None:
    """Our card of the body of which another space shows a card; None where ours is not tied to its space."""
    if card.space_id == actor.space_id or card.own_space_id is None:
        return None
    return Organisation.objects.standing().filter(space=actor.space, own_space=card.own_space_id).first()


def each_body_once(actor: Actor, words: str = "") -> QuerySet[Organisation]:
    """The cards that the actor sees, without those that others show of a body of which one keeps a card: that leads to them.

    Where words are looked for, a card that is shown stays unless the one that is kept holds them too.
    """
    ours = Organisation.objects.standing().filter(space=actor.space, own_space=OuterRef("own_space"))
    return visible_to(actor, Organisation).filter(Q(space=actor.space) | ~Exists(named_like(ours, words)))


def found_once(actor: Actor, cards: list[Organisation]) -> list[Organisation]:
    """The same among cards that were found already."""
    kept = {card.own_space_id for card in cards if card.space_id == actor.space_id}
    return [card for card in cards if card.space_id == actor.space_id or card.own_space_id not in kept - {None}]


def shown_of_it(actor: Actor, card: Organisation) -> Organisation | None:
    """The card that a body keeps of itself and shows us, for the card that we keep of it."""
    if card.own_space_id in {None, actor.space_id} or card.space_id != actor.space_id:
        return None
    shown = visible_to(actor, Organisation).filter(space=card.own_space_id, own_space=card.own_space_id)
    return shown.select_related("space").first()


def card_of(space_id: UUID) -> Organisation | None:
    """The card that a space keeps of the organisation whose space it is."""
    return Organisation.objects.filter(space=space_id, own_space=space_id).select_related("seat_place").first()


def perhaps_enters(actor: Actor, person: Person) -> Membership | None:
    """Who enters already, has no card, and is perhaps the person of this one: by the phone, the e-mail or the name."""
    for row in members_without_card(actor):
        contacts = {row.user.phone, row.user.email} - {None, ""}
        if contacts & {person.phone, person.email} or is_likely(row.user.name, person.name_ar, person.name_fr):
            return row
    return None


# How the office is called in which somebody takes a space in charge: as a woman or a man holds it, else by the office alone.
OFFICES: dict[str, dict[str, tuple[str, str]]] = {
    Role.PRESIDENT: {
        "": ("رئاسة الجمعية", "Présidence de l’association"),
        Person.Sex.WOMAN: ("رئيسة الجمعية", "Présidente de l’association"),
        Person.Sex.MAN: ("رئيس الجمعية", "Président de l’association"),
    },
    Role.SECRETARY_GENERAL: {
        "": ("الكتابة العامة", "Secrétariat général"),
        Person.Sex.WOMAN: ("الكاتبة العامة", "Secrétaire générale"),
        Person.Sex.MAN: ("الكاتب العام", "Secrétaire général"),
    },
}
_NAMELESS = [called[""][0] for called in OFFICES.values()]
_HEADS = (fold("رئيس"), fold("رئاسة"), "president", "presidence")


def head_of(organisation: Organisation) -> Person | None:
    """Who presides over it today, as far as the capacities of its card say."""
    mandates = Mandate.objects.valid_on(timezone.localdate()).filter(organisation=organisation).select_related("person")
    return next((mandate.person for mandate in mandates.order_by("created_at") if presides(mandate)), None)


def signatory_of(card: Organisation) -> Mandate | None:
    """In which capacity who signs for an organisation does so today; None where its card names nobody who may.

    Of an organisation with a space of its own it is the officer who signs there, of any other who presides over it.
    """
    mandates = Mandate.objects.valid_on(timezone.localdate()).filter(organisation=card).select_related("person")
    held = list(mandates.order_by("created_at"))
    space = card.own_space
    if space is None or not held:
        return next(filter(presides, held), None)
    officers = Membership.live.filter(space=space, role__in=roles_with("certificates.issue", space.kind))
    users = set(officers.values_list("user", flat=True))
    return next((mandate for mandate in held if mandate.person.user_id in users), None)


def presides(mandate: Mandate) -> bool:
    """Whether a capacity is that of a president, as far as its words say."""
    return is_of_a_head(f"{mandate.capacity_ar} {mandate.capacity_fr}")


def is_of_a_head(capacity: str) -> bool:
    """Whether words in which somebody spoke or signed are those of a president."""
    return fold(capacity).startswith(_HEADS)


# Which spaces those of a slice above know their support organisation by, from the space that asks.
ACQUAINTANCES: list[Callable[[Actor], QuerySet]] = []


def known_supporters(actor: Actor) -> QuerySet[Space]:
    """The support organisations that a space has to do with: it showed them something, they opened its space, or accompany it."""
    shown = Consent.objects.filter(space=actor.space).values("grantee")
    inviters = Letter.objects.filter(space=actor.space).values("invited_by")
    opened = Membership.objects.filter(user__in=inviters).values("space")
    known = Q(pk__among=shown) | Q(pk__among=opened)
    for spaces in ACQUAINTANCES:
        known |= Q(pk__among=spaces(actor).order_by())
    return Space.objects.filter(known, kind=Space.Kind.SUPPORT).exclude(pk=actor.space_id)


def supporter_named(name: str) -> Space | None:
    """The one support organisation with exactly this name, in Arabic or in French; None for none, and for two."""
    wanted = fold(name)
    rows = Space.objects.filter(kind=Space.Kind.SUPPORT).only("name_ar", "name_fr", "kind")
    found = [row for row in rows if wanted and wanted in {fold(row.name_ar), fold(row.name_fr)}]
    return found[0] if len(found) == 1 else None


@dataclass(frozen=True)
class Seen:
    """What one space sees of another through what both do together, without a consent: what, of or by whom, and why."""

    is_ours: bool  # something of ours that the other sees; else something of the other that we see
    other: str
    what: Text
    reason: Text
    address: str


# What slices above have to tell of it, for the space that asks: of an accompaniment, of agreements, of announced sessions.
SEEN: list[Callable[[Actor], Iterable[Seen]]] = []
MOST_SEEN = 20  # of one kind; the others are counted


def seen_through_work(actor: Actor) -> tuple[list[Seen], list[Seen]]:
    """(what others see of ours, what we see of theirs), beside what consents show."""
    if not actor.may("space.read"):
        return [], []
    found = [seen for source in SEEN for seen in source(actor)]
    return [seen for seen in found if seen.is_ours], [seen for seen in found if not seen.is_ours]


# Where consents were written down in slices above, by their key: the address of the agreement that says so.
CONSENT_SOURCES: list[Callable[[Actor, list[Consent]], dict[UUID, str]]] = []


def sources_of(actor: Actor, consents: list[Consent]) -> dict[UUID, str]:
    """Where these consents come from, of those that came from somewhere."""
    return {key: address for source in CONSENT_SOURCES for key, address in source(actor, consents).items()}


def seen_rows(
    rows: QuerySet[Any], space: str, told: Callable[[Any], tuple[Text, Text, str]], everywhere: str, *, is_ours: bool
) -> Iterator[Seen]:
    """A line for each of the first rows, which name the other space in `space`: (what, why, where); how many more there are."""
    first = list(rows[: MOST_SEEN + 1])
    others = Space.objects.in_bulk({_named(row, space) for row in first})
    for row in first[:MOST_SEEN]:
        yield Seen(is_ours, others[_named(row, space)].name, *told(row))
    if len(first) > MOST_SEEN:
        _what, why, _address = told(first[-1])
        count = rows.count() - MOST_SEEN
        more = ngettext("%(count)d more space", "%(count)d more spaces", count) % {"count": count}
        yield Seen(is_ours, more, "", why, everywhere)


def seen_counts(
    rows: QuerySet[Any], space: str, things: Count, say: Callable[[int], Text], why: Text, where: str, *, is_ours: bool
) -> Iterator[Seen]:
    """`seen_rows` of how many things there are with each other space: `say` has the words for so many."""
    counted = rows.order_by().values(space).annotate(count=things).order_by(space)
    return seen_rows(counted, space, lambda row: (say(row["count"]), why, where), where, is_ours=is_ours)


def _named(row: Any, space: str) -> UUID:
    return row[space] if isinstance(row, dict) else getattr(row, space)


def card_to_confirm(actor: Actor, card: Organisation) -> NextStep | None:
    """What others wrote on our own card before we came in waits for our yes."""
    count = len(unconfirmed_here(actor, card)) if is_own(actor, card) else 0
    if not count:
        return None
    said = ngettext(
        "%(count)s thing on this card was written by others and is not confirmed yet.",
        "%(count)s things on this card were written by others and are not confirmed yet.",
        count,
    )
    look = Way(_("Look at them"), "directory:confirm_card", may=can_confirm_card(actor, card))
    return NextStep(said % {"count": count}, (look,))


def card_kept_twice(actor: Actor, card: Organisation) -> NextStep | None:
    """A card that another space shows is read; what one does with that body hangs on the card that one keeps of it."""
    kept = kept_by_us(actor, card)
    if kept is None:
        return None
    if is_own(actor, kept):
        return NextStep(
            _("This is what %(space)s wrote about us. What we do stands on our own card.") % {"space": card.space.name},
            (Way(_("Our card"), "directory:organisation", (kept.pk,)),),
        )
    return NextStep(
        _("This card is kept by %(space)s. What you do together stands on the card that you keep of it.")
        % {"space": card.space.name},
        (Way(_("Our card of it"), "directory:organisation", (kept.pk,)),),
    )


def card_to_complete(actor: Actor, card: Organisation) -> NextStep | None:
    """What a card lacks before one can work with it: who speaks for it; of one's own also the seat and the statutes."""
    if card.space_id != actor.space_id or card.kind not in OUR_KINDS:
        return None
    may = can_edit(actor, card)
    if not Mandate.objects.valid_on(timezone.localdate()).filter(space=actor.space, organisation=card).exists():
        add = Way(_("Add who speaks for it"), "directory:add_person", may=may, asked={"organisation": card.pk})
        if is_own(actor, card):
            return NextStep(_("Nobody speaks for us yet: add the president, or whom you know."), (add,))
        return NextStep(_("Nobody speaks for it yet: add its president, or whom you know."), (add,))
    if not is_own(actor, card):
        return None
    if card.seat_place_id is None:
        complete = Way(_("Say where our seat is"), "directory:write_seat", (card.pk,), may)
        return NextStep(_("Our seat is missing: it stands at the head of every paper."), (complete,))
    if not card.clauses.standing().exists():
        clause = Way(_("Write down an aim of the statutes"), "directory:add_clause", (card.pk,), may)
        return NextStep(_("Our aims are missing: they are told in every report, and written down once."), (clause,))
    return _office_to_name(actor, card.mandates.select_related("person"))


def _office_to_name(actor: Actor, mandates: QuerySet[Mandate]) -> NextStep | None:
    """Of an office that is named by itself it is not said yet whether a woman or a man holds it."""
    unsaid = mandates.valid_on(timezone.localdate()).filter(capacity_ar__in=_NAMELESS, person__sex="")  # type: ignore[attr-defined]  # a named set
    mandate = unsaid.order_by("created_at").first()
    if mandate is None:
        return None
    said = {"office": mandate.capacity, "name": mandate.person.name}
    say = Way(_("Say it"), "directory:say_sex", (mandate.person_id,), can_edit(actor, mandate.person))
    return NextStep(_("Papers write “%(office)s”: say whether %(name)s is a woman or a man.") % said, (say,))


def person_to_complete(actor: Actor, person: Person) -> NextStep | None:
    """What a card of a person lacks: for whom they speak, how they are reached."""
    if person.space_id != actor.space_id:
        return None
    may = can_edit(actor, person)
    if not person.mandates.exists():
        record = Way(_("Record a capacity"), "directory:record_mandate", (person.pk,), may)
        return NextStep(_("It is not said yet for whom they speak: in which organisation, and as what."), (record,))
    if (step := _office_to_name(actor, person.mandates.select_related("person"))) is not None:
        return step
    if not person.phone and not person.email:
        reach = Way(_("Add a phone"), "directory:edit_person", (person.pk,), may)
        return NextStep(_("They have neither phone nor e-mail here: nobody could tell them anything."), (reach,))
    return None


comes_next(Organisation, card_kept_twice, rank=3)
comes_next(Organisation, card_to_confirm, rank=5)
comes_next(Organisation, card_to_complete, rank=10)
comes_next(Person, person_to_complete, rank=10)
