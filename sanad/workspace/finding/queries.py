"""Search: everything that the actor may see, by its words from their beginning, the near before the far."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from sanad.accompaniment.models import Engagement, Evidence, Need, PlanItem
from sanad.accompaniment.policies import visible_to as visible_accompaniment
from sanad.activities.models import Decision, FollowUp
from sanad.activities.policies import visible_to as visible_activities
from sanad.directory.models import Organisation, Person
from sanad.directory.policies import visible_to as visible_directory
from sanad.directory.queries import found_once
from sanad.foundation.arabic import dates
from sanad.foundation.arabic.fold import fold
from sanad.foundation.arabic.skeleton import LIKELY
from sanad.foundation.documents.models import IssuedDocument
from sanad.foundation.documents.policies import visible_to as visible_papers
from sanad.foundation.naming.models import EXACT, LETTERS, NOTHING, SOUND, nearest
from sanad.foundation.spaces.actor import Actor
from sanad.partnerships.models import Agreement, Commitment
from sanad.partnerships.policies import visible_to as visible_agreements
from sanad.territory.queries import search_places
from sanad.training.models import Certificate, Registration
from sanad.training.policies import visible_to as visible_training
from sanad.workspace.queries import activities_open_to, address_of, papers_like

_EACH = 8
_SHORTEST = 2  # letters; one finds everything
_TELLING = 4  # letters; a place is not known by the sound of fewer
OWN, SHOWN, NEAR, FAR = range(4)
"""How near a thing is: of one's own room, shown by another, a place of one's own region, a place elsewhere."""


@dataclass(frozen=True)
class Hit:
    """One thing found: how (`naming.models`), how near it is, its kind in words, its name, what tells it apart, its address."""

    found_by: float
    near: int
    kind: str | Promise
    name: str
    hint: str
    url: str

    @property
    def order(self) -> tuple[bool, bool, int, int, float]:
        """What only sounds alike comes last, places elsewhere before it; then how well it is found, then how near it is."""
        return self.found_by >= SOUND, self.near == FAR, int(self.found_by), self.near, self.found_by


_Words = Callable[[Any], Any]  # what a row says of itself


@dataclass(frozen=True)
class Source:
    """One kind of things that are found by their words: what it is called, the rows, what tells one apart, its page."""

    kind: str | Promise | _Words
    rows: Callable[[Actor], Any]
    hint: _Words
    url: _Words
    name: _Words = str
    once: Callable[[Actor, list[Any]], list[Any]] = lambda _actor, rows: rows


def _seen(actor: Actor, visible_to: Callable[[Actor, Any], Any], model: Any, *with_it: str) -> Any:
    """What the actor may see of a model, with the rows that its hint reads: the rows have the sets that it names."""
    rows = visible_to(actor, model)
    return rows.select_related(*with_it) if with_it else rows


def _on(day: Any) -> str:
    return dates.day(day, get_language() or "ar")


def _told(*parts: Any) -> str:
    return " · ".join(str(part) for part in parts if part)


def _page(name: str, key: Callable[[Any], Any] = lambda row: row.pk) -> Callable[[Any], str]:
    return lambda row: reverse(name, args=[key(row)])


SOURCES = [
    Source(
        lambda row: row.get_kind_display(),
        lambda actor: _seen(actor, visible_directory, Organisation, "seat_place"),
        lambda row: row.seat_place.name if row.seat_place else "",
        _page("directory:organisation"),
        once=found_once,
    ),
    Source(
        _("Person"),
        lambda actor: _seen(actor, visible_directory, Person),
        lambda row: row.other_name,
        _page("directory:person"),
    ),
    Source(lambda row: row.get_kind_display(), activities_open_to, lambda row: _on(row.held_on), address_of),
    Source(
        _("Agreement"),
        lambda actor: _seen(actor, visible_agreements, Agreement),
        lambda row: row.get_state_display(),
        _page("partnerships:agreement"),
    ),
    Source(
        _("Need"),
        lambda actor: _seen(actor, visible_accompaniment, Need, "engagement__association"),
        lambda row: _told(row.engagement, row.get_state_display()),
        _page("accompaniment:need"),
    ),
    Source(
        _("Plan item"),
        lambda actor: _seen(actor, visible_accompaniment, PlanItem, "engagement__association").with_standing(),
        lambda row: _told(row.engagement, row.get_standing_display()),
        _page("accompaniment:item"),
    ),
    Source(
        _("Evidence"),
        lambda actor: _seen(actor, visible_accompaniment, Evidence).exclude(engagement=None).standing(),
        lambda row: _on(row.seen_on),
        _page("accompaniment:evidence"),
    ),
    Source(
        _("Decision"),
        lambda actor: _seen(actor, visible_activities, Decision, "activity").standing(),
        lambda row: _told(row.activity.title, _on(row.activity.held_on)),
        _page("activities:outcome", lambda row: row.activity_id),
    ),
    Source(
        _("Follow-up"),
        lambda actor: _seen(actor, visible_activities, FollowUp, "activity").meant(),
        lambda row: _told(row.activity.title, row.get_state_display()),
        _page("activities:outcome", lambda row: row.activity_id),
    ),
    Source(
        _("Promise"),
        lambda actor: _seen(actor, visible_agreements, Commitment, "agreement").standing(),
        lambda row: row.agreement.title,
        _page("partnerships:promise"),
    ),
    Source(
        _("Registered person"),
        lambda actor: _seen(actor, visible_training, Registration, "session__activity").active(),
        lambda row: row.session.activity.title,
        _page("training:registration"),
    ),
]


def search(actor: Actor, text: str) -> list[Hit]:
    """What the actor may see that holds every word of `text`, in any spelling; at most 8 of each kind.

    The nearest comes first, whatever it is; places elsewhere that only sound alike are left out where words are found. Papers and certificates are found by number, title and holder.
    """
    if len(fold(text)) < _SHORTEST:
        return _papers(actor, text) if fold(text).isdecimal() else []
    found = [hit for source in SOURCES for hit in _found(actor, source, text)]
    found += [*_engagements(actor, text), *_papers(actor, text), *_certificates(actor, text), *_places(actor, text)]
    if any(hit.found_by < SOUND for hit in found):
        found = [hit for hit in found if not (hit.near == FAR and hit.found_by >= SOUND)]
    return sorted(found, key=lambda hit: hit.order)


def is_too_short(text: str) -> bool:
    """Whether nothing is looked for: no word, and no number of a paper."""
    return len(fold(text)) < _SHORTEST and not fold(text).isdecimal()


def _nearness(actor: Actor, row: Any) -> int:
    return OWN if row.space_id == actor.space_id else SHOWN


def _found(actor: Actor, source: Source, text: str) -> Iterable[Hit]:
    for row in source.once(actor, nearest(source.rows(actor), text, _EACH)):
        kind = source.kind(row) if callable(source.kind) else source.kind
        yield Hit(
            row.found_by, _nearness(actor, row), kind, source.name(row), str(source.hint(row)), str(source.url(row))
        )


def _engagements(actor: Actor, text: str) -> Iterable[Hit]:
    """The files of the associations that are called so."""
    engagements = visible_accompaniment(actor, Engagement)
    named = nearest(Organisation.objects.filter(pk__among=engagements.order_by().values("association")), text, _EACH)
    found_by = {card.pk: card.found_by for card in named}
    for engagement in engagements.filter(association__in=named).select_related("association")[:_EACH]:
        yield Hit(
            found_by[engagement.association_id],
            _nearness(actor, engagement),
            _("Accompaniment"),
            engagement.association.name,
            engagement.get_stage_display(),
            reverse("accompaniment:engagement", args=[engagement.pk]),
        )


def _papers(actor: Actor, text: str) -> list[Hit]:
    """Papers; a certificate is found as what it is."""
    rows = papers_like(visible_papers(actor, IssuedDocument).filter(certificate=None), text)
    return [
        Hit(
            EXACT if row.reference in text else LETTERS,
            OWN,
            _("Paper"),
            row.title,
            _told(row.reference, row.data.get("name"), row.data.get("subtitle")),
            reverse("workspace:paper", args=[row.pk]),
        )
        for row in rows[:_EACH]
    ]


def _certificates(actor: Actor, text: str) -> list[Hit]:
    """Certificates of whoever is called so, and those of that number."""
    holders = nearest(visible_training(actor, Registration), text, _EACH)
    found_by = {holder.pk: holder.found_by for holder in holders}
    numbered = papers_like(IssuedDocument.objects.filter(space=actor.space), text).filter(certificate__isnull=False)
    seen = visible_training(actor, Certificate).filter(
        Q(registration__in=list(found_by)) | Q(document__among=numbered.order_by().values("pk"))
    )
    rows = seen.select_related("document", "registration__session__activity").order_by("-issued_on", "-pk")
    return [
        Hit(
            found_by.get(row.registration_id, LETTERS),
            _nearness(actor, row),
            _("Certificate"),
            row.registration.name,
            _told(row.registration.session.activity.title, row.document.reference),
            reverse("training:certificate", args=[row.pk]),
        )
        for row in rows[:_EACH]
    ]


def _is_meant(text: str, found_by: float) -> bool:
    """By its letters, or by a sound that is likely its own: «قافلة» is no way to write Kaf El Ghar."""
    return found_by < SOUND or (len(fold(text)) >= _TELLING and (NOTHING - found_by) * 100 >= LIKELY)


def _places(actor: Actor, text: str) -> Iterable[Hit]:
    """Places, those of one's own region before others; what sounds like one by chance is none that somebody looks for."""
    found = [place for place in search_places(actor, text, limit=_EACH) if _is_meant(text, place.found_by)]
    if not found:
        return
    cards = Organisation.objects.filter(space=actor.space, own_space=actor.space)
    seat = cards.values_list("seat_place__code", flat=True).first() or ""
    home = seat.partition(".")[0]
    for place in found:
        is_near = not home or place.code.partition(".")[0] == home
        yield Hit(
            place.found_by,
            NEAR if is_near else FAR,
            place.get_level_display(),
            place.name,
            place.path,
            reverse("territory:place", args=[place.pk]),
        )
